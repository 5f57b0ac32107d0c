"""从常见问答和事项的常见问题里引一条答案，连同依据。"""

from __future__ import annotations

from typing import Optional, Tuple

from bot.hotline.conversation import Choice, Reply
from bot.hotline.item_parts import CommonQuestion
from bot.hotline.service_item import ServiceItem

# 问答的分数到多少才敢直接答；在留出集上定的，见 bench/README.md。
SURE_OF_ANSWER = 0.6
# 不敢直接答的，到多少可以拿出来让市民挑，后面几条至少有头一条的几成；在 tests/nlu/faq.jsonl 的单数行上定，双数行上量。
WORTH_OFFERING = 0.3
WORTH_BESIDE = 0.6
# 接着刚才那条说的半句，连着看像到这样，就是另一条。
SURE_OF_THE_NEXT = 0.5
# 事项自己的常见问题，字面和意思都要像：答偏了，真正问的那一句就没答。
_SURE_OF_COMMON_QUESTION = 0.6
# 这一题目的“第一次能不罚吗”“几天受理”，哪一行都一样。
EVERY_TRADE = "hotline_procedure"
# 低些也算的（正说着这件事接着问的），和第二像的要分得开。
_APART = 0.05
_SHORTEST_QUESTION = 3
_FEW_LETTERS = 6
_BARE = 4
_STILL_LIKE = 0.5
_PLAIN_ASPECTS = {"time_limit", "fee", "place"}


def best_answer(text: str, hotline) -> Optional[Tuple[str, float]]:
    """问答里有没有答得准的：（编号，分数），没有返回 None。"""
    found = hotline.answers.find(text, limit=1)
    return found[0] if found and found[0][1] >= SURE_OF_ANSWER else None


def topic_of(faq_id: str, hotline) -> str:
    """这条问答在哪个题目里；没有这一条返回空。"""
    return next((topic.topic for topic in hotline.knowledge.faq_topics if any(entry.faq_id == faq_id for entry in topic.entries)), "")


def is_near(faq_id: str, item: ServiceItem, hotline) -> bool:
    """这条问答和这件事同一类：手头说着电子秤，“多久检一次”不拿电梯的来答；说着器械证，“提前多久”不拿食品证的来答。"""
    entry, items = hotline.knowledge.faq[faq_id], hotline.knowledge.items
    themes = {items[one].theme for one in entry.related_items if one in items}
    if themes and item.theme not in themes and item.item_id not in entry.related_items:
        return False  # 说着食品证换法人，公司换法人的规矩再沾边也不是它的
    if entry.department == item.responsible_department or item.item_id in entry.related_items or set(item.related_items) & set(entry.related_items):
        return True
    return any(topic.topic.startswith(item.theme) and entry in topic.entries for topic in hotline.knowledge.faq_topics)


def holds_beside(faq_id: str, item: ServiceItem, text: str, hotline) -> bool:
    """几个字的（“会被吊销吗”），连着手头事项的名称找，还是这一条、还像，才算。"""
    named = hotline.answers.find(f"{item.name} {text}", limit=1) if len(text) <= _FEW_LETTERS else []
    return not named or (named[0][0] == faq_id and named[0][1] >= _STILL_LIKE)


def faq_reply(faq_id: str, hotline, score: float = 1.0) -> Reply:
    """score 不够 SURE_OF_ANSWER 的先说答的是哪一问，还能说不是。"""
    entry, is_sure = hotline.knowledge.faq[faq_id], score >= SURE_OF_ANSWER
    choices = tuple(
        Choice(f"{hotline.knowledge.items[i].name}怎么办", "choose_item", {"item_id": i, "aspect": "overview"})
        for i in entry.related_items[:3]
        if i in hotline.knowledge.items
    )
    return Reply(
        "utter_regulation",
        {
            "asked": "" if is_sure else f"您问的像是“{entry.question}”。",
            "answer": entry.answer,
            "basis": "、".join(entry.basis),
            "caveat": "" if entry.verified else "其中有尚未核实的内容，以主管部门答复为准。",
        },
        choices if is_sure else (*choices, Choice("不是问这个", "none_of_these")),
        {"type": "faq", "faq_id": faq_id, "question": entry.question, "verified": entry.verified},
    )


def _asks_another_aspect(text: str, ways: Tuple[str, ...], hotline) -> bool:
    """明着问几天、多少钱、在哪，那一条的问法里一句也没问这一样（“移出要几天”不是“移出要不要交罚款”）。"""
    asked = hotline.knowledge.aspect_words.asked
    wanted = set(asked(text)) & _PLAIN_ASPECTS
    return bool(wanted) and not any(wanted & set(asked(way)) for way in ways)


def _names_what_is_written_elsewhere(item: ServiceItem, one: CommonQuestion, text: str, hotline) -> bool:
    """“仓库必须有吗”像“药师必须有吗”：点的那一样指南别处写着，这一条一个字也没提，问的不是它。"""
    parts = hotline.knowledge.aspect_words.left_over(text)
    told = "".join((one.question, one.answer, *one.asked_as))
    return bool(parts) and all(part in item.written for part in parts) and not any(piece in told for part in parts for piece in (part[at : at + 2] for at in range(len(part) - 1)))


def common_question(item: ServiceItem, text: str, hotline, least: float = _SURE_OF_COMMON_QUESTION) -> Optional[Reply]:
    """市民问的正是这个事项的一条常见问题时，直接答那一条。least：有多像才算，0–1。"""
    named = max((name for name in (item.name, *item.asked_as) if name in text and name != text), key=len, default="")
    text = text.replace(named, "").strip("，, ") if named else text  # 常见问题里不写事项自己的名字
    is_a_name = any(text in (one.name, *one.asked_as) for one in hotline.knowledge.items.values())  # 光一个“药店许可证”，没有问哪一条
    aspects = hotline.knowledge.aspect_words
    is_a_name = is_a_name or (len(text) <= _BARE and aspects.is_all_plain(text) and not aspects.asked(text))  # 光一个“那咋办”，哪一条都像
    if not item.common_questions or len(text) < _SHORTEST_QUESTION or is_a_name:
        return None
    ways = [(one.question, *one.asked_as) for one in item.common_questions]
    scores = hotline.matcher.rank(text, ways, least)
    best, second = sorted((*scores, 0.0), reverse=True)[:2]
    if best < least or (best < _SURE_OF_COMMON_QUESTION and best - second < _APART):
        return None
    if _asks_another_aspect(text, ways[scores.index(best)], hotline):
        return None
    question = item.common_questions[scores.index(best)]
    if _names_what_is_written_elsewhere(item, question, text, hotline):
        return None
    return Reply("utter_common_question", {"answer": question.answer, "basis": question.basis or ""})
