"""听出来的一个实体说的是哪一样：地址、电话、人名是谁的，看上下文。"""

from __future__ import annotations

from typing import Any, Mapping, Optional

from bot.hotline.intake import PERSONAL, IntakeWords
from bot.hotline.made_of import ends_of_run
from bot.usecases.reading.place_words import is_fair, is_on_a_street
from bot.usecases.reading.read_numbers import is_their_phone, says_whose_phone

_OF_ENTITY = {"merchant": "respondent_name", "product": "product", "amount": "amount", "date": "event_on", "demand": "demand"}


def field_of(entity: Mapping[str, Any], text: str, asked: Optional[str], words: IntakeWords) -> Optional[str]:
    """entity 在 text 里说的是草稿的哪一样；都不是返回 None。asked 是正问着的那一样。"""
    type_, said, span = entity["type"], str(entity["text"]), (entity["start"], entity["end"])
    fits = words.shapes.fits
    if type_ == "address":
        return _whose_address(said, text, span, asked, words)
    if type_ == "phone":
        return _whose_phone(said, text, span, asked, words)
    if type_ == "date" and (fits("day_in_a_name", text, *span) or (asked != "event_on" and entity["value"] is None and fits("number_not_a_day", text, *span))):
        return None
    if type_ == "person":
        is_his = not fits("not_person", text, *span) and (asked == "citizen_name" or fits("introduced", text, *span))
        return "citizen_name" if is_his else None
    if type_ == "product" and said == text.strip() and fits("goods_is_a_shop", text, *span):
        return "respondent_name"
    if type_ == "merchant" and is_fair(said, words):
        return "respondent_address"  # “城关集”是在哪
    return _OF_ENTITY.get(type_)


def _whose_address(said: str, text: str, span, asked: Optional[str], words: IntakeWords) -> str:
    fits = words.shapes.fits
    if fits("address_is_a_shop", text, *span) or (said.endswith(words.shops) and not is_on_a_street(said, words)):
        return "respondent_name"  # “惠民超市”是店名，不是地址
    if fits("place_of_shop", text, *span):
        return "respondent_address"  # 不管正问着什么
    is_a_mall = asked in ("citizen_name", "citizen_phone") and fits("floor_of_a_mall", text, *span)
    before = text[max(0, span[0] - 6) : span[0]]
    is_mine = fits("home_of_citizen", text, *span) or any(cue in before for cue in words.cues.get("citizen_address", ())) or (asked in PERSONAL and not is_a_mall)
    return "citizen_address" if is_mine else "respondent_address"


def _whose_phone(said: str, text: str, span, asked: Optional[str], words: IntakeWords) -> Optional[str]:
    """没说全的、对方的不算；正问着店的一样，顺带说的号码没说是谁的，也不算。"""
    if words.shapes.fits("phone_cut_short", text, *span) or is_their_phone(text, span[0], words):
        return None
    is_beside = (asked or "").startswith("respondent") and len(text) > len(said) + 3
    is_told = says_whose_phone(text, words) or _only_the_phone(text, said, words)
    return None if is_beside and not is_told else "citizen_phone"


def _only_the_phone(text: str, said: str, words: IntakeWords) -> bool:
    """“电话就是138……”：整句只报了个号码，没说是别人的。"""
    rest = text.replace(said, "")
    return ends_of_run(rest, (*words.cues.get("citizen_phone", ()), *words.links, *words.fill_words))[-1] == len(rest)
