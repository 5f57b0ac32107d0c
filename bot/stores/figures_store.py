"""统计页要数的，一段日子一次数完。都在库里数，不把工单取出来。"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Dict, List, Optional, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.hotline.clock import ClockStatus
from bot.hotline.figures import Counts, Merchant
from bot.hotline.ledger import Period
from bot.hotline.ticket_life import OPEN, Fact, TicketStatus
from bot.stores.ledger_store import seen_by
from bot.stores.rating_tables import ratings
from bot.stores.staff_tables import suggestion_uses
from bot.stores.tables import staff_accounts
from bot.stores.ticket_tables import ticket_clocks, ticket_history, tickets

_MOST_MERCHANTS = 20
_OPEN = [status.value for status in OPEN]
_COUNTED = (Fact.DISPATCHED, Fact.ACCEPTED, Fact.RESOLVED)
_ON_THE_DAY = {Fact.RESOLVED.value: "resolved", Fact.DEADLINE_MISSED.value: "overdue"}


class DatabaseFigures:
    def __init__(self, engine: Engine):
        self._engine = engine

    def count(self, period: Period, department: Optional[str], now: datetime) -> Counts:
        """department 给了就只数它主办、协办的。作风投诉只在机关党委自己的数里。"""
        filed = [tickets.c.filed_at >= period.since, tickets.c.filed_at < period.until, *seen_by(department)]
        with self._engine.connect() as connection:
            satisfied, asked = _satisfaction(connection, filed)
            return Counts(
                filed=connection.execute(sa.select(sa.func.count()).select_from(tickets).where(*filed)).scalar() or 0,
                merged=_grouped(connection, tickets.c.status, filed).get(TicketStatus.MERGED.value, 0),
                overdue=_overdue(connection, filed, now),
                facts=_facts(connection, filed),
                satisfied=satisfied,
                asked=asked,
                grades=_grades(connection, period, department),
                days=_days(connection, period, filed, department),
                merchants=_merchants(connection, filed),
                problems=_grouped(connection, tickets.c.problem, filed),
                departments=_grouped(connection, tickets.c.department, filed),
                addresses=_grouped(connection, tickets.c.respondent["address"].as_string(), filed),
                suggestion_uses=_uses(connection, period, department),
            )


def _grouped(connection: Connection, column: Any, conditions: list) -> Dict[str, int]:
    query = sa.select(column.label("what"), sa.func.count()).where(*conditions).group_by(sa.text("what"))
    return {name or "": number for name, number in connection.execute(query)}


def _overdue(connection: Connection, filed: list, now: datetime) -> int:
    """有一只表超了的：做到了但过了期，或者还在走、已经过了期。"""
    running = sa.and_(ticket_clocks.c.status == ClockStatus.RUNNING.value, ticket_clocks.c.due_at <= now)
    late = sa.or_(ticket_clocks.c.status == ClockStatus.LATE.value, running)
    number = sa.func.count(sa.distinct(tickets.c.ticket_no))
    joined = tickets.join(ticket_clocks, ticket_clocks.c.ticket_no == tickets.c.ticket_no)
    return connection.execute(sa.select(number).select_from(joined).where(*filed, late)).scalar() or 0


def _with_history(*columns: Any):
    return sa.select(*columns).select_from(tickets.join(ticket_history, ticket_history.c.ticket_no == tickets.c.ticket_no))


def _facts(connection: Connection, filed: list) -> Dict[str, int]:
    wanted = ticket_history.c.fact.in_([fact.value for fact in _COUNTED])
    number = sa.func.count(sa.distinct(tickets.c.ticket_no))
    query = _with_history(ticket_history.c.fact, number).where(*filed, wanted).group_by(ticket_history.c.fact)
    return dict(connection.execute(query).all())


def _satisfaction(connection: Connection, filed: list) -> Tuple[int, int]:
    """（满意的，回访过的）。一张回访几次的，看最近一次。"""
    query = _with_history(tickets.c.ticket_no, ticket_history.c.details).where(*filed, ticket_history.c.fact == Fact.FOLLOWED_UP.value)
    latest = {number: details.get("satisfied") for number, details in connection.execute(query.order_by(ticket_history.c.number))}
    return sum(said is True for said in latest.values()), sum(said is not None for said in latest.values())


def _grades(connection: Connection, period: Period, department: Optional[str]) -> Dict[str, int]:
    conditions = [ratings.c.rated_at >= period.since, ratings.c.rated_at < period.until]
    if department is not None:
        conditions.append(ratings.c.department == department)
    return _grouped(connection, ratings.c.grade, conditions)


def _days(connection: Connection, period: Period, filed: list, department: Optional[str]) -> List[Tuple[date, str, int]]:
    """哪天登记、办结、超期各几件。办结和超期按出事那天算，不管哪天登记的。"""
    day = _local_day(connection, tickets.c.filed_at)
    query = sa.select(day.label("day"), sa.func.count()).where(*filed).group_by(sa.text("day"))
    found = [(_as_date(on), "filed", number) for on, number in connection.execute(query)]
    happened = _local_day(connection, ticket_history.c.at)
    query = _with_history(happened.label("day"), ticket_history.c.fact, sa.func.count()).where(
        ticket_history.c.at >= period.since,
        ticket_history.c.at < period.until,
        ticket_history.c.fact.in_(list(_ON_THE_DAY)),
        *seen_by(department),
    )
    rows = connection.execute(query.group_by(sa.text("day"), ticket_history.c.fact))
    return found + [(_as_date(on), _ON_THE_DAY[fact], number) for on, fact, number in rows]


def _local_day(connection: Connection, moment: Any) -> Any:
    """东八区的哪一天。"""
    if connection.dialect.name == "sqlite":
        return sa.func.date(moment, "+8 hours", type_=sa.String)
    return sa.cast(sa.func.timezone("Asia/Shanghai", moment), sa.Date)


def _as_date(day: Any) -> date:
    return day if isinstance(day, date) else date.fromisoformat(day)


def _merchants(connection: Connection, filed: list) -> List[Merchant]:
    """被反映得最多的经营者；名称用最近一张上写的。"""
    key, times = tickets.c.respondent_key, sa.func.count()
    is_open = sa.func.sum(sa.case((tickets.c.status.in_(_OPEN), 1), else_=0))
    tip_offs = sa.func.sum(sa.case((tickets.c.kind == "tip_off", 1), else_=0))
    query = sa.select(sa.func.max(tickets.c.id), times, is_open, tip_offs).where(*filed, key != "").group_by(key)
    rows = connection.execute(query.order_by(times.desc(), sa.func.max(tickets.c.id).desc()).limit(_MOST_MERCHANTS)).all()
    latest = sa.select(tickets.c.id, tickets.c.respondent).where(tickets.c.id.in_([row[0] for row in rows]))
    names = {id_: respondent.get("name") or "" for id_, respondent in connection.execute(latest)}
    return [Merchant(names[id_], number, open_, tipped) for id_, number, open_, tipped in rows]


def _uses(connection: Connection, period: Period, department: Optional[str]) -> Dict[str, int]:
    """坐席对建议怎么了。科室的只数本科室的人。"""
    conditions = [suggestion_uses.c.at >= period.since, suggestion_uses.c.at < period.until]
    if department is not None:
        people = sa.select(staff_accounts.c.username).where(staff_accounts.c.department == department)
        conditions.append(suggestion_uses.c.by.in_(people))
    return _grouped(connection, suggestion_uses.c.use, conditions)
