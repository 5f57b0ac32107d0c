"""骂着说的事照样是投诉；被投诉、被举报的店家来问，不登记成举报。"""

import pytest
from intake_builders import Citizen

from bot.usecases.rules.hear_accused import is_accused
from bot.usecases.talk.small_talk import make_small_talk
from bot.usecases.talk.take_turn import take_turn
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
        "我是开理发店的 顾客烫坏了头发 要我赔五千 合理不", "我是小卖部的 有人买了过期辣条说要赔一千 我该咋办", "我开餐馆的 顾客说吃出虫子要投诉我 我要注意啥",
        "我被职业打假人盯上了 他一个月买了我二十回", "我是店主 他说我卖他假酒 要十万", "我开网店的 有人老是下单就索赔", "我们超市让人投诉了 说秤不准",
    ],
)  # fmt: skip
def test_the_accused_business_itself_asks(said):
    assert is_accused(said, WORDS)


@pytest.mark.parametrize(
    "said",
    [
        "我要投诉我家楼下的饭店", "我在店里被骗了要投诉", "隔壁超市卖假酒我举报他", "有人举报我家养狗 邻居太坏了", "店老板说随便你投诉",
        "我要举报一家店 有人告诉我他家用地沟油", "我举报的那家店被查了没有", "超市卖过期奶 我投诉了他还骂我", "我买了十包过期饼干 要他赔一千", "邻居买了我隔壁店的酒 是假的",
        "我在他店里买的烟是假的 他还说要我赔他名誉", "我开饭店的 供货商给我的油是坏的 我要投诉他", "我是职业打假人 他们不赔我", "我家楼下开了个饭店 油烟大",
    ],
)  # fmt: skip
def test_who_accuses_a_shop_is_not_the_accused(said):
    assert not is_accused(said, WORDS)


def test_the_accused_business_is_told_its_rules_and_no_tip_off_is_opened(hotline):
    citizen = Citizen(hotline).files("有人举报我家商标侵权", kind="tip_off", problem="trademark", department="intellectual_property")
    assert citizen.said == ["utter_regulation"] and citizen.replies[0].card["faq_id"] == "merchant_reported"


@pytest.mark.parametrize(
    ("said", "faq_id"),
    [
        ("我是开理发店的 顾客烫坏了头发 要我赔五千 合理不", "customer_claims_on_me"),
        ("我是小卖部的 有人买了过期辣条说要赔一千 我该咋办", "sold_expired_food_owner"),
        ("我被职业打假人盯上了 他一个月买了我二十回", "online_shop_owner_malicious_claims"),
        ("我是开小饭馆的 有人打电话说我不给钱就去12315告我 咋办", "malicious_claims_consequence"),
        ("我们超市让人投诉了 说秤不准", "merchant_being_complained"),
        ("你们查封了我的货 三十天了还不还我", "seizure_how_long"),
        ("上礼拜执法队扣了我三箱酒 到现在没说法", "seizure_how_long"),
        ("执法的罚我五千 我觉得太重了 同样的隔壁才罚五百", "fine_too_heavy"),
        ("我被罚了一万 太重了能少点吗", "fine_too_heavy"),
    ],
)  # fmt: skip
def test_the_accused_and_the_punished_are_told_their_own_side(hotline, said, faq_id):
    citizen = Citizen(hotline).files(said, problem="quality", department="consumer_protection")
    assert citizen.said == ["utter_regulation"] and citizen.replies[0].card["faq_id"] == faq_id


@pytest.mark.parametrize("said", ["你们的人态度不好 罚我五百还不开票", "物业罚我二百 凭什么", "城管扣了我的三轮车"])
def test_conduct_and_other_bodies_are_no_matter_of_our_fines(hotline, said):
    assert Citizen(hotline).say(said, "file_complaint").said != ["utter_regulation"]


def test_a_purchase_told_with_its_trouble_is_a_complaint_at_once(hotline):
    citizen = Citizen(hotline).say("去年办的卡 1999 现在店关门了 人找不到", "ask_regulation")
    assert citizen.said[0] == "utter_draft_started"


def test_a_purchase_told_with_a_question_is_no_story(hotline):
    assert Citizen(hotline).say("买的二手车是泡水车 能退不", "ask_regulation").said != ["utter_tell_more"]
