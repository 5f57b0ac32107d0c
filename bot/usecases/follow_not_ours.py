"""刚答了不归我们管，没问要不要转，接着说的半句：说到归我们的那部分就登记；问电话、说没人管，照问了要不要转的那样答。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.draft import Stage
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.answer_offer import asks_whose, say_whose
from bot.usecases.ask_draft import keep_draft
from bot.usecases.hear_grievance import asks_what_we_do, grievance_in, hear_grievance
from bot.usecases.start_draft import new_draft, start_draft

_LONG = 30
_KINDS = (RequestKind.COMPLAINT, RequestKind.TIP_OFF)
_TIPPED_OFF = ("unlicensed", "false_promotion", "special_equipment", "drug_device", "food_safety")  # 没说自己亏了多少的，按举报接


def follow_not_ours(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """不是接着说这件事的返回 None。没在说哪件、问我们管什么的，也在这里答。"""
    question = conversation.last_question or {}
    body = hotline.knowledge.external_bodies.get(question.get("body", ""))
    is_busy = conversation.draft_open or conversation.awaiting is not Awaiting.NOTHING or heard.choice is not None
    if body is None and not is_busy and asks_what_we_do(heard.text, hotline):
        return Turn(conversation.settled(), [Reply("utter_what_we_do")])
    if is_busy or body is None or heard.emergency or len(heard.text) > _LONG:
        return None
    problem = body.ours_said_next(heard.text, question["text"])
    asked = replace(heard, text=question["text"], kind=RequestKind.HELP_REQUEST, department=body.id, problem=None, entities=(), acceptance=None, secondary=None)
    if problem:
        kind = heard.kind if heard.kind in _KINDS else RequestKind.TIP_OFF if problem in _TIPPED_OFF else RequestKind.COMPLAINT
        both = replace(
            asked, text=f"{question['text']}，{heard.text}", intent="file_complaint", kind=kind, department=None, departments=(), problem=problem,
            items=(), item_decision=ItemDecision.NONE,
        )  # fmt: skip
        return start_draft(conversation.settled(), both, hotline)
    if grievance_in(heard.text, hotline) is None and not asks_whose(heard.text, hotline):
        return None
    draft = keep_draft(replace(new_draft(conversation, asked, hotline, ()), is_other_body=True, stage=Stage.OFFERED, has_facts=True), hotline)
    waiting = replace(conversation.settled(), draft_id=draft.draft_id, draft_open=False, awaiting=Awaiting.LODGE)
    return hear_grievance(waiting, draft, heard, hotline) or say_whose(waiting, draft, hotline)
