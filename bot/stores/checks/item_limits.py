"""事项的时限：写得清不清，承诺比法定长不长。"""

from __future__ import annotations

import re
from typing import Iterator

from bot.hotline.service_item import ServiceItem
from bot.stores.checks.shelf import Checks, Shelf, error, warning
from bot.stores.knowledge_schema import Problem


def limit_ambiguous(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    for field in ("statutory_limit", "promised_limit"):
        limit = getattr(item, field)
        if limit is None:
            continue
        written = [
            limit.workdays is not None, limit.calendar_days is not None, limit.months is not None, limit.on_the_spot,
        ].count(True)  # fmt: skip
        if written != 1:
            yield error(
                path,
                field,
                f"workdays、calendar_days、months、on_the_spot 要写一个，只写一个，现在写了 {written} 个；没有这项时限就整个写 null",
            )
        elif not limit.on_the_spot and limit.days <= 0:
            yield error(path, field, "天数要大于 0；当场办结写 on_the_spot: true")


def limit_start_unspeakable(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    for field in ("statutory_limit", "promised_limit"):
        limit = getattr(item, field)
        if limit and limit.starts and not re.search("(之日|之时|当日|当天)$", limit.starts):
            yield warning(
                path,
                f"{field}.starts",
                f"会说成“自{limit.starts.removeprefix('自')}起”，请写成“……之日”，别的话放进 excludes 或 process",
            )


def promise_longer_than_law(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    law, promise = item.statutory_limit, item.promised_limit
    if not law or not promise or promise.on_the_spot:
        return
    same_unit = law.on_the_spot or (law.workdays is None) == (promise.workdays is None)
    if same_unit and promise.days > law.days:
        yield error(path, "promised_limit", f"承诺{promise.length}，比法定{law.length}还长，请核对是不是写反了")


LIMIT_CHECKS: Checks = (
    limit_ambiguous, limit_start_unspeakable, promise_longer_than_law,
)  # fmt: skip
