"""登记到一半问一句规矩（“喝了拉肚子医药费谁出”）：单看、连着正登记的事看，看得准的答；登记的事本身有一条规矩的，念里面对得上的一句。"""

from __future__ import annotations

import re
from typing import Optional, Sequence

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, hear
from bot.hotline.understanding import Understanding
from bot.usecases.filing.ask_draft import ask_next, current_draft
from bot.usecases.filing.hide_reporter import SECRET
from bot.usecases.filing.say_aside import asked_among_facts, say_aside
from bot.usecases.filing.side_talk import asks, without_questions
from bot.usecases.reading.read_phrase import bare, says_any
from bot.usecases.rules.quote_answer import EVERY_TRADE, best_answer, faq_reply, topic_of
from bot.usecases.rules.quote_sentence import asked_about, sentence_asked, tells_the_fine

_MATTER = 40  # 正登记的事，开头这些字就看得出是什么
_SURE_OF_THE_MATTER = 0.5
_LIKE_THE_MATTER = 0.4  # 问“合理吗”“法律咋规定的”，说明了答的是哪一问
_PLAINLY_ANOTHER = 0.75  # 单看就这么像，不用看正登记的是什么
_LIKE_A_SENTENCE = 0.3  # 没先念过整条的，一句要比接着问的再像一点
_A_FACT = 4
_WHO_IS_RIGHT = "谁对谁错"
_STALL = 2  # “摊子”是哪件事项都叫得
_NO_GUIDE = ("ask_regulation", "ask_about_bot", "ask_what_you_can_do", "ask_for_help")
_KINDS = ("complaint", "tip_off")
_PROCEDURE = (EVERY_TRADE, "tip_off_reporters")  # 正登记着，怎么投诉、匿名行不行，登记时自会说


def answer_of_the_matter(conversation: Conversation, draft: Draft, text: str, hotline) -> Turn:
    """看不准的不列一串不相干的让他挑，说以后有人答。"""
    reply = None if draft.is_other_body else _of_the_rules(draft, text, hotline)
    return ask_next(conversation, draft, hotline, [reply.without_choices()]) if reply else answer_later(conversation, draft, hotline, text)


def ask_of_the_matter(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """登记到一半问的听成了怎么办一件事项，话里却没点名要办什么（“摊子第二天就不在那了咋办”）：问的是正登记的事。别的返回 None。"""
    text = heard.text
    is_guide = heard.choice is None and heard.intent.startswith("ask_") and bool(heard.items) and (heard.intent not in _NO_GUIDE or heard.item_id is not None)
    if not is_guide or hotline.knowledge.asides.names_an_item(text) or hotline.knowledge.half_said.offers(bare(text)):
        return None
    item = hotline.knowledge.item(heard.items[0][0])
    if item is None or any(name in text for name in (item.name, *item.asked_as) if len(name) > _STALL):
        return None
    return answer_of_the_matter(conversation, current_draft(conversation, hotline), text, hotline)


def answer_later(conversation: Conversation, draft: Draft, hotline, text: str = "") -> Turn:
    """岔开问的答不上来：不耽误登记，说清以后有人答。“我老公打过12345了 会不会重复”里说的半句留着。"""
    if text and draft.has_facts and draft.kind not in SECRET and len(re.findall("[㐀-鿿]", without_questions(text, hotline))) >= _A_FACT:
        draft = hear(draft, text, False)
    return ask_next(conversation, draft, hotline, asked_among_facts(draft, text, hotline) or [Reply("utter_draft_later")])


def rule_asked_at_once(draft: Draft, text: str, hotline) -> Sequence[Reply]:
    """开头就问了的（“老板收我五十开瓶费，合理不合理”）：登记，也把问的那条规矩答了；规矩看不准、问我们管不管的不答。"""
    words = hotline.knowledge.intake_words
    clauses = [one for one in re.split(r"[，,。；;！!\s]+", text) if asks(one, hotline) or re.search("([㐀-鿿]{1,2})不\\1", one)]
    is_rule = any(not any(phrase in one for phrase in (*words.asks_whose, *words.asks_us)) for one in clauses)
    found = best_answer(text, hotline) if is_rule and draft.kind in _KINDS and not draft.is_other_body else None
    is_ours = found is not None and hotline.knowledge.faq[found[0]].department in hotline.knowledge.departments
    return [faq_reply(found[0], hotline).without_choices()] if is_ours and topic_of(found[0], hotline) not in _PROCEDURE else []


def _of_the_rules(draft: Draft, text: str, hotline) -> Optional[Reply]:
    before = draft.said[0][:_MATTER] if draft.said else ""
    alone = best_answer(text, hotline)
    if alone and asked_about(text, hotline) == "fine" and not tells_the_fine(hotline.knowledge.faq[alone[0]].answer):
        alone = None  # “举报他们罚多少”不答举报多久查
    if alone and alone[1] >= _PLAINLY_ANOTHER:
        return faq_reply(alone[0], hotline)
    matter = hotline.answers.find(before, limit=1) if before else []
    is_known = bool(matter) and matter[0][1] >= _SURE_OF_THE_MATTER
    is_like = bool(matter) and matter[0][1] >= _LIKE_THE_MATTER
    if is_like and says_any(hotline.knowledge.intake_words.asks_the_law, text):
        return faq_reply(matter[0][0], hotline, score=0.0)  # “法律咋规定的”“那合理吗”
    if is_known:
        sentence = sentence_asked(text, hotline.knowledge.faq[matter[0][0]].answer, hotline, least=_LIKE_A_SENTENCE)
        if sentence:
            return Reply("utter_in_matter", {"sentence": sentence})
    both = best_answer(f"{before} {text}", hotline) if not is_known else None
    found = alone or both
    if not found and says_any(hotline.knowledge.intake_words.asks_the_law, text):
        return say_aside(_WHO_IS_RIGHT, before, draft.kind, hotline)  # “这合法不”认不出是哪一条：说清要看凭据
    return faq_reply(found[0], hotline, score=0.0) if found else None
