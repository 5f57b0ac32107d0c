"""测试里造诉求、造工作人员、摆一张办工单的桌子：真数据库、真知识、停住的钟。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Dict, List, Tuple

import pytest

from bot.bootstrap import Desk, NobodyFollows
from bot.hotline.filing_request import FilingRequest
from bot.hotline.ticket import Actor, Citizen, Respondent, Subject
from bot.settings import TIME_ZONE
from bot.stores.delivery_store import DeliveryStore
from bot.stores.ledger_store import DatabaseLedger
from bot.stores.rating_store import DatabaseRatings
from bot.stores.ticket_store import DatabaseTickets
from bot.stores.workbook import write_table
from bot.usecases.filing.file_ticket import file_ticket
from bot.usecases.tickets.pass_on_ticket import accept_ticket
from tests import fakes

OPERATOR = Actor("op1", "operator")
LEAD = Actor("lead1", "shift_lead")
FOOD = Actor("food1", "ticket_staff", "food")
PRICE = Actor("price1", "ticket_staff", "price_competition")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)


@dataclass
class FakeClock:
    """停住的钟，测试自己拨。"""

    moment: datetime = at("2026-04-28 10:00")

    def __call__(self) -> datetime:
        return self.moment


@dataclass
class TestDesk(Desk):
    tickets: Any = None
    ratings: Any = None
    ledger: Any = None
    write_table: Any = None
    deliveries: Any = None
    clock: Any = None
    followers: Any = field(default_factory=NobodyFollows)
    logged: List[Tuple[str, Dict[str, Any]]] = field(default_factory=list)
    __test__ = False

    def log(self, event: str, **ids: Any) -> None:
        self.logged.append((event, ids))


@pytest.fixture(scope="session")
def knowledge():
    return fakes.knowledge()


@pytest.fixture
def hotline(engine, cipher, knowledge):
    clock = FakeClock()
    return TestDesk(
        knowledge=knowledge,
        notices=None,
        now=clock,
        tickets=DatabaseTickets(engine, cipher, knowledge.respondent_words),
        ratings=DatabaseRatings(engine, cipher),
        ledger=DatabaseLedger(engine, cipher),
        write_table=write_table,
        deliveries=DeliveryStore(engine, cipher),
        clock=clock,
    )


def a_complaint(**changes: Any) -> FilingRequest:
    fields: Dict[str, Any] = dict(
        kind="complaint",
        narrative="昨天在好再来烧烤店吃出虫子，老板不肯退钱",
        source="portal",
        citizen=Citizen("张三丰", "13800001234", "建设路18号2单元501"),
        respondent=Respondent("好再来烧烤店", "凉州区北大街5号"),
        subject=Subject("烤串", 58.0),
        demands=("退赔费用",),
        problem="food_safety",
        department="food",
    )
    fields.update(changes)
    return FilingRequest(**fields)


def a_tip_off(**changes: Any) -> FilingRequest:
    fields: Dict[str, Any] = dict(
        kind="tip_off",
        citizen=Citizen("李小明", "13911112222", "西小北街99号"),
        narrative="我叫李小明，电话13911112222，我举报好再来烧烤店用死猪肉，我住西小北街99号",
        demands=(),
    )
    return a_complaint(**{**fields, **changes})


def a_ticket(hotline: Any, **changes: Any) -> Any:
    """登记一张投诉，返回工单。"""
    return file_ticket(a_complaint(**changes), hotline).tickets[0]


def in_hand(hotline: Any, **changes: Any) -> Any:
    """登记并由食品科签收的一张。"""
    return accept_ticket(a_ticket(hotline, **changes).ticket_no, FOOD, hotline)
