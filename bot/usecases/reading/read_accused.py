"""举报的不是店，是一个人：“刘大壮 办假健康证”“隔壁老王卖的猪肉没盖章”。"""

from __future__ import annotations

import re
from typing import Any, Mapping, Optional, Sequence

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.usecases.reading.read_name import has_surname

_PHONE = re.compile(r"1[3-9]\d{9}")


def person_who_does(text: str, entities: Sequence[Mapping[str, Any]], words: IntakeWords) -> Optional[str]:
    """话里说在干坏事的那个人；报了电话的多半是他自己，没说是谁在干的，返回 None。"""
    if _PHONE.search(text):
        return None
    does = any_of(words.does_wrong)
    people = [str(e["text"]) for e in entities if e["type"] == "person" and has_surname(str(e["text"]), words)]
    named = next((name for name in people if re.search(rf"(?<![我俺叫是]){re.escape(name)}[\s，,]*(?:家|就|天天|一直|在|又)*(?:{does})", text)), None)
    if named and not re.search(rf"(?:我叫|我是|本人|姓名)[^，。]{{0,2}}{re.escape(named)}", text):
        return named
    trade = re.search(r"(?:卖|做|收|修|摆)[^，。\s的]{1,6}的(?P<who>[老小][㐀-鿿])(?=[，。\s]|$)", text)  # “东街口卖炒货的老马 秤不准”
    nick = trade or re.search(rf"(?:^|[\s，,。]|举报|投诉|隔壁|楼下|楼上|对门|对面|村里|旁边)(?:的)?(?P<who>[老小][㐀-鿿])(?:家|就|天天|一直|在|又)*(?:{does})", text)
    return nick["who"] if nick and has_surname(f"{nick['who'][1]}某某", words) else None
