"""“60块一片的瓷砖 买了200片”：单价、数量都说了，花的钱是乘出来的。"""

from __future__ import annotations

import re
from typing import Optional

from bot.hotline.chinese_numbers import parse_amount

_N = r"[\d一二两三四五六七八九十百千][\d.一二两三四五六七八九十百千]*"
_MANY = r"\d{2}|\d元|[一二两三四五六七八九十百千]{2}|[一二两三四五六七八九十]块"
_UNIT = r"(?:块钱|块|元)?"
_PER = r"(?:[一1每/](?P<{0}>公斤|平米|平方|[㐀-鿿]))"
_PRICE = re.compile(rf"(?<![\d.])(?P<sum>{_N}(?:[毛角]钱?)?){_UNIT}{_PER.format('per')}|(?:[一每](?P<each>公斤|平米|平方|[㐀-鿿]))[㐀-鿿]{{0,4}}?(?P<at>(?={_MANY}){_N}){_UNIT}")
_GOT = "(?:买|订|定|要|拿|进|称|装|换|修|做|铺|用|办|叫|点|租)[^，。\\s]{0,4}"


def sum_of_units(text: str) -> Optional[float]:
    """单价乘数量；没有都说的返回 None。说了一共多少的不用算，由调用的先看。"""
    price = _PRICE.search(text)
    if price is None:
        return None
    rest = text[: price.start()] + "，" + text[price.end() :]
    count = re.search(rf"(?P<got>{_GOT})?(?<![\d.第])(?P<n>{_N})(?:来|多)?{re.escape(price['per'] or price['each'])}(?!一)", rest)
    is_listed = count is not None and re.search(r"(?:^|[\s，,])$", rest[: count.start()]) is not None and re.match(r"[㐀-鿿]{0,2}(?:[\s，,。]|$)", rest[count.end() :]) is not None  # “99一箱 两箱”
    each, how_many = parse_amount(price["sum"] or price["at"]), parse_amount(count["n"]) if count else None
    return round(each * how_many, 2) if each and how_many and how_many > 1 and (is_listed or count["got"]) else None
