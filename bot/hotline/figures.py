"""一段日子的数：登记多少、几个率、谁被反映得最多、什么问题最多、在哪个区县。

率的分母是零就没有率，不写零。分子分母都给人看，免得只看一个百分数。
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Dict, Mapping, Optional, Sequence, Tuple

from bot.errors import PeriodUnreadable
from bot.hotline.ledger import Period
from bot.hotline.time_limit import TIME_ZONE

MOST_DAYS = 366
_DAYS_BY_DAY, _DAYS_BY_WEEK = 31, 120
_PLACE = re.compile(
    r"(?:[^省市县区旗]{1,8}?(?:省|自治区))?(?:[^省市县区旗]{1,8}?(?:市|自治州|州|地区|盟))?"
    r"([^省市区县旗镇乡路街巷\d]{1,10}?(?:自治县|区|县|旗))"
)


@dataclass(frozen=True)
class Rate:
    """一个率：part ÷ whole。how 是怎么算的，给看数的人。"""

    id: str
    name: str
    how: str
    part: int
    whole: int

    @property
    def value(self) -> Optional[float]:
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class Merchant:
    """一家被反映的经营者：一共几件，其中没办完几件、举报几件。"""

    name: str
    times: int
    open: int
    tip_offs: int


@dataclass(frozen=True)
class Counts:
    """从库里数出来的。facts 是“出过这件事的工单几张”，days 是（哪天，什么事，几件）。"""

    filed: int
    merged: int
    overdue: int
    facts: Mapping[str, int]
    satisfied: int
    asked: int
    grades: Mapping[str, int]
    days: Sequence[Tuple[date, str, int]]
    merchants: Sequence[Merchant]
    problems: Mapping[str, int]
    departments: Mapping[str, int]
    addresses: Mapping[str, int]
    suggestion_uses: Mapping[str, int]


@dataclass(frozen=True)
class Figures:
    period: Period
    filed: int
    rates: Tuple[Rate, ...]
    trend: Tuple[Tuple[str, Dict[str, int]], ...]
    merchants: Tuple[Merchant, ...]
    problems: Tuple[Tuple[str, int], ...]
    departments: Tuple[Tuple[str, int], ...]
    districts: Tuple[Tuple[str, int], ...]
    without_district: int
    grades: Mapping[str, int]
    adoption: Mapping[str, int]


def days_between(since: date, until: date) -> Period:
    """[since, until] 两头都算。倒过来的、超过一年的抛 PeriodUnreadable。"""
    if not since <= until:
        raise PeriodUnreadable(f"{since} 在 {until} 以后，请倒过来")
    if (until - since).days >= MOST_DAYS:
        raise PeriodUnreadable(f"一次最多看 {MOST_DAYS} 天")
    try:
        after = until + timedelta(days=1)
    except OverflowError:
        raise PeriodUnreadable(f"{until} 太晚了") from None
    return Period(f"{since}..{until}", datetime.combine(since, time(), TIME_ZONE), datetime.combine(after, time(), TIME_ZONE))


def figures_of(period: Period, counts: Counts, not_districts: Sequence[str]) -> Figures:
    """not_districts 是“小区”“社区”这些以区结尾又不是区县的词。"""
    districts: Dict[str, int] = {}
    for address, times in counts.addresses.items():
        district = district_of(address, not_districts)
        if district:
            districts[district] = districts.get(district, 0) + times
    return Figures(
        period=period,
        filed=counts.filed,
        rates=rates_of(counts),
        trend=trend_of(period, counts.days),
        merchants=tuple(counts.merchants),
        problems=_most_first(counts.problems),
        departments=_most_first(counts.departments),
        districts=_most_first(districts),
        without_district=counts.filed - sum(districts.values()),
        grades=counts.grades,
        adoption=counts.suggestion_uses,
    )


def rates_of(counts: Counts) -> Tuple[Rate, ...]:
    facts, uses = counts.facts, counts.suggestion_uses
    used = uses.get("accepted", 0) + uses.get("edited", 0)
    good = sum(times for grade, times in counts.grades.items() if "dissatisfied" not in grade)
    return (
        Rate("response", "响应率", "派出去的里，科室签收了的", facts.get("TicketAccepted", 0), facts.get("TicketDispatched", 0)),
        Rate("resolution", "解决率", "登记的（并单的不算）里，办结了的", facts.get("TicketResolved", 0), counts.filed - counts.merged),
        Rate("satisfaction", "回访满意率", "回访过的里，最近一次说满意的", counts.satisfied, counts.asked),
        Rate("rating", "好评率", "这段日子收到的评价里，基本满意以上的", good, sum(counts.grades.values())),
        Rate("overdue", "超期率", "登记的里，有期限超了的", counts.overdue, counts.filed),
        Rate("adoption", "建议采纳率", "坐席处理过的建议里，照用和改了用的", used, used + uses.get("ignored", 0)),
    )


def trend_of(period: Period, days: Sequence[Tuple[date, str, int]]) -> Tuple[Tuple[str, Dict[str, int]], ...]:
    """一个月以内按天，四个月以内按周（写周一那天），再长按月；没有的日子是零，不跳过去。"""
    length = (period.until.date() - period.since.date()).days
    label = _day if length <= _DAYS_BY_DAY else _monday if length <= _DAYS_BY_WEEK else _month
    every = {label(period.since.date() + timedelta(days=n)): {} for n in range(length)}
    for day, what, times in days:
        if label(day) in every:
            every[label(day)][what] = every[label(day)].get(what, 0) + times
    return tuple(every.items())


def district_of(address: Optional[str], not_districts: Sequence[str]) -> Optional[str]:
    """武威市凉州区北大街5号 → 凉州区。没写区县的返回 None，不猜。"""
    found = _PLACE.match(re.sub(r"\s", "", address or ""))
    if not found or found[1].endswith(tuple(not_districts)) or len(found[1]) < 2:
        return None
    return found[1]


def _most_first(counts: Mapping[str, int]) -> Tuple[Tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _day(day: date) -> str:
    return day.isoformat()


def _monday(day: date) -> str:
    return (day - timedelta(days=day.weekday())).isoformat()


def _month(day: date) -> str:
    return day.isoformat()[:7]
