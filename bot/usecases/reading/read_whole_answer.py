"""整句话是一种固定的说法：只说了店名、只说了在哪、一张名片。是就不用再一段一段拆。"""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, Optional, Sequence

from bot.hotline.any_of import any_of
from bot.hotline.intake import PERSONAL
from bot.usecases.reading.draft_answer import DraftAnswer
from bot.usecases.reading.newly_said import floor_of_known
from bot.usecases.reading.place_words import is_estate, is_on_a_street
from bot.usecases.reading.read_name import full_name_after, has_surname
from bot.usecases.reading.read_shop_answer import branch_of, named_last, place_and_shop, place_told, shop_of_place
from bot.usecases.reading.read_statement import own_card

_PHONE_FIRST = re.compile(r"(1[3-9]\d{9})[\s，,]+([㐀-鿿]{2,3})[\s，,]+([^，,。；]{3,30})")
_GIVEN_AFTER_ALL = re.compile(r"(?:好吧|行吧)?[，,\s]*(?:那就|那|就)(?:叫|写|留|填)?([㐀-鿿]{2,3}?)吧?")
_TRADE_IS = r"(?:^|(?<=[\s，,。；]))([㐀-鿿]{{0,3}}(?:{shops}))(?:就|好像)?(?:是|叫)([㐀-鿿A-Za-z0-9]{{1,10}}(?:{shops}))(?=[\s，,。；]|$)"
_ABOUT_SHOP = ("respondent_name", "respondent_address")
_HIS_HOME = re.compile(r"(?:我|俺|[他她])家?就?住(?:在)?(?=.{3})")

_Found = Optional[Dict[str, Any]]


def read_whole_answer(answer: DraftAnswer) -> _Found:
    """整句说的几样；不是固定的说法返回 None。"""
    return next((found for read in _WAYS if (found := read(answer))), None)


def _last_named(answer: DraftAnswer) -> _Found:
    title = answer.read("respondent_name", named_last(answer.text) or "") if answer.asked == "respondent_name" else None
    return {"respondent_name": title} if title else None


def _of_the_trade(answer: DraftAnswer) -> _Found:
    """“超市是惠民超市 饭馆叫刘记面馆”：说了几家，要的是这一件里的那一家。"""
    told = re.findall(_TRADE_IS.format(shops=any_of(answer.words.shops)), answer.text) if answer.asked == "respondent_name" else ()
    names = [(trade, name) for trade, name in told if answer.read("respondent_name", name) == name]
    title = next((name for trade, name in names if any(trade in said for said in answer.draft.said)), names[0][1] if names else None)
    return {"respondent_name": title} if title else None


def _floor(answer: DraftAnswer) -> _Found:
    finer = floor_of_known(answer.text, answer.draft) if answer.asked not in PERSONAL else None
    return {"respondent_address": finer} if finer else None


def _where_he_lives(answer: DraftAnswer) -> _Found:
    """“他住南大街66号”：替谁投诉，就是谁的住处。"""
    draft = answer.draft
    lives = _HIS_HOME.match(answer.text.strip()) if answer.asked not in PERSONAL and draft.knows("respondent_address") else None
    if lives is None or not (draft.knows("represents") or lives[0][0] in "我俺"):
        return None
    home = answer.read("citizen_address", is_asked=False)
    return {"citizen_address": home} if home else None


def _home_alone(answer: DraftAnswer) -> _Found:
    """问有没有委托书，整句说的是住处：“体育路教师公寓2-2-201”。"""
    is_open = answer.asked in ("authorization", "representative_identity") and not answer.draft.knows("citizen_address")
    home = answer.read("citizen_address", is_asked=False) if is_open and re.search(r"\d", answer.text) else None
    return {"citizen_address": home} if home == answer.text.strip(" 。") else None


def _branch(answer: DraftAnswer) -> _Found:
    """哪一家分店；问在哪时说的，要是刚说的那一家的。"""
    branch = branch_of(answer.text, answer.words) if answer.asked in _ABOUT_SHOP else None
    is_it = branch and (answer.asked == "respondent_name" or branch.startswith(str(answer.draft.values.get("respondent_name", "？"))))
    return {"respondent_name": branch} if is_it else None


def _place_and_shop(answer: DraftAnswer) -> _Found:
    named = str(answer.draft.values.get("respondent_name") or "的")  # 先只说了“卖奶粉的”
    is_wanted = answer.asked in _ABOUT_SHOP and named.endswith("的")
    both = place_and_shop(answer.text, answer.entities, answer.words, answer.today) or shop_of_place(answer.text, answer.words, answer.today) if is_wanted else None
    return {"respondent_address": both[0], "respondent_name": both[1]} if both else None


def _only_where(answer: DraftAnswer) -> _Found:
    """正问是哪家，说的是在哪。"""
    if answer.asked != "respondent_name" or answer.draft.knows("respondent_address"):
        return None
    estate = answer.text.strip(" 。，,").lstrip("就在是")
    if re.fullmatch(rf"[㐀-鿿]{{2,10}}\s+(?:{any_of((*answer.words.beside, *answer.words.near))})", estate):
        return {"respondent_address": re.sub(r"\s", "", estate)}  # “实验幼儿园 东侧”
    where = place_told(answer.text, answer.words) or (estate if is_estate(estate) else None)
    return {"respondent_address": where} if where else None


def _own_card(answer: DraftAnswer) -> _Found:
    """“138…… 马建国 东关街9号”：没问自己，报了姓名电话住处。"""
    card = _PHONE_FIRST.fullmatch(answer.text.strip(" 。")) if answer.asked not in PERSONAL else None
    if card is None or not has_surname(card[2], answer.words) or not is_on_a_street(card[3], answer.words):
        return None
    return {"citizen_phone": card[1], "citizen_name": card[2], "citizen_address": card[3]}


def _own_card_told(answer: DraftAnswer) -> _Found:
    """“那算了叫陈亮 138…… 时代路12号”。"""
    return own_card(answer.text, answer.words) if answer.asked not in (*PERSONAL, "respondent_name") else None


def _full_name(answer: DraftAnswer) -> _Found:
    """先只说了姓，再说全名。"""
    whole = full_name_after(answer.text, answer.draft, answer.words) if answer.asked in PERSONAL else None
    return {"citizen_name": whole} if whole else None


def _name_after_all(answer: DraftAnswer) -> _Found:
    """“名字不方便说”……“那就陈静吧”。"""
    is_wanted = "citizen_name" in answer.draft.declined or answer.asked in PERSONAL
    given = _GIVEN_AFTER_ALL.fullmatch(answer.text.strip(" 。")) if is_wanted else None
    return {"citizen_name": given[1]} if given and has_surname(given[1], answer.words) else None


# 先对上的算。
_WAYS: Sequence[Callable[[DraftAnswer], _Found]] = (
    _last_named, _of_the_trade, _floor, _where_he_lives, _home_alone, _branch, _place_and_shop, _only_where, _own_card, _own_card_told, _name_after_all, _full_name,
)  # fmt: skip
