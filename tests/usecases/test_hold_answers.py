"""机器人的答复先给坐席看：照发、换成自己的话；到点没人看就照发，并且不再扣，市民不干等。"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from conversation_desk import CHAT, ONE, OTHER, Citizen, a_desk, later, shown

from bot.errors import CitizenOutOfReach, HandOverUnknown, HeldAnswerGone
from bot.usecases.desk.hold_answers import (
    held_answers,
    hold_answer,
    release_answer,
    release_late,
    replace_answer,
    set_holding,
    tell_held,
)
from bot.usecases.desk.join_conversation import is_with_person, say_to_citizen
from bot.usecases.desk.leave_conversation import return_to_bot, wrap_up
from bot.usecases.desk.wait_for_operator import take_hand_over

ANSWER = [{"text": "要带三样材料", "buttons": [{"title": "多久", "payload": "多久能办好"}]}]


@pytest.fixture
def citizen():
    return Citizen()


@pytest.fixture
def desk(engine, cipher, citizen):
    desk = a_desk(engine, cipher, citizen)
    take_hand_over("H1", ONE, desk.hotline)
    set_holding("H1", True, ONE, desk)
    return desk


def seconds(desk):
    return desk.hotline.knowledge.operator_desk.held_seconds


def test_nothing_is_held_unless_the_operator_asks_for_it(desk, citizen):
    set_holding("H1", False, ONE, desk)
    assert not hold_answer(CHAT, ANSWER, desk)
    assert not hold_answer("portal:somebody-else", ANSWER, desk)


def test_the_citizen_is_told_once_that_somebody_is_looking(desk, citizen):
    words = desk.hotline.knowledge.operator_desk.held_words
    for _ in range(2):
        hold_answer(CHAT, ANSWER, desk)
        tell_held(CHAT, desk)
    assert citizen.heard == [words] and shown(desk)[-1] == ("hotline", words)
    say_to_citizen("H1", "查到了", ONE, desk)
    hold_answer(CHAT, ANSWER, desk)
    tell_held(CHAT, desk)
    assert citizen.heard.count(words) == 2, "又扣下一条，再说一声"


def test_a_held_answer_goes_out_as_it_is_when_released(desk, citizen):
    assert hold_answer(CHAT, ANSWER, desk)
    assert citizen.heard == [] and not is_with_person(CHAT, desk.hotline)
    (held,) = held_answers("H1", ONE, desk)
    release_answer("H1", held.id, ONE, desk)
    assert citizen.heard == ["要带三样材料"] and shown(desk)[-1] == ("hotline", "要带三样材料")
    assert desk.transcripts.after(CHAT)[-1].content["buttons"], "按钮也在"
    assert held_answers("H1", ONE, desk) == []


def test_a_replaced_answer_is_the_operators_word_and_the_bots_is_never_seen(desk, citizen):
    hold_answer(CHAT, ANSWER, desk)
    (held,) = held_answers("H1", ONE, desk)
    replace_answer("H1", held.id, "要带四样，还有身份证", ONE, desk)
    assert citizen.heard == ["要带四样，还有身份证"] and shown(desk)[-1] == ("operator", "要带四样，还有身份证")
    assert held_answers("H1", ONE, desk) == [] and release_late(later(desk, seconds(desk) + 60)) == 0


def test_saying_something_instead_drops_what_is_held(desk, citizen):
    hold_answer(CHAT, ANSWER, desk)
    say_to_citizen("H1", "我查一下", ONE, desk)
    assert held_answers("H1", ONE, desk) == []
    assert hold_answer(CHAT, ANSWER, desk), "下一句机器人照样想，照样先给坐席看"


def test_a_citizen_is_never_left_waiting_for_an_operator_who_does_not_look(desk, citizen):
    hold_answer(CHAT, ANSWER, desk)
    assert release_late(later(desk, seconds(desk) - 1)) == 0 and citizen.heard == []
    assert release_late(later(desk, seconds(desk))) == 1
    assert citizen.heard == [desk.hotline.knowledge.operator_desk.late_words, "要带三样材料"]
    assert not hold_answer(CHAT, ANSWER, desk), "到过一次点，就不再扣"


def test_what_went_out_by_itself_is_not_sent_again(desk, citizen):
    hold_answer(CHAT, ANSWER, desk)
    (held,) = held_answers("H1", ONE, desk)
    release_late(later(desk, seconds(desk)))
    for step in (lambda: release_answer("H1", held.id, ONE, desk), lambda: replace_answer("H1", held.id, "另说", ONE, desk)):
        with pytest.raises(HeldAnswerGone):
            step()
    assert citizen.heard.count("要带三样材料") == 1


def test_two_processes_that_look_at_once_send_it_once(desk, citizen):
    for _ in range(5):
        hold_answer(CHAT, ANSWER, desk)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: release_late(later(desk, seconds(desk))), range(4)))
    assert citizen.heard.count("要带三样材料") == 5


@pytest.mark.parametrize(
    "leave", [lambda desk: return_to_bot("H1", ONE, desk), lambda desk: wrap_up("H1", "answered", "", ONE, desk), lambda desk: set_holding("H1", False, ONE, desk)]
)
def test_whoever_leaves_lets_out_what_is_held(desk, citizen, leave):
    hold_answer(CHAT, ANSWER, desk)
    leave(desk)
    assert citizen.heard == ["要带三样材料"] and not hold_answer(CHAT, ANSWER, desk)


def test_a_word_that_does_not_reach_the_citizen_leaves_the_answer_to_go_out(desk, citizen):
    hold_answer(CHAT, ANSWER, desk)
    (held,) = held_answers("H1", ONE, desk)
    citizen.is_there = False
    with pytest.raises(CitizenOutOfReach):
        replace_answer("H1", held.id, "另说", ONE, desk)
    citizen.is_there = True
    release_late(later(desk, seconds(desk) + 60))
    assert citizen.heard[-1] == "要带三样材料"


def test_another_operator_neither_sees_nor_releases(desk):
    hold_answer(CHAT, ANSWER, desk)
    (held,) = held_answers("H1", ONE, desk)
    for step in (
        lambda: held_answers("H1", OTHER, desk),
        lambda: release_answer("H1", held.id, OTHER, desk),
        lambda: replace_answer("H1", held.id, "另说", OTHER, desk),
        lambda: set_holding("H1", False, OTHER, desk),
    ):
        with pytest.raises(HandOverUnknown):
            step()


def test_a_held_answer_is_kept_sealed_and_goes_when_the_citizen_ends_the_conversation(desk, engine):
    from bot.stores.operator_tables import held_answers as table

    hold_answer(CHAT, ANSWER, desk)
    with engine.connect() as connection:
        assert "材料".encode() not in bytes(connection.execute(table.select()).first().content_sealed)
    desk.held.forget(CHAT)
    assert held_answers("H1", ONE, desk) == []
