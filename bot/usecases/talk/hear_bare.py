"""只有几个字的话：只开了个头的，光说了一个方面的。认的字在 knowledge/lexicon。"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.hotline.conversation import Awaiting, Conversation
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.guide.read_materials import mentioned_materials
from bot.usecases.reading.read_command import is_command
from bot.usecases.reading.read_phrase import bare, says_any

_LONGEST = 10


def only_opens(heard: Understanding, hotline) -> bool:
    """“我想问个事”：还没说是什么事，不去猜。"""
    words, text = hotline.knowledge.answer_words, bare(heard.text)
    if heard.choice is not None or len(text) > _LONGEST or not says_any(words.opens, text):
        return False
    for phrase in sorted((*words.opens, *words.opens_around), key=len, reverse=True):
        text = text.replace(phrase, "")
    return not bare(text)


def asks_barely(heard: Understanding, hotline) -> bool:
    """光一个“费用”“地址在哪”，没听成问话，也是在问手头这件的这一样。"""
    is_heard = heard.intent.startswith("ask_") or heard.choice is not None or bool(heard.emergency)
    return not is_heard and hotline.knowledge.aspect_words.names_nothing(bare(heard.text))


def as_bare_word(heard: Understanding, hotline) -> Understanding:
    """光一个“个人”“本人”听成了找人工、“头一次”听成了从头来：只是一个词，没说要怎样。"""
    words = hotline.knowledge.answer_words
    is_bare = heard.intent in ("talk_to_operator", "start_over") and bare(heard.text) in (*words.too_general, *words.groups.get("头回", ()))
    if heard.intent == "start_over" and heard.choice is None and not is_command("restart", heard.text, hotline.knowledge.intake_words) and re.search("重新(?![来说填讲问开登弄]|从头)", heard.text):
        return replace(heard, intent="ask_regulation", kind=RequestKind.INQUIRY)  # “我要重新评价”不是从头来
    return replace(heard, intent="state_facts") if is_bare else heard


def asks_how(conversation: Conversation, item_id: str, heard: Understanding, hotline) -> bool:
    """正问着撤销冒名登记的情形，“咋撤掉”问的是步骤；光一个“咋弄”是催清单。"""
    text, is_under_way = bare(heard.text), conversation.awaiting is Awaiting.SITUATION and conversation.item_id == item_id
    is_how = text.startswith(hotline.knowledge.answer_words.how_first) and not hotline.knowledge.aspect_words.is_all_plain(text)
    is_about_it = bool(heard.items) and heard.items[0][0] == item_id
    is_half = hotline.knowledge.half_said.is_half_of(hotline.knowledge.item(item_id).name, text)  # 说着合作社注销，“咋注销”
    return is_under_way and heard.choice is None and is_how and (is_about_it or is_half)


def says_what_he_has(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """“公司执照有了 人员学历有了 还缺啥”：说的是手头这件要的东西，听着再像另一件也不换；点了别的事项的名的不算。"""
    item, other = (hotline.knowledge.items.get(item_id or "") for item_id in (conversation.item_id, heard.item_id))
    if item is None or heard.choice is not None or not says_any(hotline.knowledge.answer_words.asks_missing, heard.text):
        return False
    is_named = other is not None and other is not item and any(name in heard.text for name in (other.name, *other.asked_as))
    words = hotline.knowledge.answer_words
    return not is_named and (says_any(words.has_it, heard.text) or bool(mentioned_materials(item, heard.text, words)))
