"""查语料和说法：data/nlu 教的、tests/nlu（连同里面的文件夹）考的、domain.yml 说的、data/stories 走的，互相对得上。"""

from __future__ import annotations

import ast
import difflib
import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, NamedTuple, Set, Tuple

import yaml

from bot.hotline.knowledge import Knowledge
from bot.hotline.understanding import RequestKind
from bot.nlu.normalise import normalise
from bot.nlu.training_data import IN_CONTEXT, NOT_OURS
from bot.stores.knowledge_schema import Problem, Severity

_error = partial(Problem, Severity.ERROR)
_warning = partial(Problem, Severity.WARNING)

# 一个事项至少要有几句训练语料；一种问题性质不足几句，多半是写错了。
_ENOUGH_SENTENCES = 12
_ENOUGH_FOR_A_LABEL = 3
# Rasa 自带、不用在 domain.yml 里写的动作。
_RASA_ACTIONS = ("action_listen", "action_restart", "action_session_start")
# 没有这个标注、或者明说没有危险。
_NO_EMERGENCY = "none"
_LABELS = ("item", "department", "problem", "urgency", "emergency")
_URGENCIES = ("normal", "urgent", "emergency")

# 身份证号：六位地区、八位生日、三位顺序、一位校验；手机号中间容许空格和短横。
_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_INVENTED_MOBILE = re.compile(r"138000000\d\d")


class Sentence(NamedTuple):
    """语料或测试里的一句，连同它在哪里、标了什么。"""

    path: str
    field: str
    text: str  # 整理过的
    labels: Dict[str, Any]


@dataclass(frozen=True)
class Language:
    """查的时候手边的东西。"""

    knowledge: Knowledge
    taught: Tuple[Sentence, ...]  # data/nlu
    tested: Tuple[Sentence, ...]  # tests/nlu
    domain: Dict[str, Any]
    rules: Tuple[Dict[str, Any], ...]  # data/stories 里的规则和故事
    said: Dict[str, str]  # 程序和规则里用到的说法 → 在哪里用
    said_by_aspect: bool  # 程序里有没有按方面拼出来的说法名

    @property
    def ids(self) -> Dict[str, Set[str]]:
        """标注里能写的 id。"""
        bodies = {*self.knowledge.departments, *self.knowledge.external_bodies}
        intents = set(_names(self.domain.get("intents")))
        return {
            "item": {*self.knowledge.items, NOT_OURS, IN_CONTEXT},
            "department": bodies,
            "urgency": set(_URGENCIES),
            "emergency": {*self.knowledge.emergencies, _NO_EMERGENCY},
            "intent": intents,
            "aspect": {intent[len("ask_") :] for intent in intents if intent.startswith("ask_")},
            "kind": {kind.value for kind in RequestKind},
            "problem": {s.labels["problem"] for s in self.taught if s.labels.get("problem")},
        }


def check_language(project: Path, knowledge: Knowledge) -> List[Problem]:
    """语料、测试句子、domain.yml 的全部毛病。"""
    problems: List[Problem] = []
    language = _read(project, knowledge, problems)
    for find in LANGUAGE_CHECKS:
        problems.extend(find(language))
    problems.extend(real_looking_personal_data(project / "data", project))
    return problems


def language_files(project: Path) -> List[Path]:
    """查哪些文件。"""
    found = [*(project / "data").rglob("*.yml"), *(project / "tests" / "nlu").rglob("*.jsonl")]
    return sorted(found) + [p for p in [project / "domain.yml"] if p.exists()]


def real_looking_personal_data(folder: Path, root: Path) -> Iterator[Problem]:
    """像真的身份证号、手机号。举例只用 138000000xx。"""
    for path in sorted(
        p for p in folder.rglob("*") if p.suffix in (".yml", ".yaml", ".json", ".jsonl", ".md", ".csv", ".txt")
    ):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            where = path.relative_to(root).as_posix()
            if _ID_NUMBER.search(line):
                yield _error(where, f"第{number}行", "像真的身份证号，请删去，举例不用完整号码")
            for phone in _MOBILE.findall(line):
                if not _INVENTED_MOBILE.fullmatch(re.sub("[ -]", "", phone)):
                    yield _error(where, f"第{number}行", "像真的手机号，请改成 138000000xx")


def is_it(wrong: str, known: Iterable[str]) -> str:
    """“，是不是 …？”；没有像的就不说。"""
    guess = difflib.get_close_matches(str(wrong), sorted(known), n=1)
    return f"，是不是 {guess[0]}？" if guess else ""


# ── 语料 ──


def sentence_in_both(language: Language) -> Iterator[Problem]:
    taught = {sentence.text: sentence for sentence in language.taught}
    for sentence in language.tested:
        if sentence.text in taught:
            yield _error(
                sentence.path,
                sentence.field,
                f"“{_cut(sentence.text)}”在 {taught[sentence.text].path} 里也有，教过的不能拿来考，请换一句",
            )


def sentence_labelled_twice(language: Language) -> Iterator[Problem]:
    first: Dict[str, Sentence] = {}
    for sentence in language.taught:
        earlier = first.setdefault(sentence.text, sentence)
        if earlier is not sentence and earlier.labels != sentence.labels:
            yield _error(
                sentence.path,
                sentence.field,
                f"同一句在 {earlier.path} 标成 {_labels(earlier)}，这里标成 {_labels(sentence)}，请留对的一处",
            )
    first = {}
    for sentence in language.tested:
        earlier = first.setdefault(sentence.text, sentence)
        differ = sorted(
            k for k in earlier.labels.keys() & sentence.labels.keys() if earlier.labels[k] != sentence.labels[k]
        )
        if differ:
            yield _error(
                sentence.path,
                sentence.field,
                f"同一句在 {earlier.path} {earlier.field}标的 {'、'.join(differ)} 不一样，请核对哪一处对",
            )


def label_unknown(language: Language) -> Iterator[Problem]:
    known = language.ids
    for sentence in language.taught:
        for label, value in sentence.labels.items():
            if label not in (*_LABELS, "intent"):
                yield _error(sentence.path, sentence.field, f"没有 {label} 这种标注{is_it(label, _LABELS)}")
            elif value not in known[label]:
                yield _error(sentence.path, sentence.field, f"{label} 没有 {value}{is_it(value, known[label])}")


def tested_label_unknown(language: Language) -> Iterator[Problem]:
    known = language.ids
    named = {"item_id": "item", "items": "item", "departments": "department", "problems": "problem"}
    named.update({"emergencies": "emergency", "intents": "intent", "aspects": "aspect"})
    for sentence in language.tested:
        for label, value in sentence.labels.items():
            label = label.removesuffix("_ok")
            label = named.get(label, label)
            for one in value if isinstance(value, list) else [value]:
                if label in known and one is not None and one not in known[label]:
                    yield _error(sentence.path, sentence.field, f"{label} 没有 {one}{is_it(one, known[label])}")


def problem_rare(language: Language) -> Iterator[Problem]:
    counts = Counter(s.labels["problem"] for s in language.taught if s.labels.get("problem"))
    for sentence in language.taught:
        problem = sentence.labels.get("problem")
        if problem and counts[problem] < _ENOUGH_FOR_A_LABEL:
            yield _warning(
                sentence.path,
                sentence.field,
                f"problem {problem} 只有 {counts[problem]} 句{is_it(problem, set(counts) - {problem}) or '，请多写几句'}",
            )


def taught_too_little(language: Language) -> Iterator[Problem]:
    counts = Counter(sentence.labels.get("item") for sentence in language.taught)
    for item_id in language.knowledge.items:
        if counts[item_id] < _ENOUGH_SENTENCES:
            yield _warning("data/nlu", item_id, f"只有 {counts[item_id]} 句训练语料，请补到 {_ENOUGH_SENTENCES} 句以上")


def never_asked_in_tests(language: Language) -> Iterator[Problem]:
    path = "tests/nlu/guide_questions.jsonl"
    asked = {str(s.labels.get("item_id")) for s in language.tested if s.path == path}
    for item_id in language.knowledge.items:
        if item_id not in asked:
            yield _warning(path, item_id, "测试里一句也没问过这个事项，请由没写语料的人补几句")


# ── 说法和规则 ──


def reply_missing(language: Language) -> Iterator[Problem]:
    responses = language.domain.get("responses") or {}
    for name, where in language.said.items():
        if name not in responses:
            yield _error(where, name, f"domain.yml 的 responses 里没有这条说法{is_it(name, responses) or '，请补上'}")


def reply_unused(language: Language) -> Iterator[Problem]:
    aspects = language.ids["aspect"] if language.said_by_aspect else ()
    for name in language.domain.get("responses") or ():
        if name not in language.said and name[len("utter_") :] not in aspects:
            yield _warning("domain.yml", f"responses.{name}", "程序和规则都没用到，请删去")


def intent_without_rule(language: Language) -> Iterator[Problem]:
    ruled = {step.get("intent") for rule in language.rules for step in _steps(rule)}
    for intent in _names(language.domain.get("intents")):
        if intent not in ruled:
            yield _error("domain.yml", f"intents.{intent}", "data/stories 里没有接它的规则，市民说了没人应，请补一条")


def rule_refers_to_unknown(language: Language) -> Iterator[Problem]:
    intents = language.ids["intent"]
    actions = {*_names(language.domain.get("actions")), *(language.domain.get("forms") or ()), *_RASA_ACTIONS}
    for rule in language.rules:
        name = str(rule.get("rule") or rule.get("story"))
        for step in _steps(rule):
            intent, action = step.get("intent"), step.get("action")
            if intent and intent not in intents:
                yield _error("data/stories", name, f"domain.yml 没有意图 {intent}{is_it(intent, intents)}")
            if action and action not in actions and not action.startswith("utter_"):
                yield _error("data/stories", name, f"domain.yml 没有动作 {action}{is_it(action, actions)}")


LANGUAGE_CHECKS = (
    sentence_in_both, sentence_labelled_twice, label_unknown, tested_label_unknown, problem_rare,
    taught_too_little, never_asked_in_tests, reply_missing, reply_unused, intent_without_rule,
    rule_refers_to_unknown,
)  # fmt: skip


# ── 读 ──


def _read(project: Path, knowledge: Knowledge, problems: List[Problem]) -> Language:
    rules = [
        rule
        for path in sorted((project / "data" / "stories").rglob("*.yml"))
        for data in [_yaml(path, project, problems)]
        for rule in (data.get("rules") or []) + (data.get("stories") or [])
    ]
    said, by_aspect = _replies_in_code(project)
    for rule in rules:
        for step in _steps(rule):
            if str(step.get("action") or "").startswith("utter_"):
                said.setdefault(step["action"], "data/stories")
    return Language(
        knowledge=knowledge,
        taught=tuple(_taught(project, problems)),
        tested=tuple(_tested(project, problems)),
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
        problems.append(_error(where, "（整个文件）", "应当是一组“字段: 值”"))
    except FileNotFoundError:
        problems.append(_error(where, "（整个文件）", "缺少这个文件"))
    except yaml.YAMLError as error:
        problems.append(_error(where, "（整个文件）", f"不是合格的 YAML：{' '.join(str(error).split())}"))
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
                text = str(entry.get("text") or "").strip()
                if not text:
                    problems.append(_error(where, block["intent"], "有一句没有 text，请补上或删去"))
                    continue
                marked = {**(block.get("metadata") or {}), **(entry.get("metadata") or {})}
                labels = {key: str(value) for key, value in marked.items() if value is not None}
                yield Sentence(where, _cut(text), normalise(text).text, {**labels, "intent": block["intent"]})


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
                problems.append(_error(where, f"第{number}行", "不是一行带 text 的 JSON，请核对引号和括号"))
                continue
            yield Sentence(where, f"第{number}行", text, labels)


def _names(entries: Any) -> List[str]:
    """domain.yml 的一张名单；带设置的写成“名字: {…}”，只取名字。"""
    return [name for entry in entries or () for name in (entry if isinstance(entry, dict) else [entry])]


def _steps(rule: Dict[str, Any]) -> Iterator[Dict[str, Any]]:
    """一条规则的各步；“或”拆开算。"""
    for step in rule.get("steps") or ():
        yield from step.get("or") or [step]


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


def _labels(sentence: Sentence) -> str:
    return "、".join(str(value) for value in sentence.labels.values())


def _cut(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"
