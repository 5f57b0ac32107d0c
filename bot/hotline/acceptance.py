"""受理建议：照总局令第121号第十六、十七条看事实，只提示“请人审一审”，从不替人决定不受理。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Iterable, List, Optional, Tuple

from bot.hotline.any_of import any_said
from bot.hotline.filing_request import Element

ACCEPT, REVIEW = "accept", "review"


@dataclass(frozen=True)
class Ground:
    """不予受理的一种情形，或判断它的一个因素。text 是写进告知里的话，said_as 是市民怎么说到它。"""

    id: str
    text: str
    basis: str
    said_as: Tuple[str, ...] = ()

    def is_said_in(self, utterance: str) -> bool:
        """话里有没有说到。“…”可以隔最多八个字，不隔标点。"""
        return any_said(self.said_as).search(utterance) is not None


@dataclass(frozen=True)
class AcceptanceRules:
    """knowledge/acceptance.yml：法定内容、不予受理的情形、必须告知的其他途径。"""

    elements: Tuple[Element, ...] = ()
    grounds: Tuple[Ground, ...] = ()
    other_routes: Tuple[str, ...] = ()
    other_routes_basis: str = ""

    def ground(self, ground_id: str) -> Optional[Ground]:
        return next((ground for ground in self.grounds if ground.id == ground_id), None)


@dataclass(frozen=True)
class AcceptanceFacts:
    """审查要看的事实。None 是还不知道，不知道就不提示。"""

    received_on: date
    is_ours: Optional[bool] = None  # 属于市场监管职责
    is_ours_to_handle: Optional[bool] = None  # 本局有处理权限
    handled_elsewhere: Optional[bool] = None  # 法院、仲裁、机关、消协已受理或处理过
    for_daily_living: Optional[bool] = None
    has_real_purchase: Optional[bool] = None
    knew_on: Optional[date] = None  # 什么时候知道权益受损
    missing: Tuple[str, ...] = ()  # 第十条、第十一条缺的材料
    materials_false: Optional[bool] = None
    identity_false: Optional[bool] = None  # 冒用他人名义
    identity_refused: Optional[bool] = None
    unusual_quantity: Optional[bool] = None
    same_complaints_lately: int = 0  # 同一人对同一经营者同类问题，近期几件
    people_sharing_contact: int = 1  # 几个人用同一电话、地址
    is_other_procedure: Optional[bool] = None  # 咨询、信息公开、复议、检举（第四十四条）


@dataclass(frozen=True)
class AcceptanceAdvice:
    """建议。suggestion 只有 accept 和 review 两种：拒绝由人作出（个人信息保护法第二十四条）。"""

    suggestion: str
    grounds: Tuple[str, ...]


# 同一人近期几件同类投诉起，提示审查第十七条第二项；本局可以细化。
MANY_COMPLAINTS = 5
SHARED_CONTACT = 3


def advise(facts: AcceptanceFacts) -> AcceptanceAdvice:
    """看到的情形全列出来，一条也没有就建议受理。"""
    seen: List[str] = []
    checks = (
        ("art16_1", facts.is_ours is False or facts.is_ours_to_handle is False),
        ("art16_2", bool(facts.handled_elsewhere)),
        ("art16_3", facts.for_daily_living is False or facts.has_real_purchase is False),
        ("art16_4", facts.knew_on is not None and facts.received_on > years_later(facts.knew_on, 3)),
        ("art16_5", bool(facts.missing) or bool(facts.materials_false)),
        ("art16_6", bool(facts.identity_false) or bool(facts.identity_refused)),
        ("art17_1", bool(facts.unusual_quantity)),
        ("art17_2", facts.same_complaints_lately >= MANY_COMPLAINTS),
        ("art17_3", facts.has_real_purchase is False),
        ("art17_4", facts.people_sharing_contact >= SHARED_CONTACT),
        ("art44", bool(facts.is_other_procedure)),
    )
    seen.extend(ground for ground, found in checks if found)
    return AcceptanceAdvice(REVIEW if seen else ACCEPT, tuple(seen))


def facts_heard(
    utterance: str, is_ours: bool, knew_on: Optional[date], grounds: Iterable[Ground], received_on: date
) -> AcceptanceFacts:
    """一段投诉里听得出的事实。没说到的都是不知道。

    knew_on 是话里最近的日子：出事不会晚于它；is_ours 是归口在不在本局。
    """
    said = {ground.id for ground in grounds if ground.is_said_in(utterance)}
    return AcceptanceFacts(
        received_on=received_on,
        is_ours=is_ours,
        handled_elsewhere="art16_2" in said or None,
        for_daily_living=False if "art16_3" in said else None,
        knew_on=knew_on,
        missing=("citizen_name",) if "art16_5" in said else (),
        identity_refused="art16_6" in said or None,
        unusual_quantity="art17_1" in said or None,
        is_other_procedure="art44" in said or None,
    )


def years_later(day: date, years: int) -> date:
    """满几年的那天；二月二十九日算到二月二十八日。"""
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 2, 28)
    return day.replace(year=day.year + years)
