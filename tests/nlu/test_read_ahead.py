"""编码时先做好的那一份：和当场做的一样，只用一次，没人取的不积。"""

import threading
from datetime import date

import pytest

from bot.nlu.ahead import Ahead, Later
from bot.nlu.interpreter import Shared
from bot.nlu.normalise import normalise

RECEIVED_ON = date(2026, 5, 18)
COMPLAINT = normalise("昨天在好再来烧烤店花了58块，电话13800000012")


def found(pipeline, document):
    return [entity.as_dict() for entity in pipeline.entities(document)]


def named(pipeline, document):
    pipeline.find_names(document)
    return found(pipeline, document)


def test_what_is_read_ahead_is_what_would_have_been_read(pipeline):
    at_once = named(pipeline, pipeline.read(COMPLAINT, RECEIVED_ON))
    pipeline.read_ahead(COMPLAINT, RECEIVED_ON, likely_named=True)

    assert "merchant" in {one["type"] for one in at_once}
    assert named(pipeline, pipeline.read(COMPLAINT, RECEIVED_ON)) == at_once


def test_names_found_ahead_are_not_there_when_the_sentence_needs_none(pipeline):
    at_once = found(pipeline, pipeline.read(COMPLAINT, RECEIVED_ON))
    pipeline.read_ahead(COMPLAINT, RECEIVED_ON, likely_named=True)

    assert "merchant" not in {one["type"] for one in at_once}
    assert found(pipeline, pipeline.read(COMPLAINT, RECEIVED_ON)) == at_once


def test_two_who_say_the_same_do_not_share_a_document(pipeline):
    pipeline.read_ahead(COMPLAINT, RECEIVED_ON, likely_named=True)

    assert pipeline.read(COMPLAINT, RECEIVED_ON) is not pipeline.read(COMPLAINT, RECEIVED_ON)


def test_what_was_read_for_another_day_is_not_taken(pipeline):
    pipeline.read_ahead(COMPLAINT, date(2026, 5, 17), likely_named=False)

    document = pipeline.read(COMPLAINT, RECEIVED_ON)

    assert pipeline.received_on(document) == RECEIVED_ON


def test_what_nobody_fetches_does_not_pile_up():
    ahead = Ahead()
    for number in range(1000):
        ahead.put(number, "做好的")

    assert sum(ahead.take(number) is not None for number in range(1000)) < 100


def test_what_understanding_found_is_not_sought_again_in_the_same_turn(knowledge, pipeline):
    shared = Shared(knowledge, "", encoder=None, kept=None, pipeline=pipeline)
    understood = shared.find_all(pipeline.read(COMPLAINT, RECEIVED_ON))
    shared.pipeline = None  # 再找就会出错

    assert shared.entities(COMPLAINT.original, RECEIVED_ON) == [entity.as_dict() for entity in understood]


def test_the_same_words_on_another_day_are_read_anew(knowledge, pipeline):
    shared = Shared(knowledge, "", encoder=None, kept=None, pipeline=pipeline)
    days = [
        next(e["value"] for e in shared.entities(COMPLAINT.original, day) if e["type"] == "date")
        for day in (RECEIVED_ON, date(2026, 5, 19))
    ]

    assert days == ["2026-05-17", "2026-05-18"]


def test_what_another_thread_has_begun_is_waited_for_and_not_done_twice():
    begun, may_end, done = threading.Event(), threading.Event(), []

    def search():
        begun.set()
        may_end.wait(10)
        done.append(1)
        return "找到的"

    later = Later(search)
    threading.Thread(target=later.run).start()
    begun.wait(10)
    threading.Timer(0.01, may_end.set).start()

    assert later.result() == "找到的"
    assert done == [1]


def test_whoever_needs_it_before_its_turn_does_it_himself():
    later = Later(lambda: threading.get_ident())

    assert later.result() == threading.get_ident()


def test_what_went_wrong_elsewhere_is_raised_where_it_is_needed():
    later = Later(lambda: 1 / 0)
    later.run()

    with pytest.raises(ZeroDivisionError):
        later.result()
