"""留出集上的对错：tests/nlu/、tests/nlu/fresh/、tests/nlu/third/、tests/nlu/fourth/ 四代，外加 tests/nlu/boundaries/ 的边界；另外的人写的，训练从没见过。"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, Tuple

from bench.entity_accuracy import Comparison, compare_entities

Understand = Callable[[List[str]], List[Dict[str, Any]]]


@dataclass
class Score:
    """一项指标：对了几个，错在哪里。"""

    name: str
    right: int = 0
    total: int = 0
    confusion: Counter = field(default_factory=Counter)
    wrong: List[Tuple[str, str, str]] = field(default_factory=list)  # （句子，应当，听成）

    def add(self, text: str, expected: Iterable[str], got: Any) -> None:
        expected = [str(e) for e in expected]
        self.total += 1
        if str(got) in expected:
            self.right += 1
        else:
            self.confusion[(expected[0], str(got))] += 1
            self.wrong.append((text, expected[0], str(got)))

    def add_f1(self, text: str, found: Comparison) -> None:
        """记一句话里一种实体：right/total 就是 F1（2·对 /（标了几个＋找出几个））。"""
        self.right += 2 * found.matched
        self.total += found.wanted + found.found
        self.wrong.extend((text, expected, got) for expected, got in found.differences)

    @property
    def rate(self) -> float:
        return self.right / self.total if self.total else math.nan

    def interval(self) -> Tuple[float, float]:
        """95% 置信区间（Wilson）。"""
        n, p, z = self.total, self.rate, 1.96
        if not n:
            return math.nan, math.nan
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return centre - half, centre + half

    def __str__(self) -> str:
        low, high = self.interval()
        return f"{self.name:<28} {self.rate:6.3f}  [{low:.3f}, {high:.3f}]  {self.right}/{self.total}"


def evaluate(understand: Understand, folder: Path) -> Dict[str, Score]:
    """对每个留出集跑一遍，返回各项指标。understand 是一批句子 → analyse 的记录。"""
    scores: Dict[str, Score] = {}

    def score(name: str) -> Score:
        return scores.setdefault(name, Score(name))

    for row, heard in _pairs(understand, folder / "guide_questions.jsonl"):
        text, wanted = row["text"], [row["item_id"], *row.get("items_ok", [])]
        best = heard["items"][0]["item_id"] if heard["items"] else None
        aspects = [row["aspect"], *row.get("aspects_ok", [])]
        score("item@1").add(text, wanted, best)
        score("item in top 5").add(text, ["yes"], "yes" if {i["item_id"] for i in heard["items"]} & set(wanted) else "no")
        score("aspect").add(text, aspects, heard["aspect"])
        score("item and aspect").add(text, ["yes"], "yes" if best in wanted and heard["aspect"] in aspects else "no")
        score("kind of guide questions").add(text, ["inquiry"], heard["kind"])
        decision = heard["item_decision"]
        if decision == "answer":
            score("right when it answers").add(text, wanted, best)
        score("answers or clarifies").add(text, ["yes"], "yes" if decision != "none" else "no")
    for row, heard in _pairs(understand, folder / "not_ours.jsonl"):
        score("not ours, not answered").add(row["text"], ["yes"], "no" if heard["item_decision"] == "answer" else "yes")
        score("not ours, right body").add(row["text"], [row["department"], *row.get("departments_ok", [])], heard["department"])
    for row, heard in _pairs(understand, folder / "regulation.jsonl"):
        if row.get("kind", "inquiry") == "inquiry":
            score("rules, not answered as an item").add(
                row["text"], ["yes"], "no" if heard["item_decision"] == "answer" and heard["kind"] == "inquiry" else "yes"
            )
    for row, heard in _pairs(understand, folder / "emergencies.jsonl"):
        score("emergency recognised").add(row["text"], ["yes"], "yes" if heard["emergency"] else "no")
        score("kind of emergency").add(row["text"], [row["emergency"], *row.get("emergencies_ok", [])], heard["emergency"])
    for name in ("calm", "guide_questions", "not_ours", "requests", "regulation", "dialogue"):
        for row, heard in _pairs(understand, folder / f"{name}.jsonl"):
            if not row.get("emergency"):
                score("calm stays calm").add(row["text"], ["calm"], heard["emergency"] or "calm")
    for name in ("calm", "requests", "regulation"):
        for row, heard in _pairs(understand, folder / f"{name}.jsonl"):
            if row.get("kind"):
                score(f"kind ({name})").add(row["text"], [row["kind"], *row.get("kinds_ok", [])], heard["kind"])
    for row, heard in _pairs(understand, folder / "requests.jsonl"):
        departments = [row["department"], *row.get("departments_ok", [])]
        systems = [row["ticket_system"], *row.get("ticket_systems_ok", [])]
        score("system").add(row["text"], systems, heard["ticket_system"])
        score("department@1").add(row["text"], departments, heard["department"])
        near = {d["id"] for d in heard["departments"][:3]}
        score("department@3").add(row["text"], ["yes"], "yes" if near & set(departments) else "no")
        if row.get("problem"):
            score("problem").add(row["text"], [row["problem"], *row.get("problems_ok", [])], heard["problem"])
        if row.get("urgency"):
            score("urgency").add(row["text"], [row["urgency"], *row.get("urgencies_ok", [])], heard["urgency"])
        for found in compare_entities(row["entities"], heard["entities"]) if "entities" in row else ():
            score(found.name).add_f1(row["text"], found)
    for row, heard in _pairs(understand, folder / "dialogue.jsonl"):
        intents = [row["intent"], *row.get("intents_ok", [])]
        got = heard["intent"]
        score("dialogue intent").add(row["text"], intents, got)
    return scores


def evaluate_boundaries(understand: Understand, folder: Path) -> Dict[str, Score]:
    """一条边界一个文件。一句里标了的（诉求类型、平台、承办单位）都听对才算对。"""
    scores: Dict[str, Score] = {}
    for path in sorted(folder.glob("*.jsonl")):
        score = scores.setdefault(path.stem, Score(path.stem))
        for row, heard in _pairs(understand, path):
            labels = [label for label in ("kind", "ticket_system", "department") if label in row]
            sides = {label: [row[label], *row.get(f"{label}s_ok", [])] for label in labels}
            right = "、".join(str(row[label]) for label in labels)
            got = "、".join(str(heard[label]) for label in labels)
            score.add(row["text"], [right], right if all(heard[k] in ok for k, ok in sides.items()) else got)
    return scores


def report(scores: Dict[str, Score], most_confused: int = 6) -> str:
    """一项一行，后面是最常混的几对。"""
    lines = []
    for score in scores.values():
        lines.append(str(score))
        for (expected, got), count in score.confusion.most_common(most_confused):
            if count > 1 and expected != "yes":
                lines.append(f"      {count:3d}×  {expected} → {got}")
    return "\n".join(lines)


_memory: Dict[Tuple[int, str], List[Dict[str, Any]]] = {}


def _pairs(understand: Understand, path: Path) -> List[Tuple[Dict[str, Any], Dict[str, Any]]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    key = (id(understand), str(path))
    if key not in _memory:
        _memory[key] = understand([row["text"] for row in rows])
    return list(zip(rows, _memory[key], strict=True))
