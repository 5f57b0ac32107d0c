"""登记时、登记以后、问完规矩顺口问的短话：问的是手上这件事的哪一样。内容在 knowledge/asides.yml。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple

from bot.hotline.any_of import any_said


@dataclass(frozen=True)
class Aside:
    """顺口问的一样。faq 是引哪条常见问答；不引的，complaint、tip_off 是两类诉求各自怎么说。"""

    id: str
    said_as: Tuple[str, ...]
    faq: Optional[str] = None
    complaint: Optional[str] = None
    tip_off: Optional[str] = None
    conduct_complaint: Optional[str] = None
    not_said_as: Tuple[str, ...] = ()
    when_said: Tuple[str, ...] = ()
    not_when_said: Tuple[str, ...] = ()
    is_plain: bool = False
    only_after_a_rule: bool = False
    only_after_filing: bool = False
    is_any_time: bool = False  # 没在登记、没登记过也这样答

    def is_said_in(self, text: str, before: str, is_question: bool) -> bool:
        """before 是这件事先前说过的话。"""
        if not (is_question or self.is_plain) or any(phrase in text for phrase in self.not_said_as):
            return False
        if self.when_said and not any(word in before or word in text for word in self.when_said):
            return False
        if any(word in before for word in self.not_when_said):
            return False
        return any_said(self.said_as).search(text) is not None

    def answer_for(self, kind: str) -> Optional[str]:
        """这一类诉求怎么说；没有的返回 None。"""
        return {"complaint": self.complaint, "tip_off": self.tip_off, "conduct_complaint": self.conduct_complaint}.get(kind)


@dataclass(frozen=True)
class Asides:
    """knowledge/asides.yml。每一栏的意思写在那里。"""

    longest: int = 0
    asides: Tuple[Aside, ...] = ()
    naming_an_item: Tuple[str, ...] = ()
    not_naming: Tuple[str, ...] = ()

    def find(self, text: str, before: str, is_question: bool) -> Tuple[Aside, ...]:
        """话太长的多半是在说事，返回空的。"""
        if len(text) > self.longest:
            return ()
        return tuple(aside for aside in self.asides if aside.is_said_in(text, before, is_question))

    def said_of(self, aside_id: str) -> Tuple[str, ...]:
        """这一样认的字。"""
        return next((aside.said_as for aside in self.asides if aside.id == aside_id), ())

    def names_an_item(self, text: str) -> bool:
        """话里说到了要办的事项、要领的证照。"""
        for phrase in self.not_naming:
            text = text.replace(phrase, "")
        return any(word in text for word in self.naming_an_item)
