"""婉拒：不能办、不能答的，说清去哪里。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Optional, Tuple

from bot.hotline.any_of import any_of

_SHORTEST_PHRASE = 4  # 原样说了才算的，太短的不作数

@dataclass(frozen=True)
class RefusalReply:
    """不能办、不能答的一种情形，说法和去处。"""

    id: str
    when: str
    say: str
    go_to: Optional[str] = None
    basis: Optional[str] = None
    said_as: Tuple[str, ...] = ()
    said_within: Tuple[str, ...] = ()  # 话里有这几个字就是，不按意思比
    goes_on_with: Optional[str] = None  # 接着问的多半是哪条问答里的
    not_said_as: Tuple[str, ...] = ()  # 话里有这些就不是：“别让他知道谁举报的”

    @cached_property
    def outright(self) -> re.Pattern:
        """去掉标点的话里原样有其中一个，就是它。"""
        return re.compile(any_of(phrase for phrase in (*self.said_as, *self.said_within) if len(phrase) >= _SHORTEST_PHRASE))

    @cached_property
    def ruled_out(self) -> re.Pattern:
        """话里有其中一个，就不是它。"""
        return re.compile(any_of(self.not_said_as))
