"""会话长了慢不慢：老会话的第 196—205 句和新会话的第 6—15 句，一句隔一句地说。

机器一会儿快一会儿慢：同一个会话从第 10 句说到第 200 句，隔着好几秒，先后各量，同样的服务量出过 1.08 和 1.31。
"""

from __future__ import annotations

from typing import Any, Dict, List

from bench.figures import growth
from bench.processes import progress
from bench.sentences import Sentences

_WINDOW = 10
_OLD, _YOUNG = 195, 5  # 窗口以前各说过这么多句
# 窗口以前先收尾：没有险情、没有登记到一半的。量的是说得多了慢不慢，不是手头的事繁不繁。
_ROUND_OFF = ("没事了，已经平安了", "取消")


async def measure_growth(citizens: Any, sentences: Sentences, pairs: int) -> Dict[str, float]:
    """几对老会话、新会话：第 10 句、第 200 句各要多久（毫秒，中位数），后者是前者的几倍。

    一对里两边说的不同，下一对对调：长短、编没编过，两边合起来都一样。pairs 是双数。
    """
    early: List[float] = []
    late: List[float] = []
    for number in range(pairs):
        progress(f"  第 {number + 1}/{pairs} 个长会话，{_OLD + _WINDOW} 句")
        if number % 2 == 0:
            windows = [sentences.mixed(_WINDOW) for _ in range(2)]
        else:
            windows.reverse()
        old, young = f"old-{number}", f"young-{number}"
        for name, before in ((old, _OLD), (young, _YOUNG)):
            await citizens.one_long(name, [*sentences.mixed(before - len(_ROUND_OFF)), *_ROUND_OFF])
        for n, (to_old, to_young) in enumerate(zip(*windows)):
            turns = [(late, old, to_old), (early, young, to_young)]
            for times, name, text in turns if n % 2 == 0 else reversed(turns):
                times += await citizens.one_long(name, [text])
    return growth(early, late)
