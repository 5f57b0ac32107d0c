"""有期限的内容：事项和问答专题，过期没有，有没有出处。"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Iterator

from bot.hotline.faq import FaqTopic
from bot.stores.checks.shelf import Checks, Shelf, error, warning
from bot.stores.knowledge_schema import Problem

# 到期前几天开始提醒复核。
_REVIEW_AHEAD = timedelta(days=30)


def expired(record: Any, path: str, shelf: Shelf) -> Iterator[Problem]:
    days = (shelf.today - record.valid_until).days
    if days > 0:
        yield error(path, "valid_until", f"已经过期 {days} 天，请联系{_owner(record, shelf)}复核后改日期")


def expires_soon(record: Any, path: str, shelf: Shelf) -> Iterator[Problem]:
    left = record.valid_until - shelf.today
    if timedelta(0) <= left <= _REVIEW_AHEAD:
        yield warning(path, "valid_until", f"还有 {left.days} 天到期，请联系{_owner(record, shelf)}复核")


def reviewed_in_future(record: Any, path: str, shelf: Shelf) -> Iterator[Problem]:
    if record.reviewed_on > shelf.today:
        yield error(path, "reviewed_on", f"核对日期 {record.reviewed_on} 还没到，请写实际核对的那天")


def source_missing(record: Any, path: str, shelf: Shelf) -> Iterator[Problem]:
    if not record.sources:
        yield error(path, "sources", "没有出处，请写明从哪份文件或哪个页面看到")


def _owner(record: Any, shelf: Shelf) -> str:
    ids = {e.department for e in record.entries} if isinstance(record, FaqTopic) else {record.responsible_department}
    return "、".join(shelf.knowledge.name_of_body(body_id) for body_id in sorted(ids))


DATED_CHECKS: Checks = (expired, expires_soon, reviewed_in_future, source_missing)
