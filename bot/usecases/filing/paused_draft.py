"""险情、岔开问的一件打断了登记：话先存着，回头接着办，不用从头说。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Stage, fill, hear
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.emergency.keep_emergency_notes import merge_into_draft
from bot.usecases.filing.ask_draft import ask_next, current_draft
from bot.usecases.filing.say_draft import say_found
from bot.usecases.filing.start_draft import has_substance
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.read_statement import read_statement

_TWO_TICKETS = (RequestKind.COMPLAINT, RequestKind.TIP_OFF)


def resume_paused(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """登记到一半让险情打断了，人平安以后接着说的多半还是那一件：补进去接着登记。另说了一家的是另一件，返回 None。"""
    draft = current_draft(conversation, hotline)
    if draft is None or draft.stage is Stage.OFFERED or conversation.draft_open:
        return None
    is_unnamed = draft.kind == heard.kind.value and draft.department == heard.department and not draft.knows("respondent_name")
    if not conversation.emergency_notes and not is_unnamed:  # 岔开去问办证，回来才说是哪家
        return None
    found = read_statement(heard.text, entities_of(heard, hotline), hotline.knowledge.intake_words, hotline.now().date())
    is_another = found.get("respondent_name") not in (None, draft.values.get("respondent_name")) and draft.knows("respondent_name")
    if is_another or heard.kind.value not in (draft.kind, *(kind.value for kind in _TWO_TICKETS)):
        return None
    draft = merge_into_draft(conversation, draft, hotline)  # 险情里说的“六个人四个拉肚子”也是经过
    if heard.kind is RequestKind.COMPLAINT and draft.kind == RequestKind.TIP_OFF.value and not draft.is_anonymous:
        draft = replace(draft, kind=heard.kind.value)
    new = {name: value for name, value in found.items() if not draft.knows(name)}
    after = hear(fill(draft, new), heard.text, has_substance(heard.text, {}, hotline))
    names, noted = hotline.knowledge.names.kinds, say_found(after, tuple(after.values), hotline)
    resumed = Reply("utter_draft_resumed", {"kind": names[after.kind], "noted": noted})
    return ask_next(conversation, after, hotline, [resumed])
