"""接口上的一份登记 → 要登记的诉求。没说归口的，从正文里听。"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, Optional

from bot.errors import FormInvalid
from bot.hotline.filing_request import FilingRequest, Representative, SecondMatter
from bot.hotline.knowledge import Knowledge
from bot.hotline.ticket import Actor, Citizen, Respondent, Subject
from bot.hotline.understanding import Understanding
from bot.server.form import Form

_LONGEST_KEY = 255


def read_filing(body: Dict[str, Any], knowledge: Knowledge, by: Actor, key: Optional[str], longest: int) -> FilingRequest:
    """写法不对抛 FormInvalid，一次列全；缺法定内容由登记的用例说。"""
    form, names = Form(body), knowledge.names
    bodies = {*knowledge.departments, *knowledge.external_bodies}
    request = FilingRequest(
        kind=form.choice("kind", names.kinds) or "",
        narrative=form.text("narrative", longest) or "",
        source=form.text("source", 32) or "api",
        citizen=_citizen(form.part("citizen")),
        respondent=read_respondent(form.part("respondent")),
        subject=read_subject(form.part("subject")),
        demands=form.texts("demands"),
        evidence=form.texts("evidence"),
        problem=form.choice("problem", names.problems),
        department=form.choice("department", bodies),
        place=form.choice("place", ("local", "elsewhere")),
        urgency=form.choice("urgency", names.urgencies) or "normal",
        emergency=form.choice("emergency", knowledge.emergencies),
        secondary=_secondary(form.part("secondary"), knowledge) if form.has("secondary") else None,
        representative=_representative(form.part("representative")) if form.has("representative") else None,
        companions=form.number("companions", 10000),
        filed_by=by,
        idempotency_key=read_key(key),
        scope=f"api:{by.id}"[:64],
    )
    form.done()
    return request


def needs_hearing(request: FilingRequest) -> bool:
    """什么都没归好的，才从正文里听。"""
    return bool(request.narrative) and not (request.kind and (request.problem or request.department))


def filled_in(request: FilingRequest, heard: Understanding) -> FilingRequest:
    """没写明的用听出来的补；写明的不动。"""
    kind = request.kind or heard.kind.value
    grounds = tuple((heard.acceptance or {}).get("grounds", ())) if kind == "complaint" else ()
    return replace(
        request,
        kind=kind,
        problem=request.problem or heard.problem,
        department=request.department or heard.department,
        urgency=request.urgency if request.urgency != "normal" else heard.urgency,
        emergency=request.emergency or heard.emergency,
        review_grounds=grounds,
    )


def read_key(key: Optional[str]) -> Optional[str]:
    """Idempotency-Key 信头。"""
    if key is None:
        return None
    if not 0 < len(key) <= _LONGEST_KEY or not key.isprintable():
        raise FormInvalid({"Idempotency-Key": f"应当是 1 到 {_LONGEST_KEY} 个可见字符"})
    return key


def read_respondent(form: Form) -> Respondent:
    return Respondent(form.text("name"), form.text("address"), form.flag("is_online"), form.text("platform"))


def read_subject(form: Form) -> Subject:
    return Subject(form.text("product_or_service"), form.amount("amount"), form.day("event_on"))


def _citizen(form: Form) -> Citizen:
    return Citizen(
        name=form.text("name", 100),
        phone=form.text("phone", 40),
        address=form.text("address"),
        is_anonymous=form.flag("is_anonymous"),
        id_number=form.text("id_number", 40),
        is_confidential=form.flag("is_confidential"),
    )


def _secondary(form: Form, knowledge: Knowledge) -> SecondMatter:
    return SecondMatter(
        form.choice("kind", ("complaint", "tip_off"), required=True) or "",
        form.choice("problem", knowledge.names.problems),
        form.choice("department", {*knowledge.departments, *knowledge.external_bodies}),
        form.text("narrative", 20000),
        form.flag("is_anonymous"),
    )


def _representative(form: Form) -> Representative:
    return Representative(form.text("name", 100), form.flag("has_authorization"), form.flag("has_identity_proof"))
