"""“办好了去哪取”“能邮寄吗”：手头这件事办成了怎么领；说到寄的，一并说材料怎么交。"""

from __future__ import annotations

from typing import Optional

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.one_time_notice import say_place
from bot.hotline.understanding import Understanding
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.reading.read_phrase import bare, says_any

_LONGEST = 18
_ASK_A_PERSON = Choice("请工作人员联系我", "request_callback")


def answer_delivery(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """不是在问这一样、手头没有一件事的，返回 None。正问着情形的，答完接着问。"""
    text, words = bare(heard.text), hotline.knowledge.answer_words
    item = hotline.knowledge.items.get(conversation.item_id or "")
    if item is None or heard.choice is not None or conversation.draft_open or len(text) > _LONGEST:
        return None
    is_mail = says_any(words.asks_mail, text)
    if not is_mail and not says_any(words.asks_delivery, text):
        return None
    fields = {
        "item": item.name,
        "delivery": item.result.delivery or "",
        "place": "\n".join(f"{name}：{value}" for name, value in say_place(item)),
        "channels": "、".join(channel.name for channel in item.channels if channel.kind != "mail"),
    }
    said = Reply("utter_mail" if is_mail else "utter_delivery", fields) if item.result.delivery else Reply("utter_not_in_guide", choices=(_ASK_A_PERSON,))
    if conversation.awaiting is not Awaiting.SITUATION:
        return Turn(conversation.settled(), [said])
    resumed = continue_notice(conversation, item, hotline)
    return Turn(resumed.conversation, [said.without_choices(), *resumed.replies])
