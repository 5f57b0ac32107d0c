"""登记时人们真这样说：点名问的是另一样、说好了不要了、匿名以后又想留电话，都听到该去的地方。"""

from dataclasses import replace

import pytest
from intake_builders import Citizen

from bot.hotline.understanding import RequestKind
from bot.usecases.answer_regulation import answer_regulation
from bot.usecases.take_turn import take_turn
from tests import fakes


@pytest.fixture
def asked_for_the_wish(hotline):
    citizen = Citizen(hotline).files("在朋友圈买的减肥药吃了心慌", problem="drug_device", department="drug")
    return citizen.say("小雅美妆")


@pytest.fixture
def asked_for_the_name(asked_for_the_wish):
    return asked_for_the_wish.say("退钱")


def test_why_the_address_is_answered_for_the_address_whatever_is_asked(asked_for_the_name):
    asked_for_the_name.say("为啥要我住址")
    assert asked_for_the_name.said[0] == "utter_draft_why" and "通讯地址" in asked_for_the_name.replies[0].fields["why"]
    assert asked_for_the_name.draft.asking == "citizen_name"


def test_may_i_leave_it_out_is_answered_with_what_happens_then_and_the_second_time_it_is_left_out(asked_for_the_name):
    assert asked_for_the_name.say("不说行不行").said == ["utter_draft_needed"]
    asked_for_the_name.say("能不能不说啊")
    assert "citizen_name" in asked_for_the_name.draft.declined and asked_for_the_name.draft.asking == "citizen_phone"


def test_how_long_is_answered_with_what_the_rules_say_and_no_promise(asked_for_the_name):
    asked_for_the_name.say("多久能有结果", "ask_regulation")
    assert asked_for_the_name.said == ["utter_draft_how_long", "utter_draft_ask"]
    assert "投诉受理决定7个工作日" in asked_for_the_name.replies[0].fields["limits"]


def test_solved_while_filing_is_put_aside_neither_filed_nor_deleted(ready):
    assert ready.say("店家已经退钱了", "state_facts").said == ["utter_draft_solved"]
    assert ready.draft.stage.value == "set_aside"
    assert ready.say("接着办").said == ["utter_draft_resumed", "utter_draft_summary"]


def test_a_sum_wanted_is_no_price_paid(asked_for_the_wish):
    entity = {"type": "amount", "text": "五百", "start": 1, "end": 3, "value": 500.0}
    asked_for_the_wish.say("赔五百", entities=(entity,))
    assert tuple(asked_for_the_wish.draft.values["demand"]) == ("赔五百",) and not asked_for_the_wish.draft.knows("amount")


def test_a_place_is_not_yet_a_story(hotline):
    citizen = Citizen(hotline).files("我要投诉")
    citizen.say("南街1号")
    assert citizen.draft.asking == "facts" and citizen.draft.values["respondent_address"] == "南街1号"


def test_what_is_told_beside_the_name_of_the_shop_stays_in_the_story(hotline):
    reporter = Citizen(hotline).files("我要举报一家店欺骗老人买东西", "tip_off", problem="food_safety", department="food")
    said = "那我举报 东关粮油店 卖陈化粮"
    entities = ({"type": "merchant", "text": "东关粮油店", "start": 5, "end": 10, "value": None},
                {"type": "product", "text": "陈化粮", "start": 12, "end": 15, "value": None})  # fmt: skip
    reporter.say(said, entities=entities)
    assert said in reporter.draft.said


def test_anonymity_asked_for_in_the_first_words_is_not_asked_again(hotline):
    reporter = Citizen(hotline).files("匿名举报学校食堂用过期油", "tip_off", problem="food_safety", department="food")
    for answer in ("实验小学", "实验小学", "上周三"):
        reporter.say(answer)
    assert reporter.said == ["utter_draft_summary"] and reporter.draft.is_anonymous


def test_who_just_goes_on_telling_after_the_offer_wants_it_lodged(hotline):
    heard = fakes.heard("中介收了我两千定金不退", "ask_for_help", department="housing")
    citizen = Citizen(hotline)
    citizen._take(replace(heard, kind=RequestKind.COMPLAINT))
    assert citizen.said == ["utter_request_not_ours"]
    assert citizen.say("就在汽车站对面那家").said == ["utter_draft_words_kept", "utter_lodge_again"]
    assert citizen.say("把我的定金退给我").said[0] == "utter_draft_words_kept"
    assert citizen.memory.draft_open and len(citizen.draft.said) == 3


@pytest.mark.parametrize("said, field, value", [
    ("老街火锅", "respondent_name", "老街火锅"), ("昨天晚上", "event_on", "2026-04-27"),
])  # fmt: skip
def test_a_shop_or_a_day_alone_is_not_yet_a_story(hotline, said, field, value):
    citizen = Citizen(hotline).files("我要投诉")
    entities = ({"type": "date", "text": said, "start": 0, "end": len(said), "value": None},) if field == "event_on" else ()
    citizen.say(said, entities=entities)
    assert citizen.draft.asking == "facts" and citizen.draft.values[field] == value


def test_no_address_said_while_the_name_is_asked_is_about_the_address(asked_for_the_name):
    asked_for_the_name.say("没有地址")
    assert "citizen_address" in asked_for_the_name.draft.declined and asked_for_the_name.draft.asking == "citizen_name"


def test_no_need_to_file_any_more_is_put_aside(asked_for_the_name):
    assert asked_for_the_name.say("不用登记了，我找到客服了").said == ["utter_draft_solved"]


def test_a_village_told_after_the_offer_starts_no_other_matter(hotline):
    heard = fakes.heard("我们村有人卖假种子", "ask_for_help", department="agriculture")
    citizen = Citizen(hotline)
    citizen._take(replace(heard, kind=RequestKind.TIP_OFF))
    more = replace(fakes.heard("大河村", "file_complaint", department="ecology"), kind=RequestKind.COMPLAINT)
    citizen._take(more)
    assert citizen.said == ["utter_draft_words_kept", "utter_lodge_again"]
    assert citizen.draft.said == ("我们村有人卖假种子", "大河村") and citizen.draft.department == "agriculture"


def test_a_phone_offered_after_asking_for_anonymity_is_kept(hotline):
    reporter = Citizen(hotline).files("作坊往香肠里加工业盐", "tip_off", problem="food_safety", department="food")
    for answer in ("福满多食品厂", "北大街口", "今天早上", "匿名"):
        reporter.say(answer)
    reporter.say("要不我留个电话吧13800000051")
    assert reporter.said == ["utter_draft_phone_kept", "utter_draft_summary"]
    assert reporter.draft.values["citizen_phone"] == "13800000051" and not reporter.draft.is_anonymous


def test_complaining_right_after_a_question_is_about_what_was_asked(hotline):
    question = fakes.heard("房东收电费太贵归谁管", "ask_regulation")
    hotline.answers = OneAnswer(next(iter(hotline.knowledge.faq)))
    citizen = Citizen(hotline)
    citizen.memory = take_turn(answer_regulation, citizen.memory, question, hotline).conversation
    citizen.files("那我投诉他")
    draft = citizen.draft
    assert draft.said == ("房东收电费太贵归谁管", "那我投诉他") and draft.asking == "respondent_name"
    assert draft.kind == RequestKind.COMPLAINT.value


class OneAnswer(fakes.NoAnswers):
    """什么都拿这一条答。"""

    def __init__(self, faq_id):
        self._faq_id = faq_id

    def find(self, text, limit=3):
        return [(self._faq_id, 0.99)]
