"""一种说法的样子：话里的几个字，前面、本身、后面、整句各是什么样。内容在 knowledge/lexicon/shapes.yml。"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Mapping, Optional, Sequence, Tuple

from bot.hotline.any_of import any_of

_LIST = re.compile(r"\{([a-z_]+)(?:\.([a-z_]+))?\}")
_EDGE = "｜"


@dataclass(frozen=True)
class Shape:
    """几处写的都是正则，{pronouns} 是 intake.yml 那一栏的任何一个；没写的那一处不看。

    before 挨着那几个字的前面，itself 从那几个字的头一个认起（只认这几个字），after 紧跟在后面，anywhere 在整句的哪里都行。
    such_as 是例子，那几个字用｜夹着；整句都是的不用夹。
    """

    such_as: str
    before: str = ""
    itself: str = ""
    after: str = ""
    anywhere: str = ""

    def fits(self, text: str, start: int, end: int) -> bool:
        return (
            (not self.itself or _compiled(self.itself).match(text[start:end]) is not None)
            and (not self.after or _compiled(self.after).match(text[end:]) is not None)
            and (not self.before or _compiled(f"(?:{self.before})$").search(text[:start]) is not None)
            and (not self.anywhere or _compiled(self.anywhere).search(text) is not None)
        )

    def filled(self, lists: Any) -> Shape:
        """lists 是词表，各栏填进 {…}；没有那一栏抛 AttributeError、KeyError。"""
        written = {part: _LIST.sub(lambda name: _any_in(lists, name), getattr(self, part)) for part in ("before", "itself", "after", "anywhere")}
        return replace(self, **written)

    def example(self) -> Tuple[str, int, int]:
        """例子：整句，和那几个字的起止。"""
        start, _, end = self.such_as.partition(_EDGE)[0], None, self.such_as.rfind(_EDGE)
        text = self.such_as.replace(_EDGE, "")
        return (text, len(start), end - 1) if end > 0 else (text, 0, len(text))


@dataclass(frozen=True)
class Shapes:
    """一组一个名字；fits 里有一个样子合就算。"""

    shapes: Mapping[str, Tuple[Shape, ...]] = field(default_factory=dict)

    def fits(self, name: str, text: str, start: int = 0, end: Optional[int] = None) -> bool:
        """text 里 start 到 end 的几个字（不写是整句）合不合 name 这一组。没有这一组抛 KeyError。"""
        until = len(text) if end is None else end
        return any(shape.fits(text, start, until) for shape in self.shapes[name])

    def filled(self, lists: Any) -> Shapes:
        return Shapes({name: tuple(shape.filled(lists) for shape in group) for name, group in self.shapes.items()})


@cache
def _compiled(pattern: str) -> re.Pattern:
    return re.compile(pattern, re.DOTALL)


def _any_in(lists: Any, name: re.Match) -> str:
    words: Sequence[str] = getattr(lists, name[1])
    return f"(?:{any_of(words[name[2]] if name[2] else words)})"
