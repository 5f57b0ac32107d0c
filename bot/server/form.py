"""读一份提交上来的 JSON：一项一项核对，写错的、多出来的一次列全。"""

from __future__ import annotations

import math
from datetime import date
from typing import Any, Collection, Dict, List, Optional, Tuple

from bot.errors import FormInvalid

_LONGEST = 20000
_MOST_MONEY = 1e12


class Form:
    """读完要调 done()：有毛病抛 FormInvalid，errors 写明是哪一项。"""

    def __init__(self, body: Dict[str, Any], path: str = "", errors: Optional[Dict[str, str]] = None):
        self._body, self._path = body, path
        self._errors: Dict[str, str] = {} if errors is None else errors
        self._known: set = set()
        self._parts: List[Form] = []

    def has(self, name: str) -> bool:
        self._known.add(name)
        return self._body.get(name) is not None

    def text(self, name: str, longest: int = 300, required: bool = False) -> Optional[str]:
        value = self._take(name, str, "应当是文字", required)
        if value is None:
            return None
        wrong = _wrong_text(value, longest) or ("不能是空的" if required and not value.strip() else None)
        if wrong:
            return self._wrong(name, wrong)
        return value.strip() or None

    def choice(self, name: str, allowed: Collection[str], required: bool = False) -> Optional[str]:
        value = self.text(name, required=required)
        if value is not None and value not in allowed:
            return self._wrong(name, f"只能是：{'、'.join(sorted(allowed))}")
        return value

    def texts(self, name: str, most: int = 50, longest: int = 2000, required: bool = False) -> Tuple[str, ...]:
        values = self._take(name, list, "应当是文字的列表", required) or []
        if len(values) > most:
            self._wrong(name, f"最多 {most} 条")
            return ()
        for value in values:
            wrong = "应当是文字的列表" if not isinstance(value, str) else _wrong_text(value, longest)
            if wrong:
                self._wrong(name, wrong)
                return ()
        return tuple(value.strip() for value in values if value.strip())

    def flag(self, name: str, required: bool = False) -> bool:
        return bool(self._take(name, bool, "应当是 true 或 false", required))

    def amount(self, name: str) -> Optional[float]:
        value = self._take(name, (int, float), "应当是数字，单位元", False)
        if value is None or isinstance(value, bool):
            return value if value is None else self._wrong(name, "应当是数字，单位元")
        if not (math.isfinite(value) and 0 <= value <= _MOST_MONEY):
            return self._wrong(name, "数目不对")
        return float(value)

    def number(self, name: str, most: int, required: bool = False) -> int:
        value = self._take(name, int, "应当是整数", required)
        if isinstance(value, bool) or (value is not None and not 0 <= value <= most):
            self._wrong(name, f"应当是 0 到 {most} 的整数")
            return 0
        return value or 0

    def day(self, name: str) -> Optional[date]:
        value = self.text(name, 40)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            return self._wrong(name, "应当写作 2026-05-18")

    def part(self, name: str) -> Form:
        """里面的一个对象；没写就是空的。"""
        value = self._take(name, dict, "应当是一个对象", False)
        part = Form(value or {}, f"{self._path}{name}.", self._errors)
        self._parts.append(part)
        return part

    def done(self) -> None:
        self._unknown_fields()
        if self._errors:
            raise FormInvalid(self._errors)

    def _unknown_fields(self) -> None:
        for name in self._body:
            if name not in self._known:
                shown = name[:60].encode("utf-8", "replace").decode()
                self._errors.setdefault(f"{self._path}{shown}", "没有这一项")
        for part in self._parts:
            part._unknown_fields()

    def _take(self, name: str, type_: Any, otherwise: str, required: bool) -> Any:
        self._known.add(name)
        value = self._body.get(name)
        if value is None:
            return self._wrong(name, "必须填写") if required else None
        return value if isinstance(value, type_) else self._wrong(name, otherwise)

    def _wrong(self, name: str, wrong: str) -> None:
        self._errors.setdefault(f"{self._path}{name}", wrong)


def _wrong_text(value: str, longest: int) -> Optional[str]:
    if len(value) > min(longest, _LONGEST):
        return f"最多 {longest} 字"
    if "\x00" in value or any("\ud800" <= ch <= "\udfff" for ch in value):
        return "有不能用的字符"
    return None
