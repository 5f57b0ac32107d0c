"""人名：预训练模型认出的，加上自报家门的。"""

from __future__ import annotations

import re
from typing import Sequence

from bot.hotline.any_of import any_of
from bot.nlu.entities.entity import Worksheet

_HONORIFIC = re.compile(r"[㐀-鿿](?:先生|女士|小姐|师傅|老师|经理|大爷|阿姨)")
_NAME = r"(?:是|为|:)?([㐀-鿿·]{2,4}?)(?=[,。;!?，；、\d]|$|电话|手机|联系|住|身份证)"


class PersonFinder:
    def __init__(self, before_name: Sequence[str]):
        self._introduced = re.compile(rf"(?:{any_of(before_name)}){_NAME}")

    def find(self, sheet: Worksheet) -> None:
        for match in self._introduced.finditer(sheet.text):
            words = [w for w in sheet.words if match.start(1) <= w.start and w.end <= match.end(1)]
            if words and any(w.tag in ("PER", "nz", "n", "LOC", "ORG") for w in words) and not any(w.tag in ("v", "r", "p") for w in words):
                sheet.add("person", *match.span(1))
        for word in sheet.words:
            if word.tag != "PER" or len(word.text) < 2:
                continue
            if not _HONORIFIC.fullmatch(word.text) and re.fullmatch(r"[㐀-鿿·*]{2,5}", word.text):  # 只有姓的“李师傅”指不出是谁
                sheet.add("person", word.start, word.end)
