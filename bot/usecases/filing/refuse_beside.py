"""答了正问的，顺带说另一样不给：“王建军 电话不给”“138…… 地址说了不给”。那一样不再问，剩下的话照常答。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import List, Optional, Tuple

from bot.hotline.conversation import Reply
from bot.hotline.draft import Draft, decline
from bot.hotline.draft_questions import is_required, next_question
from bot.hotline.intake import PERSONAL
from bot.hotline.understanding import Understanding
from bot.usecases.filing.change_draft import change_kind
from bot.usecases.filing.hide_reporter import SECRET
from bot.usecases.filing.no_answer import other_field
from bot.usecases.filing.say_draft import short_label
from bot.usecases.reading.read_command import says_none


def refuse_beside(draft: Draft, heard: Understanding, hotline) -> Tuple[Draft, Understanding, List[Reply]]:
    """返回记下不给的草稿、去掉那半句的话、要说的。举报里不留电话就是匿名，另有办法。"""
    pieces = [piece for piece in re.split(r"[，,。；;！!\s]+", heard.text) if piece]
    if draft.kind in SECRET or draft.asking in (None, "facts") or heard.choice is not None or len(pieces) < 2:
        return draft, heard, []
    if change_kind(draft, heard.text, hotline) is not None:
        return draft, heard, []  # “算了不投诉了 我就举报 不留名字”：换了，名字就不用了
    for at in range(len(pieces)):
        for end in (at + 1, at + 2):
            name = _refused(draft, " ".join(pieces[at:end]), hotline)
            rest = [*pieces[:at], *pieces[end:]]
            is_given = name == "citizen_phone" and re.search(r"\d{7}", heard.text) is not None  # “我没手机 打我闺女的 138……”
            if name is None or is_given or not rest or end > len(pieces):
                continue
            required = is_required(draft, name, hotline.knowledge.acceptance.elements)
            basis = hotline.knowledge.element(name).basis if required else ""
            after = replace(decline(draft, name), explained=tuple(dict.fromkeys((*draft.explained, name))))
            if name == draft.asking:
                after = replace(after, asking=getattr(next_question(after, hotline.knowledge.intake), "field", None))  # 剩下的话不再当作在答它
            rest = [piece for piece in rest if not piece.startswith(hotline.knowledge.intake_words.afraid)]  # “怕骚扰”是不给的缘由
            told = Reply("utter_draft_left_open", {"label": short_label(draft, name, hotline), "basis": basis})
            return after, replace(heard, text=" ".join(rest), entities=()), [told]
    return draft, heard, []


def _refused(draft: Draft, piece: str, hotline) -> Optional[str]:
    """这半句说不给的是自己的哪一样；说的是正问的、已经知道的，不算。"""
    if not says_none(piece, hotline.knowledge.intake_words) or any(c.isdigit() for c in piece):
        return None
    words = hotline.knowledge.intake_words
    is_asked = draft.asking in PERSONAL and any(cue in piece for cue in (*words.cues[draft.asking], *(words.address if draft.asking == "citizen_address" else ())))
    name = draft.asking if is_asked else other_field(draft.asking, piece, draft, hotline)
    return name if name in PERSONAL and not draft.knows(name) and name not in draft.declined else None
