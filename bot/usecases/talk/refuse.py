"""不能办、不能答的事：说法和去处都在 knowledge/refusals.yml。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import List, Optional, Tuple

from bot.hotline.conversation import Choice, Conversation, Reply, Turn
from bot.hotline.refusal import RefusalReply
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.reading.read_command import is_command

# 像到什么程度才按婉拒答。婉拒错了比答偏了更伤人，门槛高些。
SURE_OF_REFUSAL = 0.55
_SHORTEST_CLAUSE = 4
_A_NUMBER = "这个号"
_MARKS = r"[\s，,。.！!？?、]"  # “被举报了，谁干的”是一句


def said_refusal(text: str, hotline) -> Optional[RefusalReply]:
    """话里原样说了哪一种不能办的事；没有返回 None。只看字，不比意思。"""
    bare = re.sub(r"(?<!\d)1\d{10}(?!\d)", _A_NUMBER, re.sub(_MARKS, "", text))  # “查下138…是谁”
    return next((refusal for refusal in _possible(text, hotline) if refusal.outright.search(bare)), None)


def _possible(text: str, hotline) -> List[RefusalReply]:
    return [one for one in hotline.knowledge.refusals.values() if not one.ruled_out.search(text)]


def find_refusal(heard: Understanding, hotline) -> Optional[Tuple[RefusalReply, float]]:
    """这句话像不像哪一种不能办的事：（婉拒，分数）；不像返回 None。原样说了的就是它，不用再比意思。"""
    if heard.kind is RequestKind.COMMENDATION:
        return None  # “谢谢你们帮我把钱要回来了”
    said = said_refusal(heard.text, hotline)
    if said is not None:
        return said, 1.0
    if is_command("to_tip_off", heard.text, hotline.knowledge.intake_words):
        return None  # “我举报”是要举报，不是问谁举报了他
    refusals = [refusal for refusal in _possible(heard.text, hotline) if refusal.said_as]
    scores = hotline.matcher.rank(heard.text, [refusal.said_as for refusal in refusals], SURE_OF_REFUSAL) if refusals else []
    best = max(scores, default=0.0)
    return (refusals[scores.index(best)], best) if best >= SURE_OF_REFUSAL else None


def find_refusal_beside(heard: Understanding, hotline) -> Optional[RefusalReply]:
    """说事的时候顺带问了一句不能答应的：“……你们保证能退钱吗”。一句一句看，只看在问的。"""
    asking = hotline.knowledge.answer_words.asking
    for clause in re.split(r"[，。；！？,;!?\n]", heard.text):
        if len(clause) >= _SHORTEST_CLAUSE and any(word in clause for word in asking):
            found = find_refusal(replace(heard, text=clause), hotline)
            if found and found[0].id in hotline.knowledge.intake.files_anyway:
                return found[0]
    return None


def refuse(conversation: Conversation, refusal: RefusalReply) -> Turn:
    """说清为什么不能、可以去哪里。不替人作受理不受理的决定，所以总留着找人的路。"""
    return Turn(conversation.settled(), [refusal_reply(refusal)])


def refusal_reply(refusal: RefusalReply) -> Reply:
    return Reply(
        "utter_cannot",
        {"say": refusal.say, "go_to": refusal.go_to or ""},
        (Choice("请工作人员联系我", "request_callback"),),
        {"type": "refusal", "refusal": refusal.id, "basis": refusal.basis, **({"faq_id": refusal.goes_on_with} if refusal.goes_on_with else {})},
    )
