"""手头正说着一件事，半句话说的就是它：不列几件让他挑，不当成不办了，不换成另一行当的。"""

from datetime import date

import pytest

from bot.hotline.conversation import Awaiting, Conversation
from bot.hotline.understanding import ItemDecision, RequestKind
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.guide.put_again import asks_for_list
from bot.usecases.guide.stay_with_item import stays_with_item
from bot.usecases.guide.which_item import names_only_things
from bot.usecases.reading.read_phrase import says_nothing_asked
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.stop import stop
from bot.usecases.talk.take_turn import take_turn
from tests import fakes

KNOWLEDGE = fakes.knowledge()


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 23), KNOWLEDGE)


def in_hand(item, asked=False, situation=""):
    waiting = {"awaiting": Awaiting.SITUATION, "asked": situation or KNOWLEDGE.item(item).situations[0].id} if asked else {}
    return Conversation(id="c", item_id=item, **waiting)


def names(turn):
    return [reply.name for reply in turn.replies]


def test_the_half_said_matter_is_the_one_in_hand(hotline):
    several = (("individual_business_deregistration", 0.4), ("simple_deregistration", 0.3))
    heard = fakes.heard("咋注销", "ask_overview", items=several, item_decision=ItemDecision.CLARIFY, aspect="overview")
    turn = take_turn(answer_guide_question, in_hand("food_operation_license_cancel"), heard, hotline)
    assert turn.conversation.item_id == "food_operation_license_cancel" and "utter_ask_which_item" not in names(turn)
    asked = take_turn(answer_guide_question, in_hand("cooperative_deregistration", asked=True), heard, hotline)
    assert names(asked)[0] == "utter_process"


def test_how_to_revoke_is_no_stop(hotline):
    turn = take_turn(stop, in_hand("identity_theft_revocation", asked=True), fakes.heard("咋撤销", "cancel"), hotline)
    assert names(turn) == ["utter_process", "utter_ask_situation"]


def test_the_size_of_the_shop_is_asked_of_the_matter_in_hand(hotline):
    heard = fakes.heard("店面四十平够吗", "ask_eligibility", "small_catering_registration", aspect="eligibility")
    assert names_only_things(in_hand("drug_retail_license_new"), heard, hotline)


@pytest.mark.parametrize("text", ["利息有补贴没有", "他有营业执照没有啊", "你们有模板没有"])
def test_have_or_not_is_a_question(hotline, text):
    assert not says_nothing_asked(text, KNOWLEDGE.answer_words)


@pytest.mark.parametrize("text", ["我还没有", "有执照，健康证没有", "有两样没有办"])
def test_not_having_is_told(hotline, text):
    assert says_nothing_asked(text, KNOWLEDGE.answer_words)


@pytest.mark.parametrize("text, aspect", [("网址多少", "online"), ("要多少人才行", "eligibility"), ("办证电话多少", "contact"), ("一共多少钱", "fee")])
def test_how_many_is_not_always_the_fee(text, aspect):
    assert KNOWLEDGE.aspect_words.meant("fee", text) == aspect


@pytest.mark.parametrize("text", ["要我出什么", "带些啥", "要出啥东西"])
def test_what_must_be_brought_asks_for_the_list(hotline, text):
    assert asks_for_list(fakes.heard(text), hotline)


def test_told_facts_of_another_body_are_not_sent_away(hotline):
    heard = fakes.heard("员工还有两个没结清工资", "ask_regulation", department="human_resources")
    assert "utter_ask_situation" in names(take_turn(answer_guide_question, in_hand("suspension_filing", asked=True), heard, hotline))


def test_whether_another_paper_will_do_stays_with_the_matter(hotline):
    heard = fakes.heard("护照行吗", "ask_eligibility", department="public_security", aspect="eligibility")
    assert stays_with_item(in_hand("company_change"), heard, hotline)


def test_list_them_all_is_no_choice_of_an_item(hotline):
    options = ("food_operation_license_new", "small_catering_registration")
    waiting = Conversation(id="c", awaiting=Awaiting.ITEM, options=options, aspect="overview")
    heard = fakes.heard("都列出来", items=(("serious_violation_removal", 0.64),))
    first = take_turn(continue_conversation, waiting, heard, hotline)
    assert names(first) == ["utter_ask_which_item"] and first.conversation.options == options
    assert names(take_turn(continue_conversation, first.conversation, heard, hotline))[0] == "utter_taken_as"


def test_whether_somebody_comes_to_look_is_no_progress():
    assert KNOWLEDGE.aspect_words.meant("progress", "要现场查不") == "process"


def test_who_does_not_choose_is_answered_by_what_he_said_last(hotline):
    options = ("individual_business_establishment", "individual_business_change")
    waiting = Conversation(id="c", awaiting=Awaiting.ITEM, options=options, aspect="overview", misunderstood=1)
    heard = fakes.heard("老板换成我", items=(("individual_business_change", 0.6),), kind=RequestKind.HELP_REQUEST)
    turn = take_turn(continue_conversation, waiting, heard, hotline)
    assert turn.conversation.item_id == "individual_business_change"


def test_among_several_likely_the_matter_in_hand_is_meant(hotline):
    several = (("class2_device_filing", 0.53), ("prepackaged_food_filing", 0.4))
    heard = fakes.heard("那已经卖了半年了没备案，要紧不", "ask_consequence", items=several, item_decision=ItemDecision.CLARIFY, aspect="consequence")
    turn = take_turn(answer_guide_question, in_hand("prepackaged_food_filing", asked=True), heard, hotline)
    assert names(turn) == ["utter_consequence", "utter_ask_situation"]


@pytest.mark.parametrize(
    ("item", "situation", "text", "name"),
    [("testing_body_qualification", "", "告知承诺是啥意思", "utter_guide_says"), ("food_operation_license_change", "business", "啥叫重新申请", "utter_guide_says"), ("food_operation_license_change", "business", "你问这啥意思", "utter_why_i_ask")],
)
def test_what_a_word_means_is_not_why_it_is_asked(hotline, item, situation, text, name):
    turn = take_turn(continue_conversation, in_hand(item, True, situation), fakes.heard(text, "ask_regulation"), hotline)
    assert names(turn)[0] == name


def test_a_partnership_is_registered_elsewhere_than_a_company(hotline):
    turn = take_turn(continue_conversation, in_hand("company_establishment", asked=True), fakes.heard("那合伙企业呢"), hotline)
    assert turn.conversation.item_id == "one_stop_startup" and turn.conversation.answers.get("kind") == "partnership"
