"""答复发出以前看一遍：有没有许诺做不到的，引的条文知识里有没有，带没带个人信息。只提醒，不替人改。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterable, List, Sequence, Tuple

from bot.hotline.privacy import mask

# 《……》第×条，或者“总局令第121号第十五条”。
_TITLE = r"《[^《》\n]{2,40}》"
_ORDER = r"总局令第\d{1,4}号"
_ARTICLE = r"第[零〇一二三四五六七八九十百]{1,7}条"
_CITED = re.compile(rf"({_TITLE}|{_ORDER})((?:[、和及]?{_ARTICLE}(?:第[一二三四五六七八九十]{{1,3}}[款项])*)*)")


@dataclass(frozen=True)
class OverPromise:
    """说了就可能做不到的一种说法。say_instead 是可以怎么说。"""

    words: Tuple[str, ...]
    why: str
    say_instead: str


@dataclass(frozen=True)
class ReplyRemark:
    """一条提醒。kind：over_promise、unknown_clause、personal_data。"""

    kind: str
    found: str
    why: str


def check_reply(reply: str, over_promises: Sequence[OverPromise], bases: Iterable[str]) -> List[ReplyRemark]:
    """bases 是知识里写过的全部依据。没有毛病返回空的。"""
    remarks = [
        ReplyRemark("over_promise", word, f"{one.why}可以说：{one.say_instead}")
        for one in over_promises
        for word in one.words
        if word in reply
    ]
    known = [basis for basis in bases if basis]
    for found in _CITED.finditer(reply):
        remarks += _unknown(found[1], re.findall(_ARTICLE, found[2]), known)
    if mask(reply) != reply:
        remarks.append(ReplyRemark("personal_data", "像电话、证件号的数字", "答复里不要带个人信息；单位的公开电话可以留。"))
    return remarks


def _unknown(law: str, articles: Sequence[str], known: Sequence[str]) -> List[ReplyRemark]:
    name = law.strip("《》")
    about = [basis for basis in known if name in basis or name in basis.replace("中华人民共和国", "")]
    if not about:
        return [ReplyRemark("unknown_clause", law, "知识库里没有引过这份文件，请核对名称。")]
    return [
        ReplyRemark("unknown_clause", f"{law}{article}", "知识库里没有引过这一条，请核对条号。")
        for article in articles
        if not any(article in basis for basis in about)
    ]
