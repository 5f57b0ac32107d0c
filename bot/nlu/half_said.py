"""只说了一半的打听，分类器会猜一个最常见的；改成列出来让市民挑。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.knowledge import Knowledge
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding


def with_half_said(understanding: Understanding, text: str, knowledge: Knowledge) -> Understanding:
    """text 是整理过的话。不是打听、说全了的，原样返回。"""
    offers = knowledge.half_said.offers(text) if understanding.kind is RequestKind.INQUIRY else ()
    if not offers:
        return understanding
    department = knowledge.items[offers[0]].responsible_department
    aspect = understanding.aspect or "overview"
    return replace(
        understanding,
        intent=f"ask_{aspect}",
        aspect=aspect,
        aspects=understanding.aspects or (aspect,),
        items=tuple((item_id, 1 / len(offers)) for item_id in offers),
        item_decision=ItemDecision.CLARIFY,
        in_context=False,
        department=department,
        departments=((department, 1.0),),
        reasons=(*understanding.reasons, "只说了一半，要问是哪一件"),
    )
