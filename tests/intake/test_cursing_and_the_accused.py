"""骂着说的事照样是投诉；被投诉、被举报的店家来问，不登记成举报。"""

import pytest
from intake_builders import Citizen

from bot.usecases.hear_accused import is_accused
from bot.usecases.small_talk import make_small_talk
from bot.usecases.take_turn import take_turn
from tests import fakes

WORDS = fakes.knowledge().intake_words


def curses(citizen, text):
    turn = take_turn(make_small_talk, citizen.memory, fakes.heard(text, "abuse"), citizen.hotline)
    citizen.memory, citizen.replies = turn.conversation, turn.replies
    return citizen


@pytest.mark.parametrize("said", ["我操他祖宗 卖我死螃蟹", "操你妈退钱", "你妈的 充了两千健身房没了", "呸 什么狗屁饭店 上菜等俩小时", "草 蛋糕发霉"])
def test_a_matter_beside_a_curse_is_taken_as_a_complaint(hotline, said):
    citizen = curses(Citizen(hotline), said)
    assert citizen.said[0] == "utter_draft_started" and citizen.draft.said == (said,)


@pytest.mark.parametrize("said", ["操你妈", "滚犊子 什么垃圾热线", "你个傻逼机器人", "一群废物", "去死吧你", "他妈的你们局都是吃屎的 一个饭店都管不了"])
def test_cursing_without_a_matter_is_answered_calmly(hotline, said):
    assert curses(Citizen(hotline), said).said == ["utter_abuse"]


def test_what_is_told_with_a_curse_while_filing_is_added(hotline):
    citizen = Citizen(hotline).files("我要投诉")
    said = "操他祖宗 卖我死螃蟹"
    assert curses(citizen, said).draft.said[-1] == said and citizen.draft.kind == "complaint"


@pytest.mark.parametrize(
    "said",
    [
        "有人举报我家商标侵权", "有人投诉我们超市我咋办", "我开的店被人投诉了怎么办", "我是开饭馆的 顾客说我家菜有虫投诉我了 咋弄",
        "我被职业打假人盯上了 天天有人举报我", "同行恶意举报我怎么办", "有人告我们店卖假货 我们是正规进货的", "我家店被投诉了 说我们缺斤少两",
        "职业打假的买了我十包过期饼干 要一千块 我给不给", "我店里被投诉了 你们的人打电话叫我去调解 我不去行不行",
        "有人投诉我卖过期酸奶 就一瓶 罚多少嘛", "我是开小饭馆的 有人打电话说我不给钱就去12315告我 咋办",
    ],
)  # fmt: skip
def test_the_accused_business_itself_asks(said):
    assert is_accused(said, WORDS)


@pytest.mark.parametrize(
    "said",
    [
        "我要投诉我家楼下的饭店", "我在店里被骗了要投诉", "隔壁超市卖假酒我举报他", "有人举报我家养狗 邻居太坏了", "店老板说随便你投诉",
        "我要举报一家店 有人告诉我他家用地沟油", "我举报的那家店被查了没有", "超市卖过期奶 我投诉了他还骂我", "我买了十包过期饼干 要他赔一千", "邻居买了我隔壁店的酒 是假的",
    ],
)  # fmt: skip
def test_who_accuses_a_shop_is_not_the_accused(said):
    assert not is_accused(said, WORDS)


def test_the_accused_business_is_told_its_rules_and_no_tip_off_is_opened(hotline):
    citizen = Citizen(hotline).files("有人举报我家商标侵权", kind="tip_off", problem="trademark", department="intellectual_property")
    assert citizen.said == ["utter_regulation"] and citizen.replies[0].card["faq_id"] == "merchant_being_complained"


def test_a_purchase_told_with_its_trouble_is_a_complaint_at_once(hotline):
    citizen = Citizen(hotline).say("去年办的卡 1999 现在店关门了 人找不到", "ask_regulation")
    assert citizen.said[0] == "utter_draft_started"


def test_a_purchase_told_with_a_question_is_no_story(hotline):
    assert Citizen(hotline).say("买的二手车是泡水车 能退不", "ask_regulation").said != ["utter_tell_more"]
