"""一次性告知：每个事项、每种情形的组合，清单都是全的，一样不重，不该带的不出现。"""

from datetime import datetime
from itertools import islice

import pytest

from bot.errors import SituationOpen
from bot.hotline.one_time_notice import OneTimeNotice, one_time_notice, still_missing
from bot.hotline.situation import UNSURE, condition_holds
from bot.settings import TIME_ZONE
from bot.usecases.guide.say_notice import notice_reply
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

    assert any(note.startswith("不到十五个工作日的：") and "先停止经营" in note for note in notes)
    assert any(note.startswith("九十个工作日以上的：") and "现在还早" in note for note in notes)


def test_a_notice_stored_before_there_were_notes_can_still_be_read():
    record = notice_for(ITEMS["food_stall_card"], next(every_way_to_answer(ITEMS["food_stall_card"]))).as_record()
    del record["notes"]

    assert OneTimeNotice.from_record(record).notes == ()


def the_notice(item_id, **answers):
    return notice_for(ITEMS[item_id], answers)


def names(notice):
    return [line.name for line in notice.bring]


@pytest.mark.parametrize("item", ITEMS.values(), ids=list(ITEMS))
def test_what_is_not_verified_sends_to_the_window_once(item):
    """抬头写了“以窗口为准”，一条条后面不再说。"""
    notice = notice_for(item, next(every_way_to_answer(item)))
    assert not [line for line in notice.unverified if line.endswith("，以窗口为准")]


def test_a_limit_of_months_is_said_in_months():
    assert the_notice("identity_theft_revocation", victim="company", agent="self").statutory_limit.startswith("3个月（自受理之日起")


def test_what_lasts_is_not_given_a_term():
    """“有效期长期”不是话。"""
    result = the_notice("company_filing", matter="liaison", agent="self").result
    assert "长期有效" in result
    for item in ITEMS.values():
        assert "有效期长期" not in notice_for(item, next(every_way_to_answer(item))).result


def test_our_waiver_is_not_promised_for_another_city():
    """迁到外地的，外地认不认承诺书不归本局说。"""
    here = the_notice("business_migration", direction="inbound", entity="sole", agent="self")
    away = the_notice("business_migration", direction="outbound", entity="sole", agent="self")
    assert "租房协议、房屋产权证明" in dict(here.not_needed)
    assert "租房协议、房屋产权证明" not in dict(away.not_needed)
    assert "迁到外地的（按迁入地的时限）" in away.promised_limit


@pytest.mark.parametrize(
    ("item_id", "answers"),
    [
        ("company_change", {"change": "scope", "approval": "none"}),
        ("business_scope_change", {"entity": "company", "prior_approval": "none"}),
        ("company_filing", {"matter": "liaison"}),
        ("cooperative_change", {"change": "charter"}),
        ("cooperative_deregistration", {"procedure": "simple"}),
    ],
)
def test_who_comes_himself_brings_his_card(item_id, answers):
    """实名核验（实施细则第十六条）：同一件事，走哪个事项问的都一样。"""
    assert [n for n in names(the_notice(item_id, **answers, agent="self")) if n.startswith("法定代表人") and n.endswith("身份证")]
    assert not [n for n in names(the_notice(item_id, **answers, agent="agent")) if n.startswith("法定代表人") and n.endswith("身份证")]


@pytest.mark.parametrize("item_id", ["company_change", "cooperative_change"])
def test_the_new_representative_s_card_is_asked_for_once(item_id):
    answers = {"change": "legal_rep", "approval": "none", "agent": "self"}
    assert len([n for n in names(the_notice(item_id, **answers)) if "身份证" in n]) == 1


def test_a_cooperative_is_asked_about_permits_only_when_its_business_changes():
    item = ITEMS["cooperative_change"]
    assert item.next_question({"change": "legal_rep"}).id == "agent"
    assert item.next_question({"change": "scope"}).id == "approval"


def test_a_cooperative_in_liquidation_is_not_told_that_no_newspaper_is_needed():
    """合作社法第五十条写的是登报；简易注销才只在公示系统公示。"""
    simple = the_notice("cooperative_deregistration", procedure="simple", agent="self")
    ordinary = the_notice("cooperative_deregistration", procedure="ordinary", cause="dissolution", approval="none", agent="self")
    assert "报纸公告" in dict(simple.not_needed)
    assert "报纸公告" not in dict(ordinary.not_needed)
