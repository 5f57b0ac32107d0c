"""一段话里的第二件事，受理上要人审一审的地方。把握由编好的替身给，不用训练好的模型。"""

from dataclasses import replace
from datetime import date

import pytest

from bot.hotline.understanding import RequestKind, TicketSystem, Understanding
from bot.nlu.normalise import normalise
from bot.nlu.second_matter import with_acceptance, with_second_matter

TODAY = date(2026, 5, 18)


def heard(kind, text="", department="food", system="12315", demands=(), sure=0.9):
    entities = tuple({"type": "demand", "text": d, "start": 0, "end": len(d), "value": d} for d in demands)
    return Understanding(
        text, "说的", RequestKind(kind), sure, ticket_system=TicketSystem(system), department=department, entities=entities
    )


class Ears:
    """替身：话里有哪个字，就听成哪一样；记下听了几次。"""

    def __init__(self, **by_word):
        self.by_word, self.asked = by_word, []

    def __call__(self, texts):
        self.asked.append(list(texts))
        return [next((h for word, h in self.by_word.items() if word in text), heard("other")) for text in texts]


@pytest.fixture
def second(knowledge):
    return lambda whole, text, ears: with_second_matter(whole, text, knowledge, ears).secondary


COMPLAINT, TIP_OFF = heard("complaint"), heard("tip_off", department="enforcement")
QUESTION, OTHER_BODY = heard("inquiry", department="registration", system="none"), heard("complaint", department="housing", system="12345")


def test_a_complaint_that_also_tips_off_is_two_matters(second):
    ears = Ears(举报=TIP_OFF, 牛奶=COMPLAINT)
    said = second(COMPLAINT, "福润超市的牛奶过期要求退款，顺便举报他无证经营", ears)
    assert said == {"kind": "tip_off", "ticket_system": "12315", "department": "enforcement"}
    assert ears.asked == [["福润超市的牛奶过期要求退款", "举报他无证经营"]]


def test_a_guide_question_inside_a_complaint(second):
    ears = Ears(执照=QUESTION, 手机=COMPLAINT)
    assert second(COMPLAINT, "手机坏了不给换，另外问一下营业执照怎么办", ears)["kind"] == "inquiry"
    assert second(QUESTION, "手机坏了不给换，另外问一下营业执照怎么办", ears)["kind"] == "complaint"


def test_a_matter_for_another_body_beside_ours(second):
    said = second(COMPLAINT, "牛奶过期不给退，还有个事我们小区物业不修电梯", Ears(物业=OTHER_BODY, 牛奶=COMPLAINT))
    assert said == {"kind": "complaint", "ticket_system": "12345", "department": "housing", "problem": None, "text": "我们小区物业不修电梯", "first": "牛奶过期不给退"}


@pytest.mark.parametrize("text", ["牛奶过期不给退，另外态度还差得很", "牛奶过期了不给退款", "另外牛奶过期"])
def test_more_of_the_same_is_one_matter(second, text):
    assert second(COMPLAINT, text, Ears(牛奶=COMPLAINT, 态度=COMPLAINT)) is None


def test_an_unsure_half_is_no_matter_of_its_own(second):
    assert second(COMPLAINT, "牛奶过期不给退，另外他家的灯坏了", Ears(灯=heard("suggestion", sure=0.4), 牛奶=COMPLAINT)) is None


def test_without_a_turning_word_nothing_is_heard_twice(second):
    ears = Ears()
    assert second(COMPLAINT, "牛奶过期不给退", ears) is None and ears.asked == []


def test_asking_for_money_back_and_for_a_penalty_is_both(second):
    """总局令第121号第九条：同时提出投诉和举报的，分别处理。"""
    assert second(heard("complaint", demands=["退款"]), "卖假酒要求退款并依法查处", Ears())["kind"] == "tip_off"
    assert second(heard("tip_off", demands=["退款"]), "举报他卖假酒，把钱退给我", Ears())["kind"] == "complaint"
    assert second(heard("complaint", demands=["退款"]), "卖假酒要求退款", Ears()) is None


@pytest.fixture
def advice(knowledge):
    def advise(text, kind="complaint", department="food", latest_on=None, received_on=TODAY):
        whole = heard(kind, text, department)
        return with_acceptance(whole, received_on, latest_on, knowledge).acceptance

    return advise


@pytest.mark.parametrize(
    "text, grounds",
    [
        ("我已经起诉到法院了", ["art16_2"]), ("消协给我们调解过一次", ["art16_2"]), ("我们公司从供应商那进货的钢材", ["art16_3"]),
        ("买来转卖的手机有问题", ["art16_3"]), ("不想留姓名，要求退钱", ["art16_5"]), ("我用亲戚的名义投诉", ["art16_6"]), ("我要申请行政复议", ["art44"]),
        ("不想留电话，已经起诉了", ["art16_2", "art16_5"]),
    ],
)  # fmt: skip
def test_what_is_said_is_a_ground_to_review(advice, text, grounds):
    assert advice(text) == {"suggestion": "review", "grounds": grounds}


@pytest.mark.parametrize("text", ["牛奶过期不给退", "我想起诉他行不行", "在公司楼下买的水果坏了", "老板态度差"])
def test_an_ordinary_complaint_is_suggested_for_acceptance(advice, text):
    assert advice(text) == {"suggestion": "accept", "grounds": []}


def test_another_departments_matter_is_reviewed(advice):
    assert advice("小区停暖", department="housing")["grounds"] == ["art16_1"]


def test_more_than_three_years_is_reviewed_and_three_years_is_not(advice):
    assert advice("冰箱坏了", latest_on=date(2023, 5, 17))["grounds"] == ["art16_4"]
    assert advice("冰箱坏了", latest_on=date(2023, 5, 18))["grounds"] == []
    assert advice("冰箱坏了", latest_on=date(2020, 1, 1), received_on=None)["grounds"] == []  # 不知道今天是哪天


def test_a_tip_off_needs_no_purchase_and_no_name(advice):
    assert advice("进货的人说他们卖假酒，我不想留姓名", kind="tip_off") == {"suggestion": "accept", "grounds": []}


def test_what_is_neither_complaint_nor_tip_off_gets_no_advice(advice):
    assert advice("执照怎么办", kind="inquiry") is None


def test_the_latest_day_said_decides_about_three_years(pipeline):
    def latest(text):
        return pipeline.latest_day(pipeline.read(normalise(text), TODAY))

    assert latest("2019年买的冰箱，昨天坏了") == date(2026, 5, 17)
    assert latest("2021年3月买的冰箱") == date(2021, 3, 31)
    assert latest("四年前办的卡") == date(2022, 5, 18)
    assert latest("冰箱坏了") is None


def test_what_is_ours_at_the_end_of_anothers_matter_is_a_ticket_of_its_own(knowledge):
    street, meat = heard("tip_off", department="urban_management", system="12345"), heard("tip_off")
    ears = Ears(死鸡=meat, 占道=street)
    said = with_second_matter(heard("tip_off", "烧烤摊占道 还用死鸡肉", "urban_management", "12345"), "烧烤摊占道还用死鸡肉", knowledge, ears)
    assert (said.department, said.secondary["department"], said.secondary["text"], said.secondary["first"]) == ("urban_management", "food", "还用死鸡肉", "烧烤摊占道")


def test_matters_counted_off_are_heard_one_by_one(knowledge):
    ears = Ears(鸡蛋=COMPLAINT, 停车=heard("complaint", department="price_competition"))
    text = "我要投诉两件事一个是超市的鸡蛋是臭的一个是小区停车费乱涨价"
    said = with_second_matter(heard("complaint", text, "price_competition"), text, knowledge, ears)
    assert (said.department, said.secondary["department"], said.secondary["first"]) == ("food", "price_competition", "超市的鸡蛋是臭的")


@pytest.mark.parametrize("text, rest", [("谢谢 那执照呢", "那执照呢"), ("好的，谢谢您！年报几月截止", "年报几月截止")])
def test_what_is_asked_after_thanks_is_heard(knowledge, text, rest):
    asks = replace(QUESTION, intent="ask_overview")
    after = with_second_matter(replace(heard("other", text), intent="thank"), text, knowledge, lambda texts: [replace(asks, text=texts[0])])
    assert (after.intent, after.text) == ("ask_overview", rest)


@pytest.mark.parametrize("text", ["谢谢 我知道了", "太感谢了", "谢谢"])
def test_thanks_alone_are_thanks(knowledge, text):
    thanks = replace(heard("other", text), intent="thank")
    assert with_second_matter(thanks, text, knowledge, lambda texts: [replace(heard("other"), intent="affirm")]) == thanks
