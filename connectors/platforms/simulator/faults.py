"""吩咐模拟器出什么毛病：按次序，或者按比例。"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any, List, Mapping, Optional, Tuple

FAULTS = {
    "timeout": "不答，也没收下",
    "timeout_after_commit": "收下了，不答",
    "error_500": "答 500，没收下",
    "error_500_after_commit": "收下了，答 500",
    "too_many": "答 429，带 Retry-After",
    "gone": "答 410",
    "drop": "没收下就断开",
    "drop_after_commit": "收下了，断开",
    "answer_twice": "同一个回答发两遍",
    "slow": "慢慢答",
    "wrong_signature": "收下了，回执签名是错的",
    "not_a_receipt": "没收下，答 200 和一张网页（像登录代理那样）",
}
NONE = "none"


@dataclass
class FaultPlan:
    """sequence 先用完；用完以后按 fraction 的比例从 kinds 里挑。"""

    fraction: float = 0.0
    kinds: Tuple[str, ...] = tuple(FAULTS)
    sequence: List[str] = field(default_factory=list)
    hang_seconds: float = 60.0
    slow_seconds: float = 3.0
    retry_after: int = 30
    seed: Optional[int] = None

    def __post_init__(self) -> None:
        unknown = (set(self.kinds) | set(self.sequence)) - set(FAULTS) - {NONE}
        if unknown or not 0 <= self.fraction <= 1:
            raise ValueError(
                f"没有这种毛病：{'、'.join(sorted(unknown))}" if unknown else "fraction 应当在 0 到 1 之间"
            )
        self._random = random.Random(self.seed)

    def draw(self) -> str:
        """这一次出什么毛病；没有就是 none。"""
        if self.sequence:
            return self.sequence.pop(0)
        return self._random.choice(self.kinds) if self._random.random() < self.fraction else NONE

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> FaultPlan:
        """管理接口收到的吩咐；写错抛 ValueError 或 TypeError。"""
        values = dict(record)
        if "kinds" in values:
            values["kinds"] = tuple(values["kinds"])
        if "sequence" in values:
            values["sequence"] = list(values["sequence"])
        return cls(**values)
