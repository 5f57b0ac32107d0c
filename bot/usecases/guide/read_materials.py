"""话里说到的材料：哪些说有了，哪些说没有。"""

from __future__ import annotations

from typing import List, Tuple

from bot.hotline.answer_words import AnswerWords
from bot.hotline.item_parts import Material
from bot.hotline.service_item import ServiceItem
from bot.usecases.reading.read_phrase import is_said


def mentioned_materials(item: ServiceItem, text: str, words: AnswerWords) -> List[str]:
    """话里说已经有的材料。“没有××”“××还没办”的不算。"""
    names = [name for material in item.materials for name in _aliases(material)]
    have = [m.name for m in item.materials if any(is_said(n, text, words, names, may_lack=True) for n in _aliases(m))]
    return list(dict.fromkeys(have))


def lacking_materials(item: ServiceItem, text: str, words: AnswerWords) -> List[str]:
    """话里说到、但说的是没有的材料。"""
    have = mentioned_materials(item, text, words)
    return [m.name for m in item.materials if m.name not in have and any(n in text for n in _aliases(m))]


def _aliases(material: Material) -> Tuple[str, ...]:
    return (material.name, *material.said_as, *material.any_of)
