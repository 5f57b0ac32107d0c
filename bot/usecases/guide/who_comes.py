"""“必须本人去吗”“能让我儿子去不”：办手头这件事能不能找人代办，代办多带什么。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.one_time_notice import OneTimeNotice
from bot.hotline.understanding import Understanding
from bot.usecases.emergency.stay_with_emergency import CLEAR
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.guide.issue_notice import every_case
from bot.usecases.guide.say_notice import say_materials
from bot.usecases.reading.read_phrase import bare, says_any, says_nothing_asked
from bot.usecases.rules.quote_answer import common_question

_LONGEST = 20
_AGENT, _SELF = "agent", "self"  # 问谁来办的那一问和它的选项，各事项都用这几个编号


def answer_who_comes(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """不是在问谁去、这件事没有这一问的，返回 None。正问着别的，答完接着问。"""
    text, words = bare(heard.text), hotline.knowledge.answer_words
    if heard.choice is not None or conversation.draft_open or len(text) > _LONGEST:
        return None
    item = hotline.knowledge.items.get(conversation.item_id or heard.item_id or "")
    other = hotline.knowledge.items.get(heard.item_id or "")
    if other is not None and any(name in text for name in (other.name, *other.asked_as)):
        item = other
    question = item.situation(_AGENT) if item else None
    if question is None or question.option(_AGENT) is None:
        return None
    if conversation.awaiting is Awaiting.SITUATION and conversation.asked == _AGENT and says_nothing_asked(heard.text, words):
        return None  # “委托银行办”是在答
    cannot_come = _cannot_come(conversation, heard, hotline)
    if not cannot_come and not words.said(words.asks_who_comes, text):
        return None
    if item.item_id != conversation.item_id and conversation.awaiting is Awaiting.SITUATION:
        return None
    conversation = conversation.about(item.item_id) if item.item_id != conversation.item_id else conversation
    only_agent = {m.name for m in item.materials if _SELF not in m.when.get(_AGENT, (_SELF,))}
    listed: OneTimeNotice = every_case(item, {**conversation.answers, _AGENT: _AGENT}, hotline.now())
    extra = [line for line in listed.bring if line.name in only_agent]
    said = common_question(item, heard.text, hotline) or Reply("utter_who_may_come", {"item": item.name, "why": question.why, "materials": say_materials(extra) if extra else ""})
    if conversation.awaiting is Awaiting.SITUATION:
        conversation = replace(conversation, answers={**conversation.answers, _AGENT: _AGENT}) if cannot_come else conversation
        resumed = continue_notice(conversation, item, hotline)
        return Turn(resumed.conversation, [said, *resumed.replies])
    change = Choice("找人代办，清单重出一份", "answer_situation", {"situation": _AGENT, "option": _AGENT})
    is_listed = conversation.notice_no and conversation.answers.get(_AGENT) != _AGENT
    return Turn(conversation.settled(), [Reply(said.name, said.fields, (change,) if is_listed else ())])


def _cannot_come(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """手头正办着，说“她身体不好去不了”：只能别人去。正问着谁来的，是在答那一问；真像险情的（送医院去不了）不算。"""
    is_answering = conversation.awaiting is Awaiting.SITUATION and conversation.asked == _AGENT
    if not conversation.item_id or is_answering or (heard.emergency and heard.danger >= CLEAR):
        return False
    return says_any(hotline.knowledge.answer_words.cannot_come, heard.text)
