"""转给同事、科室：接了才算，一个人接成；可以不接，写明为什么；首问一直是头一个接的人。"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from conversation_desk import CHAT, DRUG, FOOD, FOOD_TOO, ONE, OTHER, THIRD, Citizen, a_desk, shown

from bot.errors import HandOverUnknown, PassNotPossible
from bot.hotline.ticket import Actor
from bot.usecases.desk.join_conversation import is_with_person, read_conversation, say_to_citizen
from bot.usecases.desk.leave_conversation import wrap_up
from bot.usecases.desk.pass_conversation import (
    accept_pass,
    left_behind,
    pass_on,
    refuse_pass,
    take_left_behind,
    withdraw_pass,
)
from bot.usecases.desk.wait_for_operator import take_hand_over


@pytest.fixture
def citizen():
    return Citizen()


@pytest.fixture
def desk(engine, cipher, citizen):
    desk = a_desk(engine, cipher, citizen)
    take_hand_over("H1", ONE, desk.hotline)
    return desk


def test_a_colleague_who_accepts_has_it_and_the_first_contact_stays(desk, citizen):
    say_to_citizen("H1", "您好，请讲", ONE, desk)
    pass_on("H1", OTHER.id, None, "问食品许可，您熟", ONE, desk)
    (offered,) = desk.hotline.hand_overs.offered_to(OTHER.id, None)
    assert (offered.offer.by, offered.offer.note) == (ONE.id, "问食品许可，您熟")
    assert read_conversation("H1", ONE, desk), "对方接之前还是原来的人管"
    taken = accept_pass("H1", OTHER, desk)
    assert (taken.taken_by, taken.first_taken_by, taken.offer) == (OTHER.id, ONE.id, None)
    with pytest.raises(HandOverUnknown):
        say_to_citizen("H1", "还有一句", ONE, desk)
    assert is_with_person(CHAT, desk.hotline), "转的时候机器人不插嘴"
    assert shown(desk)[-1][0] == "hotline" and "不用重说" in citizen.heard[-1]
    say_to_citizen("H1", "我接着说", OTHER, desk)


def test_a_citizen_who_never_heard_a_person_is_not_told_of_another(desk, citizen):
    pass_on("H1", OTHER.id, None, "请您回电", ONE, desk)
    accept_pass("H1", OTHER, desk)
    assert citizen.heard == []


def test_a_colleague_may_refuse_and_says_why(desk):
    pass_on("H1", OTHER.id, None, "您来", ONE, desk)
    refuse_pass("H1", "手上有急的", OTHER, desk)
    kept = desk.hotline.hand_overs.get("H1")
    assert (kept.taken_by, kept.offer, kept.refused_by, kept.refusal) == (ONE.id, None, OTHER.id, "手上有急的")
    pass_on("H1", FOOD.id, None, "食品的事", ONE, desk)  # 还可以再转
    assert desk.hotline.hand_overs.get("H1").refused_by is None


def test_of_a_department_one_gets_it(desk):
    pass_on("H1", None, "food", "餐馆卫生", ONE, desk)
    assert desk.hotline.hand_overs.offered_to(DRUG.id, "drug") == []
    assert accept_pass("H1", DRUG, desk) is None
    with ThreadPoolExecutor(2) as pool:
        got = list(pool.map(lambda who: accept_pass("H1", who, desk), (FOOD, FOOD_TOO)))
    winner = desk.hotline.hand_overs.get("H1").taken_by
    assert sorted(one is None for one in got) == [False, True] and winner in (FOOD.id, FOOD_TOO.id)


def test_only_the_one_it_is_offered_to_may_accept_or_refuse(desk):
    pass_on("H1", OTHER.id, None, "您来", ONE, desk)
    assert accept_pass("H1", THIRD, desk) is None
    with pytest.raises(HandOverUnknown):
        refuse_pass("H1", "不接", FOOD, desk)
    with pytest.raises(HandOverUnknown):
        withdraw_pass("H1", OTHER, desk)


def test_what_is_withdrawn_can_no_longer_be_accepted_and_the_other_way_round(desk):
    pass_on("H1", OTHER.id, None, "您来", ONE, desk)
    withdraw_pass("H1", ONE, desk)
    assert accept_pass("H1", OTHER, desk) is None
    pass_on("H1", OTHER.id, None, "还是您来", ONE, desk)
    accept_pass("H1", OTHER, desk)
    with pytest.raises(HandOverUnknown):
        withdraw_pass("H1", ONE, desk)


def test_it_is_not_passed_where_nobody_would_take_it(desk):
    for to, department in ((THIRD.id, None), (ONE.id, None), (None, "drug")):
        with pytest.raises(PassNotPossible):
            pass_on("H1", to, department, "您来", ONE, desk)
    pass_on("H1", OTHER.id, None, "您来", ONE, desk)
    with pytest.raises(PassNotPossible, match="撤回"):
        pass_on("H1", None, "food", "改主意了", ONE, desk)


def test_a_closed_conversation_is_not_accepted_any_more(desk):
    pass_on("H1", OTHER.id, None, "您来", ONE, desk)
    wrap_up("H1", "answered", "", ONE, desk)
    assert accept_pass("H1", OTHER, desk) is None


def test_what_was_said_on_passing_is_kept_sealed(desk, engine):
    from bot.stores.tables import hand_overs

    pass_on("H1", OTHER.id, None, "市民姓张，住建设路", ONE, desk)
    with engine.connect() as connection:
        kept = connection.execute(hand_overs.select()).first().pass_note_sealed
    assert "建设路".encode() not in bytes(kept)


LEAD = Actor("lead-1", "shift_lead")


def test_what_an_operator_who_went_away_left_behind_is_taken_on_by_the_shift_lead(desk, citizen):
    say_to_citizen("H1", "您好，请讲", ONE, desk)
    assert left_behind(desk) == [], "人还在"
    assert take_left_behind("H1", LEAD, desk) is None, "人还在的不能抢"
    desk.colleagues.here = [OTHER, LEAD]
    assert [one.number for one in left_behind(desk)] == ["H1"]
    assert take_left_behind("H1", OTHER, desk) is None, "只有班长席"
    taken = take_left_behind("H1", LEAD, desk)
    assert (taken.taken_by, taken.first_taken_by) == (LEAD.id, ONE.id)
    assert "不用重说" in citizen.heard[-1]
    with pytest.raises(HandOverUnknown):
        say_to_citizen("H1", "我回来了", ONE, desk)


def test_what_was_wrapped_up_is_not_left_behind(desk):
    wrap_up("H1", "answered", "", ONE, desk)
    desk.colleagues.here = [LEAD]
    assert left_behind(desk) == [] and take_left_behind("H1", LEAD, desk) is None
