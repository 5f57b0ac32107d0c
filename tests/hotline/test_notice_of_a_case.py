"""某一件事、某一种情形的告知书：该有的有，别的情形的不混进来。"""

import pytest

from tests.hotline.test_one_time_notice import ITEMS, every_way_to_answer, notice_for


def the_notice(item_id, **answers):
    return notice_for(ITEMS[item_id], answers)


def names(notice):
    return [line.name for line in notice.bring]


@pytest.mark.parametrize("item_id", ["simple_deregistration", "ordinary_deregistration"])
def test_an_individual_closing_down_is_led_to_his_own_list(item_id):
    """公示20天、清算这些是企业的，个体户的清单里不提。"""
    assert ITEMS[item_id].other_item({"entity": "individual"}).item_id == "individual_business_deregistration"
    assert any("个体工商户注销登记" in line for line in ITEMS[item_id].not_accepted)


def test_an_individual_without_debts_needs_no_tax_paper_and_no_notice_period():
    simple = the_notice("individual_business_deregistration", procedure="simple", agent="self")
    ordinary = the_notice("individual_business_deregistration", procedure="ordinary", agent="self")
    assert "纸质清税证明" in dict(simple.not_needed) and "税务部门出具的清税证明" not in names(simple)
    assert "纸质清税证明" not in dict(ordinary.not_needed) and "税务部门出具的清税证明" in names(ordinary)


@pytest.mark.parametrize(
    ("item_id", "answers"),
    [
        ("individual_business_change", {"change": "name"}),
        ("individual_business_deregistration", {"procedure": "simple"}),
        ("simple_deregistration", {"entity": "enterprise"}),
        ("ordinary_deregistration", {"entity": "branch", "branch_cause": "decided", "approval": "none"}),
        ("multi_site_license", {"action": "add"}),
        ("shared_address_registration", {"kind": "shared", "entity": "move_company", "approval": "none"}),
    ],
)
def test_who_comes_himself_brings_his_card(item_id, answers):
    """实名核验：《实施细则》第十六条。"""
    cards = [name for name in names(the_notice(item_id, **answers, agent="self")) if name.endswith("身份证")]
    assert len(cards) == 1
    assert cards[0] not in names(the_notice(item_id, **answers, agent="agent"))


def test_a_liquidator_s_newspaper_is_not_named_to_a_branch():
    branch = the_notice(
        "ordinary_deregistration", entity="branch", branch_cause="decided", approval="none", agent="self"
    )
    assert "报纸公告" not in dict(branch.not_needed)


@pytest.mark.parametrize(("item_id", "question"), [("individual_to_company", "target"), ("one_stop_startup", "kind")])
def test_only_a_company_hears_of_the_capital_report(item_id, question):
    for answers in every_way_to_answer(ITEMS[item_id]):
        if ITEMS[item_id].other_item(answers):
            continue
        listed = "验资证明" in dict(notice_for(ITEMS[item_id], answers).not_needed)
        assert listed == (answers[question] in ("company", "unsure")), answers


def test_who_has_no_licence_yet_is_not_told_that_it_can_be_looked_up():
    applying = the_notice("prepackaged_food_filing", goods="only", license="applying", agent="self")
    assert "营业执照复印件" not in dict(applying.not_needed)
    assert "营业执照申请材料" in names(applying)


def test_a_factory_that_moved_is_checked_anew():
    """《工业产品生产许可证管理条例》第二十六条、第二十九条：改名办变更，生产条件变了重新核查检验。"""
    assert "产品检验报告" in names(the_notice("industrial_product_license", kind="rebuild"))
    assert "产品检验报告" not in names(the_notice("industrial_product_license", kind="change"))


@pytest.mark.parametrize(
    ("change", "asked"), [("name", False), ("operator_info", False), ("scope", True), ("name+scope", True)]
)
def test_a_shop_is_asked_about_permits_only_when_they_may_be_needed(change, asked):
    """只改店名、改自己的名字，和经营的项目要不要先批没有关系。"""
    questions = ITEMS["individual_business_change"].questions_for({"change": change})
    assert ("approval" in [question.id for question in questions]) is asked


@pytest.mark.parametrize("applicant", ["person", "individual_business"])
def test_no_person_is_asked_about_a_collective_mark(applicant):
    """《商标法》第三条：集体商标、证明商标由协会等组织申请。"""
    assert ITEMS["trademark_registration"].next_question({"applicant": applicant}).id == "channel"


def test_the_seven_days_of_an_arbitration_are_no_limit_of_its_end():
    """《仲裁检定和计量调解办法》第八条：七日内发的是通知。"""
    assert the_notice("metrology_dispute", applicant="entrusted").statutory_limit is None


def test_an_aim_of_the_bureau_is_not_told_as_a_verified_promise():
    """《意见》四（一）2、7：两天办完、零收费是“力争”。"""
    notice = next(notice_for(ITEMS["one_stop_startup"], a) for a in every_way_to_answer(ITEMS["one_stop_startup"]))
    assert "尚未核实" in notice.promised_limit and "尚未核实" in notice.fee


def test_what_must_be_done_in_time_is_told_with_the_answer():
    """换证、复审、延续要提前多久，选了那一项就写进告知书。"""
    for item_id, answers, said in [
        ("industrial_product_license", {"kind": "renew"}, "六个月以前"),
        ("special_equipment_operator", {"kind": "renew", "agent": "self"}, "一个月以前"),
        ("testing_body_qualification", {"kind": "renew", "procedure": "general"}, "三个月以前"),
    ]:
        assert said in the_notice(item_id, **answers).notes[0]
