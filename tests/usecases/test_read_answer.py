"""听懂市民的回答：一张一张的表。"""

import pytest

from bot.hotline.item_parts import Material
from bot.hotline.situation import UNSURE, Option, Situation
from bot.usecases.guide.read_materials import lacking_materials, mentioned_materials
from bot.usecases.guide.read_told import added_answers, answers_besides, answers_elsewhere, mentioned_answers
from bot.usecases.reading.read_answer import guess_option, match_option
from bot.usecases.reading.read_phrase import choice_number, is_said, says_nothing_asked, telling_part
from tests import fakes

KNOWLEDGE = fakes.knowledge()
WORDS = KNOWLEDGE.answer_words
FOOD = KNOWLEDGE.item("food_operation_license_new")
AGENT = FOOD.situation("agent")
VENDING = FOOD.situation("vending")
AREA = KNOWLEDGE.item("small_catering_registration").situation("area")


PLEDGE = KNOWLEDGE.item("small_catering_registration").situation("pledge")


def answer(question, text, intent="state_facts"):
    found = match_option(question, fakes.heard(text, intent), WORDS)
    return found and found.option


@pytest.mark.parametrize("text, option", [
    ("本人办理", "self"), ("我自己去", "self"), ("本人", "self"), ("我本人去。", "self"),
    ("委托代办", "agent"), ("找人代办吧", "agent"), ("我委托我妹妹", "agent"),
    ("1", "self"), ("第二个", "agent"), ("选一", "self"), ("②", "agent"), ("二吧", "agent"),
    ("3", UNSURE), ("说不清", UNSURE), ("不知道", UNSURE), ("都行", UNSURE), ("随便", UNSURE), ("晓不得", UNSURE),
    ("不是本人", "agent"), ("不是我自己去", "agent"), ("不委托", "self"),
    ("", None), ("4", None), ("多少钱", None), ("哈哈", None),
])  # fmt: skip
def test_who_comes(text, option):
    assert answer(AGENT, text) == option


@pytest.mark.parametrize("text, intent, option", [
    ("没有", "deny", "none"), ("没", "deny", "none"), ("没有自动售货机", "state_facts", "none"),
    ("有", "affirm", "vending"), ("有的", "affirm", "vending"), ("嗯", "affirm", "vending"), ("对着呢", "noise", "vending"),
    ("不是", "deny", "none"), ("木有", "noise", "none"), ("自动售货机", "noise", "vending"),
])  # fmt: skip
def test_yes_and_no(text, intent, option):
    assert answer(VENDING, text, intent) == option


@pytest.mark.parametrize("text", ["行", "行 我自己去", "好的 那我去办"])
def test_going_along_is_not_having_one(text):
    """问有没有，应一声“行”不是答“有”。"""
    assert answer(VENDING, text, "affirm") is None


def test_what_is_unchanged_is_not_the_change_asked_about():
    assert answer(KNOWLEDGE.item("industrial_product_license").situation("kind"), "地址没变") is None


@pytest.mark.parametrize("text", ["没有", "还没有", "没"])
def test_none_yet_is_the_first_time(text):
    assert answer(KNOWLEDGE.item("special_equipment_operator").situation("kind"), text, "deny") == "new"


def test_thanks_for_an_answer_is_no_promise():
    assert answer(PLEDGE, "好 谢谢了", "thank") is None
    assert answer(PLEDGE, "好", "affirm") == "pledged"


def test_yes_does_not_decide_between_two_things():
    assert answer(AGENT, "是的", "affirm") is None


@pytest.mark.parametrize("item", KNOWLEDGE.items.values(), ids=list(KNOWLEDGE.items))
def test_every_label_typed_out_is_understood(item):
    """照着选项念一遍，没有听不懂的。"""
    for question in item.situations:
        for i, option in enumerate(question.options, 1):
            assert answer(question, option.label) == option.id, (question.ask, option.label)
            assert answer(question, f"第{i}个" if i < 10 else str(i)) == option.id


@pytest.mark.parametrize("text, number", [
    ("1", 1), ("2", 2), ("第三个", 3), ("选四", 4), ("就一", 1), ("两", 2), ("①", 1), ("２", 2), ("5号", 5),
    ("10", None), ("一个月", None), ("三十平", None), ("", None), ("第一次", None),
])  # fmt: skip
def test_choice_number(text, number):
    assert choice_number(text, WORDS) == number


@pytest.mark.parametrize("text, answers", [
    ("我开火锅店，自己去办不方便，委托别人", {"business": "catering", "agent": "agent"}),
    ("开奶茶店，本人去", {"business": "catering", "agent": "self"}),
    ("单位食堂，承包给别人了", {"business": "canteen", "canteen_contractor": "contracted"}),
    ("食品经营许可证要什么材料", {}),
    ("不是本人", {}),
    ("没有", {}),
    ("有", {}),
])  # fmt: skip
def test_what_a_sentence_already_tells(text, answers):
    assert mentioned_answers(FOOD, text, WORDS) == answers


@pytest.mark.parametrize("text, have", [
    ("我有健康证", ["从业人员健康证明"]),
    ("健康证和申请书都有了", ["食品经营许可申请书", "从业人员健康证明"]),
    ("没有健康证", []), ("没办健康证", []), ("健康证还没办", []), ("健康证丢了", []), ("还差健康证", []),
    ("没有健康证和申请书", []), ("缺健康证、申请书", []),
    ("没有健康证，有申请书", ["食品经营许可申请书"]),
    ("有健康证，没有申请书", ["从业人员健康证明"]),
    ("健康证没问题", ["从业人员健康证明"]), ("除了健康证，申请书有了", ["食品经营许可申请书"]),
    ("什么都没有", []), ("身份证", []),
])  # fmt: skip
def test_materials_a_citizen_has(text, have):
    assert mentioned_materials(FOOD, text, WORDS) == have


def test_materials_a_citizen_says_are_lacking():
    assert lacking_materials(FOOD, "没有健康证，有申请书", WORDS) == ["从业人员健康证明"]


@pytest.mark.parametrize("text, said", [
    ("开饭店", True), ("不开饭店", False), ("不是饭店", False), ("没有饭店", False), ("不是食堂，是饭店", True),
    ("饭店，不是食堂", True), ("不知道饭店算不算", True),
])  # fmt: skip
def test_negation(text, said):
    assert is_said("饭店", text, WORDS) is said


class Scores:
    def __init__(self, *scores):
        self.scores = list(scores)

    def rank(self, text, groups):
        return self.scores


@pytest.mark.parametrize("scores, option", [
    ((0.7, 0.2), "a"), ((0.2, 0.6), "b"), ((0.39, 0.1), None), ((0.6, 0.55), None), ((0.0, 0.0), None),
])  # fmt: skip
def test_guessing_by_meaning_needs_a_clear_lead(scores, option):
    question = Situation("q", "问？", "因为", (Option("a", "甲"), Option("b", "乙")))
    assert guess_option(question, fakes.heard("像甲的话"), WORDS, Scores(*scores)) == option


def test_a_material_without_aliases_is_found_by_name():
    item = fakes.replace(FOOD, materials=(Material("甲表"), Material("乙表")))
    assert mentioned_materials(item, "甲表有了，乙表没有", WORDS) == ["甲表"]


@pytest.mark.parametrize("text, option", [
    ("四十来平", "within"), ("就二十平", "within"), ("50平米", "within"), ("六十平", "within"), ("60㎡", "within"),
    ("七十平", "over"), ("有两百个平方", "over"), ("一百五十平", "over"), ("三十五平米算哪种", "within"), ("120平方米", "over"),
    ("七十平的连锁", "over"), ("一个三十平一个八十平", None), ("几个平方", None),
])  # fmt: skip
def test_an_area_falls_into_its_range(text, option):
    assert answer(AREA, text) == option
    assert mentioned_answers(KNOWLEDGE.item("small_catering_registration"), text, WORDS).get("area") == option


@pytest.mark.parametrize("text, option", [
    ("七十几平吧", "over"), ("六十多平", "over"), ("超过60平", "over"), ("60平以上", "over"), ("一百二", "over"), ("快一百平了", "over"),
    ("七八十个平方", "over"), ("店里也就八十吧", "over"), ("100多", "over"), ("少说也有七十平", "over"), ("六十平打不住", "over"),
    ("不到三十平", "within"), ("没有六十平", "within"), ("六十平不到", "within"), ("最多五十平", "within"), ("不超过60平方米", "within"),
    ("五六十平", "within"), ("三十到五十平", "within"), ("十几平", "within"), ("快六十平", "within"), ("二十七八个平方", "within"),
    ("六十来平", None), ("差不多六十平", None), ("五十平以上", None), ("不到一百平", None), ("几十平", None), ("八十年了", None),
])  # fmt: skip
def test_a_size_that_may_fall_on_either_side_is_asked_again(text, option):
    assert answer(AREA, text) == option


@pytest.mark.parametrize("text, option", [
    ("加盟的，总共二十平", "over"), ("四十平，连锁的", "over"), ("四十平，不是连锁", "within"),
    ("不是连锁", None), ("不是加盟店", None), ("小店", None), ("个体户", None),
])  # fmt: skip
def test_small_alone_is_not_enough_where_two_things_must_hold(text, option):
    assert answer(AREA, text) == option


@pytest.mark.parametrize("text, option", [
    ("我姨妈跑一趟", "agent"), ("托隔壁王婶去办", "agent"), ("我去不了", "agent"), ("喊我侄女过去交", "agent"),
    ("俺去", "self"), ("亲自去一趟", "self"), ("我和我侄女一起去", None), ("本人和代办", None),
])  # fmt: skip
def test_who_comes_in_other_words(text, option):
    assert answer(AGENT, text) == option


@pytest.mark.parametrize("text, option", [
    ("没有那种售货机", "none"), ("没得呢", "none"), ("有的呀", "vending"), ("楼下放了台贩卖机", "vending"),
])  # fmt: skip
def test_the_short_name_inside_a_denied_one_is_denied_too(text, option):
    assert answer(VENDING, text) == option


@pytest.mark.parametrize("text, told", [
    ("本人去，要带啥", "本人去"), ("这俩有啥区别", ""), ("丢了要登报吗", ""), ("我想打听一下连锁", ""),
    ("没啥要批的", "没啥要批的"), ("房子还租着呢", "房子还租着呢"), ("本人去，对了，执照丢了", "本人去"), ("连锁店？", ""),
])  # fmt: skip
def test_what_is_told_and_what_is_asked_back(text, told):
    assert telling_part(text, WORDS) == told


@pytest.mark.parametrize("text, besides", [
    ("做餐饮，八十多平", {"catering_size": "over"}), ("做餐饮，八十多平，喊我侄女去", {"catering_size": "over", "agent": "agent"}),
    ("做餐饮，怎么委托", {}), ("做餐饮", {}), ("做餐饮，挺忙的", {}),
])  # fmt: skip
def test_other_clauses_answer_the_questions_still_to_come(text, besides):
    assert answers_besides(FOOD, "business", {"business": "catering"}, text, WORDS) == besides


def test_a_clause_that_already_answered_something_does_not_answer_a_second_question():
    answers = {"business": "canteen", "canteen_contractor": "own"}
    assert answers_besides(FOOD, "business", answers, "学校食堂，自己办的", WORDS) == {}


@pytest.mark.parametrize("text, mentioned", [
    ("有个日本人想来吃饭", {}), ("我自己来问问，开个酸菜面馆", {"business": "catering"}), ("我本人去办，开个面馆", {"business": "catering", "agent": "self"}),
])  # fmt: skip
def test_words_that_only_count_when_asked_are_not_taken_from_other_sentences(text, mentioned):
    assert mentioned_answers(FOOD, text, WORDS) == mentioned


def test_an_item_may_give_a_shared_way_of_saying_to_another_option():
    """强检器具：单位的员工去，算本单位自己办。"""
    question = KNOWLEDGE.item("mandatory_verification").situation("agent")
    assert answer(question, "店里的伙计去送") == "self"
    assert answer(AGENT, "店里的伙计去送") == "agent"


@pytest.mark.parametrize("text, besides", [
    ("三十平吧，自己开的", {}), ("三十平，自己", {"agent": "self"}), ("三十平，自己去", {"agent": "self"}),
])  # fmt: skip
def test_a_general_word_answers_a_question_still_to_come_only_when_it_stands_alone(text, besides):
    """“自己开的”说的是店，不是谁来办。"""
    assert answers_besides(KNOWLEDGE.item("small_catering_registration"), "area", {"area": "within"}, text, WORDS) == besides


def test_the_one_clause_that_answers_does_not_answer_another_question_too():
    """“叫人过来瞅瞅”按意思是先看现场；它没有别的小句，不能再当成谁来办。"""
    item = KNOWLEDGE.item("small_catering_registration")
    assert answers_besides(item, "pledge", {"area": "within", "pledge": "inspected"}, "叫人过来瞅瞅", WORDS) == {}


LICENSE = Situation("license", "执照办下来没有？", "因为", (
    Option("have", "办好了", answered_as=("执照…下来", "手续…全", "油", "烟")), Option("applying", "在办", answered_as=("个体……办",)),
))  # fmt: skip


@pytest.mark.parametrize("text, option", [
    ("执照刚下来", "have"), ("手续都全", "have"), ("执照还没下来", "applying"), ("手续不全", "applying"),
])  # fmt: skip
def test_a_way_to_say_it_with_a_no_in_its_gap_is_denied(text, option):
    assert answer(LICENSE, text) == option


@pytest.mark.parametrize("text, option", [("个体户，正办着", "applying"), ("个体户正办着", "applying"), ("个体户，不急，办", None)])
def test_a_long_gap_may_step_over_one_mark(text, option):
    assert answer(LICENSE, text) == option


def test_two_short_words_of_one_option_weigh_together():
    assert match_option(LICENSE, fakes.heard("油和烟"), WORDS).strength == pytest.approx(2 / 3)


CHANGE = KNOWLEDGE.item("individual_business_change")


@pytest.mark.parametrize("known, text, change", [
    ({}, "店名和经营范围都要改", "name+scope"), ({"change": "name"}, "对了 地址也要改", "name+premises"),
    ({"change": "name"}, "还有经营范围", "name+scope"), ({"change": "name+scope"}, "地址也得换 一起", "name+premises+scope"),
    ({}, "换地址改名字一块办行不行", "name+premises"),
    ({"change": "name+premises"}, "地址不换了", "name"), ({"change": "name+premises"}, "地址不换了吧 行不行呢", None),
    ({"change": "name"}, "店名也要改", None), ({"change": "name"}, "地址也要改吗", None), ({}, "地址也要改", None),
    ({"change": "name", "agent": "self"}, "代办也要去", None),
])  # fmt: skip
def test_several_changes_at_once_are_one_answer(known, text, change):
    assert added_answers(CHANGE, known, text, WORDS) == ({"change": change} if change else {})


@pytest.mark.parametrize("text, change", [
    ("我店要搬家还要改店名", "name+premises"), ("地址和招牌", "name+premises"), ("换地址，店名不变", "premises"), ("店名不改 就换个地址", "premises"),
])  # fmt: skip
def test_what_stays_the_same_is_no_change(text, change):
    assert answer(CHANGE.situation("change"), text) == change


def test_several_changes_bring_the_materials_of_each():
    names = {m.name for m in CHANGE.materials_for({"change": "name+premises", "area": "same", "approval": "none", "agent": "self"})}

    for change in ("name", "premises"):
        assert {m.name for m in CHANGE.materials_for({"change": change, "area": "same", "approval": "none", "agent": "self"})} <= names


def test_by_the_way_is_no_yes():
    assert answer(VENDING, "对了 地址也要改") is None and answer(VENDING, "对") == "vending"


BRANCH = KNOWLEDGE.item("branch_establishment")


@pytest.mark.parametrize("text, early", [
    ("会计去办", {"agent": "agent"}), ("代账公司办", {"agent": "agent"}), ("法人去", {"agent": "self"}), ("没有", {}), ("会计去行吗", {}),
])  # fmt: skip
def test_a_later_question_answered_first_is_heard(text, early):
    assert answers_elsewhere(BRANCH, "approval", {}, text, WORDS) == early


@pytest.mark.parametrize("text, option", [("有散称的零食", None), ("有", "vending"), ("有的", "vending"), ("没有那个机器", "none")])
def test_one_stray_letter_is_no_answer(text, option):
    assert answer(VENDING, text) == option


@pytest.mark.parametrize("text, asks", [
    ("周六上班不", True), ("面积有要求没", True), ("油烟管不管", True), ("公证不公证", True), ("动不动就坏", False), ("还没", False), ("当然不", False), ("我没变", False), ("执照还没", False),
])  # fmt: skip
def test_a_question_may_end_in_not(text, asks):
    assert says_nothing_asked(text, WORDS) is not asks


@pytest.mark.parametrize("text, option", [("不是连锁", None), ("不是加盟的", None), ("不愿意", "inspected"), ("不", "inspected"), ("那不行", "inspected")])
def test_a_denial_of_something_else_is_no_answer(text, option):
    assert answer(PLEDGE, text, "deny") == option


@pytest.mark.parametrize("text", ["会计也换了", "换了会计", "我老婆也是股东"])
def test_a_change_of_staff_is_not_who_comes(text):
    assert answer(KNOWLEDGE.item("company_filing").situation("agent"), text) is None


def test_staff_told_to_go_still_comes():
    assert answer(KNOWLEDGE.item("company_filing").situation("agent"), "会计换了 让会计去办") == "agent"


@pytest.mark.parametrize("text", ["备案还是许可", "个体户还是公司", "窗口还是网上办", "那营业执照也得改吧"])
def test_one_or_the_other_is_asked(text):
    assert telling_part(text, WORDS) == ""


@pytest.mark.parametrize("text", ["法人还是张三", "地址还是原来的", "面积还是四十平", "还是本人去", "本人去吧"])
def test_what_stays_the_same_is_told(text):
    assert telling_part(text, WORDS) == text


@pytest.mark.parametrize("text", ["不卖处方药", "处方药不卖的", "我们不卖处方药"])
def test_what_is_not_sold_is_not_the_kind_sold(text):
    assert mentioned_answers(KNOWLEDGE.item("drug_retail_license_new"), text, WORDS) == {"scope": "otc_b"}


@pytest.mark.parametrize("text", ["我自己没药师证", "我自己没学历"])
def test_what_he_himself_lacks_does_not_say_who_comes(text):
    assert answer(AGENT, text) is None


@pytest.mark.parametrize("item, situation, text", [
    ("food_operation_license_change", "change", "法人没变"), ("special_equipment_change", "side", "原来的登记证找不着了"),
    ("special_equipment_change", "side", "登记证早就丢了"),
])  # fmt: skip
def test_what_is_unchanged_or_lost_chooses_no_option_by_likeness(item, situation, text):
    question = KNOWLEDGE.item(item).situation(situation)
    assert guess_option(question, fakes.heard(text), WORDS, Scores(0.9, *[0.1] * (len(question.options) - 1))) is None
