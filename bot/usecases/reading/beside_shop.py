"""先说在哪、连着说是哪家：“县二中门口李记小卖部”“超市对面那个大众烘焙”。"""

from __future__ import annotations

import re
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.draft import Draft
from bot.hotline.intake import IntakeWords

_NAMED = 5  # “李记小卖部”有名字，“小卖部”“眼镜店”没有
_NOT_PLACE = ("merchant", "address", "product", "person")


class BesideShop(NamedTuple):
    place: str
    shop: str
    span: Tuple[int, int]
    whole: str


def beside_shop(text: str, words: IntakeWords, shops: Sequence[str] = (), least: int = _NAMED) -> Optional[BesideShop]:
    """话里连着说的地方和店名；shops 是已经听出来的店名，没带行当的也认。没有返回 None。"""
    leads = any_of((*words.opens_complaint, *words.opens_tip_off, "举报", "投诉", "反映", "就是", "就在", "在", "是", "我", "就"))
    known = f"|{any_of(shops)}" if shops else ""
    said = re.search(
        rf"(?:^|[\s，,。：:])(?:{leads})*(?P<place>[㐀-鿿A-Za-z\d]{{1,12}}?(?:{any_of((*words.beside, *words.next_to, *words.near))}|(?:{any_of(words.thoroughfares)})(?=[上里]?[的那这有])))(?:上|里)?"
        rf"(?:的|有|那|这|个|家|一|叫|就是)*(?P<shop>(?:[㐀-鿿A-Za-z]{{2,8}}?(?:{any_of(words.shops)}){known}))(?=$|[，,。\s]|[卖买吃做用里的])",
        text,
    )
    if said is None or (said["shop"] not in shops and len(said["shop"]) < least) or said["place"].startswith(words.pronouns):
        return None
    return BesideShop(said["place"], said["shop"], (said.start("place"), said.end("shop")), said[0][said.start("place") - said.start() :])


def as_entities(text: str, found: Sequence[Mapping[str, Any]], words: IntakeWords) -> List[Mapping[str, Any]]:
    """没听出店名的，补上地方和店名两样；听出了的照旧。"""
    said = None if any(entity["type"] == "merchant" for entity in found) else beside_shop(text, words)
    if said is None:
        return _with_where(text, found, words)
    start, end = said.span
    middle = end - len(said.shop)
    kept = [e for e in found if e["type"] not in _NOT_PLACE or e["end"] <= start or e["start"] >= end]
    place = {"type": "address", "text": said.place, "value": None, "start": start, "end": start + len(said.place)}
    return [*kept, place, {"type": "merchant", "text": said.shop, "value": None, "start": middle, "end": end}]


def _with_where(text: str, found: Sequence[Mapping[str, Any]], words: IntakeWords) -> List[Mapping[str, Any]]:
    """“幼儿园门口有人卖三无玩具”：没说是谁，说了在哪。“我们小区门口”说出了他自己，不取。"""
    said = None if any(e["type"] in ("address", "merchant") for e in found) else re.search(
        rf"(?:^|[\s，,。])(?:举报|投诉|反映|就是|就|在)*([㐀-鿿A-Za-z\d]{{1,10}}?(?:{any_of((*words.beside, *words.thoroughfares))})(?:上|里)?)(?=有人|有个|有一|有家|有好|那个卖|那家|摆摊|天天有|每天有)", text
    )
    if said is None or len(said[1]) < _NAMED or said[1].startswith((*words.pronouns, *words.near)):
        return list(found)
    return [*found, {"type": "address", "text": said[1], "value": None, "start": said.start(1), "end": said.end(1)}]


def put_right(text: str, entities: Sequence[Mapping[str, Any]], draft: Draft, words: IntakeWords) -> Dict[str, Any]:
    """“不是超市 是超市对面那个大众烘焙”：改的是哪一家，地方添上它在谁旁边。不是这样改口的返回空。"""
    put = re.fullmatch(r"(?:哦|啊|诶|呃)?(?:不对|不是|错了|说错了|搞错了)(?P<wrong>[^，,。\s]{0,12})[，,。\s]*(?:应该|其实|而)?是(?P<right>[^，,。；]{4,30})", text.strip(" 。，,"))
    said = beside_shop(put["right"], words, [str(e["text"]) for e in entities if e["type"] == "merchant"]) if put else None
    name, known = str(draft.values.get("respondent_name") or ""), str(draft.values.get("respondent_address") or "")
    if said is None or not name or (put["wrong"] and put["wrong"] not in name + known):
        return {}
    place = name + said.place[len(put["wrong"]) :] if put["wrong"] and name.endswith(put["wrong"]) and said.place.startswith(put["wrong"]) else said.place
    where = place if not known or known in place or name in known else f"{known}，{place}"
    return {"respondent_name": said.shop, "respondent_address": where}
