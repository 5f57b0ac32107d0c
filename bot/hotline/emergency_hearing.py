"""听到的算不算正在出的险情。内容在 knowledge/emergency_hearing.yml，都不用训练。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Optional, Tuple

from bot.hotline.emergency_talk import EmergencyAnswer


@dataclass(frozen=True)
class CalmRule:
    """听着像险情、其实不是的一种。becomes 是改当成的意图。"""

    id: str
    said_as: Tuple[str, ...]
    becomes: str
    not_said: Tuple[str, ...] = ()
    hears: Tuple[str, ...] = ()
    keeps_department: bool = True
    department: Optional[str] = None  # 其实归谁管
    only_in_draft: bool = False
    longest: Optional[int] = None

    def fits(self, text: str, heard_as: str, is_in_draft: bool) -> bool:
        too_long = self.longest is not None and len(text) > self.longest
        elsewhere = (self.hears and heard_as not in self.hears) or (self.only_in_draft and not is_in_draft)
        return not (too_long or elsewhere) and _only_says(self.said_as, self.not_said, text)


@dataclass(frozen=True)
class HardlyNow:
    """多半不是眼下的事：听着像 hears 里的险情，像到 below 才算；不算的当成 becomes 的意图，没写就照听到的。"""

    id: str
    hears: Tuple[str, ...]
    below: float
    said_as: Tuple[str, ...]
    not_said: Tuple[str, ...] = ()
    becomes: Optional[str] = None

    def fits(self, text: str, heard_as: str) -> bool:
        return heard_as in self.hears and _only_says(self.said_as, self.not_said, text)


@dataclass(frozen=True)
class Worry:
    """不当险情、照样登记，也要先说一句电话的：挨了打、受了威胁。"""

    emergency: str
    said_as: Tuple[str, ...]
    not_said: Tuple[str, ...] = ()


@dataclass(frozen=True)
class EmergencyHearing:
    """knowledge/emergency_hearing.yml。每一栏的意思写在那里。"""

    asks_number: Tuple[str, ...] = ()
    only_asking: Tuple[str, ...] = ()
    other_numbers: Tuple[EmergencyAnswer, ...] = ()
    calm: Tuple[CalmRule, ...] = ()
    told_not_now: Tuple[str, ...] = ()
    hardly_now: Tuple[HardlyNow, ...] = ()
    worries: Tuple[Worry, ...] = ()

    def worry(self, text: str) -> Optional[str]:
        """登记的事里带着哪种险情；没有返回 None。"""
        return next((worry.emergency for worry in self.worries if _any(worry.said_as, text) and not _any(worry.not_said, text)), None)

    def is_asking_number(self, text: str) -> bool:
        return _any(self.asks_number, text)

    def is_only_asking(self, text: str) -> bool:
        """说明白了是问着备用的。"""
        return _any(self.only_asking, text)

    def is_told_not_now(self, text: str) -> bool:
        return _any(self.told_not_now, text)

    def other_number(self, text: str) -> Optional[str]:
        """不是险情的事该拨哪里；没有返回 None。"""
        return next((answer.say for answer in self.other_numbers if _any(answer.said_as, text)), None)

    def calm_rule(self, text: str, heard_as: str, is_in_draft: bool) -> Optional[CalmRule]:
        return next((rule for rule in self.calm if rule.fits(text, heard_as, is_in_draft)), None)

    def hardly(self, text: str, heard_as: str) -> Optional[HardlyNow]:
        """话里说明白了多半不是眼下的事的那一条，要最像才算的；没有返回 None。"""
        return max((rule for rule in self.hardly_now if rule.fits(text, heard_as)), key=lambda rule: rule.below, default=None)


def _only_says(said_as: Iterable[str], not_said: Iterable[str], text: str) -> bool:
    """“气死我了”去掉以后，剩下的话里没有真危险的词。"""
    if not _any(said_as, text):
        return False
    for phrase in sorted(said_as, key=len, reverse=True):
        text = text.replace(phrase, "")
    return not _any(not_said, text)


def _any(phrases: Iterable[str], text: str) -> bool:
    return any(phrase in text for phrase in phrases)
