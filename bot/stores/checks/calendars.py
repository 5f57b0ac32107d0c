"""放假安排：今年的有没有，日子对不对。"""

from __future__ import annotations

from datetime import date
from typing import Iterator

from bot.stores.checks.shelf import Checks, Shelf, error, warning
from bot.stores.knowledge_schema import Problem
from bot.stores.knowledge_yaml import read_yaml

_PUBLISHED_IN = 11


def calendar_not_published(shelf: Shelf) -> Iterator[Problem]:
    this_year = shelf.today.year
    if not (shelf.folder / "calendar" / f"{this_year}.yml").exists():
        yield error(
            shelf.name(f"calendar/{this_year}.yml"),
            "（整个文件）",
            f"没有 {this_year} 年的放假安排，期限算不出来，请按国务院办公厅通知录入",
        )


def next_calendar_not_published(shelf: Shelf) -> Iterator[Problem]:
    """国务院办公厅一般十一月公布下一年的；投诉、举报的期限这时已经算到下一年了。"""
    next_year = shelf.today.year + 1
    if shelf.today.month >= _PUBLISHED_IN and not (shelf.folder / "calendar" / f"{next_year}.yml").exists():
        yield warning(
            shelf.name(f"calendar/{next_year}.yml"),
            "（整个文件）",
            f"还没有 {next_year} 年的放假安排，算到明年的期限先空着，国务院办公厅公布后请录入",
        )


def calendar_impossible(shelf: Shelf) -> Iterator[Problem]:
    for file in sorted((shelf.folder / "calendar").glob("*.yml")):
        path, data = shelf.name(f"calendar/{file.name}"), read_yaml(file, shelf.folder, [])
        if not isinstance(data, dict):
            continue
        if str(data.get("year")) != file.stem:
            yield error(path, "year", f"文件名是 {file.name}，年份却写 {data.get('year')}")
        if not data.get("holidays"):
            yield error(path, "holidays", "一个假日也没有，请按国务院办公厅通知录入")
        for i, entry in enumerate(data.get("holidays") or (), 1):
            first, last = (entry.get("from"), entry.get("to")) if isinstance(entry, dict) else (None, None)
            if isinstance(first, date) and isinstance(last, date) and first > last:
                yield error(path, f"holidays[{i}]", f"{entry.get('name')} 从 {first} 到 {last}，前后颠倒，请对调")
        for day in data.get("makeup_workdays") or ():
            if isinstance(day, date) and day.weekday() < 5:
                yield error(path, "makeup_workdays", f"{day} 不是周末，本来就上班，请核对通知")


CALENDAR_CHECKS: Checks = (
    calendar_not_published, next_calendar_not_published, calendar_impossible,
)  # fmt: skip
