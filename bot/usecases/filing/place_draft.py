"""商家在外地：告诉市民归当地的市场监管部门，照样登记、交给人定（总局令第121号第十三条、第二十九条）。"""

from __future__ import annotations

from dataclasses import replace
from typing import List, Tuple

from bot.hotline.conversation import Reply
from bot.hotline.draft import Draft
from bot.hotline.own_area import ELSEWHERE

_KINDS = ("complaint", "tip_off")
_REFUSAL = "other_city"


def tell_where_it_goes(draft: Draft, hotline) -> Tuple[Draft, List[Reply]]:
    """看商家地址在不在本地，记到草稿上；头一回知道在外地的，先说归谁。网店另有规矩，不看地址。"""
    if draft.kind not in _KINDS or draft.is_other_body or draft.is_online:
        return draft, []
    place = hotline.own_area.place_of(draft.values.get("respondent_address"), hotline.knowledge.region_words)
    if place is None or place == draft.place:
        return draft, []
    ground = hotline.knowledge.intake.grounds_of_refusals.get(_REFUSAL)
    if place != ELSEWHERE:
        return replace(draft, place=place, grounds=tuple(g for g in draft.grounds if g != ground)), []
    refusal = hotline.knowledge.refusals[_REFUSAL]
    grounds = tuple(dict.fromkeys((*draft.grounds, *((ground,) if ground else ()))))
    return replace(draft, place=place, grounds=grounds), [Reply("utter_cannot", {"say": refusal.say, "go_to": refusal.go_to or ""})]
