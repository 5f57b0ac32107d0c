"""草稿卡片上的按钮。载荷可能是早先的、编出来的：对不上就照现在的草稿再问一遍。"""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Dict, Optional

from bot.errors import DraftUnknown
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, decline, fill
from bot.hotline.understanding import Understanding
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.change_draft import anonymous, ask_what_to_change, become_anonymous, edit_field, to_tip_off
from bot.usecases.filing.confirm_draft import confirm_draft
from bot.usecases.filing.keep_draft import cancel_draft, restart_draft, resume_draft, set_aside_draft
from bot.usecases.filing.no_answer import explain_question
from bot.usecases.filing.say_draft import say_found
from bot.usecases.reading.read_field import read_field, readable_fields


def press_draft(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    choice = heard.choice or {}
    draft = _mine(conversation, choice.get("draft") or conversation.draft_id, hotline)
    if draft is None:
        gone = replace(conversation.settled(), draft_id=None, draft_open=False)
        return Turn(gone, [Reply("utter_draft_gone")])
    if draft.stage is Stage.FILED or choice.get("do") == "confirm":
        return confirm_draft(conversation, draft, hotline, choice.get("version"))
    press = _PRESSES.get(choice.get("do", ""))
    if draft.stage is Stage.OFFERED and choice.get("do") not in ("lodge", "cancel"):
        press = _PRESSES["lodge"]
    return press(conversation, draft, choice, hotline) if press else ask_next(conversation, draft, hotline)


def _mine(conversation: Conversation, draft_id: Optional[str], hotline) -> Optional[Draft]:
    """只认自己会话里的草稿，猜编号没有用。"""
    try:
        draft = hotline.drafts.get(draft_id or "")
    except DraftUnknown:
        return None
    return draft if draft.conversation_id == conversation.id else None


def _fill(conversation: Conversation, draft: Draft, choice: Dict[str, str], hotline) -> Turn:
    """卡片上直接填的，一次可以几样；填得不像的照常再问。"""
    words, today = hotline.knowledge.intake_words, hotline.now().date()
    found = {name: read_field(name, choice[name], words, today) for name in readable_fields() if choice.get(name)}
    after = fill(draft, {name: value for name, value in found.items() if value is not None})
    others = tuple(name for name, value in found.items() if value is not None and name != draft.asking)
    noted = say_found(after, others, hotline)
    return ask_next(conversation, after, hotline, [Reply("utter_draft_noted", {"noted": noted})] if noted else [])


def _skip(conversation: Conversation, draft: Draft, choice: Dict[str, str], hotline) -> Turn:
    name = choice.get("field") or draft.asking
    return ask_next(conversation, decline(draft, name) if name else draft, hotline)


def _edit(conversation: Conversation, draft: Draft, choice: Dict[str, str], hotline) -> Turn:
    name = choice.get("field", "")
    if name not in (*readable_fields(), "facts"):
        return ask_what_to_change(conversation, draft, hotline)
    return edit_field(conversation, draft, name, hotline)


def _to_tip_off(conversation: Conversation, draft: Draft, choice: Dict[str, str], hotline) -> Turn:
    return ask_next(conversation, anonymous(to_tip_off(draft), hotline), hotline, [Reply("utter_draft_anonymous")])


def _go_on(conversation: Conversation, draft: Draft, choice: Dict[str, str], hotline) -> Turn:
    return ask_next(conversation, draft, hotline)


def _resume(conversation: Conversation, draft: Draft, choice: Dict[str, str], hotline) -> Turn:
    return resume_draft(replace(conversation, draft_id=draft.draft_id), hotline)


def _simply(use_case: Callable[[Conversation, Draft, object], Turn]) -> Callable[..., Turn]:
    return lambda conversation, draft, choice, hotline: use_case(conversation, draft, hotline)


_PRESSES: Dict[str, Callable[..., Turn]] = {
    "fill": _fill,
    "skip": _skip,
    "edit": _edit,
    "to_tip_off": _to_tip_off,
    "go_on": _go_on,
    "resume": _resume,
    "lodge": _go_on,
    "change": _simply(ask_what_to_change),
    "why": _simply(explain_question),
    "anonymous": _simply(become_anonymous),
    "set_aside": _simply(set_aside_draft),
    "cancel": _simply(cancel_draft),
    "restart": _simply(restart_draft),
}
