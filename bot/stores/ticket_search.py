"""全文检索：把字切成两字一组，SQLite 放进 FTS5，PostgreSQL 放进数组加 GIN 索引。

两边都按登记次序从新到旧取，够一页就停：百万张里找常见的词也只看最近的几十张。
索引里只有已隐去个人信息的内容；电话另按摘要找。类别、状态、科室也各是一个词：
“烧烤店”加“办理中”两个都常见、合起来少见，只有一起走索引才快。
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Connection

from bot.hotline.ticket import Ticket

# 私用区的字符：FTS5 当它是字，正文里切不出来。
_FACET = "\ue000"
_RUN = re.compile(r"[㐀-鿿]+|[0-9a-z]+")

_table = sa.table("ticket_search", sa.column("id", sa.BigInteger), sa.column("tokens", ARRAY(sa.Text)))


def tokens_of(text: Optional[str]) -> List[str]:
    """烧烤店abc12 → 烧烤、烤店、abc12。只有一个字的，就是那个字。"""
    tokens: Dict[str, None] = {}
    for run in _RUN.findall(unicodedata.normalize("NFKC", text or "").lower()):
        if run[0] < "㐀" or len(run) == 1:
            tokens[run[:64]] = None
        else:
            tokens.update((run[i : i + 2], None) for i in range(len(run) - 1))
    return list(tokens)


def index_tickets(connection: Connection, changed: Sequence[Ticket], are_new: bool) -> None:
    """写进索引；are_new 为假的先去掉旧的。"""
    rows = [{"id": ticket.id, "tokens": _tokens_of_ticket(ticket)} for ticket in changed]
    if not rows:
        return
    is_sqlite = connection.dialect.name == "sqlite"
    if not are_new:
        key = "rowid" if is_sqlite else "id"
        connection.execute(sa.text(f"DELETE FROM ticket_search WHERE {key} = :id"), [{"id": row["id"]} for row in rows])
    if is_sqlite:
        values = [(row["id"], " ".join(row["tokens"])) for row in rows]
        connection.exec_driver_sql("INSERT INTO ticket_search (rowid, tokens) VALUES (?, ?)", values)
    else:
        connection.execute(_table.insert(), rows)


def facet(name: str, value: str) -> str:
    """类别、状态、科室的词。开头的字符正文里不会有，市民的话查不到它。"""
    return f"{_FACET}{name}{value.replace('_', '')}"


def facets_of(ticket: Ticket) -> List[str]:
    departments = [facet("department", department) for department in ticket.departments]
    return [facet("kind", ticket.kind), facet("status", ticket.status.value), *departments]


def _tokens_of_ticket(ticket: Ticket) -> List[str]:
    parts = (
        ticket.title,
        ticket.narrative,
        ticket.respondent.name,
        ticket.respondent.address,
        ticket.respondent.platform,
        ticket.subject.product_or_service,
        *ticket.demands,
    )
    return tokens_of("\n".join(filter(None, parts))) + facets_of(ticket)


@dataclass(frozen=True)
class Match:
    """怎么查：检索表、条件、编号列（和工单表连起来用）。

    in_recent 是不走索引、逐行核对的同一个条件：先拿它看最近的一段，常见的词一下就够一页。
    PostgreSQL 估不准几个两字组同时出现的多少，光靠 GIN 会先把十万条全取出来再排序。
    """

    table: Any
    condition: Any
    order: Any
    in_recent: Any = None


def matching(dialect: str, text: str, facets: Sequence[Sequence[str]] = ()) -> Optional[Match]:
    """text 里的字全要有；facets 的每一组里有一个就行。查的话里没有可查的字，返回 None。"""
    tokens = tokens_of(text)
    if not tokens:
        return None
    if dialect == "sqlite":
        rowid = sa.literal_column("ticket_search.rowid", sa.BigInteger)
        groups = [[token] for token in tokens] + [list(group) for group in facets]
        wanted = " AND ".join("(" + " OR ".join(f'"{token}"' for token in group) + ")" for group in groups)
        return Match(_table, sa.literal_column("ticket_search").op("MATCH")(wanted), rowid)
    single = [group[0] for group in facets if len(group) == 1]
    every = sa.cast([*tokens, *single], ARRAY(sa.Text))
    conditions = [_table.c.tokens.op("@>")(every)]
    conditions += [_table.c.tokens.op("&&")(sa.cast(list(g), ARRAY(sa.Text))) for g in facets if len(g) > 1]
    unindexed = _table.c.tokens.op("||")(sa.cast([], ARRAY(sa.Text))).op("@>")(every)
    return Match(_table, sa.and_(*conditions), _table.c.id, unindexed)
