"""造工单：一份一份的登记，和成批塞进库里的旧工单。"""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import islice
from typing import Any, Dict, Iterator, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.bootstrap import now
from bot.hotline.knowledge import Knowledge
from bot.hotline.ticket import Citizen, Respondent, Subject, Ticket
from bot.hotline.ticket_life import TicketStatus
from bot.stores.cipher import Cipher
from bot.stores.ticket_rows import phone_hash, ticket_values
from bot.stores.ticket_search import facet, tokens_of
from bot.stores.ticket_tables import tickets

_SHOPS = ("好再来", "聚福", "金穗", "百惠", "云朵", "老街", "清真", "西凉", "祁连", "驼铃")
_TRADES = ("烧烤店", "超市", "药店", "牛肉面馆", "母婴店", "健身房", "美容院", "手机店", "水果店", "加油站")
_WHAT = ("吃出虫子", "过期不退", "缺斤短两", "不明码标价", "预付卡不退", "虚假宣传", "拒开票据", "质量差", "无证经营", "卫生很差")
# 常见的结果多，少见的少：一百张里九十张办完了。
_STATUSES = ("archived",) * 90 + ("in_hand",) * 6 + ("dispatched",) * 2 + ("registered", "returned")
_DEPARTMENTS = ("food", "quality", "price_competition", "consumer_protection", "online_trade", "drug", "enforcement")
# 各科室遇到的问题不一样：按科室又按问题找，有的一张也没有，库里不能靠运气。
_PROBLEMS = {
    "food": ("food_safety",) * 8 + ("unlicensed", "false_promotion"),
    "quality": ("quality", "quality", "metrology", "counterfeit"),
    "price_competition": ("price",) * 4 + ("unfair_competition",),
    "consumer_protection": ("after_sales", "after_sales", "contract", "other"),
    "online_trade": ("after_sales", "false_promotion", "counterfeit"),
    "drug": ("drug_device",) * 9 + ("unlicensed",),
    "enforcement": ("counterfeit", "unlicensed", "unfair_competition"),
}
_URGENCIES = ("normal",) * 97 + ("urgent",) * 3
_KINDS = ("complaint",) * 7 + ("tip_off", "help_request", "suggestion")
# 没办完的十张里有一张，市民又说了话还没有处理完。
_WITH_WORDS = 0.1
_BATCH = 5000


def a_filing(number: int, chance: random.Random) -> Dict[str, Any]:
    """POST /tickets 的一份。"""
    shop, trade, what = (chance.choice(words) for words in (_SHOPS, _TRADES, _WHAT))
    return {
        "kind": "complaint",
        "narrative": f"市民反映第{number}号：{shop}{trade}{what}，要求处理，多次沟通无果，商家态度恶劣，希望尽快答复。",
        "source": "portal",
        "citizen": {"name": "张三", "phone": f"138{number % 10**8:08d}", "address": "建设路18号"},
        "respondent": {"name": f"{shop}{trade}", "address": f"凉州区北大街{number % 300}号"},
        "subject": {"product_or_service": trade, "amount": 58},
        "demands": ["退赔费用"],
        "problem": "food_safety",
        "department": "food",
    }


def fill(engine: Engine, cipher: Cipher, knowledge: Knowledge, count: int) -> None:
    """成批塞进 count 张旧工单，连检索、不带经过（绕过登记，只为有这么多数据）。密文只加密一份，各张共用。"""
    rows = _rows(cipher, knowledge, count)
    is_postgresql = engine.dialect.name == "postgresql"
    with engine.connect() as connection:
        next_id = (connection.execute(sa.select(sa.func.max(tickets.c.id))).scalar() or 0) + 1
        connection.rollback()
        _hurry(connection)
        while batch := list(islice(rows, _BATCH)):
            for offset, (values, _) in enumerate(batch):
                values["id"] = next_id + offset
            next_id += len(batch)
            connection.execute(tickets.insert(), [values for values, _ in batch])
            search = [{"id": values["id"], "tokens": tokens} for values, tokens in batch]
            if is_postgresql:
                table = sa.table("ticket_search", sa.column("id"), sa.column("tokens", sa.ARRAY(sa.Text)))
                connection.execute(table.insert(), search)
            else:
                search = [{**row, "tokens": " ".join(row["tokens"])} for row in search]
                connection.execute(sa.text("INSERT INTO ticket_search (rowid, tokens) VALUES (:id, :tokens)"), search)
            connection.commit()
    with engine.begin() as connection:
        day = "(filed_at AT TIME ZONE 'UTC')::date" if is_postgresql else "date(filed_at)"
        connection.execute(sa.text("DELETE FROM ticket_days"))
        connection.execute(sa.text(f"INSERT INTO ticket_days SELECT {day}, min(id), max(id) FROM tickets GROUP BY 1"))
        if is_postgresql:
            connection.execute(sa.text("SELECT setval('tickets_id_seq', (SELECT max(id) FROM tickets))"))
        connection.execute(sa.text("ANALYZE"))


def _hurry(connection: Connection) -> None:
    """造数据不用等落盘；开多点缓存，索引才不来回读盘。"""
    is_postgresql = connection.dialect.name == "postgresql"
    cursor = connection.connection.cursor()
    for setting in ("SET synchronous_commit=off",) if is_postgresql else ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-400000"):
        cursor.execute(setting)
    connection.connection.commit()
    cursor.close()


def _rows(cipher: Cipher, knowledge: Knowledge, count: int) -> Iterator[Tuple[Dict[str, Any], list]]:
    chance, last = random.Random(20260518), now()
    base = ticket_values(_sample(last), cipher, knowledge.respondent_words)
    for i in range(count):
        filing = a_filing(i, chance)
        number, filed_at, department = f"B{i:09d}", last - timedelta(minutes=count - i), chance.choice(_DEPARTMENTS)
        values = {
            **base,
            "version": 1,
            "ticket_no": number,
            "status": chance.choice(_STATUSES),
            "kind": chance.choice(_KINDS),
            "department": department,
            "problem": chance.choice(_PROBLEMS[department]),
            "urgency": chance.choice(_URGENCIES),
            "title": f"投诉：{filing['respondent']['name']}",
            "narrative": filing["narrative"],
            "respondent": {**filing["respondent"], "is_online": False, "platform": None},
            "respondent_key": filing["respondent"]["name"],
            "phone_hash": phone_hash(filing["citizen"]["phone"], cipher),
            "filed_at": filed_at,
            "due_on": None,
        }
        if values["status"] != "archived":  # 没办完的，二十张里有一张超期
            values["due_on"] = last.date() + timedelta(days=chance.randint(-3, 57))
            if chance.random() < _WITH_WORDS:
                values.update(_words(chance, last))
        facets = [facet(name, values[name]) for name in ("kind", "status", "department")]
        text = f"{values['title']}\n{filing['narrative']}\n{filing['respondent']['address']}\n退赔费用"
        yield values, [*tokens_of(text), *facets]


def _words(chance: random.Random, last) -> Dict[str, Any]:
    """市民又说了一次，一半有人看过。"""
    at = (last - timedelta(minutes=chance.randint(0, 20_000))).replace(microsecond=0)
    seen_by = chance.choice((None, "food1"))
    record = {"number": 2, "fact": "TicketUrged", "at": at.isoformat(), "seen_by": seen_by, "seen_at": at.isoformat() if seen_by else None}
    return {"citizen_words": [record], "words_seen": int(seen_by is not None), "words_since": at}


def _sample(at) -> Ticket:
    return Ticket(
        "B", "complaint", "12315", "food", TicketStatus.ARCHIVED, "", "", Citizen("张三", "13800000000", "建设路18号"),
        Respondent(), Subject("烤串", 58.0), at, "portal", problem="food_safety", demands=("退赔费用",), words="原话",
    )  # fmt: skip
