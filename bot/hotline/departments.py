"""谁管：本局科室、外部部门，各管什么、打哪个电话。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional, Tuple

from bot.hotline.any_of import any_said


@dataclass(frozen=True)
class PhoneNumber:
    number: str
    note: Optional[str] = None
    verified: bool = False


@dataclass(frozen=True)
class Department:
    """本局科室。phone 不知道就是 None。"""

    id: str
    name: str
    duties: Tuple[str, ...]
    handles: Tuple[str, ...]
    not_ours: Tuple[str, ...] = ()
    phone: Optional[str] = None
    basis: Optional[str] = None


@dataclass(frozen=True)
class ExternalBody:
    """其他部门：本局不办，经 12345 转办。ours_part 是同一件事里归本局管的那部分，ours_when 是话里怎么认出那部分。

    advice_when 是单说这几件事的说法（说法 → 话里的字），说了就不提 ours_part。

    ours_next 只在已经说到它管的事以后才认：接着说“那收费高呢”；前面说过 ours_never 里的，不认。
    """

    id: str
    name: str
    short_name: str
    handles: Tuple[str, ...]
    phones: Tuple[PhoneNumber, ...] = ()
    ours_part: Optional[str] = None
    basis: Optional[str] = None
    advice: Optional[str] = None
    called: Tuple[str, ...] = ()  # 市民怎么叫它（“劳动局”“环保的”）
    permits: Tuple[str, ...] = ()  # 它发的证、管的手续，办着我们的事顺口问到（“那烟证呢”）
    permit_phones: Tuple[str, ...] = ()  # 问办证打得着的号码；报警、举报的不在内
    ours_when: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)  # 问题性质：话里有这些的
    ours_next: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    ours_never: Tuple[str, ...] = ()
    advice_when: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)

    def words_on(self, utterance: str) -> Tuple[str, str]:
        """说的这件事找它怎么办、其中哪部分归本局；管得宽的单位，advice 说的是别的事的，用 advice_when 里这一件的。"""
        advice = _said(self.advice_when, utterance)
        return (advice, "") if advice else (self.advice or "", self.ours_part or "")

    def ours_said(self, utterance: str) -> Optional[str]:
        """话里明说了归本局的那部分：是哪一种问题；没有返回 None。“…”可以隔几个字。"""
        return _said(self.ours_when, utterance)

    def ours_said_next(self, utterance: str, before: str) -> Optional[str]:
        """before 说的是它管的事，接着的半句话说的却是归本局的那部分：是哪一种问题；没有返回 None。"""
        if any(word in before or word in utterance for word in self.ours_never):
            return None
        return _said(self.ours_when, utterance) or _said(self.ours_next, utterance)


def _said(phrases_of: Mapping[str, Tuple[str, ...]], utterance: str) -> Optional[str]:
    return next((problem for problem, phrases in phrases_of.items() if any_said(phrases).search(utterance)), None)
