"""一个 YAML 文件读成记录；没变的文件不读第二遍。"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple, Type, TypeVar

import yaml

from bot.stores.knowledge_schema import Problem, RecordReader, Severity

Record = TypeVar("Record")
# 知识有一百来个文件：一份正用的、一份正查的，写法还会再改几次。
_REMEMBERED = 512


def read_yaml(path: Path, folder: Path, problems: List[Problem]) -> Any:
    text = _read_text(path, folder, problems)
    return None if text is None else _parse(text, _name(path, folder), problems)


def _read_text(path: Path, folder: Path, problems: List[Problem]) -> Optional[str]:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(error_in(path, folder, "", "缺少这个文件"))
    except UnicodeDecodeError as error:
        problems.append(_unreadable(_name(path, folder), error))
    return None


def _parse(text: str, name: str, problems: List[Problem]) -> Any:
    try:
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        problems.append(_unreadable(name, error))
    return None


def read_one(cls: Type[Record], path: Path, folder: Path, problems: List[Problem]) -> Record | None:
    text = _read_text(path, folder, problems)
    if text is None:
        return None
    record, found = _record(cls, _name(path, folder), text)
    problems.extend(found)
    return record


def read_list(cls: Type[Record], folder: Path, list_name: str, problems: List[Problem]) -> Dict[str, Record]:
    path = folder / f"{list_name}.yml"
    text = _read_text(path, folder, problems)
    if text is None:
        return {}
    records, found = _records(cls, _name(path, folder), text, list_name)
    problems.extend(found)
    return dict(records)


# 没变的文件不读第二遍：读出来的记录不会变。整份要读一秒，起一次服务读三遍，改一处知识查两遍。
@lru_cache(maxsize=_REMEMBERED)
def _record(cls: Type[Record], name: str, text: str) -> Tuple[Record | None, List[Problem]]:
    problems: List[Problem] = []
    data = _parse(text, name, problems)
    if data is None:
        return None, problems
    reader = RecordReader(name)
    record = reader.read(cls, data)
    return record, problems + reader.problems


@lru_cache(maxsize=_REMEMBERED)
def _records(cls: Type[Record], name: str, text: str, list_name: str) -> Tuple[Dict[str, Record], List[Problem]]:
    """文件里 list_name 这一列的记录，按编号。"""
    problems: List[Problem] = []
    data = _parse(text, name, problems)
    records: Dict[str, Record] = {}
    if data is None:
        return records, problems
    reader = RecordReader(name)
    entries = data.get(list_name) if isinstance(data, dict) else None
    if not isinstance(entries, list):
        reader.complain(list_name, f"应当有一个 {list_name} 列表")
    for i, entry in enumerate(entries or []):
        record = reader.read(cls, entry, f"{list_name}[{i + 1}]")
        if record is not None:
            if record.id in records:
                reader.complain(f"{list_name}[{i + 1}].id", f"{record.id} 重复")
            records[record.id] = record
    return records, problems + reader.problems


def error_in(path: Path, folder: Path, field: str, message: str) -> Problem:
    return Problem(Severity.ERROR, _name(path, folder), field or "（整个文件）", message)


def _unreadable(name: str, error: Exception) -> Problem:
    return Problem(Severity.ERROR, name, "（整个文件）", f"不是合格的 YAML：{' '.join(str(error).split())}")


def _name(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder.parent))
