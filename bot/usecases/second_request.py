"""一句话里先问了办事、还说了要投诉：问话照答，要投诉的原话存成放着的草稿，不丢。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Stage
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.ask_draft import keep_draft
from bot.usecases.start_draft import new_draft

_KINDS = ("complaint", "tip_off", "conduct_complaint")


def keep_second_request(before: Conversation, turn: Turn, heard: Understanding, hotline) -> Turn:
    """主要在问、顺带要投诉的，存下来，说明怎么接着办。手上已经有草稿的，话都在那一份里。"""
    second = heard.secondary or {}
    is_one = heard.kind is RequestKind.INQUIRY and second.get("kind") in _KINDS
    if not is_one or before.draft_id or turn.conversation.draft_id or not turn.replies:
        return turn
    request = replace(heard, kind=RequestKind(second["kind"]), department=second.get("department"), problem=second.get("problem"), secondary=None)
    draft = keep_draft(replace(new_draft(turn.conversation, request, hotline, ()), stage=Stage.SET_ASIDE), hotline)
    kept = replace(turn.conversation, draft_id=draft.draft_id)
    return Turn(kept, [Reply("utter_second_request", {"kind": hotline.knowledge.names.kinds[draft.kind]}), *turn.replies])
