"""没答上来的问题留下来：话里的人先拿掉，不记是谁、在哪个对话里问的。"""

from __future__ import annotations

from typing import Optional

from bot.hotline.conversation import Conversation, Turn
from bot.hotline.unanswered import without_person
from bot.hotline.understanding import RequestKind, Understanding

# 说了这几句，就是没答上来。
_NO_ANSWER = frozenset({"utter_not_understood", "utter_no_rule_answer", "utter_not_in_guide", "utter_none_of_these", "utter_handed_over_after_misunderstanding"})
# 投诉、举报、作风投诉的话是诉求，不是问题；里面有人，不留。
_QUESTIONS = frozenset({RequestKind.INQUIRY, RequestKind.HELP_REQUEST, RequestKind.OTHER})


def keep_unanswered(before: Conversation, heard: Understanding, turn: Turn, earlier: Optional[str], hotline) -> None:
    """这一轮没答上来就记下这句话；说了“都不是”的（按按钮、回数字），记 earlier，也就是之前问的那一句。"""
    if before.draft_open or before.in_care or before.emergency or heard.emergency:
        return
    said_what = {reply.name for reply in turn.replies}
    if not said_what & _NO_ANSWER:
        return
    is_about_earlier = heard.choice is not None or "utter_none_of_these" in said_what
    text = earlier if is_about_earlier else heard.text
    if not text or (not is_about_earlier and heard.kind not in _QUESTIONS):
        return
    said = without_person(text, hotline.entities.entities(text, hotline.now().date()))
    if said is None:
        return
    labels = {} if is_about_earlier else {"intent": heard.intent, "department": heard.department, "problem": heard.problem}
    known = {name: value for name, value in labels.items() if value}
    hotline.unanswered.add(said, known.get("department"), known, hotline.now())
    hotline.log("question_unanswered")
