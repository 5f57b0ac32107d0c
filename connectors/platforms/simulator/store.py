"""模拟器自己的 SQLite：收到的工单、附在工单上的催办补充、认过的幂等键、发出的信。"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional

_TABLES = """
CREATE TABLE IF NOT EXISTS tickets (
    id INTEGER PRIMARY KEY AUTOINCREMENT, platform TEXT NOT NULL, external_no TEXT NOT NULL,
    ticket_no TEXT, body TEXT NOT NULL, status TEXT NOT NULL, status_sequence INTEGER NOT NULL DEFAULT 0,
    is_transfer INTEGER NOT NULL DEFAULT 0, received_at TEXT NOT NULL,
    UNIQUE (platform, external_no), UNIQUE (platform, ticket_no)
);
CREATE TABLE IF NOT EXISTS notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, platform TEXT NOT NULL, external_no TEXT NOT NULL,
    form TEXT NOT NULL, body TEXT NOT NULL, received_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS answered (
    platform TEXT NOT NULL, idempotency_key TEXT NOT NULL, form TEXT NOT NULL, body_sha256 TEXT NOT NULL,
    status INTEGER NOT NULL, answer TEXT NOT NULL, repeats INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (platform, idempotency_key)
);
CREATE TABLE IF NOT EXISTS letters (
    letter_id TEXT PRIMARY KEY, platform TEXT NOT NULL, kind TEXT NOT NULL, external_no TEXT NOT NULL,
    body TEXT NOT NULL, answer_status INTEGER
);
CREATE TABLE IF NOT EXISTS calls (fault TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (fault));
"""


class SimulatorStore:
    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.executescript(_TABLES)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """一个事务：单子和幂等键一同写下。"""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def answered(self, platform: str, key: str) -> Optional[sqlite3.Row]:
        return self._one("SELECT * FROM answered WHERE platform = ? AND idempotency_key = ?", platform, key)

    def keep_answer(self, platform: str, key: str, form: str, digest: str, status: int, answer: Dict[str, Any]) -> None:
        self._run(
            "INSERT INTO answered (platform, idempotency_key, form, body_sha256, status, answer) VALUES (?,?,?,?,?,?)",
            platform, key, form, digest, status, _dump(answer),
        )  # fmt: skip

    def count_repeat(self, platform: str, key: str) -> None:
        self._run("UPDATE answered SET repeats = repeats + 1 WHERE platform = ? AND idempotency_key = ?", platform, key)

    def add_ticket(
        self,
        platform: str,
        ticket_no: Optional[str],
        body: Dict[str, Any],
        status: str,
        now: datetime,
        is_transfer: bool = False,
    ) -> str:
        """建一张单，返回平台编号。"""
        serial = (self._number("SELECT max(id) FROM tickets")) + 1
        external_no = _number(platform, serial, now)
        self._run(
            "INSERT INTO tickets (platform, external_no, ticket_no, body, status, is_transfer, received_at) VALUES (?,?,?,?,?,?,?)",
            platform, external_no, ticket_no, _dump(body), status, int(is_transfer), now.isoformat(),
        )  # fmt: skip
        return external_no

    def find_ticket(self, platform: str, ticket_no: Optional[str], external_no: Optional[str]) -> Optional[sqlite3.Row]:
        found = None
        if ticket_no:
            found = self._one("SELECT * FROM tickets WHERE platform = ? AND ticket_no = ?", platform, ticket_no)
        if found is None and external_no:
            found = self._one("SELECT * FROM tickets WHERE platform = ? AND external_no = ?", platform, external_no)
        return found

    def add_note(self, platform: str, external_no: str, form: str, body: Dict[str, Any], now: datetime) -> None:
        self._run(
            "INSERT INTO notes (platform, external_no, form, body, received_at) VALUES (?,?,?,?,?)",
            platform, external_no, form, _dump(body), now.isoformat(),
        )  # fmt: skip

    def set_status(self, platform: str, external_no: str, status: str, sequence: int) -> None:
        """迟到的旧状态不盖新的。"""
        self._run(
            "UPDATE tickets SET status = ?, status_sequence = ? WHERE platform = ? AND external_no = ? AND status_sequence <= ?",
            status, sequence, platform, external_no, sequence,
        )  # fmt: skip

    def set_body(self, platform: str, external_no: str, body: Dict[str, Any]) -> None:
        self._run(
            "UPDATE tickets SET body = ? WHERE platform = ? AND external_no = ?", _dump(body), platform, external_no
        )

    def set_ticket_no(self, platform: str, external_no: str, ticket_no: str) -> None:
        self._run(
            "UPDATE tickets SET ticket_no = ? WHERE platform = ? AND external_no = ?", ticket_no, platform, external_no
        )

    def listed(self, platform: str, since: str, until: str, after: int, limit: int) -> List[sqlite3.Row]:
        return self._all(
            "SELECT * FROM tickets WHERE platform = ? AND julianday(received_at) >= julianday(?)"
            " AND julianday(received_at) < julianday(?) AND id > ? ORDER BY id LIMIT ?",
            platform, since, until, after, limit,
        )  # fmt: skip

    def add_letter(self, letter_id: str, platform: str, kind: str, external_no: str, body: Dict[str, Any]) -> None:
        self._run(
            "INSERT INTO letters (letter_id, platform, kind, external_no, body) VALUES (?,?,?,?,?)",
            letter_id, platform, kind, external_no, _dump(body),
        )  # fmt: skip

    def letter(self, letter_id: str) -> Optional[sqlite3.Row]:
        return self._one("SELECT * FROM letters WHERE letter_id = ?", letter_id)

    def letter_answered(self, letter_id: str, status: int) -> None:
        self._run("UPDATE letters SET answer_status = ? WHERE letter_id = ?", status, letter_id)

    def count_call(self, fault: str) -> None:
        self._run("INSERT INTO calls VALUES (?, 1) ON CONFLICT (fault) DO UPDATE SET times = times + 1", fault)

    def summary(self) -> Dict[str, Any]:
        """一眼看全：每个平台几张单、几条附言、各种毛病出了几次、重送认出几次、同单换钥匙重来被拒几次。"""
        return {
            "tickets": self._pairs("SELECT platform, count(*) FROM tickets GROUP BY platform"),
            "notes": self._pairs("SELECT platform || ' ' || form, count(*) FROM notes GROUP BY 1"),
            "calls": self._pairs("SELECT fault, times FROM calls"),
            "repeats": self._number("SELECT sum(repeats) FROM answered"),
            "duplicates_refused": self._number("SELECT count(*) FROM answered WHERE status = 409"),
        }

    def tickets(self, platform: Optional[str] = None) -> List[Dict[str, Any]]:
        rows = self._all("SELECT * FROM tickets WHERE ? IS NULL OR platform = ? ORDER BY id", platform, platform)
        return [{**dict(row), "body": json.loads(row["body"])} for row in rows]

    def notes(self) -> List[Dict[str, Any]]:
        return [{**dict(row), "body": json.loads(row["body"])} for row in self._all("SELECT * FROM notes ORDER BY id")]

    def clear(self) -> None:
        for table in ("tickets", "notes", "answered", "letters", "calls", "sqlite_sequence"):
            self._run(f"DELETE FROM {table}")

    def _run(self, sql: str, *values: Any) -> None:
        self._connection.execute(sql, values)

    def _one(self, sql: str, *values: Any) -> Optional[sqlite3.Row]:
        return self._connection.execute(sql, values).fetchone()

    def _number(self, sql: str) -> int:
        return self._connection.execute(sql).fetchone()[0] or 0

    def _all(self, sql: str, *values: Any) -> List[sqlite3.Row]:
        return self._connection.execute(sql, values).fetchall()

    def _pairs(self, sql: str) -> Dict[str, int]:
        return {row[0]: row[1] for row in self._connection.execute(sql)}


def _number(platform: str, serial: int, now: datetime) -> str:
    """12345：受理时刻加六位；12315：区划六位、七位、日期、四位流水。"""
    if platform == "12345":
        return f"{now:%y%m%d%H%M%S}{serial % 1000000:06d}"
    return f"620600{serial // 10000:07d}{now:%Y%m%d}{serial % 10000:04d}"


def _dump(record: Dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)
