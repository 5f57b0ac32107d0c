"""一段日子的数，在两种真数据库里数；科室的只数本科室的。"""

from datetime import date

import pytest
from ticket_builders import FOOD, OPERATOR, PRICE, a_ticket, at, in_hand

from bot.hotline.figures import days_between
from bot.hotline.ticket import Respondent
from bot.stores.call_store import DatabaseCalls
from bot.stores.figures_store import DatabaseFigures
from bot.usecases.office.make_figures import figure_tables, make_figures
from bot.usecases.tickets.answer_ticket import follow_up, reply_to_citizen
from bot.usecases.tickets.handle_ticket import resolve_ticket
from bot.usecases.tickets.pass_on_ticket import accept_ticket


@pytest.fixture
def store(engine):
    return DatabaseFigures(engine)


def figures(hotline, store, day, department=None):
    return make_figures(days_between(day, day), store, hotline, department)


def rates(made):
    return {rate.id: (rate.part, rate.whole) for rate in made.rates}


@pytest.fixture
def a_day(hotline, engine):
    """每条测试自己的一天，别的测试那天没有登记过；返回那一天。"""
    taken = a_day_of.setdefault(engine.dialect.name, [date(2026, 3, 2)])
    day = taken[-1].replace(day=taken[-1].day + 1)
    taken.append(day)
    hotline.clock.moment = at(f"{day} 10:00")
    return day


a_day_of: dict = {}


def test_the_rates_of_a_day(hotline, store, a_day):
    waiting, ticket = a_ticket(hotline), in_hand(hotline)
    resolve_ticket(ticket.ticket_no, "agreement", "退了钱", FOOD, hotline)
    reply_to_citizen(ticket.ticket_no, "已经退款", FOOD, hotline)
    follow_up(ticket.ticket_no, True, "", OPERATOR, hotline)
    made = figures(hotline, store, a_day)
    assert made.filed == 2
    assert rates(made)["response"] == (1, 2) and rates(made)["resolution"] == (1, 2)
    assert rates(made)["satisfaction"] == (1, 1) and rates(made)["overdue"] == (0, 2)
    assert made.trend == ((a_day.isoformat(), {"filed": 2, "resolved": 1}),)
    hotline.clock.moment = at("2026-06-30 10:00")  # 没人签收，早过了期
    assert rates(figures(hotline, store, a_day))["overdue"][0] >= 1
    assert waiting.ticket_no


def test_merchants_are_one_under_the_name_last_written_and_most_reported_first(hotline, store, a_day):
    for name in ("聚福楼餐饮有限公司", "聚福楼餐饮", "聚福楼餐饮店"):
        a_ticket(hotline, respondent=Respondent(name, "凉州区北大街5号"))
    a_ticket(hotline, respondent=Respondent("另一家面馆", "民勤县城"))
    a_ticket(hotline, kind="suggestion", respondent=Respondent(None, None))  # 没写是哪家的不算一家
    tables = figure_tables(figures(hotline, store, a_day), hotline)
    assert [(one["times"], one["open"]) for one in tables["merchants"]] == [(3, 3), (1, 1)]
    assert tables["merchants"][0]["name"].startswith("聚福楼")


def test_districts_count_only_tickets_that_name_one(hotline, store, a_day):
    for address in ("凉州区北大街5号", "武威市凉州区西大街", "民勤县三雷镇", "幸福小区3号楼", "建设路18号"):
        a_ticket(hotline, respondent=Respondent("好再来烧烤店", address))
    made = figures(hotline, store, a_day)
    assert made.districts == (("凉州区", 2), ("民勤县", 1)) and made.without_district == 2


def test_a_department_counts_only_its_own(hotline, store, a_day):
    a_ticket(hotline)
    a_ticket(hotline, problem="price", department="price_competition")
    assert figures(hotline, store, a_day).filed == 2
    mine = figures(hotline, store, a_day, "price_competition")
    assert mine.filed == 1 and mine.problems == (("price", 1),) and mine.departments == (("price_competition", 1),)
    assert mine.trend[0][1] == {"filed": 1}


def test_conduct_complaints_are_in_nobodys_figures_but_the_party_committees(hotline, store, a_day):
    a_ticket(hotline, kind="conduct_complaint", department="party_committee", problem=None, narrative="窗口的人骂人，让我滚")
    assert figures(hotline, store, a_day).filed == 0
    assert figures(hotline, store, a_day, "party_committee").filed == 1


def test_what_was_filed_late_in_the_evening_counts_for_that_day_here(hotline, store, a_day):
    hotline.clock.moment = at(f"{a_day} 23:50")  # 世界时还是当天下午；零点十分在世界时是前一天
    a_ticket(hotline)
    hotline.clock.moment = at(f"{a_day} 00:10")
    a_ticket(hotline)
    assert figures(hotline, store, a_day).trend == ((a_day.isoformat(), {"filed": 2}),)


def test_how_suggestions_were_used_is_counted(hotline, store, engine, cipher, a_day):
    calls = DatabaseCalls(engine, cipher)
    for use in ("accepted", "accepted", "edited", "ignored"):
        calls.note_use("op1", "faq", "x", use, hotline.now(), None)
    made = figures(hotline, store, a_day)
    assert rates(made)["adoption"] == (3, 4)
    assert rates(figures(hotline, store, a_day, "food"))["adoption"] == (0, 0)  # 坐席不是食品科的


def test_what_the_department_accepted_is_in_its_response_rate(hotline, store, a_day):
    ticket = a_ticket(hotline, problem="price", department="price_competition")
    accept_ticket(ticket.ticket_no, PRICE, hotline)
    assert rates(figures(hotline, store, a_day, "price_competition"))["response"] == (1, 1)
