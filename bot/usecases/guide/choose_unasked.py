"""列了几条没挑，接着问：连着前一句看得准才答，看不准再请他挑，不替他挑头一条。"""

from __future__ import annotations

from typing import List, Optional, Sequence

from bot.hotline.conversation import Choice, Conversation, Reply, Turn
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import Understanding
from bot.usecases.reading.read_phrase import bare
from bot.usecases.rules.quote_answer import SURE_OF_ANSWER, WORTH_OFFERING, faq_reply

_SURE_TOGETHER = 0.5
_MOST = 3
_SURE_OF_ITEM = 0.9


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
    choices += [Choice(f"{item.name}怎么办", "choose_item", {"item_id": item.item_id, "aspect": "overview"}) for item in _likely(before, heard, hotline)]
    return Turn(conversation.settled(), [Reply("utter_ask_which_question", choices=(*choices, Choice("都不是", "none_of_these")))])


def _likely(before: str, heard: Understanding, hotline) -> List[ServiceItem]:
    """列的几条都没挑，前后两句连着看准是一件要办的（“超市加卖熟食 证要改”“加项目”）：也列上，不把原来那几条再列一遍。"""
    (ranking,) = hotline.linker.link([f"{before} {bare(heard.text)}"])
    return [hotline.knowledge.item(item_id) for item_id, score in ranking[:1] if score >= _SURE_OF_ITEM]
