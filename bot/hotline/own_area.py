"""本局管哪里。没有设置的什么也不判断；判断也只看话里明说了的地名，不猜。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional, Tuple

LOCAL, ELSEWHERE = "local", "elsewhere"
_SUFFIX = re.compile(r"(?:省|市|区|县|自治区|自治州|州|盟|地区)$")


@dataclass(frozen=True)
class RegionWords:
    """knowledge/lexicon/regions.yml：省和大城市的名字，不带“省、市”。"""

    provinces: Tuple[str, ...] = ()
    cities: Tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnArea:
    """本局所在的市和区县，运行环境里设（HOTLINE_CITY、HOTLINE_DISTRICTS），如“某某市”“某某区”。"""

    city: str = ""
    districts: Tuple[str, ...] = ()

    def place_of(self, address: Optional[str], words: RegionWords) -> Optional[str]:
        """地址在本地（local）、在外地（elsewhere），还是没说（None）。"""
        if not self.city or not address:
            return None
        own = [short(name) for name in (self.city, *self.districts)]
        if any(name in address for name in own):
            return LOCAL
        named = [name for name in (*words.provinces, *words.cities) if _is_named(name, address)]
        return ELSEWHERE if named else None


def short(name: str) -> str:
    """“某某市”说成“某某”也认；两个字的（“沙县”）不去掉。"""
    bare = _SUFFIX.sub("", name)
    return bare if len(bare) >= 2 else name


def _is_named(name: str, address: str) -> bool:
    """开头就是这个地名，后面接着市、省、区县，或者没有了。“兰州路5号”“兰州拉面馆”不是。"""
    says = rf"^(?:我们?|就|是|店|商家)?(?:在|到|去)?{re.escape(name)}(?:省|市(?!场)|[那这]边|那里|的|$|[㐀-鿿]{{1,3}}[区县市](?!场))"
    return re.search(says, address) is not None
