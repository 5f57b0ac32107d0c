"""一次性告知：每个事项、每种情形的组合，清单都是全的，一样不重，不该带的不出现。"""

from datetime import datetime
from itertools import islice

import pytest

from bot.errors import SituationOpen
from bot.hotline.one_time_notice import OneTimeNotice, one_time_notice, still_missing
from bot.hotline.situation import UNSURE, condition_holds
from bot.settings import TIME_ZONE
from bot.usecases.say_notice import notice_reply
from tests import fakes

ITEMS = fakes.knowledge().items
ISSUED_AT = datetime(2026, 11, 23, 10, tzinfo=TIME_ZONE)
MOST_COMBINATIONS = 5000


def every_way_to_answer(item, answers=None):
    """照着问的次序，把每个问题的每个选项（和说不清）都走一遍。"""
    answers = answers or {}
    question = item.next_question(answers)
    if question is None:
        yield answers
        return
    for option in [*(o.id for o in question.options), UNSURE]:
        yield from every_way_to_answer(item, {**answers, question.id: option})


def notice_for(item, answers):
    return one_time_notice(item, answers, "N20261123-AAAAAA", ISSUED_AT)


@pytest.mark.parametrize("item", ITEMS.values(), ids=list(ITEMS))
def test_every_combination_gives_a_complete_list(item):
    for answers in islice(every_way_to_answer(item), MOST_COMBINATIONS):
        notice = notice_for(item, answers)
        names = [line.name for line in notice.bring]
        wanted = {m.name for m in item.materials if condition_holds(m.when, answers)}
        assert set(names) == wanted, answers
        assert len(names) == len(set(names)), answers
        assert not set(names) & {name for name, _ in notice.not_needed}, answers
        assert len(notice.situation) == len(answers)


@pytest.mark.parametrize("item", ITEMS.values(), ids=list(ITEMS))
def test_unsure_lists_whatever_any_answer_would_list(item):
    """说不清的人拿到的清单，包住他实际情形的清单，而且写明哪种情形才要。"""
    all_unsure = {}
    while (question := item.next_question(all_unsure)) is not None:
        all_unsure[question.id] = UNSURE
    listed = {line.name: line for line in notice_for(item, all_unsure).bring}
    for answers in islice(every_way_to_answer(item), 500):
        for line in notice_for(item, answers).bring:
            assert line.name in listed
    for material in item.materials:
        if not material.when:
            assert listed[material.name].only_if is None


@pytest.mark.parametrize("item", [i for i in ITEMS.values() if i.situations], ids=lambda i: i.item_id)
def test_a_question_left_open_refuses_to_issue(item):
    with pytest.raises(SituationOpen, match=item.situations[0].ask[:4].replace("?", r"\?")):
        notice_for(item, {})


@pytest.mark.parametrize("item", ITEMS.values(), ids=list(ITEMS))
def test_a_notice_survives_the_database(item):
    import json

    notice = notice_for(item, next(every_way_to_answer(item)))
    assert OneTimeNotice.from_record(json.loads(json.dumps(notice.as_record(), ensure_ascii=False))) == notice


@pytest.mark.parametrize("item", ITEMS.values(), ids=list(ITEMS))
def test_still_missing_tells_everything_at_once(item):
    notice = notice_for(item, next(every_way_to_answer(item)))
    assert still_missing(notice, []) == list(notice.bring)
    assert still_missing(notice, [line.name for line in notice.bring]) == []
    for line in notice.bring:
        others = [m for m in still_missing(notice, [line.name])]
        assert line not in others
        assert len(others) == len(notice.bring) - 1
        for alias in line.said_as:
            assert line not in still_missing(notice, [alias])


@pytest.mark.parametrize("item", ITEMS.values(), ids=list(ITEMS))
def test_what_is_waived_is_never_asked_for(item):
    """本局承诺免交的（租房协议等），任何情形下都不在要带的清单里。"""
    waived = {entry.name for entry in item.not_needed if not entry.when}
    assert not waived & {m.name for m in item.materials}


def test_who_comes_too_early_is_told_so_beside_the_list_and_not_only_in_the_conditions():
    item = ITEMS["food_operation_license_renewal"]
    early = notice_for(item, {"state": "unchanged", "timing": "early", "agent": "self"})
    in_time = notice_for(item, {"state": "unchanged", "timing": "in_window", "agent": "self"})

    assert any("现在还早" in note for note in early.notes)
    assert early.notes[0] in notice_reply(early).fields["notes"]
    assert in_time.notes == ()


def test_who_does_not_know_when_it_expires_is_told_what_holds_in_each_case():
    item = ITEMS["food_operation_license_renewal"]
    notes = notice_for(item, {"state": "unchanged", "timing": UNSURE, "agent": "self"}).notes

    assert len(notes) == 2
    assert any(note.startswith("九十个工作日以上的：") and "现在还早" in note for note in notes)


def test_a_notice_stored_before_there_were_notes_can_still_be_read():
    record = notice_for(ITEMS["food_stall_card"], next(every_way_to_answer(ITEMS["food_stall_card"]))).as_record()
    del record["notes"]

    assert OneTimeNotice.from_record(record).notes == ()
