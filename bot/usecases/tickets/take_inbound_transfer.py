"""12345 转来的工单：收下、自动归类、派单，缺要素也收，缺什么记下。同一张转几次只有一张。"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Optional

from bot.errors import KeyUsedForAnotherBody, TicketUnknown
from bot.hotline.filing_request import FilingRequest, SecondMatter
from bot.hotline.ticket import Actor, Citizen, Respondent, Subject, Ticket
from bot.hotline.ticket_life import OPEN, Fact
from bot.hotline.understanding import Understanding
from bot.ports import RequestKey
from bot.usecases.filing.file_ticket import file_ticket
from bot.usecases.tickets.change_ticket import keep, step
from bot.usecases.tickets.supplement_ticket import supplement_ticket, urge_ticket

# 平台说是这几种就是这几种；说是咨询、其他的，看听出来的。
_SAID_PLAINLY = ("complaint", "tip_off", "suggestion", "commendation")


def take_inbound_transfer(transfer, heard: Optional[Understanding], hotline) -> Ticket:
    """transfer 是验过签的来单（connectors.platforms.callbacks.InboundTransfer）；heard 是对正文的理解。

    同一编号同样内容再来，返回原来的；内容变了，作为补充记到原来那张上，一个字不丢。
    """
    by = Actor(f"platform:{transfer.platform}", "platform")
    if transfer.urges_external_no:
        urged = hotline.tickets.with_origin(transfer.platform, transfer.urges_external_no)
        if urged is None:
            raise TicketUnknown(f"催办的 {transfer.urges_external_no} 不在本局")
        key = RequestKey(f"urge:{transfer.platform}", transfer.letter_id, transfer.letter_id, hotline.now())
        if urged.status not in OPEN:  # 已经归档的，记下来让坐席看到
            note = step(urged, Fact.PLATFORM_STATUS, by, hotline, transfer.narrative, {"status_word": "urged"})
            return keep(urged, note, hotline, key=key)
        return urge_ticket(urged.ticket_no, transfer.narrative, hotline, by, key, silent_to=transfer.platform)
    try:
        return file_ticket(_request(transfer, heard, by), hotline).tickets[0]
    except KeyUsedForAnotherBody:
        known = hotline.tickets.with_origin(transfer.platform, transfer.external_no)
        if known is None:
            raise
        body = json.dumps([transfer.external_no, transfer.narrative], ensure_ascii=False)
        key = RequestKey(f"supplement:{transfer.platform}", transfer.letter_id, body, hotline.now())
        return supplement_ticket(
            known.ticket_no, transfer.narrative, hotline, by, key=key, silent_to=transfer.platform
        )


def _request(transfer, heard: Optional[Understanding], by: Actor) -> FilingRequest:
    kind = _kind(transfer, heard)
    request = FilingRequest(
        kind=kind,
        narrative=transfer.narrative,
        source=f"transfer_{transfer.platform}",
        citizen=Citizen(
            transfer.citizen_name,
            transfer.citizen_phone,
            transfer.citizen_address,
            transfer.is_anonymous,
            is_confidential=transfer.is_confidential,
        ),
        respondent=Respondent(
            transfer.respondent_name,
            transfer.respondent_address,
            bool(transfer.respondent_platform),
            transfer.respondent_platform,
        ),
        subject=Subject(transfer.product_or_service, transfer.amount, transfer.event_on),
        demands=(transfer.demand,) if transfer.demand else (),
        urgency=transfer.urgency,
        filed_by=by,
        idempotency_key=transfer.external_no,
        scope=f"transfer:{transfer.platform}",
        origin_system=transfer.platform,
        origin_no=transfer.external_no,
        submitted_at=transfer.received_at,
        accepts_gaps=True,
    )
    if heard is None:
        return request
    second = heard.secondary or {}
    both = {kind, second.get("kind")} == {"complaint", "tip_off"}
    return replace(
        request,
        problem=heard.problem,
        department=heard.department,
        urgency=transfer.urgency if transfer.urgency != "normal" else heard.urgency,
        emergency=heard.emergency,
        secondary=SecondMatter(second["kind"], department=second.get("department")) if both else None,
    )


def _kind(transfer, heard: Optional[Understanding]) -> str:
    heard_kind = heard.kind.value if heard else "other"
    if heard_kind == "conduct_complaint" and transfer.kind == "complaint":
        return heard_kind  # 12345 把作风问题也记成投诉
    if transfer.kind in _SAID_PLAINLY or heard_kind in ("other", "inquiry"):
        return transfer.kind if transfer.kind != "other" else "help_request"
    return heard_kind
