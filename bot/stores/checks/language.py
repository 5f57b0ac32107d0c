"""查语料时手边的东西：教的、考的、说的、走的。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Iterator, List, NamedTuple, Set, Tuple

from bot.hotline.knowledge import Knowledge
from bot.hotline.understanding import RequestKind
from bot.nlu.training_data import IN_CONTEXT, NOT_OURS

# 没有这个标注、或者明说没有危险。
_NO_EMERGENCY = "none"
_URGENCIES = ("normal", "urgent", "emergency")


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
    marked: Tuple[Sentence, ...]  # data/names
    domain: Dict[str, Any]
    rules: Tuple[Dict[str, Any], ...]  # data/stories 里的规则和故事
    said: Dict[str, str]  # 程序和规则里用到的说法 → 在哪里用
    said_by_aspect: bool  # 程序里有没有按方面拼出来的说法名

    @property
    def ids(self) -> Dict[str, Set[str]]:
        """标注里能写的 id。"""
        bodies = {*self.knowledge.departments, *self.knowledge.external_bodies}
        intents = set(names(self.domain.get("intents")))
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


def names(entries: Any) -> List[str]:
    """domain.yml 的一张名单；带设置的写成“名字: {…}”，只取名字。"""
    return [name for entry in entries or () for name in (entry if isinstance(entry, dict) else [entry])]


def steps(rule: Dict[str, Any]) -> Iterator[Dict[str, Any]]:
    """一条规则的各步；“或”拆开算。"""
    for step in rule.get("steps") or ():
        yield from step.get("or") or [step]


def cut(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"
