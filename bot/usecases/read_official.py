"""反映的是我们的哪个窗口、哪个人。市民自己的店不是被反映的，更不能替他写进匿名的单子。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Mapping, Optional, Sequence, Set

from bot.hotline.any_of import any_of
from bot.hotline.draft import Draft
from bot.hotline.intake import IntakeWords
from bot.hotline.said_day import said_day
from bot.usecases.read_command import says_none
from bot.usecases.read_name import has_surname
from bot.usecases.stripped_answer import stripped

_BREAKS = re.compile(r"[，,。；;！!？?\s]+")
_CALLED = re.compile(r"[他她](?:名字)?叫(?!什么|啥)([㐀-鿿]{2,3})(?![㐀-鿿])")
_AT = "在去到从见找进离"  # “我在好再来看见他”：不是自己的店
_HIS = re.compile(r"[^，。\s]{0,4}(?:就?是我|我开|是俺|俺开)")


def read_official(text: str, words: IntakeWords) -> Optional[str]:
    """说出了姓和职务，或者“姓李的”“那个胖科长”的，照原话：“城关所那个姓李的科长”。没说是谁返回 None。"""
    posts, offices = any_of(words.officials["posts"]), any_of(words.officials["offices"])
    who = rf"姓[㐀-鿿](?:的|那个|这个)?(?:(?:副|老|小)?(?:{posts}))?|[㐀-鿿]副?(?:{posts})"
    for clause in _BREAKS.split(text):
        for found in re.finditer(rf"(?P<office>[㐀-鿿\d]{{1,10}}?(?:{offices}))?(?:里|上)?(?:的|那个|那位|有个|有位|一个|一位|叫)*(?P<who>{who})", clause):
            name = found["who"]
            if name.startswith("姓") or has_surname(f"{name[0]}某某", words):
                office = re.sub(rf"^(?:{any_of(words.officials['leads'])})+", "", found["office"] or "")
                return office + found[0][len(found["office"] or "") :] if office else name
    called = _CALLED.search(text)
    return called[1] if called and has_surname(called[1], words) else None


def of_official(found: Mapping[str, Any], draft: Draft, text: str, words: IntakeWords) -> Mapping[str, Any]:
    """反映工作人员的：说到的店不是被反映的；头一次说出是谁的，记下。"""
    if draft.kind != "conduct_complaint":
        return found
    title = found.get("respondent_name")
    is_shop = isinstance(title, str) and title.endswith(words.shops) and not re.search(any_of(words.officials["offices"]), title)
    kept = {k: v for k, v in found.items() if k != "respondent_name" or not (is_shop or own_shops(text, [str(title)]))}
    official = None if draft.knows("respondent_name") or "respondent_name" in kept else read_official(text, words)
    return {**kept, "respondent_name": official} if official else kept


def described(text: str, words: IntakeWords, today: date) -> str:
    """正问是谁，答话里说人的那几段：哪个所、长什么样；哪一天、“叫啥不晓得”不是。"""
    pieces = [stripped(re.sub(rf"^(?:{any_of(words.officials['leads'])})+(?=.{{2}})", "", piece), "respondent_name", words) for piece in _BREAKS.split(text) if piece]
    told = [piece for piece in pieces if not says_none(piece, words) and not said_day(piece, today)]
    return " ".join(told) or stripped(text, "respondent_name", words)


def own_shops(text: str, shops: Sequence[str]) -> Set[str]:
    """这句话里是他自己的店的：“我店叫老四烟酒店”“老四烟酒店是我开的”。“我在好再来看见他”不是。"""
    return {shop for shop in shops if len(shop) > 1 and (re.search(rf"[我俺咱][^，。\s他她{_AT}]{{0,8}}{re.escape(shop)}", text) or (_HIS.match(text.partition(shop)[2]) and shop in text))}
