"""要登记成工单的一件诉求，和它法定要有的内容。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

from bot.errors import ElementsMissing
from bot.hotline.ticket import BOT, Actor, Citizen, Respondent, Subject


@dataclass(frozen=True)
class Representative:
    """代为投诉的受托人（第十一条）。"""

    name: Optional[str] = None
    has_authorization: bool = False  # 授权委托书原件
    has_identity_proof: bool = False


@dataclass(frozen=True)
class SecondMatter:
    """同一次来话里的另一件：投诉里带举报，或者举报里带投诉（第九条）。没写的随主诉求。"""

    kind: str
    problem: Optional[str] = None
    department: Optional[str] = None
    narrative: Optional[str] = None
    is_anonymous: bool = False
    is_other_body: bool = False  # 归别的单位，不按投诉要求


@dataclass(frozen=True)
class FilingRequest:
    """登记要的一切。narrative 是市民原话；department 是听出来的归口，可以没有。

    idempotency_key 相同、内容相同，登记几次都是同一张；scope 区分是谁的键（接口、会话、平台）。
    """

    kind: str
    narrative: str
    source: str
    citizen: Citizen = Citizen()
    respondent: Respondent = Respondent()
    subject: Subject = Subject()
    demands: Tuple[str, ...] = ()
    evidence: Tuple[str, ...] = ()
    problem: Optional[str] = None
    department: Optional[str] = None
    place: Optional[str] = None
    urgency: str = "normal"
    emergency: Optional[str] = None
    secondary: Optional[SecondMatter] = None
    representative: Optional[Representative] = None
    companions: int = 0  # 共同投诉的其他人数（第十二条）
    filed_by: Actor = BOT
    idempotency_key: Optional[str] = None
    scope: str = "filing"
    review_grounds: Tuple[str, ...] = ()  # 受理建议里看到的情形，随单给人审
    origin_system: Optional[str] = None
    origin_no: Optional[str] = None
    submitted_at: Optional[datetime] = None  # 市民向别的平台提出的时刻，与本局收到分开记
    accepts_gaps: bool = False  # 平台转来的缺要素也要收下，缺什么记在经过里


@dataclass(frozen=True)
class Element:
    """一样法定内容。label 是对市民说的名称，kinds 是哪些诉求必须有。"""

    id: str
    label: str
    kinds: Tuple[str, ...]
    basis: str


_IS_GIVEN: Mapping[str, Callable[[FilingRequest], Any]] = {
    "citizen_name": lambda r: r.citizen.name,
    "citizen_phone": lambda r: r.citizen.phone,
    "citizen_address": lambda r: r.citizen.address,
    "respondent_name": lambda r: r.respondent.name,
    # 网店不知道地址的，说清是哪个平台就行（第十三条第二款）。
    "respondent_address": lambda r: r.respondent.address or (r.respondent.is_online and r.respondent.platform),
    "demand": lambda r: r.demands,
    "facts": lambda r: r.narrative.strip(),
    "authorization": lambda r: r.representative is None or r.representative.has_authorization,
    "representative_identity": lambda r: r.representative is None or r.representative.has_identity_proof,
}


def missing_elements(request: FilingRequest, elements: Sequence[Element]) -> List[Element]:
    """还缺哪几样，一次列全。举报不要求表明身份。"""
    kinds = {request.kind} | ({request.secondary.kind} if request.secondary and not request.secondary.is_other_body else set())
    return [e for e in elements if kinds & set(e.kinds) and not _IS_GIVEN[e.id](request)]


def refuse_if_incomplete(request: FilingRequest, elements: Sequence[Element]) -> None:
    missing = missing_elements(request, elements)
    if missing:
        labels = "、".join(element.label for element in missing)
        raise ElementsMissing(f"还缺：{labels}。补齐就可以登记。", [element.id for element in missing])


def known_elements() -> Sequence[str]:
    """程序认得的要素编号，审知识时用。"""
    return tuple(_IS_GIVEN)


def fingerprint(request: FilingRequest) -> Dict[str, Any]:
    """判断两次登记是不是同一份内容时看的部分：谁来录、什么键都不算。"""
    left_out = {"idempotency_key", "scope", "filed_by", "review_grounds", "accepts_gaps"}
    return {name: value for name, value in vars(request).items() if name not in left_out}
