"""举报的话断成一小句一小句。"""

from __future__ import annotations

import re
from typing import List, Tuple

# 一小句里头的一个字。
IN_CLAUSE = "[^，。；！？、,;!?\\n【】]"
_CLAUSES = re.compile(r"[^，。；！？、,;!?\n【】]+")
_HAN = "[㐀-鿿]"
_A_CLAUSE = 4
_IS_ONE_OF = re.compile(rf"是{_HAN}{{3,}}的$|^\s*[我俺]{_HAN}{{2,}}的$")  # “我是对面开饭馆的”“我开出租的”说完了
_LEADS_ON = ("叫", "是", "姓", "名字", "在", "住", "电话", "的")


def clauses_of(text: str) -> List[Tuple[int, int]]:
    """一小句一小句的起止。不打标点的人用空格断句：两边都够长的空格也断开，“我叫 张三”不断。"""
    places: List[Tuple[int, int]] = []
    for clause in _CLAUSES.finditer(text):
        start = clause.start()
        for gap in re.finditer(r"\s+", clause.group()):
            left, right = text[start : clause.start() + gap.start()], text[clause.start() + gap.end() : clause.end()]
            if len(left.strip()) >= _A_CLAUSE - 1 and re.match(rf"{_HAN}{{{_A_CLAUSE}}}|不", right) and (not left.endswith(_LEADS_ON) or _IS_ONE_OF.search(left)):
                places.append((start, clause.start() + gap.start()))
                start = clause.start() + gap.end()
        places.append((start, clause.end()))
    return places
