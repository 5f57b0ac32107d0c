"""讲了一样自家情形，常见问题里正有的（办不成的、要先办别的），当时就告诉他；在答话的、说有了材料的照旧。"""

from datetime import date

import pytest

from bot.hotline.conversation import Awaiting, Conversation
from bot.hotline.understanding import RequestKind
from bot.usecases.guide.answer_told import answer_told
from bot.usecases.guide.quote_guide import quote_alike
from bot.usecases.guide.read_told import mentioned_answers
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.take_turn import take_turn
from tests import fakes

KNOWLEDGE = fakes.knowledge()
WORDS = KNOWLEDGE.answer_words


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 23), KNOWLEDGE)


def in_hand(item, asked=None, **known):
    return Conversation(id="c", item_id=item, awaiting=Awaiting.SITUATION if asked else Awaiting.NOTHING, asked=asked, **known)


@pytest.mark.parametrize(
    ("item", "asked", "text", "said"),
    [("simple_deregistration", "agent", "有个股东联系不上", "普通注销"), ("simple_deregistration", "agent", "名下有车抵押着", "不能走简易"), ("medical_ad_review", "product", "我们是诊所", "卫生健康")],
)
def test_what_hinders_is_told_at_once_and_the_question_put_again(hotline, item, asked, text, said):
    asked = asked if KNOWLEDGE.item(item).situation(asked) else KNOWLEDGE.item(item).situations[0].id
    turn = take_turn(continue_conversation, in_hand(item, asked), fakes.heard(text), hotline)
    assert [reply.name for reply in turn.replies] == ["utter_common_question", "utter_ask_situation"]
    assert said in turn.replies[0].fields["answer"]


def test_after_the_list_it_is_told_too_whatever_it_sounds_like(hotline):
    heard = fakes.heard("有个股东联系不上", "file_complaint", kind=RequestKind.COMPLAINT)
    turn = take_turn(continue_conversation, in_hand("simple_deregistration", notice_no="N20261123-AAAAAA"), heard, hotline)
    assert turn.replies[0].name == "utter_common_question"


@pytest.mark.parametrize("text", ["我自己去", "找人代办的", "是个体户不是公司", "营业执照有了"])
def test_an_answer_is_an_answer(hotline, text):
    assert answer_told(in_hand("simple_deregistration", "agent"), fakes.heard(text), hotline) is None


@pytest.mark.parametrize(
    ("item", "text", "answers"),
    [
        ("special_equipment_change", "电梯停用半年了 现在又要用", {"matter": "restart"}),
        ("special_equipment_change", "起重机卖给别的厂了", {"matter": "transfer"}),
        ("special_equipment_change", "原来的登记证找不着了", {}),
        ("cooperative_establishment", "地址在村委会", {}),
        ("company_change", "公司地址从老城搬到新区去了", {"change": "address"}),
    ],
)
def test_what_is_told_first_settles_the_question(item, text, answers):
    assert mentioned_answers(KNOWLEDGE.item(item), text, WORDS) == answers


@pytest.mark.parametrize("text", ["执照丢了一本副本", "执照找不见了咋办"])
def test_a_lost_paper_is_told_by_the_guide_and_opens_no_other_item(hotline, text):
    turn = take_turn(continue_conversation, in_hand("simple_deregistration", "agent"), fakes.heard(text, "ask_overview", "license_reissue", aspect="overview"), hotline)
    assert [reply.name for reply in turn.replies] == ["utter_guide_says", "utter_ask_situation"]
    assert turn.conversation.item_id == "simple_deregistration"


def test_who_wants_it_reissued_is_not_held_back(hotline):
    assert answer_told(in_hand("simple_deregistration", "agent"), fakes.heard("执照丢了要补一个"), hotline) is None


@pytest.mark.parametrize(
    ("item", "text", "situation", "option"),
    [
        ("individual_business_establishment", "家里的小卖部想办个执照", "premises", None),
        ("individual_business_establishment", "我一直在家里做的，现在租了个小厂房", "premises", None),
        ("individual_business_establishment", "我就在家里开", "premises", "home"),
        ("individual_business_change", "我妈想把家里的小卖部过给我", "operator_reason", "transfer"),
    ],
)
def test_the_family_shop_is_not_at_home_and_handing_on_is_a_transfer(item, text, situation, option):
    assert mentioned_answers(KNOWLEDGE.item(item), text, WORDS).get(situation) == option


def test_why_a_paper_is_not_needed_does_not_answer_about_another_thing():
    assert quote_alike(KNOWLEDGE.item("class3_device_license_renewal"), ("软件系统",)) is None


@pytest.mark.parametrize(("item", "text"), [("drug_retail_license_change", "执业药师没换"), ("simple_deregistration", "名下没有车抵押")])
def test_what_is_denied_is_not_the_question_about_it(hotline, item, text):
    assert answer_told(in_hand(item, KNOWLEDGE.item(item).situations[0].id), fakes.heard(text), hotline) is None
