"""婉拒：不能办、不能答的，说清去哪里。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple


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
    not_said_as: Tuple[str, ...] = ()  # 话里有这些就不是：“别让他知道谁举报的”
