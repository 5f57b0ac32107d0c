"""没有店名的：照门头上写的、照市民的叫法（“卖肉的老王”）。"""

from __future__ import annotations

import re
from typing import Optional

from bot.hotline.intake import IntakeWords
from bot.usecases.reading.read_name import has_surname

_EDGE = r"(?=[\s，,。；;！!、]|$)"
_LETTER = "(?:(?![我俺你您他她它咱这那在去从到买吃说了给被是有和跟把让])[㐀-鿿A-Za-z0-9·])"


def pedlar(text: str, words: IntakeWords) -> Optional[str]:
    """“卖肉的老王”：没有招牌的，照市民的叫法。"""
    said = re.search(rf"(卖[㐀-鿿]{{1,4}}的(?:那个)?(?:老[㐀-鿿]头?|[㐀-鿿](?:姐|哥|嫂|婶|师傅|老板)))(?=[缺短少骗秤卖说不]|{_EDGE})", text)
    if surname := re.search(rf"(?:^|[\s，,。在])((?:卖[㐀-鿿]{{1,4}}的|摊主|店主)姓[㐀-鿿]){_EDGE}", text):
        return surname[1]  # “卖肉的姓牛”
    return said[1] if said and (said[1][-2] == "老" or said[1][-3] == "老" or has_surname(said[1].split("的")[-1], words)) else None


def on_the_sign(text: str, words: IntakeWords) -> Optional[str]:
    """“门头写的红盛”。"""
    said = re.search(rf"(?:门头|招牌|牌子|门上)上?(?:写|挂|印)(?:的|着)+(?:是|叫)?((?![什啥]){_LETTER}{{2,12}}){_EDGE}", text)
    return said[1] if said and not said[1].endswith(words.not_name_ends) else None


def pedlars_goods(text: str) -> Optional[str]:
    """“卖肉的老王”卖的是肉。"""
    said = re.search(r"卖([㐀-鿿]{1,4})的(?:那个)?(?:老|人|摊|那[个家])", text)
    return said[1] if said else None
