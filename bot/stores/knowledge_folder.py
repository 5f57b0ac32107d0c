"""知识的文件夹：有哪些文件、什么写着、什么时候到期；换掉一个文件以前先整个查一遍。"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any, Dict, List, Mapping

import yaml

from bot.errors import KnowledgeFileUnknown
from bot.stores.knowledge_check import check
from bot.stores.knowledge_schema import Problem, Severity

# 坐席、科室改得了的；路由、时限、词表和程序连着，走代码评审。
_EDITABLE = ("service_items", "faq")
_NEW_ITEM = re.compile(r"service_items/[a-z_]{1,40}/[a-z][a-z0-9_]{2,63}\.yml")


class KnowledgeFolder:
    def __init__(self, folder: Path):
        self._folder = folder

    def entries(self) -> List[Dict[str, Any]]:
        """每个文件：路径、名称、哪个科室、版本、核过、到期。"""
        found = []
        for top in _EDITABLE:
            for path in sorted((self._folder / top).rglob("*.yml")):
                content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
                found.append(
                    {
                        "path": path.relative_to(self._folder).as_posix(),
                        "name": content.get("name", path.stem),
                        "department": content.get("responsible_department") or content.get("department"),
                        "version": str(content.get("version", "")),
                        "reviewed_on": str(content.get("reviewed_on", "")),
                        "valid_until": str(content.get("valid_until", "")),
                        "entries": len(content.get("entries") or ()) or None,
                    }
                )
        return found

    def text(self, path: str) -> str:
        return self._file(path).read_text(encoding="utf-8")

    def with_entry(self, path: str, entry: Mapping[str, Any]) -> str:
        """问答文件添上一条以后的全文；原来的一字不动。"""
        added = yaml.safe_dump([dict(entry)], allow_unicode=True, sort_keys=False, width=10**6)
        text = f"{self.text(path).rstrip()}\n{added}"
        if yaml.load(text, Loader=yaml.CSafeLoader)["entries"][-1] != dict(entry):
            raise KnowledgeFileUnknown(f"{path} 的最后不是 entries，请在页面上改全文")
        return text

    def current(self, path: str) -> str:
        """现在的全文；可以新添、还没有的事项文件是空的。"""
        return "" if self._is_new_item(path) else self.text(path)

    def has_item(self, item_id: str) -> bool:
        return any((self._folder / "service_items").glob(f"*/{item_id}.yml"))

    def written(self, item: Mapping[str, Any]) -> str:
        """一个事项写成文件的样子。"""
        return yaml.safe_dump(dict(item), allow_unicode=True, sort_keys=False, width=10**6)

    def problems_with(self, path: str, text: str, today: date) -> List[str]:
        """换上以后多出来的毛病；没有就是空的。"""
        self.current(path)
        if not text.strip():
            return [f"{path}：不能是空的"]
        try:
            return [str(problem) for problem in self.new_problems({path: text}, today)]
        except yaml.YAMLError as error:
            return [f"{path}：不是合格的 YAML：{error}"]

    def new_problems(self, texts: Mapping[str, str], today: date) -> List[Problem]:
        """几个文件一起换上（或者添上）以后多出来的毛病。另拷一份来查，不动正在用的。"""
        with tempfile.TemporaryDirectory(prefix="hotline-knowledge-") as copy:
            trial = Path(copy) / "knowledge"
            shutil.copytree(self._folder, trial)
            for path, text in texts.items():
                (trial / path).parent.mkdir(parents=True, exist_ok=True)
                (trial / path).write_text(text, encoding="utf-8")
            found = _errors(trial, today)
        if not found:
            return []
        known = set(_errors(self._folder, today))  # 原来就有的毛病，不怪这一处改动
        return [problem for problem in found if problem not in known]

    def replace(self, path: str, text: str) -> None:
        """整个换掉：先写在旁边再改名，正读着的人读不到半个文件。"""
        target = self._folder / path if self._is_new_item(path) else self._file(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, target)

    def _is_new_item(self, path: str) -> bool:
        """可以新添的事项文件：路径是事项该放的地方，还没有。"""
        return bool(_NEW_ITEM.fullmatch(path)) and not (self._folder / path).exists()

    def _file(self, path: str) -> Path:
        """只认列得出来的文件：不跟着“..”出去。"""
        known = {p.relative_to(self._folder).as_posix(): p for top in _EDITABLE for p in (self._folder / top).rglob("*.yml")}
        if path not in known:
            raise KnowledgeFileUnknown(f"没有 {path[:120]} 这个知识文件，或者不能在这里改")
        return known[path]


def _errors(folder: Path, today: date) -> List[Problem]:
    return [problem for problem in check(folder, today, None) if problem.severity is Severity.ERROR]
