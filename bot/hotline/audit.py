"""审计：谁在什么时候看了什么、做了什么、为什么。一条连着一条，改过一个字、少了一条都看得出来。"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Iterable, Optional

START = "0" * 64  # 第一条前面的


@dataclass(frozen=True)
class AuditEntry:
    """一条。what 是做了什么（如 ticket_opened），about 是编号，reason 是写明的缘由；都没有市民的话。"""

    at: datetime
    by: str
    role: str
    what: str
    about: str = ""
    reason: str = ""
    department: Optional[str] = None


@dataclass(frozen=True)
class ChainedEntry:
    """记下的一条：第几条、前一条的摘要、自己的摘要。"""

    number: int
    entry: AuditEntry
    previous: str
    digest: str


@dataclass(frozen=True)
class Verdict:
    """核对的结果。broken_at 是第一条对不上的；last 是最后一条的摘要，抄下来，下次拿它核对有没有被截短。"""

    count: int
    last: str
    broken_at: Optional[int] = None
    saw_known: bool = True

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None and self.saw_known


def digest_of(number: int, entry: AuditEntry, previous: str) -> str:
    """连同编号和前一条的摘要一起算：换次序、插一条、删一条都会断。"""
    at = entry.at.astimezone(timezone.utc).isoformat(timespec="microseconds")
    written = [number, previous, at, entry.by, entry.role, entry.department, entry.what, entry.about, entry.reason]
    return hashlib.sha256(json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def verify(chain: Iterable[ChainedEntry], known: Optional[str] = None) -> Verdict:
    """从头核对。known 是以前抄下的一条摘要，链里必须还有它。"""
    previous, count, saw_known = START, 0, known is None
    for one in chain:
        expected = digest_of(count + 1, one.entry, previous)
        if one.number != count + 1 or one.previous != previous or one.digest != expected:
            return Verdict(count, previous, broken_at=count + 1, saw_known=saw_known)
        previous, count = one.digest, count + 1
        saw_known = saw_known or previous == known
    return Verdict(count, previous, saw_known=saw_known)
