"""答权益和规则：在常见问答里找，找得准才答。"""

from __future__ import annotations

from typing import List, Optional

from bot.hotline.conversation import Choice, Conversation, Reply, Turn
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import ItemDecision, Understanding
from bot.usecases.guide.another_case import another_case
from bot.usecases.guide.answer_guide_question import answer_guide_question, not_in_its_guide
from bot.usecases.guide.answer_item import answer_item
from bot.usecases.guide.answer_without_item import refer_to_body
from bot.usecases.guide.ask_which_item import ask_which_item
from bot.usecases.guide.stay_with_item import stays_with_item, what_follows
from bot.usecases.reading.read_phrase import bare, says_any, says_nothing_asked
from bot.usecases.rules.quote_answer import (
    SURE_OF_ANSWER,
    WORTH_BESIDE,
    WORTH_OFFERING,
    common_question,
    faq_reply,
    holds_beside,
    is_near,
)
from bot.usecases.rules.quote_sentence import asked_about, tells_the_fine
from bot.usecases.talk.misunderstand import ask_which_matter, is_foreign, misunderstand, no_rule_answer
from bot.usecases.talk.refuse import find_refusal, refuse

# 问的是规矩，手头又没有别的事：问答的分数到多少就答。在 tests/nlu/faq.jsonl 的单数行上定，双数行上量。
SURE_OF_THE_RULE = 0.5
# 问答里没有、像是别的部门管的，有多大把握才指路；有几条沾边的问答，要这么有把握才不列。
_SURE_OF_BODY = 0.5
_NOT_OUR_DUTY = "not_our_duty"
_SURELY_THE_BODY = 0.93
# 这么短的问话（“要多久”）在问答里找，找到的多半不是要问的。
_SHORTEST_QUESTION = 6
_SHORT = 14
# 相近的问题里搭上最像的事项，要这么像。
_LIKE_THE_ITEM = 0.6
_LIKE_ONE_OF_TWO = 0.3
# 问的是规则，有这么大把握；再短的话也许只是没听懂。
_HARDLY_THE_ITEM = 0.02  # “执照借给朋友用”和电子执照没有关系
_SURE_OF_RULE = 0.8
_SURELY_THE_ITEM = 0.9


def answer_regulation(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """回答一句权益或规则的问话；拿不准就给三个相近的问题让市民挑。"""
    chosen = (heard.choice or {}).get("faq_id")
    if chosen:
        return Turn(conversation.settled(), [faq_reply(chosen, hotline)])
    in_hand = hotline.knowledge.items.get(conversation.item_id or "")
    common = common_question(in_hand, heard.text, hotline) if in_hand else None
    if common is not None:
        return Turn(conversation.settled(), [common])
    follows = what_follows(in_hand, heard, hotline) if in_hand and len(bare(heard.text)) <= _SHORT else None
    if follows is not None:
        return Turn(conversation.settled(), [follows])  # “不加直接卖行不行”
    found = hotline.answers.find(heard.text)
    stays = stays_with_item(conversation, heard, hotline)
    is_stray = bool(found and in_hand) and (
        (stays and not is_near(found[0][0], in_hand, hotline)) or not holds_beside(found[0][0], in_hand, heard.text, hotline)
    )
    least = SURE_OF_ANSWER if in_hand or heard.in_context else SURE_OF_THE_RULE
    is_sure = bool(found) and found[0][1] >= least and not is_stray
    if is_sure and asked_about(heard.text, hotline) == "fine" and len(heard.text) <= _SHORT and not tells_the_fine(hotline.knowledge.faq[found[0][0]].answer):
        is_sure = False  # “能举报吗 罚他多少”不答举报多久查
    is_about_item = heard.in_context or (not is_sure and stays)
    words = hotline.knowledge.aspect_words  # “变更经营范围到底要带啥”：说准了哪件，只问带什么
    asks_outright = heard.items and heard.items[0][1] >= _SURELY_THE_ITEM and words.asked(bare(heard.text)) == ("materials",)
    if (heard.item_id and (not is_sure or asks_outright)) or (is_about_item and conversation.item_id):
        # 听着像问规矩，其实是问手头这件事：“要多久”“收钱不”。
        return answer_guide_question(conversation, heard, hotline)
    refusal = find_refusal(heard, hotline)
    if refusal and not (is_sure and found[0][1] > refusal[1]):
        return refuse(conversation, refusal[0])
    told = _item_told(heard, hotline)
    if told is not None:
        return answer_item(conversation, told, "overview", heard, hotline)
    body = hotline.knowledge.external_bodies.get(heard.department or "")
    is_sure_of_body = bool(body and heard.departments and heard.departments[0][1] >= _SURE_OF_BODY)
    asks_whose = is_sure_of_body and says_any(hotline.knowledge.answer_words.asks_whose, heard.text)
    if asks_whose and not (is_sure and hotline.knowledge.faq[found[0][0]].department == body.id):
        return Turn(conversation.settled(), [refer_to_body(body, heard.text)])  # “物业不让装充电桩找哪个部门”不是问充电收费
    if is_sure:
        return Turn(_about_related(conversation, heard, found[0][0], hotline), [faq_reply(found[0][0], hotline, found[0][1])])
    if heard.in_context and len(heard.text) <= _SHORTEST_QUESTION and heard.aspect not in (None, "overview"):
        return ask_which_matter(conversation, heard, heard.aspect, hotline)
    case = another_case(conversation, in_hand, heard, hotline) if in_hand else None
    if case is not None:
        return Turn(conversation.settled(), [case])  # 备案的清单出了，“散装的可以卖不”：清单里本来就分着
    near = [faq_id for faq_id, score in found if score >= WORTH_BESIDE * found[0][1]] if found and found[0][1] >= WORTH_OFFERING else []
    is_half = heard.in_context and bool(conversation.item_id or conversation.last_question)  # 前面什么也没说，“自来水黄的 能喝不”不是半句
    is_sent_away = is_sure_of_body and near[:1] == [_NOT_OUR_DUTY]  # “拖欠提成能找你们不”：归谁听得准，就说归谁
    is_elsewhere = is_sent_away or (is_sure_of_body and heard.departments[0][1] >= _SURELY_THE_BODY and not is_half)
    if near and not is_elsewhere:
        choices = [
            Choice(hotline.knowledge.faq[faq_id].question, "choose_answer", {"faq_id": faq_id}) for faq_id in near
        ]
        choices += [*_item_choices(heard, hotline), Choice("都不是", "none_of_these")]
        return Turn(conversation.settled(), [Reply("utter_ask_which_question", choices=tuple(choices))])
    if is_sure_of_body:
        return Turn(conversation.settled(), [refer_to_body(body, heard.text)])
    if heard.item_decision is ItemDecision.CLARIFY and not heard.in_context:
        return not_in_its_guide(conversation, heard, hotline) or ask_which_item(conversation, heard, heard.aspect or "overview", hotline)
    is_rule = heard.kind_confidence >= _SURE_OF_RULE and len(heard.text) > _SHORTEST_QUESTION and not is_foreign(heard.text)
    return (no_rule_answer if is_rule else misunderstand)(conversation, heard, hotline)


def _item_told(heard: Understanding, hotline) -> Optional[ServiceItem]:
    """没在问规矩，只说了一件事（“营业执照找不着了”）：说的就是那件事要办的。"""
    is_told = not heard.in_context and says_nothing_asked(heard.text, hotline.knowledge.answer_words)
    is_clear = bool(heard.items) and heard.items[0][1] >= _SURELY_THE_ITEM
    return hotline.knowledge.item(heard.items[0][0]) if is_told and is_clear else None


def _item_choices(heard: Understanding, hotline) -> List[Choice]:
    """很像某个事项的，也列出来，问的也许就是办那件事；两件不分高下的，两件都列。明明在问规矩的不列：总有一件最像的。"""
    if heard.in_context or heard.item_decision is ItemDecision.NONE:
        return []
    likely = [item_id for item_id, score in heard.items if score >= _LIKE_THE_ITEM]
    likely = likely or [item_id for item_id, score in heard.items if score >= _LIKE_ONE_OF_TWO]
    items = [hotline.knowledge.item(item_id) for item_id in likely]
    return [Choice(f"{i.name}怎么办", "choose_item", {"item_id": i.item_id, "aspect": heard.aspect or "overview"}) for i in items]


def _about_related(conversation: Conversation, heard: Understanding, faq_id: str, hotline) -> Conversation:
    """答的是一个事项边上的规矩，后面省略的话（“怎么领”）就接着那个事项说。手头有事的不换；边上有几件的，要像其中一件。"""
    related = [item_id for item_id in hotline.knowledge.faq[faq_id].related_items if item_id in hotline.knowledge.items]
    least = _LIKE_THE_ITEM if len(related) > 1 else _HARDLY_THE_ITEM
    related = [item_id for item_id, score in heard.items if item_id in related and score >= least]
    if conversation.item_id or len(related) != 1:
        return conversation.settled()
    return conversation.about(related[0]).settled()
