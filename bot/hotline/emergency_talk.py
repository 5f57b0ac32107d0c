"""说过紧急电话以后，市民接着说的话怎么答。内容在 knowledge/emergencies.yml 和 emergency_talk.yml，都不用训练。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Optional, Sequence, Tuple

from bot.hotline.any_of import any_said
from bot.hotline.made_of import is_made_of

_SHORT = 14
_GAP = "[^，。,]{1,4}?"  # “要超市赔”


@dataclass(frozen=True)
class Guidance:
    """一种险情里该怎么做的一条。source 是这条做法的出处；没核实的 verified 是 False。"""

    said_as: Tuple[str, ...]
    say: str
    source: str
    verified: bool = False
    even_if_over: bool = False  # 说“好了、醒了”也要先说这条
    at_once: bool = False  # 头一句就说到的，报警的话后面接着就说


@dataclass(frozen=True)
class EmergencyAnswer:
    """哪种险情都用得着的一种答法。say 里的 {first} 是第一句、{next} 是接下来该做的一步；没有 said_as 的是兜底。"""

    id: str
    said_as: Tuple[str, ...]
    say: str


@dataclass(frozen=True)
class EmergencyTalk:
    """knowledge/emergency_talk.yml。每一栏的意思写在那里。"""

    over: Tuple[str, ...] = ()
    not_over: Tuple[str, ...] = ()
    starts_other: Tuple[str, ...] = ()
    fine: Tuple[str, ...] = ()
    care: str = ""
    care_fine: str = ""
    care_other: str = ""
    answers: Tuple[EmergencyAnswer, ...] = ()
    taken_back: Tuple[str, ...] = ()
    not_taken_back: Tuple[str, ...] = ()
    asks_for_later: Tuple[str, ...] = ()
    asks_to_call: Tuple[str, ...] = ()
    call_after_over: str = ""
    opens_errand: Tuple[str, ...] = ()
    wants_redress: Tuple[str, ...] = ()
    called_only: Tuple[str, ...] = ()
    long_ago: Tuple[str, ...] = ()
    long_ago_beside: Tuple[str, ...] = ()

    def is_taken_back(self, text: str, denied_as: Sequence[str]) -> bool:
        """“开玩笑的”“没有煤气味”：没有这回事。"""
        return _any((*self.taken_back, *denied_as), text) and not _any(self.not_taken_back, text)

    def is_asking_for_later(self, text: str) -> bool:
        return _any(self.asks_for_later, text)

    def asks_whether_to_call(self, text: str) -> bool:
        return _any(self.asks_to_call, text)

    def opens_an_errand(self, text: str) -> bool:
        """“我要办”“我想问”：另问一件事的口气。"""
        return _any(self.opens_errand, text)

    def asks_redress(self, text: str) -> bool:
        return any_said(self.wants_redress, _GAP).search(text) is not None

    def is_over(self, text: str) -> bool:
        """险情过去了：“出来了”“已经灭了”。还在问、还有人没出来的不算。"""
        is_long_ago = is_made_of(text, self.long_ago, self.long_ago_beside)  # 问他一句，只答“上周”
        return is_long_ago or (_any(self.over, text) and not _any(self.not_over, text))

    def is_fine(self, text: str) -> bool:
        """说过不想活以后，说自己没事了。"""
        return _any(self.fine, text)

    def starts_another_matter(self, text: str) -> bool:
        return _any(self.starts_other, text)

    def says_called(self, text: str) -> bool:
        """整句只有“打了”：电话打过了，不是打人了。"""
        return text.strip(" ，,。.！!") in self.called_only

    @property
    def called_answer(self) -> str:
        return next(a.say for a in self.answers if a.id == "called")

    def is_called(self, text: str) -> bool:
        """说电话打过了，没有在问别的、没说又怎么了。"""
        called = next(a.said_as for a in self.answers if a.id == "called")
        return len(text) <= _SHORT and (self.says_called(text) or _any(called, text)) and not _any(self.not_over, text)

    def covers(self, text: str, guidance: Sequence[Guidance]) -> bool:
        """这句话有专门的答法，不用兜底。"""
        return find_guidance(text, guidance) is not None or any(_any(answer.said_as, text) for answer in self.answers)

    def answer(self, text: str, guidance: Sequence[Guidance], first: str, following: str) -> str:
        """这句话答什么：先看这种险情专有的做法，再看通用的，都对不上用兜底的。"""
        specific = find_guidance(text, guidance)
        if specific:
            return specific.say
        if self.says_called(text):
            return self.called_answer
        general = next((a for a in self.answers if not a.said_as or _any(a.said_as, text)), None)
        return general.say.format(first=first, next=following) if general else following


def find_guidance(text: str, guidance: Sequence[Guidance]) -> Optional[Guidance]:
    """写在前面的先说；对不上返回 None。"""
    return next((g for g in guidance if _any(g.said_as, text)), None)


def _any(phrases: Iterable[str], text: str) -> bool:
    return any(phrase in text for phrase in phrases)
