"""一句话里几笔钱，花的是哪一笔。"""

from __future__ import annotations

import re
from typing import Any, List, Mapping, Sequence

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.usecases.reading.sum_of_units import sum_of_units


def with_the_sum_spent(entities: Sequence[Mapping[str, Any]], text: str, words: IntakeWords) -> List[Mapping[str, Any]]:
    """别的钱去掉。先看“一共”的，再看付出去的、多收的；单价、数量都说了的乘出来；都没说的全留着，头一笔算数。"""

    def without(name: str, sums):
        return [e for e in sums if not words.shapes.fits(name, text, e["start"], e["end"])]

    sums = without("not_spent", [e for e in entities if e["type"] == "amount" and e["value"] != 0])
    sums = without("hardly_spent", sums) or sums
    if len(sums) == 1 and (total := sum_of_units(text)):
        return [{**e, "value": total} if e is sums[0] else e for e in entities if e["type"] != "amount" or e is sums[0]]
    bought = [e for e in sums if words.shapes.fits("bought_for", text, e["start"], e["end"])]
    sums = bought[:1] or (without("price_each", sums) if len(sums) == 1 else sums)
    named = ([e for e in sums if re.search(rf"(?:{any_of(cues)})[是约近大概了]{{0,2}}$", text[: e["start"]])] for cues in (words.totals, words.paid, words.overcharged))
    sums = next((said[:1] for said in named if said), sums)
    return [e for e in entities if e["type"] != "amount" or e in sums]
