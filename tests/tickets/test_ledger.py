"""问题台账和积分：都从工单和经过里算。"""

import io
from dataclasses import replace

import openpyxl
import pytest
from ticket_builders import FOOD, OPERATOR, a_complaint, at, in_hand

from bot.errors import PeriodUnreadable
from bot.hotline.ledger import month, week
from bot.hotline.points import Happening, PointRule, tally
from bot.hotline.rating import Grade, Subject
from bot.hotline.ticket import Respondent
from bot.stores.ledger_store import DatabaseLedger
from bot.stores.workbook import write_table
from bot.usecases.filing.file_ticket import file_ticket
from bot.usecases.office.make_ledger import COLUMNS, count_points, ledger_lines, make_ledger
from bot.usecases.office.write_ledger import write_ledger
from bot.usecases.returning.rate_service import rate_service
from bot.usecases.tickets.answer_ticket import follow_up, reply_to_citizen
from bot.usecases.tickets.handle_ticket import report_clue, resolve_ticket


def line_of(hotline, ticket, name):
    lines = ledger_lines(make_ledger(week(name), hotline), hotline)
    return next((line for line in lines if line["ticket_no"] == ticket.ticket_no), None)


@pytest.mark.parametrize("name, first, last", [("2026-W20", "2026-05-11", "2026-05-17"), ("2026-W01", "2025-12-29", "2026-01-04")])
def test_a_week_runs_from_monday_to_sunday(name, first, last):
    period = week(name)
    assert (str(period.since.date()), str(period.last_day)) == (first, last)


@pytest.mark.parametrize("name", ["2026-20", "2026-W54", "2026W20", "W20", "", "２０２６-W20", "2026-W2x"])
def test_a_week_written_otherwise_is_refused(name):
    with pytest.raises(PeriodUnreadable):
        week(name)


@pytest.mark.parametrize("name", ["2026-13", "2026-5", "", "2026-05-01"])
def test_a_month_written_otherwise_is_refused(name):
    with pytest.raises(PeriodUnreadable):
        month(name)
    assert str(month("2026-12").last_day) == "2026-12-31"


def test_a_line_says_what_who_until_when_and_how_it_stands(hotline):
    hotline.clock.moment = at("2026-05-12 10:00")
    ticket = in_hand(hotline)
    line = line_of(hotline, ticket, "2026-W20")
    assert line["title"].startswith("投诉：好再来烧烤店") and line["department"] == "食品监督管理科"
    assert line["person"] == "food1" and line["limit"] and line["due_on"] and line["satisfied"] == "未回访"
    assert line["status"] == hotline.knowledge.names.statuses["in_hand"] and not line["carried_over"]


def test_what_is_not_finished_is_carried_into_the_next_week_and_marked_overdue(hotline):
    hotline.clock.moment = at("2026-05-12 10:00")
    ticket = in_hand(hotline)
    hotline.clock.moment = at("2026-06-03 10:00")
    line = line_of(hotline, ticket, "2026-W22")
    assert line["carried_over"] == "是" and line["overdue"] == "超期"


def test_the_citizens_verdict_is_in_the_line(hotline):
    hotline.clock.moment = at("2026-05-12 10:00")
    ticket = in_hand(hotline)
    resolve_ticket(ticket.ticket_no, "agreement", "双方同意退款", FOOD, hotline)
    reply_to_citizen(ticket.ticket_no, "已退款", FOOD, hotline)
    follow_up(ticket.ticket_no, True, "满意", OPERATOR, hotline)
    rate_service(Subject.TICKET, ticket.ticket_no, Grade.VERY_SATISFIED, hotline)
    line = line_of(hotline, ticket, "2026-W20")
    assert (line["satisfied"], line["grade"], line["outcome"]) == ("满意", "非常满意", "达成调解协议")
    assert line["resolved_on"] == "2026-05-12"


def test_conduct_complaints_are_only_in_the_party_committees_own_ledger(hotline):
    hotline.clock.moment = at("2026-05-12 10:00")
    ticket = file_ticket(a_complaint(kind="conduct_complaint", problem=None, department=None, narrative="窗口的人骂我"), hotline).tickets[0]
    assert line_of(hotline, ticket, "2026-W20") is None
    own = ledger_lines(make_ledger(week("2026-W20"), hotline, ticket.department), hotline)
    assert (ticket.ticket_no in [line["ticket_no"] for line in own]) == (ticket.department == "party_committee")


def test_the_workbook_opens_and_nothing_in_it_is_a_formula(hotline):
    hotline.clock.moment = at("2026-05-12 10:00")
    evil = '=HYPERLINK("http://x","退款")'
    file_ticket(a_complaint(respondent=Respondent(evil + "\x07", "x街1号")), hotline)
    file = write_ledger(make_ledger(week("2026-W20"), hotline), hotline)
    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    assert [cell.value for cell in sheet[3]] == [header for _, header in COLUMNS]
    assert "问题台账 2026-W20" in sheet["A1"].value
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert any(evil in str(cell.value) for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-2", "@SUM(A1)", "\t=1"])
def test_text_that_looks_like_a_formula_stays_text(text):
    sheet = openpyxl.load_workbook(io.BytesIO(write_table("表", "", [("a", "甲")], [{"a": text}]))).active
    cell = sheet["A4"]
    assert cell.data_type == "s" and cell.value.strip() == text.strip() and cell.quotePrefix


RULE = PointRule("clue", "发现违法线索", ("ClueFound",), "依据", points=2.0)


def test_points_are_times_multiplied_and_stay_open_while_nobody_set_them():
    happened = [Happening("food", "complaint", "ClueFound", "T1"), Happening("food", "tip_off", "ClueFound", "T2")]
    (set_,) = tally(happened, {}, [RULE])
    (open_,) = tally(happened, {}, [replace(RULE, points=None)])
    assert (set_.times, set_.points) == (2, 4.0) and (open_.times, open_.points) == (2, None)
    assert tally(happened, {}, [replace(RULE, kinds=("help_request",))]) == []


def test_withdrawn_and_unfounded_complaints_are_flagged_and_still_counted():
    happened = [Happening("food", "complaint", "ClueFound", n) for n in ("T1", "T2", "T3")]
    (found,) = tally(happened, {"T1": "withdrawn", "T2": "not_established", "T3": "agreement"}, [RULE])
    assert (found.times, found.flagged) == (3, 2)


def test_the_months_points_come_from_history(hotline, engine, cipher):
    hotline.clock.moment = at("2031-07-08 10:00")
    hotline.ledger = DatabaseLedger(engine, cipher)
    ticket = in_hand(hotline)
    report_clue(ticket.ticket_no, "后厨有过期原料", FOOD, hotline)
    found = {one.rule.id: one for one in count_points(month("2031-07"), hotline) if one.department == "food"}
    assert found["clue_found"].times == 1 and found["complaint_received"].times == 1
    assert found["clue_found"].points is None, "一次几分还没有定，不能替本局填"
