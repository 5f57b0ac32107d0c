"""列了几条没挑，接着问：连着前一句看得准才答，看不准再请他挑，不替他挑头一条。"""

from __future__ import annotations

from typing import Optional, Sequence

from bot.hotline.conversation import Choice, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.reading.read_phrase import bare
from bot.usecases.rules.quote_answer import SURE_OF_ANSWER, WORTH_OFFERING, faq_reply

_SURE_TOGETHER = 0.5
_MOST = 3


def choose_among_offered(conversation: Conversation, heard: Understanding, offered: Sequence[str], hotline) -> Optional[Turn]:
    """offered 是刚才列的几条。"""
    alone = hotline.answers.find(heard.text, limit=_MOST)
    if alone and alone[0][1] >= SURE_OF_ANSWER:
        return Turn(conversation.settled(), [faq_reply(alone[0][0], hotline)])
    before = (conversation.last_question or {}).get("text", "")
    both = hotline.answers.find(f"{before} {bare(heard.text)}", limit=_MOST)
    if both and both[0][1] >= _SURE_TOGETHER:
        return Turn(conversation.settled(), [faq_reply(both[0][0], hotline, score=0.0)])  # 先说答的是哪一问，不是还能说
    near = dict.fromkeys((*(one for one, score in both if score >= WORTH_OFFERING), *offered))
    choices = [Choice(hotline.knowledge.faq[one].question, "choose_answer", {"faq_id": one}) for one in list(near)[:_MOST] if one in hotline.knowledge.faq]
    return Turn(conversation.settled(), [Reply("utter_ask_which_question", choices=(*choices, Choice("都不是", "none_of_these")))])
