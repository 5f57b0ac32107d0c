"""“加注册资本 顺便把经营范围也改了”：听成了只改一样的那件事，其实要办的是能几样一起改的那一件。"""

from __future__ import annotations

from bot.hotline.service_item import ServiceItem
from bot.usecases.guide.read_told import added_answers


def wider_item(item: ServiceItem, text: str, hotline) -> ServiceItem:
    """手头这件自己没有可以几样一起的问题，话里说的几样相关的一件都管，就是那一件；不是就还是 item。"""
    words = hotline.knowledge.answer_words
    related = [hotline.knowledge.items[i] for i in item.related_items if i in hotline.knowledge.items]
    if any(situation.several for situation in item.situations):
        return item
    wider = {other.item_id: other for other in related if added_answers(other, {}, text, words)}
    if not wider:
        return item
    (ranking,) = hotline.linker.link([text])
    best = next((item_id for item_id, _ in ranking if item_id in wider), next(iter(wider)))
    return wider[best]
