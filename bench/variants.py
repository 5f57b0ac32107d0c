"""几种配方在交叉验证上并排：字面、词、向量、近邻、分级，各要多久、多大、多准。

python -m bench.variants [份数]      默认两份；写进 bench/out/variants.json，印一张表
原版 Rasa（DIET）在 python -m bot bench 里量：它要在自己的进程里训练。
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Dict, List, NamedTuple, Optional

import numpy as np

from bench.cross_validation import split
from bench.figures import percentile
from bench.processes import progress
from bot.hotline.understanding import RequestKind
from bot.nlu.danger import NO_EMERGENCY, danger_of
from bot.nlu.features import FeatureMaker
from bot.nlu.heads import Heads, Ranking
from bot.nlu.interpreter import shared
from bot.nlu.lessons import head_labels
from bot.nlu.neighbours import Neighbours
from bot.nlu.plain_questions import examples_from_knowledge
from bot.nlu.text_classifier import TextClassifier
from bot.nlu.thresholds import Thresholds
from bot.nlu.training_data import Example
from bot.nlu.usual_departments import UsualDepartments
from bot.nlu.wish import KIND_OF_WISH, kind_and_wish
from bot.settings import PROJECT

_SURE = 0.9  # 分级：只看字面时，类型和方面都有这么大把握就不编码
_TIMED = 300


class Variant(NamedTuple):
    """一种配方。"""

    name: str
    words: bool
    vectors: bool
    neighbours: bool
    cascade: bool = False


VARIANTS = (
    Variant("字连排 + 读音", False, False, False),
    Variant("字连排 + 读音 + 词", True, False, False),
    Variant("字连排 + 读音 + 向量", False, True, False),
    Variant("字连排 + 读音 + 词 + 向量", True, True, False),
    Variant("字连排 + 读音 + 词 + 向量 + 近邻", True, True, True),
    Variant("分级：有把握就不编码", True, True, True, cascade=True),
)


class Cascade:
    """先只看字面；没把握的才编码，用全套。"""

    def __init__(self, cheap: TextClassifier, full: TextClassifier):
        self._cheap, self._full = cheap, full
        self.asked = self.encoded = 0

    def rank(self, texts: Sequence[str]) -> List[Dict[str, Ranking]]:
        rankings = self._cheap.rank(self._cheap.features(texts))
        unsure = [i for i, ranking in enumerate(rankings) if not _is_sure(ranking)]
        if unsure:
            some = self._full.rank(self._full.features([texts[i] for i in unsure]))
            for i, ranking in zip(unsure, some, strict=True):
                rankings[i] = ranking
        self.asked, self.encoded = self.asked + len(texts), self.encoded + len(unsure)
        return rankings


def _is_sure(ranking: Mapping[str, Ranking]) -> bool:
    heads = ["wish"]
    if ranking["wish"][0][0] == "ask_guide":
        heads += ["aspect", "scope"]
    elif ranking["wish"][0][0] in ("file_complaint", "file_tip_off", "ask_for_help"):
        heads += ["kind", "department"]
    calm = dict(ranking["emergency"]).get(NO_EMERGENCY, 0.0)
    return all(ranking[head][0][1] >= _SURE for head in heads) and not 0.05 < 1 - calm < 0.95


def trained(variant: Variant, taught: Sequence[Example], nlu) -> Callable[[Sequence[str]], List[Dict[str, Ranking]]]:
    if variant.cascade:
        return Cascade(_classifier(VARIANTS[1], taught, nlu), _classifier(VARIANTS[4], taught, nlu)).rank
    classifier = _classifier(variant, taught, nlu)
    return lambda texts: classifier.rank(classifier.features(texts))


def _classifier(variant: Variant, taught: Sequence[Example], nlu) -> TextClassifier:
    examples = [*taught, *examples_from_knowledge(nlu.knowledge)]
    texts, labels = [e.text for e in examples], head_labels(examples, nlu.knowledge)
    cut = nlu.cut if variant.words else lambda text: ()
    maker, features = FeatureMaker.fit(texts, range(len(texts)), cut, nlu.kept if variant.vectors else None)
    near = Neighbours.remember(features.vectors, labels) if variant.neighbours else None
    maker._encoder = nlu.encoder if variant.vectors else None
    usual = UsualDepartments.learn(labels, sorted(nlu.knowledge.departments))
    return TextClassifier(maker, Heads.train(features, labels), usual, near)


def scores(tested: Sequence[Example], rankings: Sequence[Mapping[str, Ranking]], bodies) -> Dict[str, float]:
    """各栏对了几成。"""
    right: Dict[str, List[bool]] = defaultdict(list)
    for example, ranking in zip(tested, rankings, strict=True):
        for name, is_right in _judged(example, ranking, bodies):
            right[name].append(is_right)
    return {name: sum(column) / len(column) for name, column in right.items()}


def _judged(example: Example, ranking: Mapping[str, Ranking], departments) -> Iterator[tuple]:
    danger = danger_of(ranking)
    if example.intent == "report_emergency":
        yield "紧急认出来", danger >= Thresholds.emergency
        return
    yield "平常话不当紧急", danger < Thresholds.emergency
    kind, _, _ = kind_and_wish(ranking, None)
    wanted = KIND_OF_WISH.get(example.wish, RequestKind.OTHER)
    if wanted not in (RequestKind.INQUIRY, RequestKind.OTHER):
        yield "类型（诉求）", kind is wanted
        if example.department:
            first = [name for name, _ in ranking["department"][:3]]
            yield "部门@1", first[0] == example.department
            yield "部门@3", example.department in first
        if example.problem and example.department in departments:
            yield "性质", ranking["problem"][0][0] == example.problem
    elif example.scope or example.intent == "ask_regulation":
        yield "类型（问话）", kind is wanted
    if example.aspect:
        yield "方面", ranking["aspect"][0][0] == example.aspect


def measure(variant: Variant, seeds: Sequence[int], nlu) -> Dict[str, Any]:
    columns: Dict[str, List[float]] = defaultdict(list)
    times: List[float] = []
    training: List[float] = []
    for seed in seeds:
        taught, tested = split(PROJECT / "data" / "nlu", seed)
        nlu.encoder.encode(["热身"])
        started = time.process_time()
        rank = trained(variant, taught, nlu)
        training.append(time.process_time() - started)
        for name, rate in scores(tested, rank([e.text for e in tested]), nlu.knowledge.departments).items():
            columns[name].append(rate)
        nlu.encoder.forget()
        for example in tested[:_TIMED]:
            started = time.thread_time()
            rank([example.text])
            times.append((time.thread_time() - started) * 1000)
    figures = {name: {"mean": statistics.mean(c), "half_interval": _half_interval(c)} for name, c in columns.items()}
    return {"variant": variant.name, "scores": figures, "cpu_ms_p50": percentile(times, 50), "training_cpu_s": statistics.mean(training)}


def _half_interval(values: Sequence[float]) -> Optional[float]:
    """几份的平均数的 95% 区间半宽（t 分布）；只有一份就没有。"""
    if len(values) < 2:
        return None
    t = {2: 12.71, 3: 4.30, 4: 3.18, 5: 2.78}.get(len(values), 2.3)
    return t * statistics.stdev(values) / np.sqrt(len(values))


def table(results: Sequence[Mapping[str, Any]]) -> str:
    names = list(results[0]["scores"])
    lines = [["配方", *names, "一句（毫秒 CPU）", "训练（秒 CPU）"]]
    for row in results:
        cells = [f"{row['scores'][name]['mean']:.3f}" for name in names]
        lines.append([row["variant"], *cells, f"{row['cpu_ms_p50']:.1f}", f"{row['training_cpu_s']:.0f}"])
    rows = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([rows[0], f"|{' --- |' * len(lines[0])}", *rows[1:]])


def main(count: int) -> None:
    nlu = shared()
    results = []
    for variant in VARIANTS:
        progress(variant.name)
        results.append(measure(variant, range(1, count + 1), nlu))
        print(json.dumps(results[-1], ensure_ascii=False), flush=True)
    out = PROJECT / "bench" / "out" / "variants.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    print(table(results))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
