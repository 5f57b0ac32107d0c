"""办理：谁能走哪一步，表怎么走，平台知道什么，市民最后得到什么。"""

import threading
from uuid import uuid4

import pytest
from ticket_builders import FOOD, LEAD, OPERATOR, PRICE, a_ticket, a_tip_off, at, in_hand

from bot.errors import (
    DifferentComplainants,
    NotYourTicket,
    PersonMustDecide,
    ReasonMissing,
    StepNotAllowed,
    TicketChangedMeanwhile,
)
from bot.hotline.ticket import BOT, Actor, Citizen
from bot.hotline.ticket_life import Fact
from bot.usecases.filing.file_ticket import file_ticket
from bot.usecases.tickets.answer_ticket import archive_ticket, follow_up, reopen_ticket, reply_to_citizen
from bot.usecases.tickets.decline_ticket import decline_ticket
from bot.usecases.tickets.explain_clocks import explain_clocks
from bot.usecases.tickets.handle_ticket import (
    accept_complaint,
    extend_clock,
    pause_ticket,
    report_clue,
    resolve_ticket,
    resume_ticket,
)
from bot.usecases.tickets.link_tickets import cluster_of, find_duplicates, link_tickets, merge_tickets
from bot.usecases.tickets.pass_on_ticket import accept_ticket, dispatch_ticket, return_to_desk, separate_ticket
from bot.usecases.tickets.supplement_ticket import supplement_ticket, urge_ticket


def clock_of(ticket, name):
    return [clock for clock in ticket.clocks if clock.time_limit == name][-1]


def test_a_complaint_from_filing_to_archive(hotline):
    no = in_hand(hotline).ticket_no
    ticket = accept_complaint(no, FOOD, hotline)
    assert clock_of(ticket, "complaint_acceptance").status.value == "met"
    assert clock_of(ticket, "mediation").due_on.isoformat() == "2026-06-29"
    resolve_ticket(no, "agreement", "退款58元", FOOD, hotline, recovered=58.0)
    reply_to_citizen(no, "商家已退款58元", FOOD, hotline)
    follow_up(no, True, "满意", OPERATOR, hotline)
    ticket = archive_ticket(no, OPERATOR, hotline)
    assert ticket.status.value == "archived"
    assert not [clock for clock in ticket.clocks if clock.is_open]
    assert [e.fact for e in ticket.history][-4:] == [Fact.RESOLVED, Fact.REPLIED, Fact.FOLLOWED_UP, Fact.ARCHIVED]


def test_two_departments_accepting_at_once_one_wins_and_the_other_is_told(hotline):
    ticket = a_ticket(hotline, kind="help_request", problem=None, department=None)
    dispatch_ticket(ticket.ticket_no, "food", OPERATOR, hotline, supporting=["price_competition"])
    won, told, start = [], [], threading.Barrier(2)

    def accept(officer):
        start.wait()
        try:
            won.append(accept_ticket(ticket.ticket_no, officer, hotline).department)
        except (TicketChangedMeanwhile, StepNotAllowed) as error:
            told.append(error)

    threads = [threading.Thread(target=accept, args=(officer,)) for officer in (FOOD, PRICE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1 and len(told) == 1
    after = hotline.tickets.get(ticket.ticket_no)
    assert after.department == won[0]
    assert [entry.fact for entry in after.history].count(Fact.ACCEPTED) == 1


def test_a_return_goes_back_to_the_desk_with_a_reason_and_never_sideways(hotline):
    no = in_hand(hotline).ticket_no
    with pytest.raises(ReasonMissing):
        return_to_desk(no, "", FOOD, hotline)
    with pytest.raises(NotYourTicket):
        return_to_desk(no, "不归我", PRICE, hotline)
    ticket = return_to_desk(no, "商家不在食品领域", FOOD, hotline)
    assert ticket.status.value == "returned"
    with pytest.raises(NotYourTicket):
        dispatch_ticket(no, "price_competition", FOOD, hotline)
    assert dispatch_ticket(no, "price_competition", OPERATOR, hotline).department == "price_competition"


def test_what_nobody_accepted_is_sent_elsewhere_with_a_reason_and_the_limit_stands(hotline):
    no = a_ticket(hotline, kind="help_request", problem=None, department="food").ticket_no
    before = hotline.tickets.get(no)
    to = "quality" if before.department != "quality" else "food"
    with pytest.raises(ReasonMissing, match="为什么"):
        dispatch_ticket(no, to, LEAD, hotline)
    with pytest.raises(ReasonMissing, match="没有要改的"):
        dispatch_ticket(no, before.department, LEAD, hotline, "再派一次")
    with pytest.raises(NotYourTicket):
        dispatch_ticket(no, to, FOOD, hotline, "科室自己转走")
    after = dispatch_ticket(no, to, LEAD, hotline, "九天没有人签收")
    assert after.department == to
    assert clock_of(after, "handling_12345").due_on == clock_of(before, "handling_12345").due_on, "换了科室，办理期限照旧"
    assert after.history[-1].reason == "九天没有人签收"
    accept_ticket(no, Actor("b", "ticket_staff", to), hotline)
    with pytest.raises(StepNotAllowed):
        dispatch_ticket(no, before.department, LEAD, hotline, "签收了的不能改派，要先退回")


def test_a_return_does_not_prolong_the_limit(hotline):
    ticket = a_ticket(hotline, kind="help_request", problem=None, department="food")
    due = clock_of(ticket, "handling_12345").due_on
    hotline.clock.moment = at("2026-04-30 10:00")
    return_to_desk(ticket.ticket_no, "不归我科", FOOD, hotline)
    ticket = dispatch_ticket(ticket.ticket_no, "quality", OPERATOR, hotline)
    assert clock_of(ticket, "handling_12345").due_on == due
    assert clock_of(ticket, "sign_for").round == 2


def test_testing_pauses_mediation_and_nothing_else(hotline):
    no = in_hand(hotline).ticket_no
    accept_complaint(no, FOOD, hotline)
    report_clue(no, "后厨有过期原料", FOOD, hotline)
    hotline.clock.moment = at("2026-05-12 10:00")
    ticket = pause_ticket(no, "testing", "送检", FOOD, hotline)
    assert clock_of(ticket, "mediation").status.value == "paused"
    hotline.clock.moment = at("2026-05-22 10:00")
    ticket = resume_ticket(no, FOOD, hotline)
    assert clock_of(ticket, "mediation").literal_due_on.isoformat() == "2026-07-07"
    assert clock_of(ticket, "complaint_acceptance").due_on.isoformat() == "2026-05-11"


def test_an_extension_needs_a_reason_and_another_persons_approval_and_happens_once(hotline):
    no = accept_ticket(file_ticket(a_tip_off(), hotline).tickets[0].ticket_no, FOOD, hotline).ticket_no
    with pytest.raises(ReasonMissing):
        extend_clock(no, "clue_check", "案情复杂", FOOD.id, FOOD, hotline)
    ticket = extend_clock(no, "clue_check", "案情复杂", "局领导甲", FOOD, hotline)
    assert clock_of(ticket, "clue_check").due_on.isoformat() == "2026-06-11"
    with pytest.raises(StepNotAllowed, match="已经延长过一次"):
        extend_clock(no, "clue_check", "还是复杂", "局领导甲", FOOD, hotline)
    with pytest.raises(StepNotAllowed, match="没有在计时"):
        extend_clock(no, "mediation", "拖一拖", "局领导甲", FOOD, hotline)


def test_new_facts_in_a_tip_off_restart_the_check(hotline):
    no = file_ticket(a_tip_off(), hotline).tickets[0].ticket_no
    hotline.clock.moment = at("2026-05-12 10:00")
    ticket = supplement_ticket(no, "我李小明又看到他们凌晨进货", hotline, has_new_facts=True)
    rounds = [(c.round, c.status.value) for c in ticket.clocks if c.time_limit == "clue_check"]
    assert rounds == [(1, "restarted"), (2, "running")]
    assert clock_of(ticket, "clue_check").starts_at == hotline.now()
    assert ticket.history[-1].words == "我李小明又看到他们凌晨进货" and "李小明" not in ticket.narrative


def test_only_a_person_declines_with_grounds_and_the_five_other_ways(hotline):
    no = in_hand(hotline).ticket_no
    with pytest.raises(PersonMustDecide):
        decline_ticket(no, ["art16_2"], "法院已受理", BOT, hotline)
    with pytest.raises(ReasonMissing):
        decline_ticket(no, [], "", FOOD, hotline)
    ticket = decline_ticket(no, ["art16_2"], "法院已经受理同一争议", FOOD, hotline)
    notice = ticket.history[-1].details["notice"]
    assert ticket.status.value == "declined"
    for words in ("第十六条第二项", "第三十九条", "协商", "消费者协会", "行政部门", "仲裁", "诉讼"):
        assert words in notice
    assert clock_of(ticket, "complaint_acceptance").status.value == "met"


def test_a_reopened_ticket_goes_back_to_the_same_department(hotline):
    no = in_hand(hotline).ticket_no
    resolve_ticket(no, "handled", "办了", FOOD, hotline)
    reply_to_citizen(no, "已办", FOOD, hotline)
    ticket = reopen_ticket(no, "市民说没退钱", OPERATOR, hotline)
    assert ticket.status.value == "in_hand" and ticket.department == "food"


def test_urging_is_a_note_on_the_same_ticket_and_the_second_goes_to_the_shift_lead(hotline):
    no = a_ticket(hotline).ticket_no
    urge_ticket(no, "怎么还没消息", hotline)
    ticket = urge_ticket(no, "快一点", hotline)
    assert ticket.urged == 2 and ticket.history[-1].details["to"] == "shift_lead"
    assert [d.kind for d in hotline.deliveries.of_ticket(no)].count("urge") == 2


def test_duplicates_of_one_person_merge_and_are_answered_together(hotline):
    phone = f"137{uuid4().int % 10**8:08d}"
    me = Citizen("赵六", phone, "南大街3号")
    one, again = (a_ticket(hotline, citizen=me) for _ in range(2))
    assert one.ticket_no in [t.ticket_no for t in find_duplicates(again.ticket_no, hotline)]
    merge_tickets(again.ticket_no, one.ticket_no, "同一件事", OPERATOR, hotline)
    accept_ticket(one.ticket_no, FOOD, hotline)
    resolve_ticket(one.ticket_no, "agreement", "退了", FOOD, hotline)
    reply_to_citizen(one.ticket_no, "已退款", FOOD, hotline)
    assert hotline.tickets.get(again.ticket_no).status.value == "replied"


def test_a_wrong_merge_can_be_taken_apart(hotline):
    me = Citizen("赵六", "13712345678", "南大街3号")
    one, again = (a_ticket(hotline, citizen=me) for _ in range(2))
    merge_tickets(again.ticket_no, one.ticket_no, "同一件事", OPERATOR, hotline)
    assert separate_ticket(again.ticket_no, "不是一回事", OPERATOR, hotline).status.value == "returned"


def test_two_peoples_complaints_are_linked_not_merged(hotline):
    one = a_ticket(hotline)
    other = a_ticket(hotline, citizen=Citizen("钱七", "13612345678", "西街1号"))
    with pytest.raises(DifferentComplainants):
        merge_tickets(other.ticket_no, one.ticket_no, "同一家店", OPERATOR, hotline)
    link_tickets(other.ticket_no, one.ticket_no, "same_event", LEAD, hotline)
    assert [link.kind for link in hotline.tickets.get(one.ticket_no).links] == ["same_event"]


def test_complaints_about_one_business_form_a_cluster_whatever_it_is_called(hotline):
    from bot.hotline.ticket import Respondent

    name = "聚福" + "".join(chr(0x4E00 + byte) for byte in uuid4().bytes[:3]) + "餐饮"
    one = a_ticket(hotline, respondent=Respondent(f"凉州区{name}有限公司", "凉州区东大街8号"))
    other = a_ticket(hotline, respondent=Respondent(f"{name}店", "东大街 8号 一楼"))
    elsewhere = a_ticket(hotline, respondent=Respondent(f"{name}店", "南关路100号"))
    found = [ticket.ticket_no for ticket in cluster_of(one.ticket_no, hotline)]
    assert other.ticket_no in found and elsewhere.ticket_no not in found


def test_a_matter_for_another_body_is_pushed_to_12345(hotline):
    ticket = a_ticket(hotline, problem=None, department="housing")
    assert (ticket.department, ticket.ticket_system) == ("housing", "12345")
    assert hotline.deliveries.of_ticket(ticket.ticket_no)[0].platform == "12345"


def test_every_clock_explains_itself(hotline):
    ticket = accept_complaint(in_hand(hotline).ticket_no, FOOD, hotline)
    told = "\n".join(explain_clocks(ticket.ticket_no, hotline))
    for words in ("2026-05-11（周一）", "照数是2026-06-27（周六）", "第二十三条", "待本市确认"):
        assert words in told


def test_someone_elses_department_cannot_resolve_or_reply(hotline):
    no = in_hand(hotline).ticket_no
    for act in (
        lambda: resolve_ticket(no, "handled", "x", PRICE, hotline),
        lambda: reply_to_citizen(no, "x", PRICE, hotline),
        lambda: accept_ticket(no, Actor("q1", "ticket_staff", "quality"), hotline),
    ):
        with pytest.raises(NotYourTicket):
            act()
