"""紧急情况：先说哪一句、打哪个电话、该怎么做。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple

from bot.hotline.departments import PhoneNumber
from bot.hotline.emergency_talk import Guidance


@dataclass(frozen=True)
class Emergency:
    """一种紧急情况。first_line 是热线说的第一句，里面就有要打的电话。"""

    id: str
    name: str
    call: Tuple[PhoneNumber, ...]
    first_line: str
    then: Tuple[str, ...]
    department: str
    short: str = ""  # 接着的每句话后面带的一句：打哪个电话
    guidance: Tuple[Guidance, ...] = ()
    basis: Optional[str] = None
    hand_to_person: bool = False  # 说完就转人工，不追问
