"""问店在哪，说的像是住处（“安居小区5栋”）：照样记下，说一声；“那是我家”就挪开，再问店在哪。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, List

from bot.errors import DraftUnknown
from bot.hotline.any_of import any_of
from bot.hotline.conversation import Reply
from bot.hotline.draft import Draft
from bot.hotline.intake import IntakeWords
from bot.usecases.hide_reporter import SECRET
from bot.usecases.read_field import read_field

_NUMBER = r"[\dA-Za-z一二三四五六七八九十]+"
_MINE = re.compile(r"(?:哦|啊|不对|不是|错了|[，,\s])*(?:那|这|它|刚才说的|前面说的)?(?:个|里|儿|地址)*(?:就|才)?是?(?:我|俺|咱)们?(?:自己)?(?:的?家|住的|的?住处|的?住址)(?:的?地址|地方|小区)?(?:[，,。\s啊呀的]+(?P<rest>.*))?")
_THERE = re.compile(r"(?:店|商家|他家|他们|铺子)(?:就)?在([^，,。；\s]{2,30})")
_SHOP = "respondent_address"
_HOME = "citizen_address"


def looks_like_home(place: str, words: IntakeWords) -> bool:
    """小区的哪一栋、哪个单元，后面没说是门口、底商、楼下。"""
    if place.endswith(words.only_homes):
        return True
    return re.fullmatch(rf"[^，,。；]{{1,12}}?(?:{any_of(words.homes)})\s*(?:{_NUMBER}(?:号楼|号|栋|幢|座|单元|室|楼|层)?[\s\-]*)+", place) is not None


def tell_if_home(draft: Draft, hotline) -> List[Reply]:
    """刚记下的店址像住处，头一回说一声。"""
    place, words = str(draft.values.get(_SHOP) or ""), hotline.knowledge.intake_words
    if draft.is_other_body or any(word in said for said in (*draft.said, str(draft.values.get("respondent_name"))) for word in words.happens_at_home):
        return []  # 物业、电梯、上门装修的事本来就在楼里
    if draft.kind not in ("complaint", "tip_off") or not looks_like_home(place, words) or draft.values.get(_HOME) == place:
        return []
    try:
        known = hotline.drafts.get(draft.draft_id).values.get(_SHOP)
    except DraftUnknown:
        return []  # 头一句里说的，开头的小结里念过了
    return [] if known == place else [Reply("utter_draft_perhaps_home", {"place": place})]


def home_not_shop(text: str, draft: Draft, words: IntakeWords, today: date) -> Dict[str, Any]:
    """“那是我家 店在小区门口”：原来的店址是自己的住处，留名的投诉记成住处，举报不记。说的是别的返回空。"""
    place, match = draft.values.get(_SHOP), _MINE.fullmatch(text.strip(" 。！"))
    if not place or match is None:
        return {}
    there = _THERE.search(match["rest"] or "")
    shop = read_field(_SHOP, there[1], words, today) if there else None
    is_kept = draft.kind not in SECRET and not draft.is_anonymous and not draft.knows(_HOME)
    return {_SHOP: shop, **({_HOME: place} if is_kept else {})}
