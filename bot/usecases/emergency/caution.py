"""登记到一半听着有点像险情：不打断，先说一句该打的电话；同一种只说一次。像不想活的话又说一遍，就不是气话了。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.emergency.hear_danger import is_his_name
from bot.usecases.emergency.stay_with_emergency import CLEAR
from bot.usecases.filing.ask_draft import ask_next, current_draft

WORRYING = 0.5  # 像险情到这样，先说一句
_TAKEN_AS_REFUSAL = "utter_draft_needed"


def breaks_in(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """清清楚楚是险情，打断手头的事。"""
    is_said_twice = _is_despair(heard, hotline) and heard.emergency in conversation.cautioned and heard.danger >= WORRYING
    return (heard.danger >= CLEAR or is_said_twice) and not is_his_name(conversation, heard, hotline)


def with_caution(conversation: Conversation, turn: Turn, heard: Understanding, hotline) -> Turn:
    """turn 是把这句当平常话办的一轮。像不想活的话听成了不肯说（“这日子没法过了”），再不像也关心一句，正问的再问一遍。"""
    is_despair, emergency = _is_despair(heard, hotline), hotline.knowledge.emergencies[heard.emergency]
    is_taken_wrong = is_despair and conversation.draft_open and "不" not in heard.text and any(reply.name == _TAKEN_AS_REFUSAL for reply in turn.replies)
    if is_his_name(conversation, heard, hotline) or (heard.danger < WORRYING and not is_taken_wrong):
        return turn
    if is_taken_wrong:
        turn = _asked_again(conversation, heard, hotline)
    if heard.emergency in conversation.cautioned:
        return turn
    worry = Reply("utter_draft_care") if is_despair else Reply("utter_draft_danger", {"short": emergency.short})
    return Turn(replace(turn.conversation, cautioned=(*conversation.cautioned, heard.emergency)), [worry, *turn.replies])


def _asked_again(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """这句不是不肯说，也不写进经过：正问的再问一遍。"""
    draft = current_draft(conversation, hotline)
    asked = replace(draft, said=tuple(said for said in draft.said if said != heard.text), explained=tuple(n for n in draft.explained if n != draft.asking))
    return ask_next(conversation, asked, hotline)


def _is_despair(heard: Understanding, hotline) -> bool:
    return hotline.knowledge.emergencies[heard.emergency].hand_to_person
