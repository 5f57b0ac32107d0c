"""每月积分：数经过里的事。一次几分由 knowledge/points.yml 定，没定的只数次数。

依据：本局《意见》三（二），每月十日前报规划财务科。
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Iterable, List, Mapping, Optional, Sequence, Tuple

# 办结成这几样的投诉，算分时标出来给人看。
FLAGGED_OUTCOMES = frozenset({"withdrawn", "not_established"})


@dataclass(frozen=True)
class PointRule:
    """积分的一条：counts 里的一件事算一次。points 是一次几分，没有定的是 None。kinds 空着是各类诉求都算。"""

    id: str
    name: str
    counts: Tuple[str, ...]
    basis: str
    points: Optional[float] = None
    kinds: Tuple[str, ...] = ()
    note: Optional[str] = None


@dataclass(frozen=True)
class Happening:
    """经过里的一件事：哪个科室的哪类工单，出了什么事。"""

    department: str
    kind: str
    fact: str
    ticket_no: str


@dataclass(frozen=True)
class Tally:
    """一个科室的一条积分。flagged 是其中投诉人撤回、认定不成立的次数：不自动扣掉，由本局决定。"""

    department: str
    rule: PointRule
    times: int
    flagged: int

    @property
    def points(self) -> Optional[float]:
        return None if self.rule.points is None else self.rule.points * self.times


def tally(happened: Iterable[Happening], outcomes: Mapping[str, str], rules: Sequence[PointRule]) -> List[Tally]:
    """按科室、按条数。outcomes 是工单编号到办理结果。"""
    times: Dict[Tuple[str, str], int] = {}
    flagged: Dict[Tuple[str, str], int] = {}
    for one in happened:
        for rule in rules:
            if one.fact in rule.counts and (not rule.kinds or one.kind in rule.kinds):
                key = (one.department, rule.id)
                times[key] = times.get(key, 0) + 1
                flagged[key] = flagged.get(key, 0) + (outcomes.get(one.ticket_no) in FLAGGED_OUTCOMES)
    by_id = {rule.id: rule for rule in rules}
    return [Tally(department, by_id[id_], n, flagged[department, id_]) for (department, id_), n in sorted(times.items())]
