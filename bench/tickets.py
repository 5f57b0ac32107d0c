"""量工单库：登记每秒几张，百万张里列表和检索多快。python -m bench.tickets [--count N] [--database URL]"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Iterator, List

import sqlalchemy as sa

from bot.bootstrap import Desk, now
from bot.hotline.filing_request import FilingRequest
from bot.hotline.ticket import Citizen, Respondent, Subject
from bot.ports import TicketFilter
from bot.settings import PROJECT
from bot.stores.cipher import Cipher, new_key
from bot.stores.database import connect, migrate
from bot.stores.knowledge_files import load_knowledge
from bot.stores.ticket_rows import ticket_values
from bot.stores.ticket_search import tokens_of
from bot.stores.ticket_store import DatabaseTickets
from bot.stores.ticket_tables import tickets
from bot.usecases.file_ticket import file_ticket

_SHOPS = ("好再来", "聚福", "金穗", "百惠", "云朵", "老街", "清真", "西凉", "祁连", "驼铃")
_KINDS = ("烧烤店", "超市", "药店", "牛肉面馆", "母婴店", "健身房", "美容院", "手机店", "水果店", "加油站")
_WHAT = ("吃出虫子", "过期不退", "缺斤短两", "不明码标价", "预付卡不退", "虚假宣传", "拒开票据", "质量差", "无证经营", "卫生很差")
_STATUSES = ("archived",) * 90 + ("in_hand",) * 6 + ("dispatched",) * 2 + ("registered", "returned")
_QUERIES = ("烧烤店虫子", "好再来烧烤店", "预付卡不退", "药店 无证经营", "加油站缺斤短两 祁连", "没有这样的话题", "健身房", "第77777号")


@dataclass
class BenchDesk(Desk):
    tickets: Any = None

    def log(self, event: str, **ids: Any) -> None:
        pass


def a_request(i: int) -> FilingRequest:
    shop, kind, what = (random.choice(words) for words in (_SHOPS, _KINDS, _WHAT))
    return FilingRequest(
        kind="complaint",
        narrative=f"市民反映第{i}号：{shop}{kind}{what}，要求处理，多次沟通无果，商家态度恶劣，希望尽快答复。",
        source="portal",
        citizen=Citizen("张三", f"138{i % 10**8:08d}", "建设路18号"),
        respondent=Respondent(f"{shop}{kind}", f"凉州区北大街{i % 300}号"),
        subject=Subject(kind, 58.0),
        demands=("退赔费用",),
        problem="food_safety",
        department="food",
    )


def file_rate(desk: BenchDesk, seconds: float, clients: int) -> float:
    """几个客户端一起登记，每秒成几张。"""
    done: List[int] = []
    stop = time.monotonic() + seconds

    def client(k: int) -> None:
        count = 0
        while time.monotonic() < stop:
            file_ticket(a_request(k * 10**6 + count), desk)
            count += 1
        done.append(count)

    threads = [threading.Thread(target=client, args=(k,)) for k in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / seconds


def fill(desk: BenchDesk, engine, cipher: Cipher, count: int) -> None:
    """成批塞进去 count 张旧工单（绕过用例，只为有这么多数据）。"""
    sample = file_ticket(a_request(0), desk).tickets[0]
    base = ticket_values(sample, cipher, desk.knowledge.respondent_words)
    rows = _rows(base, count, sample.filed_at)
    while batch := list(islice(rows, 5000)):
        with engine.begin() as connection:
            first = connection.execute(sa.select(sa.func.coalesce(sa.func.max(tickets.c.id), 0))).scalar() + 1
            for offset, (values, _) in enumerate(batch):
                values["id"] = first + offset
            connection.execute(tickets.insert(), [values for values, _ in batch])
            search = [{"id": values["id"], "tokens": tokens} for values, tokens in batch]
            if engine.dialect.name == "sqlite":
                for entry in search:
                    entry["tokens"] = " ".join(entry["tokens"])
                connection.execute(sa.text("INSERT INTO ticket_search (rowid, tokens) VALUES (:id, :tokens)"), search)
            else:
                connection.execute(sa.text("INSERT INTO ticket_search (id, tokens) VALUES (:id, :tokens)"), search)
    with engine.begin() as connection:
        connection.execute(sa.text("ANALYZE"))
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(
                sa.text("SELECT setval('tickets_id_seq', (SELECT max(id) FROM tickets))")
            )


def _rows(base: dict, count: int, filed_at) -> Iterator[tuple]:
    departments = ("food", "quality", "price_competition", "consumer_protection", "online_trade", "drug", "enforcement")
    for i in range(count):
        request = a_request(i)
        values = dict(
            base,
            version=1,
            ticket_no=f"B{i:09d}",
            status=random.choice(_STATUSES),
            department=random.choice(departments),
            title=f"投诉：{request.respondent.name}",
            narrative=request.narrative,
            respondent_key=request.respondent.name,
            phone_hash=f"{i:064d}",
            filed_at=filed_at - timedelta(minutes=count - i),
            kind=random.choice(("complaint",) * 7 + ("tip_off", "help_request", "suggestion")),
        )
        yield values, tokens_of(f"{values['title']}\n{request.narrative}\n{request.respondent.address}\n退赔费用")


def look_up(desk: BenchDesk, rounds: int) -> None:
    """各种列表和检索，每种的中位和 p95（毫秒）。"""
    cases = {f"检索“{text}”": TicketFilter(text=text) for text in _QUERIES}
    cases |= {
        "检索“烧烤”＋办理中": TicketFilter(text="烧烤店", statuses=("in_hand",)),
        "全部": TicketFilter(),
        "科室": TicketFilter(scope="food"),
        "科室＋办理中": TicketFilter(scope="food", statuses=("in_hand",)),
        "科室＋没办完": TicketFilter(scope="drug", statuses=("registered", "dispatched", "returned", "in_hand", "paused")),
        "待签收": TicketFilter(statuses=("dispatched",)),
        "举报＋办理中": TicketFilter(kinds=("tip_off",), statuses=("in_hand",)),
        "电话": TicketFilter(phone="13800000077"),
    }
    everything: List[float] = []
    for name, wanted in cases.items():
        took = []
        for _ in range(rounds):
            started = time.perf_counter()
            page = desk.tickets.find(wanted)
            took.append((time.perf_counter() - started) * 1000)
        everything += took
        print(f"  {name:<20}{len(page.tickets):>4} 张  中位 {statistics.median(took):7.1f} ms  最慢 {max(took):7.1f} ms")
    print(f"  合计 p95 {sorted(everything)[int(len(everything) * 0.95)]:.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000, help="先塞进去多少张")
    parser.add_argument("--database", help="不给就用临时的 SQLite")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--clients", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine, cipher = connect(options.database or f"sqlite:///{Path(folder) / 'b.db'}"), Cipher([new_key()])
        migrate(engine)
        knowledge = load_knowledge(PROJECT / "knowledge")
        desk = BenchDesk(knowledge, None, now, DatabaseTickets(engine, cipher, knowledge.respondent_words))
        print(f"{engine.dialect.name} 空库登记：{file_rate(desk, options.seconds, options.clients):.0f} 张/秒")
        started = time.monotonic()
        fill(desk, engine, cipher, options.count)
        print(f"塞进 {options.count} 张用了 {time.monotonic() - started:.0f} 秒")
        print(f"{options.count} 张之后登记：{file_rate(desk, options.seconds, options.clients):.0f} 张/秒")
        look_up(desk, rounds=9)
        engine.dispose()


if __name__ == "__main__":
    main()
