"""给坐席的帮助：市民说了一句，坐席可以照着说什么、接着问什么、这件事派给谁。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Mapping, Optional, Tuple

from bot.hotline.clock import Clock
from bot.hotline.conversation import Reply
from bot.hotline.emergency import Emergency
from bot.hotline.filing_request import Element
from bot.hotline.one_time_notice import BringMaterial
from bot.hotline.routing import RoutingDecision
from bot.hotline.situation import Situation


@dataclass(frozen=True)
class Suggestion:
    """可以照着说的一条。type：service_item 办事、faq 问答、refusal 不能办、other_body 别的部门管。

    is_sure 为假：几个都像，请坐席听一听再选。verified 为假：有没核实的内容，说的时候要讲明。
    """

    type: str
    id: str
    title: str
    score: float
    say: Reply
    sources: Tuple[str, ...]
    verified: bool
    is_sure: bool = True
    version: Optional[str] = None
    reviewed_on: Optional[date] = None
    valid_until: Optional[date] = None
    materials: Tuple[BringMaterial, ...] = ()
    not_needed: Tuple[Tuple[str, str], ...] = ()
    limits: Tuple[Tuple[str, str], ...] = ()
    ask_next: Optional[Situation] = None


@dataclass(frozen=True)
class ProposedTicket:
    """这件事可以怎么登记：派给谁、为什么，还缺什么，登记以后有哪些时限。由坐席看过再登记。"""

    kind: str
    problem: Optional[str]
    urgency: str
    decision: RoutingDecision
    prefilled: Mapping[str, Any]
    missing: Tuple[Element, ...]
    clocks: Tuple[Clock, ...]
    acceptance: Optional[Mapping[str, Any]] = None
    secondary: Optional[Mapping[str, Any]] = None


@dataclass(frozen=True)
class OperatorHelp:
    """紧急的在最前：先让市民打电话。没有把握的不说。"""

    emergency: Optional[Emergency]
    suggestions: Tuple[Suggestion, ...]
    ticket: Optional[ProposedTicket]
    reasons: Tuple[str, ...]
