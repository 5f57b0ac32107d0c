"""坐席帮助：听了市民一句，给最多三条可以照着说的话，和这件事怎么登记。拿不准的不给。"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, List, Optional, Tuple

from bot.hotline.conversation import Reply
from bot.hotline.filing_request import FilingRequest, missing_elements
from bot.hotline.guide_wording import ASPECTS, wording_of
from bot.hotline.one_time_notice import one_time_notice, say_limit
from bot.hotline.operator_help import OperatorHelp, ProposedTicket, Suggestion
from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import UNSURE
from bot.hotline.ticket import Citizen, Respondent, Subject
from bot.hotline.ticket_life import Fact
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.filing.file_ticket import route_request
from bot.usecases.guide.answer_without_item import refer_to_body
from bot.usecases.guide.say_notice import notice_reply
from bot.usecases.rules.quote_answer import SURE_OF_ANSWER, faq_reply
from bot.usecases.talk.refuse import find_refusal

MOST_SUGGESTIONS = 3
# 几个事项都像时，像到什么程度才列给坐席选。
_WORTH_CHOOSING = 0.2
# 听成诉求有多大把握，才提议登记。
_SURE_OF_KIND = 0.5
# 别的部门管的，有多大把握才说。
_SURE_OF_BODY = 0.5
_FILED_AS_TICKETS = frozenset(RequestKind) - {RequestKind.INQUIRY, RequestKind.OTHER}
_WHOLE_LIST = ("overview", "materials")


def suggest_to_operator(heard: Understanding, hotline) -> OperatorHelp:
    """听成了什么由调用的人给。帮助里没有一句是替人作的决定：受理不受理由坐席和科室定。"""
    found = [*_refusals(heard, hotline), *_items(heard, hotline), *_answers(heard, hotline), *_other_bodies(heard, hotline)]
    sure_first = sorted(found, key=lambda one: (not one.is_sure, -one.score))
    return OperatorHelp(
        emergency=hotline.knowledge.emergencies.get(heard.emergency or ""),
        suggestions=tuple(sure_first[:MOST_SUGGESTIONS]),
        ticket=_proposed(heard, hotline),
        reasons=heard.reasons,
    )


def _items(heard: Understanding, hotline) -> List[Suggestion]:
    if heard.item_decision is ItemDecision.ANSWER:
        return [_item(hotline.knowledge.item(heard.items[0][0]), heard, heard.items[0][1], True, hotline)]
    if heard.item_decision is ItemDecision.CLARIFY:
        likely = [(i, s) for i, s in heard.items[:MOST_SUGGESTIONS] if s >= _WORTH_CHOOSING]
        return [_item(hotline.knowledge.item(i), heard, score, False, hotline) for i, score in likely]
    return []


def _item(item: ServiceItem, heard: Understanding, score: float, is_sure: bool, hotline) -> Suggestion:
    """情形还没问，各种情形的材料都列出来，注明哪种才要；接着该问的放在 ask_next。"""
    everything = one_time_notice(item, {s.id: UNSURE for s in item.situations}, "", hotline.now())
    everything = replace(everything, situation=())  # 一样也没有问过，不说“您的情况：说不清”
    aspect = heard.aspect if heard.aspect in ASPECTS else "overview"
    say = notice_reply(everything) if aspect in _WHOLE_LIST else Reply(f"utter_{aspect}", wording_of(item, aspect))
    limits = [("promised", say_limit(item.promised_limit)), ("statutory", say_limit(item.statutory_limit))]
    return Suggestion(
        type="service_item",
        id=item.item_id,
        title=item.name,
        score=score,
        say=say,
        sources=(*(str(basis) for basis in item.legal_basis), *item.sources),
        verified=item.verified,
        is_sure=is_sure,
        version=item.version,
        reviewed_on=item.reviewed_on,
        valid_until=item.valid_until,
        materials=everything.bring,
        not_needed=everything.not_needed,
        limits=tuple((name, text) for name, text in limits if text),
        ask_next=item.next_question({}),
    )


def _answers(heard: Understanding, hotline) -> List[Suggestion]:
    topics = {entry.faq_id: topic for topic in hotline.knowledge.faq_topics for entry in topic.entries}
    suggestions = []
    for faq_id, score in hotline.answers.find(heard.text):
        entry, topic = hotline.knowledge.faq[faq_id], topics.get(faq_id)
        if score < SURE_OF_ANSWER:
            break
        suggestions.append(
            Suggestion(
                type="faq",
                id=faq_id,
                title=entry.question,
                score=score,
                say=faq_reply(faq_id, hotline),
                sources=entry.basis,
                verified=entry.verified,
                version=topic.version if topic else None,
                reviewed_on=topic.reviewed_on if topic else None,
                valid_until=topic.valid_until if topic else None,
            )
        )
    return suggestions


def _refusals(heard: Understanding, hotline) -> List[Suggestion]:
    found = find_refusal(heard, hotline)
    if not found:
        return []
    refusal, score = found
    say = Reply("utter_cannot", {"say": refusal.say, "go_to": refusal.go_to or ""})
    sources = (refusal.basis,) if refusal.basis else ()
    return [Suggestion("refusal", refusal.id, refusal.when, score, say, sources, verified=bool(refusal.basis))]


def _other_bodies(heard: Understanding, hotline) -> List[Suggestion]:
    body = hotline.knowledge.external_bodies.get(heard.department or "")
    score = dict(heard.departments).get(heard.department or "", 0.0)
    if body is None or score < _SURE_OF_BODY or heard.item_decision is not ItemDecision.NONE:
        return []
    sources = (body.basis,) if body.basis else ()
    verified = any(phone.verified for phone in body.phones)
    return [Suggestion("other_body", body.id, body.name, score, refer_to_body(body), sources, verified)]


def _proposed(heard: Understanding, hotline) -> Optional[ProposedTicket]:
    if heard.kind not in _FILED_AS_TICKETS or heard.kind_confidence < _SURE_OF_KIND:
        return None
    request = _request(heard)
    decision = route_request(request, hotline)
    traits = {
        "kind": request.kind,
        "ticket_system": decision.ticket_system,
        "urgency": request.urgency,
        "problem": request.problem,
    }
    clocks = hotline.knowledge.timekeeper.after((), Fact.FILED.value, hotline.now(), traits)
    if not decision.needs_person:  # 定得下来的当场派出，派单起的表也起
        clocks = hotline.knowledge.timekeeper.after(clocks, Fact.DISPATCHED.value, hotline.now(), traits)
    return ProposedTicket(
        kind=request.kind,
        problem=request.problem,
        urgency=request.urgency,
        decision=decision,
        prefilled=_prefilled(request),
        missing=tuple(missing_elements(request, hotline.knowledge.acceptance.elements)),
        clocks=clocks,
        acceptance=heard.acceptance,
        secondary=heard.secondary,
    )


def _request(heard: Understanding) -> FilingRequest:
    """把听出来的放进要登记的诉求；没听出来的空着，由坐席问。"""
    amount = heard.entity("amount")
    demand = heard.entity("demand")
    return FilingRequest(
        kind=heard.kind.value,
        narrative=heard.text,
        source="phone",
        citizen=Citizen(name=heard.entity("person"), phone=heard.entity("phone")),
        respondent=Respondent(name=heard.entity("merchant"), address=heard.entity("address")),
        subject=Subject(heard.entity("product"), float(amount) if isinstance(amount, (int, float)) else None),
        demands=(str(demand),) if demand else (),
        problem=heard.problem,
        department=heard.department,
        urgency="emergency" if heard.emergency else heard.urgency,
        emergency=heard.emergency,
    )


def _prefilled(request: FilingRequest) -> Dict[str, Any]:
    """POST /tickets 能直接收的样子。举报不写身份：要不要留名由市民定。"""
    is_tip_off = request.kind == "tip_off"
    citizen = {} if is_tip_off else {"name": request.citizen.name, "phone": request.citizen.phone}
    parts: Tuple[Tuple[str, Dict[str, Any]], ...] = (
        ("citizen", citizen),
        ("respondent", {"name": request.respondent.name, "address": request.respondent.address}),
        ("subject", {"product_or_service": request.subject.product_or_service, "amount": request.subject.amount}),
    )
    filling: Dict[str, Any] = {"kind": request.kind, "problem": request.problem, "department": request.department}
    filling.update({name: {k: v for k, v in part.items() if v is not None} for name, part in parts})
    filling.update(demands=list(request.demands), urgency=request.urgency, emergency=request.emergency)
    return {name: value for name, value in filling.items() if value not in (None, {}, [])}
