"""反映的是我们的哪个窗口、哪个人。市民自己的店不是被反映的，更不能替他写进匿名的单子。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, Mapping, Optional, Sequence, Set

from bot.hotline.any_of import any_of
from bot.hotline.draft import Draft
from bot.hotline.intake import IntakeWords
from bot.hotline.privacy import HIDDEN
from bot.hotline.said_day import said_day
from bot.usecases.reading.read_command import says_none
from bot.usecases.reading.read_name import has_surname
from bot.usecases.reading.stripped_answer import stripped

_BREAKS = re.compile(r"[，,。；;！!？?\s]+")
_DOES = re.compile("[骂打说让收推吼要给拿]|态度|投诉|举报|联系")
_CALLED = re.compile(r"[他她](?:名字)?叫(?!什么|啥)([㐀-鿿]{2,3})(?![㐀-鿿])")
_THAT_ONE = re.compile(r"(?:那个|那位|叫)([㐀-鿿]{2,3}?)(?=[骂吼凶说让收把给拿]|态度|不[给办理让]|推)")  # “窗口那个李伟骂我”
_AT = "在去到从见找进离"  # “我在好再来看见他”：不是自己的店
_NICK, _SHORT, _AN_OFFICE = "老小", 12, 3  # “窗口”“局里”没说是哪一处
_HIS = re.compile(r"[^，。\s]{0,4}(?:就?是我|我开|是俺|俺开)")


def read_official(text: str, words: IntakeWords) -> Optional[str]:
    """说出了姓和职务，或者“姓李的”“那个胖科长”的，照原话：“城关所那个姓李的科长”。没说是谁返回 None。"""
    posts, offices = any_of((*words.officials["posts"], *words.officials["called"])), any_of(words.officials["offices"])
    who = rf"姓[㐀-鿿](?:的|那个|这个)?(?:(?:副|老|小)?(?:{posts}))?|[㐀-鿿]副?(?:{posts})|(?<=[的个位里上所窗科局队股])[老小](?!{any_of(words.officials['not_nicknames'])})[㐀-鿿]"
    for clause in _BREAKS.split(text):
        for found in re.finditer(rf"(?P<office>[㐀-鿿\d]{{1,10}}?(?:{offices}))?(?:里|上)?(?:的|那个|那位|有个|有位|一个|一位|叫)*(?P<who>{who})", clause):
            name = found["who"]
            if name.startswith("姓") or has_surname(f"{name[1] if name[0] in _NICK else name[0]}某某", words):
                office = re.sub(rf"^(?:{any_of(words.officials['leads'])})+", "", found["office"] or "")
                job = re.search(rf"(?:{any_of(words.officials['jobs'])})[㐀-鿿]{{0,3}}的(?={name})", clause)
                return office + found[0][len(found["office"] or "") :] if office else f"{job[0] if job else ''}{name}"
    called = _CALLED.search(text) or _THAT_ONE.search(text)
    return called[1] if called and has_surname(called[1], words) else _office(text, words)


def _office(text: str, words: IntakeWords) -> Optional[str]:
    """没说姓什么，说了哪个所、哪个窗口、什么职务：“食品科副科长”“城关所的人”“登记窗口3号的小姑娘”。"""
    offices, leads = any_of(words.officials["offices"]), any_of((*words.officials["leads"], *words.officials["before_office"]))
    post = rf"(?:副?(?:{any_of(words.officials['posts'])})|的?(?:{any_of(words.officials['looks'])})*(?:{any_of(words.officials['persons'])}))"
    if line := re.search(rf"(?:^|投诉|举报|反映|告)(?:你们?)?(?:的)?(?P<line>{any_of(words.officials['lines'])})(?P<who>(?:的|那个|那位|里|{any_of((*words.officials['looks'], *words.officials['persons']))})*)", text):
        return f"{line['line']}{'热线' if line['line'].isdigit() else ''}{re.sub('(?<![女男])的$', '', line['who'])}"  # “热线那个女的挂我电话”
    for clause in _BREAKS.split(text):
        found = re.search(rf"(?:^|{leads})(?P<who>(?!(?:{leads}|什么|哪|这|那))(?:(?![我俺你他她在])[㐀-鿿\d]){{0,6}}?(?:{offices})(?:\d+号(?:窗口|柜台|窗)?)?(?:那个|那位)?{post}?)", clause)
        if found and not re.match(any_of(words.officials["not_offices"]), found["who"]):
            who = re.sub("(?:的|那个|那位)人$|那个$|那位$|(?<![女男])的$", "", found["who"])
            return None if who in (*words.our_own, *words.officials["generic_offices"]) or len(who) < _AN_OFFICE else who  # “市场局”说的是整个局，还要问是哪一处
    return None


def of_official(found: Mapping[str, Any], draft: Draft, text: str, words: IntakeWords) -> Mapping[str, Any]:
    """反映工作人员的：说到的店不是被反映的；头一次说出是谁的，记下。"""
    if draft.kind != "conduct_complaint":
        return found
    title = found.get("respondent_name")
    is_shop = isinstance(title, str) and title.endswith(words.shops) and not re.search(any_of(words.officials["offices"]), title)
    kept: Dict[str, Any] = {k: v for k, v in found.items() if k != "respondent_name" or not (is_shop or own_shops(text, [str(title)]))}
    if title and not re.search(any_of((*words.officials["offices"], *words.officials["lines"], "窗")), str(title)) and not has_surname(str(title), words):
        kept.pop("respondent_name", None)  # “他是商家的亲戚”
    if text.strip() in bare_own_shops((*draft.said, text), words):
        kept.pop("respondent_address", None)  # “红旗路小吃店”是他自己的店，路名也认得出他
    official = None if draft.knows("respondent_name") or "respondent_name" in kept else read_official(text, words)
    return {**without_place_of(kept, official), "respondent_name": official} if official else kept


def without_place_of(found: Mapping[str, Any], official: str) -> Mapping[str, Any]:
    """“登记窗口3号的小姑娘”：窗口已经在是谁里头，不又是地址。"""
    return {k: v for k, v in found.items() if not (k == "respondent_address" and str(v) in official)}


def described(text: str, words: IntakeWords, today: date) -> str:
    """正问是谁，答话里说人的那几段：哪个所、长什么样；哪一天、“叫啥不晓得”不是。"""
    pieces = [stripped(re.sub(rf"^(?:{any_of(words.officials['leads'])})+(?=.{{2}})", "", piece), "respondent_name", words) for piece in _BREAKS.split(text) if piece]
    told = [piece for piece in pieces if not says_none(piece, words) and not said_day(piece, today)]
    return " ".join(told) or stripped(text, "respondent_name", words)


def looks_told(text: str, words: IntakeWords, today: date, asked: str = "respondent_name") -> Optional[str]:
    """半句说不知道，另半句说了长什么样、哪个窗口的；都没说返回 None。"""
    pieces = [piece for piece in _BREAKS.split(text) if piece]
    told = [piece for piece in pieces if not says_none(piece, words) and not said_day(piece, today)]
    if len(text) <= _SHORT and (line := re.search(any_of(words.officials["lines"]), text)):
        return f"{line[0]}热线" if line[0].isdigit() else line[0]  # “就是你们12315”
    marks = any_of(word for name in ("looks", "offices", "persons", "features") for word in words.officials[name] if len(word) > 1 or word in "女男所科")
    seen = [len(piece) <= _SHORT and re.search(f"{marks}|^姓[㐀-鿿]", piece) and not _DOES.search(piece) for piece in told]
    is_plain = asked == "event_on" and len(told) == len(pieces) and all(seen)  # 问哪天，说的是“一个男的 戴眼镜”
    return described(text, words, today) if is_plain or (len(pieces) > len(told) and any(seen)) else None


def bare_own_shops(said: Sequence[str], words: IntakeWords) -> Set[str]:
    """说过“来我店里”，后来整句只报了一个店名：那是他自己的店。"""
    has_shop = any(re.search(rf"(?:[我俺咱]|{HIDDEN})们?家?的?(?:{any_of(words.shops)})", line) for line in said)
    return {line.strip() for line in said if len(line) <= _SHORT and line.strip().endswith(words.shops)} if has_shop else set()


def own_shops(text: str, shops: Sequence[str]) -> Set[str]:
    """这句话里是他自己的店的：“我店叫老四烟酒店”“老四烟酒店是我开的”。“我在好再来看见他”不是。"""
    return {shop for shop in shops if len(shop) > 1 and (re.search(rf"[我俺咱][^，。\s他她{_AT}]{{0,8}}{re.escape(shop)}", text) or (_HIS.match(text.partition(shop)[2]) and shop in text))}
