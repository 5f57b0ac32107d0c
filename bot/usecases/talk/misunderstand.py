"""没听懂：第一次请换个说法，第二次就交给人，没有第三次。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional, Tuple

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.emergency.stay_with_emergency import stay_with_citizen
from bot.usecases.reading.read_phrase import bare, says_any, telling_part
from bot.usecases.rules.quote_answer import best_answer, faq_reply
from bot.usecases.talk.hand_to_operator import hand_to_operator

_PATIENCE = 2
_ONLY_OPENING = 10
_AND_THAT = ("呢", "呢?", "呢？")
_WAYS_ON = (Choice("您能帮我做什么", "ask_what_you_can_do"), Choice("转人工", "talk_to_operator"))
_ASK_A_PERSON = (Choice("请工作人员联系我", "request_callback"), Choice("转人工", "talk_to_operator"))


def misunderstand(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """没听懂市民的话。连着两次就转人工，连同记录一起交过去。"""
    if conversation.in_care:
        return stay_with_citizen(conversation, hotline)
    if (idle := _idle(conversation, heard, hotline)) is not None:
        return idle
    same = _same_rule(conversation, heard, hotline)
    if same is not None:
        return Turn(conversation.settled(), [same])
    found = best_answer(heard.text, hotline) if heard.choice is None else None
    if found:  # 意图没听出来，问答里却有：“我要见局长”
        return Turn(conversation.settled(), [faq_reply(found[0], hotline)])
    if _asks_of_the_item(conversation, heard, hotline):
        return Turn(conversation.settled(), [Reply("utter_not_in_guide", choices=_ASK_A_PERSON[:1])])
    if len(heard.text) <= _ONLY_OPENING and says_any(hotline.knowledge.answer_words.opens, heard.text):
        return Turn(conversation, [Reply("utter_go_ahead")])
    return _ask_differently(conversation, "utter_not_understood", heard, hotline)


def _asks_of_the_item(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """清单出了，短短问了一样（“能加急吗”）：话听懂了，是指南没写。一样东西也没点的不算。"""
    text, is_listed = bare(heard.text), bool(conversation.notice_no) and not conversation.draft_open
    is_question = is_listed and heard.choice is None and len(text) <= _ONLY_OPENING and not telling_part(heard.text, hotline.knowledge.answer_words)
    return is_question and bool(hotline.knowledge.aspect_words.left_over(text))


def _idle(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """打错了的、闲聊的、一个字也没有的：没有事要办，不算没听懂，不惊动坐席。都不是返回 None。"""
    words, text = hotline.knowledge.intake_words, heard.text
    if conversation.draft_open or heard.choice is not None or len(text) > _ONLY_OPENING + 2:
        return None
    if any(phrase in text for phrase in words.wrong_number):
        return Turn(replace(conversation.settled(), misunderstood=0), [Reply("utter_goodbye")])
    if any(phrase in text for phrase in words.chats):
        return Turn(conversation, [Reply("utter_chat")])
    has_words = any(c.isalnum() for c in text)
    return None if has_words or not conversation.misunderstood else Turn(conversation, [Reply("utter_go_ahead")])


def _same_rule(conversation: Conversation, heard: Understanding, hotline) -> Optional[Reply]:
    """刚答完一条规矩，接着说“周六呢”：连着刚才那句问话在问答里找。"""
    said = bare(heard.text)
    if not conversation.last_question or heard.choice is not None or len(said) > _ONLY_OPENING or not said.endswith(_AND_THAT):
        return None
    found = best_answer(said, hotline) or best_answer(f"{conversation.last_question['text']} {said}", hotline)
    return faq_reply(found[0], hotline) if found else None


def no_rule_answer(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """听懂了问的是规则，问答里没有：承认没有核实过的答案，不拿沾边的凑。"""
    if conversation.in_care:
        return stay_with_citizen(conversation, hotline)
    return _ask_differently(conversation, "utter_no_rule_answer", heard, hotline, _ASK_A_PERSON)


def none_of_these(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """列出的都不是：换个问法，请市民说办成了想做什么。"""
    return _ask_differently(conversation, "utter_none_of_these", heard, hotline)


def ask_which_matter(conversation: Conversation, heard: Understanding, aspect: str, hotline) -> Turn:
    """话里没说是哪件事，上文也没有：问一句，记住问的是哪一方面。刚答完一条规矩的，问的是它没写到的。"""
    if conversation.last_question and hotline.knowledge.aspect_words.names_nothing(bare(heard.text)):
        return Turn(conversation.settled(), [Reply("utter_not_in_rule", choices=_ASK_A_PERSON)])
    waiting = replace(conversation, awaiting=Awaiting.ITEM, options=(), aspect=aspect)
    return _ask_differently(waiting, "utter_ask_which_matter", heard, hotline)


def _ask_differently(
    conversation: Conversation, name: str, heard: Understanding, hotline, ways: Tuple[Choice, ...] = _WAYS_ON
) -> Turn:
    times = conversation.misunderstood + 1
    if times >= _PATIENCE:
        return hand_to_operator(replace(conversation, misunderstood=0), "misunderstood", heard, hotline)
    if name == "utter_not_understood" and heard.choice is None and is_foreign(heard.text):
        name = "utter_chinese_only"
    waiting = conversation if name == "utter_ask_which_matter" else replace(conversation, options=())
    choices = () if name == "utter_ask_which_matter" else ways
    return Turn(replace(waiting, misunderstood=times), [Reply(name, choices=choices)])


def is_foreign(text: str) -> bool:
    """大半是拉丁字母的句子。"""
    letters = sum(c.isascii() and c.isalpha() for c in text)
    return letters >= 8 and letters * 2 > len(text)
