"""几个事项都像：列出来让市民挑。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional, Tuple

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.guide_wording import wording_of
from bot.hotline.understanding import Understanding

# 让市民挑的事项，像到什么程度才列出来。
_WORTH_LISTING = 0.08
_TOLD_OF_EACH = ("fee", "time_limit")


def ask_which_item(
    conversation: Conversation, heard: Understanding, aspect: str, hotline, options: Tuple[str, ...] = ()
) -> Turn:
    """几个事项都像，列出来让市民挑；一句话只问一次。"""
    options = options or _likely(heard)
    choices = [
        Choice(hotline.knowledge.item(item_id).name, "choose_item", {"item_id": item_id, "aspect": aspect})
        for item_id in options
    ]
    waiting = replace(conversation, awaiting=Awaiting.ITEM, options=options, aspect=aspect)
    return Turn(waiting, [Reply("utter_ask_which_item", choices=(*choices, Choice("都不是", "none_of_these")))])


def tell_of_each(conversation: Conversation, heard: Understanding, aspect: str, hotline, options: Tuple[str, ...]) -> Optional[Turn]:
    """多少钱、几天，一两句话说得完：列着的几件各答各的，再请他挑；光列一遍，他问的没有答。问别的返回 None。"""
    if aspect not in _TOLD_OF_EACH:
        return None
    told = [Reply(f"utter_{aspect}", wording_of(hotline.knowledge.item(item_id), aspect)) for item_id in options]
    asked = ask_which_item(conversation, heard, "overview", hotline, options)
    return Turn(asked.conversation, [*told, *asked.replies])


def _likely(heard: Understanding) -> Tuple[str, ...]:
    """分数太低的不列出来凑数。"""
    return tuple(item_id for item_id, score in heard.items[:4] if score >= _WORTH_LISTING) or (heard.items[0][0],)
