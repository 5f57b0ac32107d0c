"""把 YAML 读成记录，一次说清全部毛病：哪个文件、哪个字段、怎么改。"""

from __future__ import annotations

import difflib
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, List, Mapping, NamedTuple, Type, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


class Severity(str, Enum):
    ERROR = "错误"
    WARNING = "提醒"


class Problem(NamedTuple):
    """审知识的人看到的一行：哪里、什么毛病、怎么办。"""

    severity: Severity
    path: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"[{self.severity.value}] {self.path}  {self.field}: {self.message}"


class _Unreadable(Exception):
    """这个值读不成该有的样子；毛病已经记下。"""


class RecordReader:
    """按数据类的类型注解读 YAML。毛病都收在 `problems` 里，不在第一处停下。"""

    def __init__(self, path: Path | str):
        self.path = str(path)
        self.problems: List[Problem] = []

    def read(self, cls: Type[Record], data: Any, where: str = "") -> Record | None:
        """读成 cls；读不成返回 None，原因在 problems。"""
        try:
            return self._record(cls, data, where)
        except _Unreadable:
            return None

    def complain(self, field: str, message: str) -> None:
        self.problems.append(Problem(Severity.ERROR, self.path, field or "（整个文件）", message))

    def _fail(self, field: str, message: str) -> None:
        self.complain(field, message)
        raise _Unreadable

    def _record(self, cls, data, where):
        if not isinstance(data, Mapping):
            self._fail(where, f"这里应当是一组“字段: 值”，现在是 {_say(data)}")
        known, hints = _shape(cls)
        for key in data:
            if key not in known:
                guess = difflib.get_close_matches(str(key), list(known), n=1)
                hint = f"，是不是 {guess[0]}？" if guess else "，请删去"
                self.complain(_join(where, key), f"没有这个字段{hint}")
        values, failed = {}, False
        for name, declared in known.items():
            if name not in data:
                if declared.default is MISSING and declared.default_factory is MISSING:
                    self.complain(_join(where, name), "没有填写")
                    failed = True
                continue
            try:
                values[name] = self._value(hints[name], data[name], _join(where, name))
            except _Unreadable:
                failed = True
        if failed:
            raise _Unreadable
        return cls(**values)

    def _value(self, hint, data, where):
        origin, args = get_origin(hint), get_args(hint)
        if origin is Union:
            if data is None:
                return None
            return self._value(next(a for a in args if a is not type(None)), data, where)
        if is_dataclass(hint):
            return self._record(hint, data, where)
        if origin is tuple:
            return self._sequence(args[0], data, where)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(args[1], data, where)
        return self._scalar(hint, data, where)

    def _sequence(self, hint, data, where):
        if not isinstance(data, list):
            self._fail(where, f"这里应当是列表（每行以 - 开头），现在是 {_say(data)}")
        values, failed = [], False
        for i, entry in enumerate(data):
            try:
                values.append(self._value(hint, entry, f"{where}[{i + 1}]"))
            except _Unreadable:
                failed = True
        if failed:
            raise _Unreadable
        return tuple(values)

    def _mapping(self, hint, data, where):
        if not isinstance(data, Mapping):
            self._fail(where, f"这里应当是一组“键: 值”，现在是 {_say(data)}")
        return {str(key): self._value(hint, value, _join(where, key)) for key, value in data.items()}

    def _scalar(self, hint, data, where):
        if hint is Any:
            return data
        if hint is float and isinstance(data, int) and not isinstance(data, bool):
            return float(data)
        if hint is int and isinstance(data, bool):
            self._fail(where, "这里应当是整数，现在是 true/false")
        if not isinstance(data, hint):
            self._fail(where, f"这里应当是{_NAMES.get(hint, hint)}，现在是 {_say(data)}")
        if hint is str and not data.strip():
            self._fail(where, "不能是空白；不知道就写 null")
        return data


@cache
def _shape(cls):
    """一种记录的字段和类型。注解要一条条求值，六千条记录各求一遍，占读知识的四成时间。"""
    return {f.name: f for f in fields(cls)}, get_type_hints(cls)


_NAMES = {str: "文字", int: "整数", float: "数字", bool: "true 或 false", date: "日期（如 2026-11-23）"}


def _join(where: str, key: object) -> str:
    return f"{where}.{key}" if where else str(key)


def _say(data: Any) -> str:
    text = "空" if data is None else repr(data)
    return text if len(text) <= 30 else text[:30] + "…"
