"""答权益和规则：在常见问答里找，找得准才答。"""

from __future__ import annotations

from bot.hotline.conversation import Choice, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.answer_guide_question import answer_guide_question
from bot.usecases.misunderstand import misunderstand
from bot.usecases.quote_answer import SURE_OF_ANSWER, faq_reply

# 问答的分数到多少可以拿出来让市民挑。
WORTH_OFFERING = 0.45


def answer_regulation(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """回答一句权益或规则的问话；拿不准就给三个相近的问题让市民挑。"""
    chosen = (heard.choice or {}).get("faq_id")
    if chosen:
        return Turn(conversation.settled(), [faq_reply(chosen, hotline)])
    found = hotline.answers.find(heard.text)
    is_sure = bool(found) and found[0][1] >= SURE_OF_ANSWER
    if heard.item_id and not is_sure or heard.in_context and conversation.item_id:
        # 听着像问规矩，其实是问手头这件事：“要多久”“收钱不”。
        return answer_guide_question(conversation, heard, hotline)
    if is_sure:
        return Turn(conversation.settled(), [faq_reply(found[0][0], hotline)])
    near = [faq_id for faq_id, score in found if score >= WORTH_OFFERING]
    if near:
        choices = tuple(
            Choice(hotline.knowledge.faq[faq_id].question, "choose_answer", {"faq_id": faq_id}) for faq_id in near
        ) + (Choice("都不是", "none_of_these"),)
        return Turn(conversation.settled(), [Reply("utter_ask_which_question", choices=choices)])
    return misunderstand(conversation, heard, hotline)
