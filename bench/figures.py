"""算数：分位数、倍数。没有副作用。"""

from __future__ import annotations

import math
from statistics import median
from typing import Any, Dict, Mapping, Optional, Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """线性插值的分位数；没有值时是 NaN。"""
    if not values:
        return math.nan
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def spread(values: Sequence[float]) -> Dict[str, float]:
    return {"p50": percentile(values, 50), "p95": percentile(values, 95), "n": len(values)}


def growth(early: Sequence[float], late: Sequence[float]) -> Dict[str, float]:
    """第 10 句上下和第 200 句上下各要多久（中位数），后者是前者的几倍。"""
    return {"tenth": median(early), "two_hundredth": median(late), "growth": median(late) / median(early)}


def times_better(ours: Optional[float], stock: Optional[float], less_is_better: bool) -> Optional[float]:
    """本热线好几倍：大于 1 是本热线好。缺一边就没有。"""
    if ours is None or stock is None:
        return None
    worse, better = (stock, ours) if less_is_better else (ours, stock)
    return worse / better if better else None


def pick(results: Mapping[str, Any], path: str) -> Any:
    """按 "ours.message_ms.p50" 这样的路径取值，没有就是 None。"""
    value: Any = results
    for name in path.split("."):
        if not isinstance(value, Mapping) or name not in value:
            return None
        value = value[name]
    return value
