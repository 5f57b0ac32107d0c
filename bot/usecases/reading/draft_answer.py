"""登记时正问着一样，市民答的一句话，和读它要看的几样。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Dict, List, Mapping, Optional, Sequence

from bot.hotline.draft import Draft
from bot.hotline.intake import IntakeWords
from bot.usecases.reading.read_details import field_of
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_labelled import read_labelled

BREAKS = re.compile(r"[，,。；;！!？?、\n\t ：:（）()]+")


@dataclass(frozen=True)
class DraftAnswer:
    """正问着 asked，说的是 text；draft 是说这句以前的草稿。"""

    asked: str
    text: str
    entities: Sequence[Mapping[str, Any]]
    draft: Draft
    words: IntakeWords
    today: date

    @cached_property
    def labelled(self) -> Dict[str, Any]:
        """带名头的几样：“姓名：王小明”。"""
        return read_labelled(self.text, self.words, self.today)

    def read(self, name: str, text: Optional[str] = None, is_asked: bool = True) -> Any:
        """把 text（不给就是整句）当作 name 来读；读不出返回 None。"""
        return read_field(name, self.text if text is None else text, self.words, self.today, is_asked=is_asked)

    def taken(self, found: Mapping[str, Any]) -> List[Mapping[str, Any]]:
        """听出来已经归了别的几样的号码、人名、地名。"""
        fields = ((e, field_of(e, self.text, self.asked, self.words)) for e in self.entities if e["type"] in ("phone", "person", "address"))
        return [e for e, name in fields if name in found and name != self.asked]


def pieces_of(text: str) -> List[str]:
    """按标点、空格断开的一段一段。"""
    return [piece for piece in BREAKS.split(text) if piece]


def without(text: str, parts: Sequence[str]) -> str:
    """去掉几段，留下逗号，两边不连成一段。"""
    for part in parts:
        text = text.replace(part, "，")
    return text
