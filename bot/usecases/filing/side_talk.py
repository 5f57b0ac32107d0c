"""登记到一半时，在问别的、在寒暄，不是在答话。"""

from __future__ import annotations

import re

from bot.hotline.any_of import any_of
from bot.hotline.draft import Draft
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.reading.read_command import is_command
from bot.usecases.reading.read_demand import read_demand
from bot.usecases.reading.read_phrase import says_nothing_asked
from bot.usecases.returning.identify_ticket import ticket_number

_SMALL_TALK = ("greet", "thank", "goodbye", "ask_about_bot", "ask_what_you_can_do", "abuse")
_SURE = 0.85
_SURE_OF_SMALL_TALK = 0.6
_SOME_KIND_OF = re.compile("([买办推销吃喝用做装充][了的]?是?(?:一?[个种套])?)(?:什么|啥)(?!东西|时候|牌|意思|名|情况|证|手续|材料|都|也|吗)(?=[㐀-鿿]{3})")  # “买的是什么灵芝孢子粉”叫不准名字，不是在问
_SHORT = 18
_ENGLISH = 2
_LONG_QUESTION = 60
_QUESTION_AMONG_FACTS = 25  # 正说经过时，长的问句多半是在说事


def is_digression(draft: Draft, heard: Understanding, hotline) -> bool:
    """在问别的、在寒暄；不是在答话。"""
    text, sure = _SOME_KIND_OF.sub(r"\1", heard.text), heard.kind_confidence
    if heard.intent == "talk_to_operator":
        says_so = any(word in text for word in hotline.knowledge.intake_words.asks_person)
        return says_so and (sure >= _SURE or len(text) <= _SHORT)
    if heard.intent == "ask_about_bot" and not any(word in re.sub("[你您]说", "", text) for word in hotline.knowledge.intake_words.names_the_bot):
        return False
    if heard.intent == "goodbye" and not any(word in text for word in hotline.knowledge.intake_words.says_goodbye):
        return False  # “拔了没事了”
    if heard.intent == "greet" and heard.entity("date"):  # 问什么时候，答“今天早上”
        return False
    if heard.intent in _SMALL_TALK:
        return sure >= _SURE_OF_SMALL_TALK and len(text) <= _SHORT and not _is_a_name(text, hotline)
    if ticket_number(text) or is_command("lookup", text, hotline.knowledge.intake_words):
        return True
    is_asking = asks(text, hotline)
    if heard.intent == "check_ticket" and is_asking:
        return True
    if not is_asking and read_demand(text, hotline.knowledge.intake_words, hotline.now().date(), is_asked=False):
        return False  # “就是想让你们来查查”听着像查档案
    is_asking = is_asking or not says_nothing_asked(text, hotline.knowledge.answer_words)  # “不让自带酒水合法不”
    if not heard.intent.startswith("ask_") or heard.kind is not RequestKind.INQUIRY or not is_asking:
        return False
    return sure >= _SURE and len(text) <= (_QUESTION_AMONG_FACTS if draft.asking in ("facts", "demand") else _LONG_QUESTION)


def _is_a_name(text: str, hotline) -> bool:
    """“谢飞”“安好”整句是一个姓名，不是在道谢、问好。"""
    people = (e for e in hotline.entities.entities(text, hotline.now().date()) if e["type"] == "person")
    return any(e["text"] == text for e in people)


def asks(text: str, hotline) -> bool:
    """像在问，不像在答。"""
    rather_not = any_of(hotline.knowledge.intake_words.rather_not)
    whom = "(?:叫什么|叫啥|什么名|啥名|哪一?家|哪个店|是谁|[在是]哪)"
    said = rf"(?:{rather_not})[^，。\s]{{0,3}}{whom}[^，。？?\s吗]{{0,3}}(?=[，。\s]|$)|{whom}[^，。？?\s]{{0,5}}(?:{rather_not})"
    text = re.sub(r"叫(?:个|做)?(?:什么|啥)[\s，,]+(?=[㐀-鿿]{3,10}$)", "", text)  # “叫什么 美家装饰”：想起来了
    text = re.sub("(?:说|干|吃|买|做)?(?:啥|什么|谁|哪儿?)都", "都", _SOME_KIND_OF.sub(r"\1", text))  # “当时说啥都赔”不是在问
    supposed = re.search(any_of(hotline.knowledge.answer_words.supposes), text) is not None  # “他要是一直拖着呢”是在问
    text = re.sub(said, "", text if supposed else re.sub("要么|[着好多大]呢|(?<=没)([㐀-鿿]{1,2})呢$", r"\1", text))  # “不晓得在哪”“叫什么你别问”“在家充着呢”“货款还没结呢”不是在问
    return any(word in text for word in hotline.knowledge.answer_words.asking) or re.search(r"([㐀-鿿])不\1", text) is not None


def speaks_english(text: str, words) -> bool:
    """有两个常用的英语词：是在说话，不是一个洋名字。"""
    return sum(word in words.english for word in re.findall("[a-z]+", text.lower())) >= _ENGLISH and re.search("[㐀-鿿]", text) is None


def asks_secrecy(text: str, hotline) -> bool:
    """问会不会告诉对方。"""
    words = hotline.knowledge.intake_words
    is_asking = asks(text, hotline) or any(word in text for word in words.asking_more)
    return is_asking and any(phrase in text for phrase in words.asks_secrecy)


def is_afraid(text: str, words) -> bool:
    """说着事带了一句“千万保密”“怕老板报复”。"""
    is_fear = any(word in text for word in words.afraid) and any(word in text for word in words.afraid_of)
    return is_fear or any(phrase in text for phrase in words.wants_secrecy)


def without_questions(text: str, hotline) -> str:
    """去掉在问的半句：“哪有门牌啊，就在万达一楼”留下后一半。"""
    return "，".join(clause for clause in re.split(r"[，。；！？,;!?\s]", text) if clause and not asks(clause, hotline) and not re.search("[行中成]不$", clause))
