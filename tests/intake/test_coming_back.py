"""登记以后，同一次来话里又来说的：问进度、催、补充、换电话、撤回，都记在原单上，不再问后四位。"""

from datetime import timedelta

import pytest
from intake_builders import Citizen
from ticket_builders import FOOD

from bot.hotline.ticket_life import Fact
from bot.usecases.returning.check_ticket import return_to_ticket
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.stop import stop
from bot.usecases.talk.take_turn import take_turn
from bot.usecases.tickets.decline_ticket import decline_ticket
from bot.usecases.tickets.pass_on_ticket import accept_ticket
from tests import fakes


@pytest.fixture
def filed(ready):
    ready.say("确认")
    ready.number = ready.card["tickets"][0]["ticket_no"]
    return ready


@pytest.fixture
def reporter(hotline):
    """匿名举报，登记好了。"""
    someone = Citizen(hotline).files("北大街小作坊半夜往外拉没标签的散装白酒", "tip_off", problem="food_safety", department="food")
    for answer in ("不知道", "北大街口", "天天晚上", "匿名", "确认"):
        someone.say(answer)
    someone.number = someone.card["tickets"][0]["ticket_no"]
    return someone


@pytest.fixture
def two(hotline):
    """一句话里投诉带举报，登记成两张。"""
    someone = Citizen(hotline).files(
        "好再来烧烤店吃出虫子要退六十八块，另外举报他没有证", problem="food_safety", department="food",
        secondary={"kind": "tip_off", "problem": "unlicensed", "department": "enforcement"},
    )  # fmt: skip
    for answer in ("好再来烧烤店", "北大街5号", "退钱", "张三", "13800000012", "建设路18号", "确认"):
        if someone.said[-1] != "utter_ticket_filed_after":
            someone.say(answer)
    someone.numbers = [ticket["ticket_no"] for ticket in someone.card["tickets"]]
    return someone


def ticket(citizen, number=None):
    return citizen.hotline.tickets.get(number or citizen.number)


def facts(citizen, number=None):
    return [entry.fact for entry in ticket(citizen, number).history]


@pytest.mark.parametrize("asked, intent", [
    ("我的投诉多久能有结果", "check_ticket"), ("现在到哪了", "noise"), ("处理了没", "check_ticket"), ("接下来怎么办", "ask_process"),
    ("查进度", "check_ticket"), ("有人管没", "noise"),
])  # fmt: skip
def test_who_filed_it_here_is_told_at_once_without_the_digits(filed, asked, intent):
    filed.say(asked, intent)
    assert filed.said == ["utter_ticket_progress"]
    (reply,) = filed.replies
    assert reply.fields["ticket_no"] == filed.number and "投诉受理决定" in reply.fields["clocks"]
    assert "消费争议调解：60日" in reply.fields["later"] and "消费争议调解：60日" in reply.card["later"][0]


def test_another_conversation_still_needs_the_digits(filed, hotline):
    someone = Citizen(hotline).say(f"查{filed.number}", "check_ticket")
    assert someone.said == ["utter_ask_phone_tail"]
    assert Citizen(hotline).say("现在到哪了", "check_ticket").said == ["utter_ask_ticket_no"]


def test_once_proved_the_digits_are_not_asked_again(filed, hotline):
    someone = Citizen(hotline).say(f"查{filed.number}，后四位0012", "check_ticket")
    assert someone.say("那啥时候有结果", "noise").said == ["utter_ticket_progress"]


def test_with_two_tickets_it_asks_which_one(two):
    two.say("到哪一步了", "noise")
    assert two.said == ["utter_ask_which_ticket"]
    two.press(f"举报 {two.numbers[1]}")
    assert two.said == ["utter_ticket_progress"] and two.replies[0].fields["ticket_no"] == two.numbers[1]
    assert two.say("催一下", "noise").replies[0].fields["ticket_no"] == two.numbers[1]  # 接着说的还是这一张


def test_with_two_tickets_saying_which_kind_is_enough(two):
    assert two.say("我的举报查了没", "check_ticket").replies[0].fields["ticket_no"] == two.numbers[1]
    two.memory = type(two.memory)(id=two.memory.id, filed=two.memory.filed)
    two.say("处理了没", "noise")
    assert two.say("投诉那张", "file_complaint").replies[0].fields["ticket_no"] == two.numbers[0]


def test_an_urge_is_counted_on_the_ticket_once_a_day_and_the_second_goes_to_the_shift_lead(filed, hotline):
    filed.say("能不能快点", "ask_regulation")
    assert filed.said == ["utter_ticket_urged"] and ticket(filed).urged == 1
    filed.say("催一下", "ask_for_help")
    assert filed.said == ["utter_ticket_urged_before"] and ticket(filed).urged == 1
    hotline.now.moment += timedelta(days=1)
    filed.say("怎么还没人联系我", "noise")
    assert ticket(filed).urged == 2 and filed.replies[0].fields["lead"] == "班长席"


def test_an_urge_with_news_keeps_the_news(filed):
    filed.say("催一下", "noise")
    filed.say("你们快点吧，老板今天又把店里监控删了", "noise")
    assert "老板今天又把店里监控删了" in ticket(filed).narrative


def test_a_supplement_is_kept_word_for_word_and_moves_no_clock_of_a_complaint(filed):
    before = ticket(filed).clocks
    filed.say("我补充一下，我还有付款记录和照片，当时店员也看见了", "have_materials")
    assert filed.said == ["utter_ticket_supplemented"]
    after = ticket(filed)
    assert after.history[-1].words == "我补充一下，我还有付款记录和照片，当时店员也看见了"
    assert "付款记录" in after.evidence and after.clocks == before
    assert filed.replies[0].fields["unchanged"] and not filed.replies[0].fields["restarted"]


def test_words_not_understood_after_filing_are_kept_and_offered_as_a_supplement(filed):
    said = "隔壁老周那天也在场都看得清清楚楚的"
    assert lost(filed, said).said == ["utter_ask_if_supplement"]
    assert filed.say("是的", "affirm").said == ["utter_ticket_supplemented"]
    assert ticket(filed).history[-1].words == said
    assert filed.hotline.drafts.latest_open(filed.memory.id) is None


def test_the_offered_supplement_may_be_turned_down(filed):
    lost(filed, "隔壁老周那天也在场都看得清清楚楚的")
    assert filed.say("不是", "deny").said == ["utter_anything_else"]
    assert Fact.SUPPLEMENTED not in facts(filed)


def test_giving_up_after_filing_leaves_the_ticket_alone_and_says_so(filed):
    turn = take_turn(stop, filed.memory, fakes.heard("改主意了，先这么着吧", "cancel"), filed.hotline)
    assert [reply.name for reply in turn.replies] == ["utter_filed_stays"]
    assert turn.conversation.filed == (filed.number,)


def lost(citizen, text):
    """说了一句没有用例接得住的。"""
    turn = take_turn(continue_conversation, citizen.memory, fakes.heard(text, "noise"), citizen.hotline)
    citizen.memory, citizen.replies = turn.conversation, turn.replies
    return citizen


def test_wanting_to_supplement_is_asked_what_and_the_next_words_are_taken(filed):
    assert filed.say("我要补充材料", "noise").said == ["utter_ask_supplement"]
    assert filed.say("那天是两个人吃的，都拉肚子了", "file_complaint").said == ["utter_ticket_supplemented"]
    assert "都拉肚子了" in ticket(filed).narrative


def test_wanting_to_supplement_may_be_dropped(filed):
    filed.say("我要补充材料", "noise")
    assert filed.say("没有了", "deny").said == ["utter_anything_else"]
    assert Fact.SUPPLEMENTED not in facts(filed)


def test_a_question_while_the_supplement_is_awaited_is_a_question(filed):
    filed.say("我要补充材料", "noise")
    assert filed.say("到哪一步了", "noise").said == ["utter_ticket_progress"]


def test_new_facts_of_a_tip_off_restart_its_clock(reporter, hotline):
    hotline.now.moment += timedelta(days=2)
    reporter.say("我又发现他们把酒拉到西关市场去卖了", "file_tip_off")
    assert reporter.said == ["utter_ticket_supplemented"] and "2026-" in reporter.replies[0].fields["restarted"]
    clocks = [c for c in ticket(reporter).clocks if c.time_limit == "clue_check"]
    assert [c.status.value for c in clocks] == ["restarted", "running"]


def test_materials_of_a_tip_off_restart_nothing_unless_the_reporter_says_they_are_new_facts(reporter):
    reporter.say("补充一下，我拍了照片", "have_materials")
    assert reporter.replies[0].fields["unchanged"] and facts(reporter)[-1] is Fact.SUPPLEMENTED
    reporter.press("这是新发现的违法事实")
    assert reporter.said == ["utter_ticket_restarted"] and facts(reporter)[-1] is Fact.NEW_FACTS


def test_a_new_phone_replaces_the_old_one_and_looks_it_up_from_then_on(filed, hotline):
    filed.say("我电话换了，换成13800000033", "state_facts")
    assert filed.said == ["utter_ticket_phone_changed"]
    assert ticket(filed).citizen.phone == "13800000033" and "13800000033" not in str(filed.replies)
    assert Citizen(hotline).say(f"{filed.number} 0033", "check_ticket").said == ["utter_ticket_progress"]
    assert Citizen(hotline).say(f"{filed.number} 0012", "check_ticket").said == ["utter_lookup_failed"]


def test_a_new_phone_may_come_in_the_next_sentence(filed):
    assert filed.say("我电话换了", "state_facts").said == ["utter_ask_new_phone"]
    assert filed.say("1380000", "state_facts").said == ["utter_phone_incomplete"]
    assert filed.say("13800000033", "state_facts").said == ["utter_ticket_phone_changed"]


def test_who_only_knows_the_digits_does_not_change_the_phone_but_it_is_noted_for_a_person(filed, hotline):
    someone = Citizen(hotline).say(f"查{filed.number}，后四位0012", "check_ticket")
    someone.say("我电话换了，换成13800000033", "state_facts")
    assert someone.said == ["utter_ticket_phone_for_person"]
    assert ticket(filed).citizen.phone == "13800000012"
    assert "13800000033" in ticket(filed).history[-1].words and "13800000033" not in ticket(filed).narrative


def test_an_anonymous_tip_off_gets_no_phone(reporter):
    assert reporter.say("我换电话了，打13800000033", "state_facts").said == ["utter_ticket_is_anonymous"]
    assert "13800000033" not in str(ticket(reporter))


def test_a_withdrawal_is_confirmed_first_then_recorded_for_a_person(filed):
    assert filed.say("不投诉了，已经解决了", "cancel").said == ["utter_confirm_withdrawal"]
    assert Fact.WITHDRAWAL_ASKED not in facts(filed)
    filed.press("确认撤回")
    assert filed.said == ["utter_withdrawal_recorded"]
    assert ticket(filed).status.value == "dispatched" and facts(filed)[-1] is Fact.WITHDRAWAL_ASKED
    assert filed.say("撤诉", "cancel").said == ["utter_withdrawal_recorded"]
    assert facts(filed).count(Fact.WITHDRAWAL_ASKED) == 1


@pytest.mark.parametrize("answer, intent", [("是的", "affirm"), ("对，不投诉了", "cancel"), ("嗯撤了吧", "noise")])
def test_a_withdrawal_is_confirmed_in_words(filed, answer, intent):
    filed.say("钱退给我了", "state_facts")
    assert filed.say(answer, intent).said == ["utter_withdrawal_recorded"]


@pytest.mark.parametrize("answer, intent", [("不", "deny"), ("先不撤", "noise"), ("不是", "deny")])
def test_a_withdrawal_may_be_dropped(filed, answer, intent):
    filed.say("我想撤诉", "cancel")
    assert filed.say(answer, intent).said == ["utter_withdrawal_dropped"]
    assert Fact.WITHDRAWAL_ASKED not in facts(filed)


def test_cancel_right_after_filing_means_the_ticket_just_filed(filed):
    assert filed.say("取消", "cancel").said == ["utter_confirm_withdrawal"]


def test_it_is_not_solved_is_no_withdrawal(filed):
    assert "utter_confirm_withdrawal" not in filed.say("还没解决呢", "noise").said


@pytest.mark.parametrize("asked", ["别让老板知道是我", "会不会泄露我的信息"])
def test_whether_the_shop_will_know_is_answered_truly(filed, reporter, asked):
    assert filed.say(asked, "noise").said == ["utter_ticket_secrecy_complaint"]
    assert reporter.say(asked, "noise").said == ["utter_ticket_secrecy"]


def test_how_long_alone_is_about_the_ticket_just_filed(filed):
    assert filed.say("多久", "ask_time_limit").said == ["utter_ticket_progress"]


@pytest.mark.parametrize("said", ["搬家了，地址改成东苑小区6号", "电话打不通的话打我媳妇的13800000046", "金额写错了，是八十六"])
def test_what_was_wrong_is_noted_on_the_ticket_for_a_person(filed, said):
    assert filed.say(said, "state_facts").said == ["utter_ticket_supplemented"]
    assert ticket(filed).history[-1].words == said and ticket(filed).citizen.phone == "13800000012"


def test_a_number_or_code_not_written_down_is_told_again(filed, reporter):
    assert filed.say("编号是多少来着", "noise").replies[0].fields == {"ticket_no": filed.number, "code": ""}
    assert reporter.say("查询码丢了咋办", "ask_process").replies[0].fields == {"ticket_no": reporter.number, "code": "123456"}


def test_who_forgot_the_number_is_passed_to_a_person(filed, hotline):
    someone = Citizen(hotline).say("我上个月投诉过一个手机店，你们给催一下", "noise")
    assert someone.said == ["utter_ask_ticket_no"]
    assert someone.say("忘了编号", "noise").said == ["utter_handed_over"]


def test_a_tip_off_cannot_be_taken_back_but_the_wish_is_noted(reporter):
    assert reporter.say("我不举报了", "cancel").said == ["utter_confirm_tip_off_withdrawal"]
    assert reporter.say("要", "affirm").said == ["utter_tip_off_withdrawal_recorded"]


def test_from_another_day_the_number_and_digits_open_it_and_no_word_is_lost(filed, hotline):
    someone = Citizen(hotline).say("我要给上次投诉补充一点，他们店昨天又上了馊菜", "noise")
    assert someone.said == ["utter_ask_ticket_no"]
    someone.say(filed.number, "noise")
    assert someone.say("0012", "noise").said == ["utter_ticket_supplemented"]
    assert "他们店昨天又上了馊菜" in ticket(filed).narrative
    assert hotline.drafts.latest_open(someone.memory.id) is None


def test_words_whose_ticket_was_never_found_stay_for_the_operators(filed, hotline):
    someone = Citizen(hotline).say("我要给上次投诉补充一点，他们店昨天又上了馊菜", "noise")
    someone.say("算了", "cancel")
    hotline.now.moment += timedelta(hours=1)
    assert any("他们店昨天又上了馊菜" in draft.said[0] for draft in hotline.drafts.idle_since(hotline.now.moment, limit=1000))  # 同一个库里还有别的测试放着的


def test_urging_with_number_and_digits_in_one_breath(filed, hotline):
    someone = Citizen(hotline).say(f"帮我催一下工单{filed.number}，尾号0012", "noise")
    assert someone.said == ["utter_ticket_urged"] and ticket(filed).urged == 1


def test_a_forged_button_opens_nothing(filed, hotline):
    someone = Citizen(hotline)
    someone._take(fakes.heard("", "check_ticket", choice={"ticket_no": filed.number, "do": "confirm_withdrawal"}))
    assert someone.said == ["utter_ask_phone_tail"] and Fact.WITHDRAWAL_ASKED not in facts(filed)


def test_a_closed_ticket_takes_nothing_more_and_the_words_go_to_a_person(filed, hotline):
    accept_ticket(filed.number, FOOD, hotline)
    decline_ticket(filed.number, ["art16_1"], "不归本局", FOOD, hotline)
    filed.say("我补充一下，那家店老板承认了是他们的问题", "noise")
    assert filed.said == ["utter_ticket_closed"] and filed.replies[0].fields["kept"]
    assert hotline.hand_overs.kept[-1].reason == "draft"


def test_a_new_complaint_after_filing_is_a_new_complaint(filed):
    filed.files("还要投诉另一家，网上买的鞋催了好几次都不发货", problem="contract", department="consumer_protection")
    assert filed.said[0] == "utter_draft_started"
    filed.say("不投诉了", "cancel")
    assert filed.said == ["utter_draft_solved"]  # 先放着，说“删掉”才删


def test_a_licence_question_after_filing_is_no_word_about_the_ticket(filed, hotline):
    heard = fakes.heard("办食品证多久能办下来，要补充材料吗", "ask_time_limit", "food_operation_license_new")
    assert return_to_ticket(filed.memory, heard, hotline) is None


@pytest.mark.parametrize("said", ["我忘了 是4月25号晚上", "时间是上周六", "对了 是前天晚上的事", "4月20号买的"])
def test_only_a_day_after_filing_is_added_to_the_ticket(ready, said):
    ready.say("确认").say(said, "state_facts")
    assert ready.said == ["utter_ticket_supplemented"]


@pytest.mark.parametrize("said", ["明天你们上班吗", "上周六我在隔壁超市买了过期奶 我要投诉"])
def test_a_day_inside_another_matter_is_no_addition(ready, said):
    ready.say("确认").say(said, "state_facts")
    assert "utter_ticket_supplemented" not in ready.said
