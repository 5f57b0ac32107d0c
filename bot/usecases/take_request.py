"""听到一件诉求：不能办的说清去处，归别的单位的问要不要转，归我们的开一份草稿登记。"""

from __future__ import annotations

from bot.hotline.conversation import Awaiting, Conversation, Turn
from bot.hotline.routing import RoutingFacts, known
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.check_ticket import check_ticket
from bot.usecases.refuse import find_refusal, refuse
from bot.usecases.start_draft import offer_to_lodge, start_draft

# 作风投诉总归本局机关党委先接（派单规则再转）；建议、表扬听成别的部门的，也由我们登记。
_ALWAYS_TAKEN = (RequestKind.CONDUCT_COMPLAINT, RequestKind.SUGGESTION, RequestKind.COMMENDATION)


def take_request(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """接住一件诉求。不替人决定受理不受理，也不许诺结果。"""
    if heard.intent == "check_ticket":
        return check_ticket(conversation, heard, hotline)
    if conversation.awaiting is Awaiting.SITUATION:
        conversation = conversation.about("")  # 办事问到一半的先放下，登记完能接着办
    conversation = conversation.settled()
    rules = hotline.knowledge.intake
    refusal = find_refusal(heard, hotline)
    ground = rules.grounds_of_refusals.get(refusal[0].id) if refusal else None
    if refusal and ground is None and refusal[0].id not in rules.files_anyway:
        return refuse(conversation, refusal[0])
    body = hotline.knowledge.external_bodies.get(_handled_by(heard, hotline))
    if body and heard.kind not in _ALWAYS_TAKEN:
        return offer_to_lodge(conversation, heard, body, hotline)
    said = refuse(conversation, refusal[0]).replies if refusal else []
    return start_draft(conversation, heard, hotline, (ground,) if ground else (), [r.without_choices() for r in said])


def _handled_by(heard: Understanding, hotline) -> str:
    """照派单规则归谁：别的部门的事里，也有归本局的那部分。"""
    facts = RoutingFacts(kind=heard.kind.value, problem=known(heard.problem), body=known(heard.department))
    return hotline.knowledge.route(facts).department
