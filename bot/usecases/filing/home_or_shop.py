"""问店在哪，说的像是住处（“安居小区5栋”）：照样记下，说一声；“那是我家”就挪开，再问店在哪。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, List

from bot.errors import DraftUnknown
from bot.hotline.conversation import Reply
from bot.hotline.draft import Draft
from bot.hotline.intake import IntakeWords
from bot.usecases.filing.hide_reporter import SECRET
from bot.usecases.reading.place_words import is_on_a_street, looks_like_home
from bot.usecases.reading.read_field import read_field

_MINE = re.compile(r"(?:哦|啊|不对|不是|错了|[，,\s])*(?:那|这|它|刚才说的|前面说的)?(?:个|里|儿|地址)*(?:就|才)?是?(?:我|俺|咱)们?(?:自己)?(?:的?家|住的|的?住处|的?住址)(?:的?地址|地方|小区)?(?:[，,。\s啊呀的]+(?P<rest>.*))?")
_THERE = re.compile(r"(?:店|商家|他家|他们|铺子)(?:就)?在([^，,。；\s]{2,30})")
_ME, _BREAK = "(?:我|俺|咱)(?:们|自己)*", r"[^，,。；;！!？?\s]"
_SHOPS = "(?:那家|这家|他家的?|他们的?|那个|这个)?(?:店|商家|店铺|铺子|门店|商铺|超市|饭店|公司|厂|他家|他们家|它家)"
_AT_HOME = re.compile(rf"{_ME}(?:的?家|的?住址|的?住处|的?地址|住)(?:的?(?:地址|地方))?(?:就|才|应该)?(?:住在|是在|在|是)?({_BREAK}{{2,30}})")
_IS_HOME = re.compile(rf"({_BREAK}{{1,30}}?)(?:就|才|应该)?是{_ME}(?:的?家|的?住址|的?住处|的?地址|住的)(?:的?(?:地址|地方))?(?:呢|的|啊)?")
_AT_SHOP = re.compile(rf"{_SHOPS}(?:的?(?:地址|位置))?(?:就|才|应该)?(?:开在|是在|在|是)({_BREAK}{{2,30}})")
_IS_SHOP = re.compile(rf"({_BREAK}{{1,30}}?)(?:就|才|应该)?是{_SHOPS}(?:的?(?:地址|位置|地方|在的地方))?(?:呢|的|啊)?")
_THAT_ONE = re.compile("(?:刚才|前面|上面)?(?:说的?)?[那这](?:个|里|儿|地址)*")
_SHOP = "respondent_address"
_HOME = "citizen_address"


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


def shop_is_elsewhere(text: str, draft: Draft, words: IntakeWords, today: date) -> Dict[str, Any]:
    """“等等 超市在解放路21号 不是12号”：说过的店址错了，不管正问着什么，明说是店的就改店的。不是返回空。"""
    known, shop = draft.values.get(_SHOP), str(draft.values.get("respondent_name") or "")
    named = re.compile(rf"(?:{re.escape(shop)}|{re.escape(shop[-2:])})(?:就|才|应该)?在({_BREAK}{{2,30}})") if len(shop) > 2 else _AT_SHOP
    for piece in filter(None, re.split(r"[，,。；;！!？?\s]+", text)) if known else ():
        said = named.fullmatch(piece) or _AT_SHOP.fullmatch(piece) or _IS_SHOP.fullmatch(piece)
        place = read_field(_SHOP, said[1], words, today) if said and not _THAT_ONE.fullmatch(said[1]) else None
        if place and place != known and is_on_a_street(place, words) and re.search(r"\d|[一二三四五六七八九十]+号", place):
            return {_SHOP: place}
    return {}


def home_and_shop(text: str, draft: Draft, words: IntakeWords, today: date) -> Dict[str, Any]:
    """“北环路是店 我家在北环路小区”“不是 我家是和平小区 城东工业园是店的地址”：两个地方各是谁的，一句话都说了。

    “那个是店的地址”说的是刚记下的那个地方。少一样的返回空：只说了一样的另有办法。
    """
    found: Dict[str, Any] = {}
    latest = next((draft.values[name] for name in reversed(draft.latest) if name in (_SHOP, _HOME) and draft.knows(name)), None)
    for piece in filter(None, re.split(r"[，,。；;！!？?\s]+", text)):
        for name, patterns in ((_HOME, (_AT_HOME, _IS_HOME)), (_SHOP, (_IS_SHOP, _AT_SHOP))):
            said = next((match[1] for match in (pattern.fullmatch(piece) for pattern in patterns) if match), None)
            if said is None or name in found:
                continue
            place = latest if _THAT_ONE.fullmatch(said) else read_field(name, re.sub("^(?:不是|而是)", "", said), words, today)
            found.update({name: place} if place else {})
            break
    return found if set(found) == {_HOME, _SHOP} else {}
