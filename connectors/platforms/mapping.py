"""字段对照表：一边是我们的工单，一边是平台的字段。表是 YAML，一座城市的真接口只改表。

一行的写法（to 必写，其余择用；点号表示里面一层）：
  from 从哪取，可以给几个，用第一个有的      values 换成对方的词，写表名
  constant 固定值                            keep_unknown 表里没有就照原样；不写就报 MappingGap
  lines 一行行拼成一段，取不到值的行不要     otherwise 表里没有时用这个
  join 几项连成一句                          required 空着就报 MappingGap
  when 只在某个字段等于某值时才要这一行
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, Mapping, Optional, Tuple

import yaml

from bot.errors import MappingGap

_PLACE = re.compile(r"\{([^{}]+)\}")
_KEYS = {"to", "from", "values", "constant", "keep_unknown", "lines", "otherwise", "join", "required", "when"}


@dataclass(frozen=True)
class Rule:
    """对照表的一行。"""

    to: str
    sources: Tuple[str, ...] = ()
    values: Optional[Mapping[Any, Any]] = None
    constant: Any = None
    keep_unknown: bool = False
    otherwise: Any = None
    lines: Tuple[str, ...] = ()
    join: Optional[str] = None
    required: bool = False
    when: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldMapping:
    """一个平台的对照表。forms：ticket、urge、supplement、status 送出去，transfer、callback 收进来。"""

    platform: str
    name: str
    external_no: re.Pattern[str]
    paths: Mapping[str, str]
    forms: Mapping[str, Tuple[Rule, ...]]
    tables: Mapping[str, Mapping[Any, Any]]

    def translate(self, form: str, record: Mapping[str, Any]) -> Dict[str, Any]:
        """按一张表译一份。空值不写进结果；译不出来抛 MappingGap，只说是哪个字段。"""
        translated: Dict[str, Any] = {}
        for rule in self.forms[form]:
            if any(_at(record, path) != wanted for path, wanted in rule.when.items()):
                continue
            value = _value(rule, record)
            if _is_empty(value):
                if rule.required:
                    raise MappingGap(
                        f"{self.platform} {form}：「{rule.to}」必填，没有取到（{'、'.join(rule.sources)}）"
                    )
                continue
            _put(translated, rule.to, value)
        return translated

    def field_names(self, form: str) -> Tuple[str, ...]:
        return tuple(rule.to for rule in self.forms[form])

    def word(self, table: str, value: Any) -> Any:
        """查一张词表，没有返回 None。"""
        return self.tables[table].get(value)


def load_mapping(path: Path, department_names: Optional[Mapping[str, str]] = None) -> FieldMapping:
    """读对照表。department_names 是科室编号到名称，来自知识库，表里写作 values: department。"""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    tables = {**raw["values"], "department": dict(department_names or {})}
    forms = {
        name: tuple(_rule(row, tables, f"{path.name} {name}") for row in rows) for name, rows in raw["forms"].items()
    }
    return FieldMapping(
        platform=raw["platform"],
        name=raw["name"],
        external_no=re.compile(raw["external_no"]),
        paths=raw["paths"],
        forms=forms,
        tables=tables,
    )


def _rule(row: Mapping[str, Any], tables: Mapping[str, Any], where: str) -> Rule:
    unknown = set(row) - _KEYS
    if unknown or "to" not in row:
        raise MappingGap(f"{where}：这一行写得不对 {row}")
    if "values" in row and row["values"] not in tables:
        raise MappingGap(f"{where}：没有叫 {row['values']} 的词表")
    sources = row.get("from", ())
    return Rule(
        to=row["to"],
        sources=(sources,) if isinstance(sources, str) else tuple(sources),
        values=tables[row["values"]] if "values" in row else None,
        constant=row.get("constant"),
        keep_unknown=row.get("keep_unknown", False),
        otherwise=row.get("otherwise"),
        lines=tuple(row.get("lines", ())),
        join=row.get("join"),
        required=row.get("required", False),
        when=row.get("when", {}),
    )


def _value(rule: Rule, record: Mapping[str, Any]) -> Any:
    if rule.constant is not None:
        return rule.constant
    if rule.lines:
        return "\n".join(line for line in (_fill(line, record) for line in rule.lines) if line)
    value = next((found for found in (_at(record, path) for path in rule.sources) if not _is_empty(found)), None)
    if rule.values is not None and not (value is None and rule.otherwise is None):
        value = [_word(rule, one) for one in value] if isinstance(value, (list, tuple)) else _word(rule, value)
    if rule.join is not None and isinstance(value, (list, tuple)):
        value = rule.join.join(str(one) for one in value)
    return value


def _word(rule: Rule, value: Any) -> Any:
    try:
        return (rule.values or {})[value]
    except (KeyError, TypeError):
        if rule.otherwise is not None:
            return rule.otherwise
        if rule.keep_unknown:
            return value
        raise MappingGap(f"「{rule.to}」的词表里没有这个值，请补对照表") from None


def _fill(line: str, record: Mapping[str, Any]) -> str:
    """填一行；里面有一处取不到值，整行不要。"""
    found = {path: _at(record, path) for path in _PLACE.findall(line)}
    if any(_is_empty(value) for value in found.values()):
        return ""
    return _PLACE.sub(lambda match: _say(found[match.group(1)]), line)


def _say(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "、".join(_say(one) for one in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _at(record: Any, path: str) -> Any:
    for name in path.split("."):
        if not isinstance(record, Mapping):
            return None
        record = record.get(name)
    return record


def _put(record: Dict[str, Any], path: str, value: Any) -> None:
    *outer, last = path.split(".")
    for name in outer:
        record = record.setdefault(name, {})
    record[last] = value


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == () or value == {}
