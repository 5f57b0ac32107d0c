"""读语料、测试句子、说法和规则。"""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

import yaml

from bot.hotline.knowledge import Knowledge
from bot.nlu.corrections import read_corrections
from bot.nlu.marked import lines_in, parse_marked
from bot.nlu.normalise import normalise
from bot.stores.checks.language import Language, Sentence, cut, steps
from bot.stores.checks.shelf import error
from bot.stores.knowledge_schema import Problem


def language_files(project: Path) -> List[Path]:
    """查哪些文件。"""
    found = [*(project / "data").rglob("*.yml"), *(project / "tests" / "nlu").rglob("*.jsonl")]
    return sorted(found) + [p for p in [project / "domain.yml"] if p.exists()]


def read_language(project: Path, knowledge: Knowledge, problems: List[Problem]) -> Language:
    rules = [
        rule
        for path in sorted((project / "data" / "stories").rglob("*.yml"))
        for data in [_yaml(path, project, problems)]
        for rule in (data.get("rules") or []) + (data.get("stories") or [])
    ]
    said, by_aspect = _replies_in_code(project)
    for rule in rules:
        for step in steps(rule):
            if str(step.get("action") or "").startswith("utter_"):
                said.setdefault(step["action"], "data/stories")
    return Language(
        knowledge=knowledge,
        taught=(*_taught(project, problems), *_corrected(project, problems)),
        tested=tuple(_tested(project, problems)),
        marked=tuple(_marked(project, problems)),
        domain=_yaml(project / "domain.yml", project, problems),
        rules=tuple(rules),
        said=said,
        said_by_aspect=by_aspect,
    )


def _yaml(path: Path, project: Path, problems: List[Problem]) -> Dict[str, Any]:
    where = path.relative_to(project).as_posix()
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        if isinstance(data, dict):
            return data
        problems.append(error(where, "（整个文件）", "应当是一组“字段: 值”"))
    except FileNotFoundError:
        problems.append(error(where, "（整个文件）", "缺少这个文件"))
    except yaml.YAMLError as wrong:
        problems.append(error(where, "（整个文件）", f"不是合格的 YAML：{' '.join(str(wrong).split())}"))
    return {}


def _taught(project: Path, problems: List[Problem]) -> Iterator[Sentence]:
    for path in sorted((project / "data" / "nlu").rglob("*.yml")):
        where = path.relative_to(project).as_posix()
        for block in _yaml(path, project, problems).get("nlu") or ():
            if "intent" not in block:
                continue
            examples = block.get("examples") or ()
            if isinstance(examples, str):
                examples = [{"text": line[2:]} for line in examples.splitlines() if line.startswith("- ")]
            for entry in examples:
                if not isinstance(entry, dict):
                    problems.append(error(where, block["intent"], f"“{cut(str(entry))}”要写成 text: …，不是光一句话"))
                    continue
                text = str(entry.get("text") or "").strip()
                if not text:
                    problems.append(error(where, block["intent"], "有一句没有 text，请补上或删去"))
                    continue
                marked = {**(block.get("metadata") or {}), **(entry.get("metadata") or {})}
                labels = {key: str(value) for key, value in marked.items() if value is not None}
                yield Sentence(where, cut(text), normalise(text).text, {**labels, "intent": block["intent"]})


def _corrected(project: Path, problems: List[Problem]) -> Iterator[Sentence]:
    """data/corrections.yml 里批准了的，和语料一样查；写坏了的条目都报。"""
    where = "data/corrections.yml"
    try:
        corrections = read_corrections(project / "data" / "corrections.yml")
    except (ValueError, yaml.YAMLError) as wrong:
        problems.extend(error(where, "corrections", line) for line in str(wrong).splitlines())
        return
    for correction in corrections:
        if correction.is_taught:
            said = normalise(correction.said).text
            yield Sentence(where, cut(correction.said), said, dict(correction.should_be))


def _marked(project: Path, problems: List[Problem]) -> Iterator[Sentence]:
    """data/names/ 里标了名字的句子；标坏了的都报。"""
    for path in sorted((project / "data" / "names").glob("*.yml")):
        where = path.relative_to(project).as_posix()
        for line in lines_in(_yaml(path, project, problems)):
            try:
                text = parse_marked(line).text
            except ValueError as wrong:
                problems.append(error(where, cut(line), str(wrong)))
                continue
            yield Sentence(where, cut(text), normalise(text).text, {})


def _tested(project: Path, problems: List[Problem]) -> Iterator[Sentence]:
    for path in sorted((project / "tests" / "nlu").rglob("*.jsonl")):
        where = path.relative_to(project).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                labels = json.loads(line)
                text = normalise(labels.pop("text")).text
            except (ValueError, KeyError, AttributeError, TypeError):
                problems.append(error(where, f"第{number}行", "不是一行带 text 的 JSON，请核对引号和括号"))
                continue
            yield Sentence(where, f"第{number}行", text, labels)


def _replies_in_code(project: Path) -> Tuple[Dict[str, str], bool]:
    """程序里写着的说法名；`f"utter_{…}"` 是按方面拼的。"""
    said: Dict[str, str] = {}
    by_aspect = False
    for folder in ("bot", "actions", "connectors"):
        for path in sorted((project / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    start = node.values[0] if node.values else None
                    by_aspect = by_aspect or (isinstance(start, ast.Constant) and start.value == "utter_")
                elif (
                    isinstance(node, ast.Constant)
                    and isinstance(node.value, str)
                    and re.fullmatch(r"utter_[a-z]\w*", node.value)
                ):
                    said.setdefault(node.value, path.relative_to(project).as_posix())
    return said, by_aspect
