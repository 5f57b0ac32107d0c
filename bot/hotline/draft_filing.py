"""草稿变成一件要登记的诉求。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Optional, Sequence

from bot.hotline.draft import Draft
from bot.hotline.filing_request import FilingRequest, Representative, SecondMatter
from bot.hotline.ticket import Citizen, Respondent, Subject

# 草稿的幂等键都在这一格里：同一份草稿确认几次都是同一张工单。
SCOPE = "draft"


def filing_request(draft: Draft, missing: Sequence[str]) -> FilingRequest:
    """missing 是法定要有、市民没有给的；照样登记，由人审（个人信息保护法第二十四条）。"""
    values = draft.values
    lacks = ("art16_5",) if missing else ()
    return FilingRequest(
        kind=draft.kind,
        narrative="\n".join(draft.said),
        source=draft.source,
        citizen=Citizen(
            name=values.get("citizen_name"),
            phone=values.get("citizen_phone"),
            address=values.get("citizen_address"),
            is_anonymous=draft.is_anonymous,
        ),
        respondent=Respondent(
            name=values.get("respondent_name"),
            address=values.get("respondent_address"),
            is_online=draft.is_online,
            platform=values.get("platform"),
        ),
        subject=Subject(values.get("product"), values.get("amount"), as_day(values.get("event_on"))),
        demands=tuple(values.get("demand") or ()),
        evidence=tuple(values.get("evidence") or ()),
        problem=draft.problem,
        department=draft.department,
        place=draft.place,
        urgency=draft.urgency,
        emergency=draft.emergency,
        secondary=_second_matter(draft),
        representative=_representative(draft),
        companions=max(int(values.get("companions") or 1) - 1, 1 if draft.is_group else 0),
        idempotency_key=draft.draft_id,
        scope=SCOPE,
        review_grounds=tuple(dict.fromkeys((*draft.grounds, *lacks))),
        accepts_gaps=True,
    )


def as_day(said: Optional[str]) -> Optional[date]:
    """草稿里的日期；“天天”“上个月”这类不是哪一天的返回 None。"""
    try:
        return date.fromisoformat(said or "")
    except ValueError:
        return None


def _second_matter(draft: Draft) -> Optional[SecondMatter]:
    second = draft.second
    if second is None:
        return None
    return SecondMatter(second.kind, second.problem, second.department, is_anonymous=second.is_anonymous, is_other_body=second.is_other_body)


def _representative(draft: Draft) -> Optional[Representative]:
    if not draft.knows("represents"):
        return None
    return Representative(
        name=draft.values.get("representative_name"),
        has_authorization=draft.values.get("authorization") is True,
        has_identity_proof=draft.values.get("representative_identity") is True,
    )


def without_content(draft: Draft) -> Draft:
    """登记以后草稿只留编号：内容都在工单里，不存两份。"""
    return replace(draft, values={}, said=(), second=None, asking=None)
