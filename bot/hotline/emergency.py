"""紧急情况：先说哪一句、打哪个电话、该怎么做。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Iterable, Optional, Tuple

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
    named_by: Tuple[str, ...] = ()  # 一个也没说，就说不准是这一种；空着不问
    asked_as: Tuple[str, ...] = ()  # 问“××打哪个电话”时的叫法
    denied_as: Tuple[str, ...] = ()  # “没有煤气味”：没有这回事

    def is_named(self, text: str) -> bool:
        return not self.named_by or any(word in text for word in self.named_by)


@dataclass(frozen=True)
class EmergencyCase:
    """一种紧急情况里的具体一种，认的是话里的词。每一栏的意思写在 knowledge/emergency_cases.yml。"""

    id: str
    name: str
    said: Tuple[Tuple[str, ...], ...]
    emergency: str
    call: Tuple[PhoneNumber, ...]
    first_line: str
    short: str
    then: Tuple[str, ...]
    guidance: Tuple[Guidance, ...] = ()
    not_said: Tuple[str, ...] = ()
    hears: Tuple[str, ...] = ()
    raises: bool = False
    even_in_a_complaint: bool = False

    def is_said(self, text: str) -> bool:
        """每组词都说到一个，又没说不是的。"""
        all_said = all(any(word in text for word in group) for group in self.said)
        return all_said and not any(word in text for word in self.not_said)

    def of(self, emergency: Emergency) -> Emergency:
        """换成这一种的话；归哪个部门不变。没有专门做法的，用那种险情的。"""
        return replace(
            emergency, name=self.name, call=self.call, first_line=self.first_line, then=self.then, short=self.short,
            guidance=self.guidance or emergency.guidance,
        )  # fmt: skip


def find_case(text: str, heard_as: str, cases: Iterable[EmergencyCase]) -> Optional[EmergencyCase]:
    """听成 heard_as 这一种的话里，说的是哪种具体的；写在前面的先认，没有返回 None。"""
    return next((case for case in cases if (not case.hears or heard_as in case.hears) and case.is_said(text)), None)
