"""不办了，或者从头来。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.answer_guide_question import answer_guide_question
from bot.usecases.hand_to_operator import decline_callback
from bot.usecases.read_phrase import bare


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
