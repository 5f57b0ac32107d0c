"""说过紧急电话以后：每一句都留在这件险情里，出得来，也不会丢下人。"""

from datetime import date

import pytest

from bot.hotline.conversation import Conversation
from bot.hotline.understanding import RequestKind
from bot.usecases.emergency.report_emergency import report_emergency
from bot.usecases.filing.take_request import take_request
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.take_turn import take_turn
from tests import fakes


@pytest.fixture(scope="module")
def knowledge():
    return fakes.knowledge()


@pytest.fixture
def hotline(knowledge):
    return fakes.hotline(date(2026, 11, 23), knowledge)


# 说得出是哪一种的；别的随便一句就行。
NAMED = {"lift_trapped": "困在电梯里了", "traffic": "前面撞车了"}


def in_emergency(hotline, kind, words=None):
    heard = fakes.heard(words or NAMED.get(kind, "出事了"), "report_emergency", emergency=kind, danger=0.95)
    return take_turn(report_emergency, Conversation(id="c"), heard, hotline).conversation


def say(hotline, conversation, words, intent="noise", use_case=continue_conversation, **more):
    turn = take_turn(use_case, conversation, fakes.heard(words, intent, **more), hotline)
    return turn.conversation, [reply.name for reply in turn.replies], turn


KINDS = ["fire_gas", "lift_trapped", "food_poisoning", "drug_reaction", "special_equipment", "violence", "traffic", "missing_person", "public_hazard"]
SHORT_TURNS = ["怎么办", "我在六楼", "要等多久", "孩子一直哭", "地址是和平路20号", "手机快没电了", "嗯", "算了", "啊啊啊", "就我一个人"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("words", SHORT_TURNS)
def test_every_short_turn_says_the_number_again(hotline, kind, words):
    conversation, names, turn = say(hotline, in_emergency(hotline, kind), words)
    numbers = [phone.number for phone in hotline.knowledge.emergencies[kind].call]
    assert names == ["utter_emergency_stay"] and turn.replies[0].fields["say"]
    assert any(number in turn.replies[0].fields["short"] for number in numbers)
    assert conversation.emergency == kind


@pytest.mark.parametrize("words", ["出来了", "已经灭了", "好了120来了，人没事了", "好多了", "人救出来了", "他们到医院了"])
def test_when_it_is_over_the_alarm_is_not_said_again(hotline, words):
    conversation, names, _ = say(hotline, in_emergency(hotline, "fire_gas"), words)
    assert names == ["utter_emergency_over"] and conversation.emergency is None


@pytest.mark.parametrize("words", ["还没出来", "消防来了吗", "我出来了，我妈还在里面", "灯灭了", "孩子找到了，但是叫不醒", "什么时候能出来"])
def test_it_is_not_over_while_somebody_is_still_in_it(hotline, words):
    assert say(hotline, in_emergency(hotline, "lift_trapped"), words)[1] == ["utter_emergency_stay"]


def test_somebody_still_inside_goes_back_to_the_same_emergency(hotline):
    conversation, _, _ = say(hotline, in_emergency(hotline, "fire_gas"), "我跑出来了")
    conversation, names, _ = say(
        hotline, conversation, "里面还有两个人", "report_emergency", report_emergency, emergency="special_equipment", danger=0.9
    )
    assert names == ["utter_emergency_stay"] and conversation.emergency == "fire_gas"


@pytest.mark.parametrize("danger, kind", [(0.9, "fire_gas"), (0.5, "lift_trapped")])
def test_only_a_clear_second_emergency_takes_over(hotline, danger, kind):
    conversation, _, _ = say(
        hotline, in_emergency(hotline, "lift_trapped"), "冒火了", "report_emergency", report_emergency, emergency="fire_gas", danger=danger
    )
    assert conversation.emergency == kind


def test_what_was_said_in_an_emergency_comes_along_into_the_complaint(hotline):
    conversation = in_emergency(hotline, "lift_trapped", "电梯困住了")
    for words in ("我在六楼", "孩子一直哭"):
        conversation, _, _ = say(hotline, conversation, words)
    conversation, names, _ = say(
        hotline, conversation, "我要投诉物业，电梯老坏", "file_complaint", take_request, kind=RequestKind.COMPLAINT, kind_confidence=0.95
    )
    assert names[0] == "utter_draft_started"
    assert hotline.drafts.get(conversation.draft_id).said[:3] == ("电梯困住了", "我在六楼", "孩子一直哭")


@pytest.mark.parametrize("words", ["家里没人", "药在桌上", "别管我", "没人理解我", "嗯", "算了", "滚", "我爸妈都不在了", "我要投诉", "手机快没电了"])
def test_a_citizen_in_despair_is_stayed_with_whatever_he_says(hotline, words):
    conversation, names, turn = say(hotline, in_emergency(hotline, "self_harm"), words)
    assert names == ["utter_stay_with_citizen"] and "120" in turn.replies[0].fields["short"]
    assert conversation.emergency == "self_harm" and not conversation.draft_id


def test_despair_is_left_only_when_he_is_fine_and_asks_for_something_else(hotline):
    conversation = in_emergency(hotline, "self_harm")
    complaint = {"kind": RequestKind.COMPLAINT, "kind_confidence": 0.95}
    conversation, names, _ = say(hotline, conversation, "我没事了，就是说说")
    assert names == ["utter_stay_with_citizen"]
    relapsed, _, _ = say(hotline, conversation, "我还是不想活了", "report_emergency", report_emergency, emergency="self_harm", danger=0.9)
    assert say(hotline, relapsed, "我要投诉饭店", "file_complaint", take_request, **complaint)[1] == ["utter_stay_with_citizen"]
    assert say(hotline, conversation, "我要投诉饭店", "file_complaint", take_request, **complaint)[1][0] == "utter_draft_started"


def test_nothing_said_in_despair_is_kept_as_a_request(hotline):
    conversation = in_emergency(hotline, "self_harm", "我不想活了")
    say(hotline, conversation, "欠了二十万")
    assert conversation.emergency_notes is None and hotline.drafts.latest_open("c") is None


def test_in_a_draft_only_a_clear_danger_interrupts(hotline):
    started, _, _ = say(hotline, Conversation(id="c"), "举报超市卖过期面包", "file_tip_off", take_request, kind=RequestKind.TIP_OFF, kind_confidence=0.9)
    calm, names, _ = say(hotline, started, "别露了我", "report_emergency", report_emergency, emergency="self_harm", danger=0.45)
    assert calm.draft_open and "utter_emergency" not in names
    alarmed, names, _ = say(hotline, started, "我不想活了", "report_emergency", report_emergency, emergency="self_harm", danger=0.95)
    assert names == ["utter_emergency", "utter_emergency_to_person"] and not alarmed.draft_open


def test_in_a_draft_a_likely_danger_gets_the_number_without_interrupting(hotline):
    started, _, _ = say(hotline, Conversation(id="c"), "投诉饭店有虫子", "file_complaint", take_request, kind=RequestKind.COMPLAINT, kind_confidence=0.9)
    going_on, names, turn = say(hotline, started, "吃完有点想吐", "report_emergency", report_emergency, emergency="food_poisoning", danger=0.6)
    assert going_on.draft_open and names[0] == "utter_draft_danger" and "120" in turn.replies[0].fields["short"]


def test_an_alarm_comes_alone_even_with_a_draft_waiting_from_before(hotline):
    started, _, _ = say(hotline, Conversation(id="c"), "投诉饭店有虫子", "file_complaint", take_request, kind=RequestKind.COMPLAINT, kind_confidence=0.9)
    assert hotline.drafts.latest_open("c").draft_id == started.draft_id
    names = say(hotline, Conversation(id="c"), "着火了", "report_emergency", report_emergency, emergency="fire_gas", danger=0.95)[1]
    assert names == ["utter_emergency", "utter_emergency_follow_up"]
