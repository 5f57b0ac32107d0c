"""送不到时什么时候再送：Standard Webhooks 的间隔，三天里十次。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Optional, Tuple

# 第 n 次送之前等多久：0 秒、5 秒、5 分、30 分、2、5、10、14、20、24 小时，合计三天多一点。
THREE_DAYS = (0.0, 5.0, 300.0, 1800.0, 7200.0, 18000.0, 36000.0, 50400.0, 72000.0, 86400.0)


@dataclass(frozen=True)
class RetrySchedule:
    """按送过几次算，不按钟点算：我们自己停机三天，不能让件一次没送就算送不出去。

    jitter：在间隔上最多再加百分之几，免得平台一恢复，几千件同时涌过去。
    """

    delays: Tuple[float, ...] = THREE_DAYS
    jitter: float = 0.1
    longest_retry_after: float = 86400.0  # 平台叫等多久都听，但不超过一天

    def next_attempt_at(
        self, attempts: int, now: datetime, chance: float, retry_after: Optional[float] = None
    ) -> Optional[datetime]:
        """已送 attempts 次都没成，下一次什么时候送；次数用完返回 None，转人工。chance 是 0–1 的随机数。"""
        if attempts >= len(self.delays):
            return None
        delay = self.delays[attempts] * (1 + self.jitter * chance)
        if retry_after is not None:
            delay = max(delay, min(retry_after, self.longest_retry_after))
        return now + timedelta(seconds=delay)


def parse_delays(text: str) -> Tuple[float, ...]:
    """「0,5,300」→ 间隔；写错抛 ValueError。"""
    delays = tuple(float(part) for part in text.split(","))
    if not delays or any(delay < 0 or delay != delay for delay in delays):
        raise ValueError(text)
    return delays
