"""是不是正在发生的紧急情况。"""

from __future__ import annotations

import math
from typing import List, Mapping, Optional, Tuple

from bot.hotline.knowledge import Knowledge
from bot.nlu.heads import Ranking
from bot.nlu.neighbours import EMERGENCY_NEARBY
from bot.nlu.thresholds import Thresholds

NO_EMERGENCY = "none"
# 近邻里一句险情也没有，也给它留这么多：说法再少见，两个头都有把握就还是险情。
_NEVER_SILENT = 0.15


def danger_of(rankings: Mapping[str, Ranking]) -> float:
    """像紧急情况到什么程度，0–1，取几何平均：都像才像，误报少得多。

    两个头各看各的：一个只分险情，一个看市民想要什么。还有近邻的，意思最近的话里几成是险情，是第三个见证。
    """
    witnesses = [_in_danger(rankings["emergency"]), dict(rankings["wish"])["report_emergency"]]
    if rankings.get(EMERGENCY_NEARBY):
        witnesses.append(min(_in_danger(rankings[EMERGENCY_NEARBY]) + _NEVER_SILENT, 1.0))
    return math.prod(witnesses) ** (1 / len(witnesses))


def _in_danger(ranking: Ranking) -> float:
    return max(1 - dict(ranking).get(NO_EMERGENCY, 0.0), 0.0)


def find_emergency(
    text: str, rankings: Mapping[str, Ranking], thresholds: Thresholds, knowledge: Knowledge, reasons: List[str]
) -> Tuple[Optional[str], Optional[str]]:
    """（哪一种险情，不算险情时改当成什么意图）"""
    danger = danger_of(rankings)
    kind = next(name for name, _ in rankings["emergency"] if name != NO_EMERGENCY)
    if danger < thresholds.emergency:
        return None, None
    hardly = knowledge.emergency_hearing.hardly(text, kind)
    if hardly and danger < hardly.below:
        return None, hardly.becomes
    name = knowledge.emergencies[kind].name if kind in knowledge.emergencies else kind
    reasons.append(f"像是正在发生的紧急情况（{name}，{danger:.0%}），先说电话")
    return kind, None
