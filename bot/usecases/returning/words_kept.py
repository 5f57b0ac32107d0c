"""市民要补充的话，一时还不知道补到哪张工单：先存成一份放着的草稿，认出来了再取。

一直没有认出来的，和填了一半的诉求一样，过一阵提醒坐席，一个字不丢。
"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.errors import DraftUnknown
from bot.hotline.conversation import Choice, Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage
from bot.hotline.ticket import Ticket
from bot.usecases.filing.ask_draft import keep_draft
from bot.usecases.filing.keep_draft import show_to_operators

PERSON = (Choice("请工作人员联系我", "request_callback"),)
_WORTH_KEEPING = 12  # 这么长的话里多半有情况


def keep_words(turn: Turn, said: str, hotline) -> Turn:
    """存下这句话，编号记在 returning 里。"""
    draft = _words(turn.conversation, said, "help_request", hotline)
    returning = {**(turn.conversation.returning or {}), "words": draft.draft_id}
    return Turn(replace(turn.conversation, returning=returning), turn.replies)


def read_words(conversation: Conversation, draft_id: Optional[str], hotline) -> str:
    """存着的话；没有存过、别人的、过期了的是空的。"""
    try:
        draft = hotline.drafts.get(draft_id or "")
    except DraftUnknown:
        return ""
    return "\n".join(draft.said) if draft.conversation_id == conversation.id else ""


def forget_words(draft_id: Optional[str], hotline) -> None:
    """记到工单上以后才删。"""
    if draft_id:
        hotline.drafts.delete(draft_id)


def closed(conversation: Conversation, ticket: Ticket, said: str, hotline) -> Turn:
    """办完归档的工单不能再动；有内容的话留给坐席。"""
    is_kept = len(said) >= _WORTH_KEEPING
    if is_kept:
        show_to_operators(_words(conversation, f"{ticket.ticket_no}：{said}", ticket.kind, hotline), hotline)
    fields = {
        "ticket_no": ticket.ticket_no,
        "status": hotline.knowledge.names.statuses[ticket.status.value],
        "kept": "留给坐席" if is_kept else "",
    }
    return Turn(conversation.settled(), [Reply("utter_ticket_closed", fields, PERSON)])


def _words(conversation: Conversation, said: str, kind: str, hotline) -> Draft:
    now = hotline.now()
    draft = Draft(
        draft_id=hotline.new_number("D"),
        conversation_id=conversation.id,
        kind=kind,
        source="chat",
        created_at=now,
        updated_at=now,
        stage=Stage.SET_ASIDE,
        said=(said,),
        has_facts=True,
    )
    return keep_draft(draft, hotline)
