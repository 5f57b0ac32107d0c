"""没听懂：第一次请换个说法，第二次就交给人，没有第三次。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Choice, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.hand_to_operator import hand_to_operator

_PATIENCE = 2


def misunderstand(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """没听懂市民的话。连着两次就转人工，连同记录一起交过去。"""
    times = conversation.misunderstood + 1
    if times >= _PATIENCE:
        return hand_to_operator(replace(conversation, misunderstood=0), "misunderstood", heard, hotline)
    choices = (Choice("您能帮我做什么", "ask_what_you_can_do"), Choice("转人工", "talk_to_operator"))
    return Turn(replace(conversation, misunderstood=times), [Reply("utter_not_understood", choices=choices)])
