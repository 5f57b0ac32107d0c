"""公众号的菜单：knowledge/wechat/menu.yml → 微信要的样子；点了哪一项，等于说了哪句话。"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional

import yaml

from bot.errors import KnowledgeInvalid

_MOST = (3, 5)
# 微信的限制：一级名字 16 字节、二级 60 字节；键 128 字节。
_LONGEST = (16, 60)
_LONGEST_KEY = 128


class Menu:
    """data 是 menu.yml；不合微信的规矩抛 KnowledgeInvalid，说清哪一项。"""

    def __init__(self, data: Mapping[str, Any], public_url: str):
        self._public_url = public_url.rstrip("/")
        self._says: Dict[str, str] = {}
        self.record = {"button": self._buttons(data.get("menu"), level=0)}

    def says(self, key: str) -> Optional[str]:
        return self._says.get(key)

    def _buttons(self, items: Any, level: int) -> List[Dict[str, Any]]:
        if not isinstance(items, list) or not 0 < len(items) <= _MOST[level]:
            raise KnowledgeInvalid(f"微信菜单：{('一', '二')[level]}级要有一到{_MOST[level]}项")
        return [self._button(item, level) for item in items]

    def _button(self, item: Mapping[str, Any], level: int) -> Dict[str, Any]:
        name = str(item.get("name") or "")
        if not 0 < len(name.encode()) <= _LONGEST[level]:
            raise KnowledgeInvalid(f"微信菜单：{name or '（没有名字）'} 的名字应当在 {_LONGEST[level]} 字节之内")
        if "items" in item and level == 0:
            return {"name": name, "sub_button": self._buttons(item["items"], level=1)}
        if item.get("page"):
            return {"type": "view", "name": name, "url": self._public_url + str(item["page"])}
        say = str(item.get("say") or "")
        if not 0 < len(say.encode()) <= _LONGEST_KEY:
            raise KnowledgeInvalid(f"微信菜单：{name} 要有 say 或 page，say 在 {_LONGEST_KEY} 字节之内")
        self._says[say] = say
        return {"type": "click", "name": name, "key": say}


def read_menu(knowledge_folder: Path, public_url: str) -> Menu:
    """knowledge/wechat/menu.yml。"""
    return Menu(yaml.safe_load((knowledge_folder / "wechat" / "menu.yml").read_text(encoding="utf-8")), public_url)
