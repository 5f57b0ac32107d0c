"""举报完又要退钱的：同一家的接过来；留名的两张连上，匿名的不连。"""

import pytest
from intake_builders import Citizen


@pytest.fixture
def after_a_tip_off(hotline):
    def build(*answers):
        citizen = Citizen(hotline)
        citizen.files("举报惠民佳超市卖变质的酸奶", kind="tip_off", department="food")
        for answer in ("惠民佳超市", "建设路12号", "昨天", *answers, "确认"):
            citizen.say(answer)
        citizen.files("另外我还要他们退我25块钱")
        return citizen

    return build


def finish(citizen):
    for answer in ("周海燕", "13800000051", "建设路30号", "确认"):
        if citizen.draft:
            citizen.say(answer)
    return citizen.hotline.tickets.get(citizen.card["tickets"][0]["ticket_no"])


def test_the_shop_and_what_happened_are_not_asked_again(after_a_tip_off):
    draft = after_a_tip_off("匿名").draft
    assert draft.values["respondent_name"] == "惠民佳超市" and draft.values["respondent_address"] == "建设路12号"
    assert draft.has_facts and draft.asking == "citizen_name"


def test_an_anonymous_tip_off_is_not_linked_to_the_named_complaint(after_a_tip_off):
    complaint = finish(after_a_tip_off("匿名"))
    assert complaint.kind == "complaint" and complaint.links == ()


def test_a_named_tip_off_is_linked_both_ways(after_a_tip_off):
    citizen = after_a_tip_off("13800000051")
    earlier = citizen.memory.filed[0]
    complaint = finish(citizen)
    assert [link.ticket_no for link in complaint.links] == [earlier]
    assert [link.ticket_no for link in citizen.hotline.tickets.get(earlier).links] == [complaint.ticket_no]


def test_another_shop_starts_afresh(hotline, after_a_tip_off):
    citizen = after_a_tip_off("匿名")
    citizen.press("先放着")
    citizen.files("我还要投诉好再来烧烤店，退我60块")
    assert citizen.draft.values.get("respondent_address") != "建设路12号"
