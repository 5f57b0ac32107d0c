"""不办了，或者从头来。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.reading.read_phrase import bare
from bot.usecases.rules.quote_answer import faq_reply
from bot.usecases.talk.hand_to_operator import decline_callback

# 手头没有事，说“不想……了”的，问答里有一条像到这样：说的是那一条。
_LIKE_A_RULE = 0.5


def stop(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """放下手头的事。正请市民留电话时说“不用了”，是不留电话；说着撤销冒名登记，“咋撤销”是在问怎么办。"""
    if conversation.item_id and heard.choice is None and bare(heard.text).startswith(hotline.knowledge.answer_words.how_first):
        asked = replace(heard, intent="ask_process", aspect="process", aspects=("process",), in_context=True)
        return answer_guide_question(conversation, asked, hotline)
    if heard.intent == "start_over":
        fresh = Conversation(id=conversation.id, filed=conversation.filed, proved=conversation.proved)
        return Turn(fresh, [Reply("utter_restarted")])
    if conversation.awaiting is Awaiting.CALLBACK_PHONE:
        return decline_callback(conversation)
    if conversation.filed and conversation.awaiting is Awaiting.NOTHING and not (conversation.draft_id or conversation.item_id):
        return Turn(conversation.settled(), [Reply("utter_filed_stays", {"ticket_no": "、".join(conversation.filed)})])
    if (rule := _rule_meant(conversation, heard, hotline)) is not None:
        return Turn(conversation.settled(), [rule])
    # 说“算了”也可能是听错了：问了一半的留着，“接着办”就能回来。
    kept = conversation.about("") if conversation.awaiting is Awaiting.SITUATION else conversation
    kept = Conversation(
        id=conversation.id,
        set_aside=kept.set_aside,
        draft_id=conversation.draft_id,
        ticket_no=conversation.ticket_no,
        filed=conversation.filed,
        proved=conversation.proved,
    )
    return Turn(kept, [Reply("utter_cancelled")])


def _rule_meant(conversation: Conversation, heard: Understanding, hotline) -> Optional[Reply]:
    """手头什么也没有，没有什么可放下的，“我不想当法人了”说的是一件事。"""
    is_idle = conversation.awaiting is Awaiting.NOTHING and not (conversation.item_id or conversation.draft_id or conversation.ticket_no)
    found = hotline.answers.find(heard.text, limit=1) if is_idle and heard.choice is None else []
    return faq_reply(found[0][0], hotline, found[0][1]) if found and found[0][1] >= _LIKE_A_RULE else None
