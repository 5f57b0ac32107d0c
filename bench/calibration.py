"""什么时候直接答、什么时候问一句、什么时候说“不是我们的”：在交叉验证上画出曲线，门槛照它定。

python -m bench.calibration          印表，画到 bench/out/calibration.png；约两三分钟
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Dict, List, NamedTuple

import matplotlib

matplotlib.use("Agg")  # 先装好真的 matplotlib：瘦身的 Rasa 一来，再导入只得空壳
import matplotlib.pyplot as plt

from bench.cross_validation import Heard, hear, split
from bench.processes import progress
from bot.nlu.interpreter import shared
from bot.nlu.thresholds import Thresholds
from bot.settings import PROJECT

_SEEDS = (1, 2)
_STEPS = [step / 20 for step in range(20)]


class Point(NamedTuple):
    """门槛定在这里时：本局的问话答了几成、答的有几成对、别人的事有几成没当成自己的答。"""

    threshold: float
    answered: float
    right: float
    not_ours_left_alone: float


class Asked(NamedTuple):
    """一句问办事的话。"""

    is_ours: bool
    is_right: bool  # 排第一的正是它问的事项
    score: float
    foreign: float  # 像别的部门的事到什么程度


def asked(heard: Sequence[Heard], external_bodies) -> List[Asked]:
    found = []
    for example, rankings, items in heard:
        if example.scope not in ("catalogue", "other_body") or not items:
            continue
        external = sum(p for name, p in rankings["department"] if name in external_bodies)
        foreign = math.sqrt(dict(rankings["scope"]).get("other_body", 0.0) * external)
        found.append(Asked(example.scope == "catalogue", items[0][0] == example.item, items[0][1], foreign))
    return found


def curve(questions: Sequence[Asked], not_ours: float) -> List[Point]:
    """答的门槛从低到高；not_ours 是“不归本局”的门槛。"""
    ours = [q for q in questions if q.is_ours]
    others = [q for q in questions if not q.is_ours]
    points = []
    for threshold in _STEPS:
        answered = [q for q in questions if q.score >= threshold and q.foreign < not_ours]
        mine = [q for q in answered if q.is_ours]
        right = sum(q.is_right for q in mine) / len(answered) if answered else math.nan
        left_alone = 1 - (len(answered) - len(mine)) / len(others) if others else math.nan
        points.append(Point(threshold, len(mine) / len(ours), right, left_alone))
    return points


def expected_calibration_error(questions: Sequence[Asked], bins: int = 10) -> float:
    """分数说的把握和真对的比例，平均差多少。"""
    total = 0.0
    for low in range(bins):
        inside = [q for q in questions if low / bins <= q.score < (low + 1) / bins or (low == bins - 1 and q.score == 1)]
        if inside:
            right, said = sum(q.is_right for q in inside), sum(q.score for q in inside)
            total += abs(right - said)
    return total / len(questions)


def draw(curves: Dict[float, List[Point]], chosen: Thresholds, path: Path) -> None:
    figure, (left, middle) = plt.subplots(1, 2, figsize=(11, 4.5))
    for not_ours, points in curves.items():
        left.plot([p.answered for p in points], [p.right for p in points], marker=".", label=f"not-ours threshold {not_ours:g}")
        middle.plot([p.threshold for p in points], [p.not_ours_left_alone for p in points], marker=".", label=f"{not_ours:g}")
    left.set(xlabel="share of our guide questions answered", ylabel="right when it answers", title="Answer or ask")
    middle.set(xlabel="answer threshold", ylabel="other bodies' matters left alone", title="Not ours")
    middle.axvline(chosen.answer, color="grey", linestyle=":")
    for axes in (left, middle):
        axes.grid(alpha=0.3)
        axes.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=120)


def main() -> None:
    nlu, chosen = shared(), Thresholds()
    questions: List[Asked] = []
    for seed in _SEEDS:
        taught, tested = split(PROJECT / "data" / "nlu", seed)
        progress(f"第 {seed} 份：教 {len(taught)} 句，考 {len(tested)} 句")
        questions += asked(list(hear(taught, tested, nlu, vectors=True, links=True)), nlu.knowledge.external_bodies)
    curves = {not_ours: curve(questions, not_ours) for not_ours in (0.25, chosen.not_ours, 0.5)}
    out = PROJECT / "bench" / "out"
    out.mkdir(exist_ok=True)
    draw(curves, chosen, out / "calibration.png")
    points = curves[chosen.not_ours]
    (out / "calibration.json").write_text(json.dumps([p._asdict() for p in points], indent=1), encoding="utf-8")
    print("门槛   答了几成  答的对几成  别人的事没当成自己的")
    for point in points:
        mark = "  ← 现用" if math.isclose(point.threshold, chosen.answer) else ""
        print(f"{point.threshold:4.2f}   {point.answered:7.1%}  {point.right:9.1%}  {point.not_ours_left_alone:18.1%}{mark}")
    ours = [q for q in questions if q.is_ours]
    print(f"{len(questions)} 句；把握和真对的比例平均差 {expected_calibration_error(ours):.3f}；图在 bench/out/calibration.png")


if __name__ == "__main__":
    main()
