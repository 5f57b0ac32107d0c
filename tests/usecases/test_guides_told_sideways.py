"""办事说到一半讲的自家情形：记下该记的，不当成答了别的，不当成诉求、不办了，不把问着的话当答话。"""

from datetime import date

import pytest

from bot.hotline.conversation import Conversation
from bot.hotline.situation import UNSURE
from bot.hotline.understanding import RequestKind
from bot.usecases.emergency.report_emergency import report_emergency
from bot.usecases.filing.start_draft import new_draft
from bot.usecases.filing.take_request import take_request
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.guide.issue_notice import issue_notice
from bot.usecases.guide.which_item import names_only_things
from bot.usecases.reading.read_answer import match_option
from bot.usecases.reading.read_phrase import says_nothing_asked
from bot.usecases.rules.answer_regulation import answer_regulation
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.hand_to_operator import ask_for_operator
from bot.usecases.talk.small_talk import make_small_talk
from bot.usecases.talk.stop import stop
from bot.usecases.talk.take_turn import take_turn
from tests import fakes
from tests.guide_talk import KNOWLEDGE, Finds, asked, names

WORDS = KNOWLEDGE.answer_words
VENDING = KNOWLEDGE.item("food_operation_license_new").situation("vending")


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 23), KNOWLEDGE)


@pytest.mark.parametrize("text, option", [("有备案", None), ("有", "vending"), ("有一台", "vending"), ("有售货机", "vending")])
def test_having_something_else_is_no_yes(text, option):
    found = match_option(VENDING, fakes.heard(text), WORDS)
    assert (found and found.option) == option


def test_yes_to_the_situation_does_not_take_up_a_laid_down_draft(hotline):
    told = fakes.heard("小区物业不修门禁", "file_complaint", kind=RequestKind.COMPLAINT, department="housing")
    draft = hotline.drafts.save(new_draft(Conversation(id="c"), told, hotline, ()))
    waiting = asked("small_catering_registration", "pledge", area="within")
    turn = take_turn(continue_conversation, Conversation(**{**vars(waiting), "draft_id": draft.draft_id}), fakes.heard("愿意", "affirm"), hotline)
    assert turn.conversation.answers["pledge"] == "pledged" and not turn.conversation.draft_open


def test_two_words_after_a_rule_are_no_complaint(hotline):
    rule = {"faq_id": next(iter(KNOWLEDGE.faq)), "text": "在家做便当卖行不"}
    after = Conversation(id="c", last_question=rule)
    heard = fakes.heard("楼房", "file_complaint", kind=RequestKind.COMPLAINT, department="housing")
    assert names(take_turn(take_request, after, heard, hotline)) == ["utter_go_ahead"]


@pytest.mark.parametrize("text", ["那得先找税务是吧", "不用我跑了对吧", "买感冒药干嘛要登记身份证"])
def test_these_are_questions(text):
    assert not says_nothing_asked(text, WORDS)


def test_a_letter_of_introduction_is_told_not_asked(hotline):
    assert says_nothing_asked("公司不给我开介绍信", WORDS)


def test_yes_let_us_do_half_a_matter_offers_the_whole_ones(hotline):
    turn = take_turn(continue_conversation, Conversation(id="c"), fakes.heard("那就办执照", "affirm", kind=RequestKind.OTHER), hotline)
    assert names(turn) == ["utter_ask_which_item"] and "individual_business_establishment" in turn.conversation.options


def test_a_call_that_was_missed_does_not_ask_for_the_number(hotline):
    heard = fakes.heard("你们打电话没打通 把我公司列异常了 地址没变啊", "ask_contact", "abnormal_list_removal", aspect="contact")
    assert "utter_ask_situation" in names(take_turn(answer_guide_question, Conversation(id="c"), heard, hotline))


def test_a_first_question_asked_like_a_rule_is_answered_with_it(hotline):
    hotline.answers = Finds("annual_report_correct_error", 0.91)
    heard = fakes.heard("年报填错了 资产多写了个零 咋改", "ask_process", "annual_report", aspect="process")
    assert names(take_turn(answer_guide_question, Conversation(id="c"), heard, hotline)) == ["utter_regulation"]
    hotline.answers = Finds("annual_report_correct_error", 0.6)
    assert names(take_turn(answer_guide_question, Conversation(id="c"), heard, hotline)) == ["utter_process"]


def test_why_a_rule_is_so_is_no_wish_to_open_a_pharmacy(hotline):
    hotline.answers = Finds("cold_medicine_id_check", 1.0)
    heard = fakes.heard("买感冒药干嘛要登记身份证", "ask_regulation", "drug_retail_license_new", aspect="materials")
    assert names(take_turn(answer_regulation, Conversation(id="c"), heard, hotline)) == ["utter_regulation"]


@pytest.mark.parametrize("first, who, answer", [
    ("我婆婆在菜市场卖豆腐 她那个要啥证", "我去办", "agent"), ("我婆婆在菜市场卖豆腐 她那个要啥证", "她自己去", "self"),
    ("有个五保户想做豆腐 我帮他问", "我去", "agent"), ("我想做豆腐卖", "我去办", "self"), ("我跟我老婆做豆腐卖 她手艺好", "我去", "self"),
])  # fmt: skip
def test_who_asks_for_another_and_goes_is_an_agent(hotline, first, who, answer):
    asks = fakes.heard(first, "ask_overview", "food_workshop_registration", aspect="overview")
    told = take_turn(answer_guide_question, Conversation(id="c"), asks, hotline).conversation
    told = take_turn(continue_conversation, told, fakes.heard("自己做自己卖"), hotline).conversation
    assert told.asked == "agent"
    assert take_turn(continue_conversation, told, fakes.heard(who), hotline).conversation.answers["agent"] == answer


def test_one_person_for_all_is_no_call_for_an_operator(hotline):
    heard = fakes.heard("统一一个人来", "talk_to_operator", kind=RequestKind.OTHER)
    turn = take_turn(ask_for_operator, asked("branch_establishment", "agent", approval="none"), heard, hotline)
    assert not hotline.hand_overs.kept and "utter_ask_situation" in names(turn)
    take_turn(ask_for_operator, asked("branch_establishment", "agent", approval="none"), fakes.heard("给我转人工", "talk_to_operator", kind=RequestKind.OTHER), hotline)
    assert len(hotline.hand_overs.kept) == 1


def test_whether_one_is_fined_is_answered_after_the_list(hotline):
    told = Conversation(id="c", item_id="special_equipment_operator", notice_no="N20261123-AAAAAA")
    heard = fakes.heard("没证先干着会罚?", "ask_regulation", aspect="overview", in_context=True)
    assert "utter_consequence" in names(take_turn(answer_guide_question, told, heard, hotline))


@pytest.mark.parametrize("text", ["编号念一遍", "那串号再念一下", "告知书编号是多少", "编号我没记住"])
def test_the_number_is_asked_for_in_many_ways(hotline, text):
    notice = issue_notice("small_catering_registration", {"area": "within", "pledge": "pledged", "agent": "self"}, hotline)
    told = Conversation(id="c", item_id="small_catering_registration", notice_no=notice.number)
    assert names(take_turn(continue_conversation, told, fakes.heard(text), hotline)) == ["utter_notice_number"]


@pytest.mark.parametrize("text", ["设备编号没有咋办", "投诉的编号查一下到哪了"])
def test_another_number_is_not_the_notices(hotline, text):
    notice = issue_notice("small_catering_registration", {"area": "within", "pledge": "pledged", "agent": "self"}, hotline)
    told = Conversation(id="c", item_id="small_catering_registration", notice_no=notice.number)
    assert "utter_notice_number" not in names(take_turn(answer_regulation, told, fakes.heard(text, "ask_regulation"), hotline))


def test_going_oneself_is_no_goodbye(hotline):
    waiting = asked("food_operation_license_renewal", "agent", state="unchanged", timing="in_window")
    turn = take_turn(make_small_talk, waiting, fakes.heard("那我自己去得了", "goodbye", kind=RequestKind.OTHER), hotline)
    assert turn.conversation.answers["agent"] == "self" and "utter_goodbye" not in names(turn)


@pytest.mark.parametrize("text, intent", [("要", "affirm"), ("那按这个来", "state_facts"), ("好", "affirm")])
def test_the_only_offer_is_taken_with_a_word(hotline, text, intent):
    answers = {"action": "create", "agent": "self"}
    notice = issue_notice("equity_pledge", answers, hotline)
    offer = {"title": "按这一种重出清单", "intent": "answer_situation", "choice": {"situation": "action", "option": "release"}}
    told = Conversation(id="c", item_id="equity_pledge", answers=answers, notice_no=notice.number, offered=(offer,))
    assert take_turn(continue_conversation, told, fakes.heard(text, intent), hotline).conversation.answers["action"] == "release"
    no = fakes.heard("不要", "deny", kind=RequestKind.OTHER)
    assert take_turn(continue_conversation, told, no, hotline).conversation.answers["action"] == "create"


@pytest.mark.parametrize("text, intent, stops", [("登报了", "cancel", False), ("重新办?", "start_over", False), ("算了不办了", "cancel", True), ("从头来", "start_over", True)])
def test_only_what_says_stop_stops(hotline, text, intent, stops):
    turn = take_turn(stop, asked("license_reissue", "agent", condition="lost"), fakes.heard(text, intent, kind=RequestKind.OTHER), hotline)
    assert ({"utter_cancelled", "utter_restarted"} & set(names(turn)) != set()) == stops


@pytest.mark.parametrize("item, situation, option", [("individual_business_deregistration", "procedure", "ordinary"), ("prepackaged_food_filing", "", UNSURE)])
def test_both_of_them_is_an_answer(item, situation, option):
    question = KNOWLEDGE.item(item).situation(situation or KNOWLEDGE.item(item).situations[0].id)
    assert match_option(question, fakes.heard("两样都有咋弄"), WORDS).option == option


def test_whether_the_size_is_enough_is_asked_of_the_item_in_hand(hotline):
    heard = fakes.heard("五十平够吗", "ask_eligibility", "small_catering_registration", aspect="eligibility")
    assert names_only_things(asked("drug_retail_license_new"), heard, hotline)


def test_taking_over_another_ones_shop_is_a_change(hotline):
    turn = take_turn(continue_conversation, asked("individual_business_establishment"), fakes.heard("老板换成我"), hotline)
    assert turn.conversation.item_id == "individual_business_change"


@pytest.mark.parametrize("text", ["不是你们?", "那找谁"])
def test_who_then_is_the_body_just_named(hotline, text):
    told = Conversation(id="c", last_question={"body": "urban_management", "text": "店门口挂个招牌要不要审批"})
    assert names(take_turn(continue_conversation, told, fakes.heard(text, "deny"), hotline)) == ["utter_not_ours"]


def test_a_question_is_no_part_of_a_story(hotline):
    began = take_turn(continue_conversation, Conversation(id="c"), fakes.heard("我昨天买了个手机", "state_facts"), hotline).conversation
    assert began.told_in
    assert "utter_tell_on" not in names(take_turn(answer_regulation, began, fakes.heard("那执照要办不", "ask_regulation"), hotline))


def test_who_comes_said_after_the_list_is_no_missing_person(hotline):
    answers = {"condition": "lost", "agent": UNSURE}
    told = Conversation(id="c", item_id="food_operation_license_reissue", answers=answers, notice_no="N20261123-AAAAAA")
    heard = fakes.heard("我弟去", "report_emergency", kind=RequestKind.HELP_REQUEST, emergency="missing_person", danger=0.9)
    turn = take_turn(report_emergency, told, heard, hotline)
    assert "utter_emergency" not in names(turn) and turn.conversation.answers["agent"] == "agent"
    lost = fakes.heard("我弟弟不见了", "report_emergency", kind=RequestKind.HELP_REQUEST, emergency="missing_person", danger=0.9)
    assert "utter_emergency" in names(take_turn(report_emergency, told, lost, hotline))


def test_she_goes_is_the_person_herself_when_asked_for_her(hotline):
    asks = fakes.heard("我舅妈在医院门口摆摊卖豆腐 七十了 城管赶她", "ask_overview", "food_workshop_registration", aspect="overview")
    told = take_turn(answer_guide_question, Conversation(id="c"), asks, hotline).conversation
    told = take_turn(continue_conversation, told, fakes.heard("自己做自己卖"), hotline).conversation
    assert take_turn(continue_conversation, told, fakes.heard("她去"), hotline).conversation.answers["agent"] == "self"


def test_how_long_is_answered_from_the_guide_however_alike_the_rule(hotline):
    hotline.answers = Finds("food_license_time", 0.99)
    heard = fakes.heard("食品经营许可证办下来要几天", "ask_time_limit", "food_operation_license_new", aspect="time_limit")
    assert names(take_turn(answer_guide_question, Conversation(id="c"), heard, hotline)) == ["utter_time_limit"]
