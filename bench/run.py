"""python -m bot bench：两边各自训练、听话、说话，印一张表，过一遍验收线。"""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, Mapping, Optional

from bench.acceptance import acceptance
from bench.accuracy import Score, Understand, evaluate, evaluate_boundaries, report
from bench.figures import pick
from bench.in_turns import measure_in_turns
from bench.ours import Ours
from bench.plan import FULL, Plan, choose_plan
from bench.processes import BenchFailed, progress
from bench.real_texts import FOLDER, measure_real_texts, real_texts_folder, report_real_texts, utterances_in
from bench.sentences import Sentences, read_held_out, texts_of, thin_out
from bench.stock.side import Stock
from bench.table import plain
from bench.tickets import run_tickets
from bot.bootstrap import now

PARTS = ("accuracy", "speed", "stock", "real", "tickets")
# 原版没有部门、系统、性质这些栏，也分不出哪一种紧急；只比两边都有的。
_COMPARABLE = (
    "item@1", "item in top 5", "aspect", "item and aspect", "kind of guide questions", "not ours, not answered",
    "emergency recognised", "calm stays calm", "kind (calm)", "kind (requests)", "kind (regulation)", "dialogue intent",
)  # fmt: skip


def run(project: Path, quick: bool, only: Optional[str]) -> None:
    """only：accuracy 只量对错，speed 只量快慢，stock 只量原版，real 只量市民真写的话，tickets 只量工单；空着全量（工单要另外点）。"""
    if only is not None and only not in PARTS:
        raise BenchFailed(f"--only 可以是 {'、'.join(PARTS)}，不是 {only!r}")
    if only == "real" and real_texts_folder() is None:
        raise BenchFailed(f"请用环境变量 {FOLDER} 指明市民留言所在的文件夹")
    bench = Bench(project, choose_plan(quick))
    if only == "tickets":
        bench.run_tickets(quick)
        return
    bench.run(only)


class Bench:
    """一次测量。结果写进 bench/out/results.json；只量一部分时写进 results-<部分>.json。"""

    def __init__(self, project: Path, plan: Plan):
        self._project, self._plan, self._out = project, plan, project / "bench" / "out"
        self._everything = project / "tests" / "nlu"
        self._held_out = thin_out(self._everything, plan.held_out_every, self._out / "held_out")
        self._later = {
            generation: thin_out(self._everything / generation, plan.held_out_every, self._out / "held_out" / generation)
            for generation in ("fresh", "third", "fourth")
        }
        self._boundaries = self._everything / "boundaries"
        self._ours, self._stock = Ours(project, self._out), Stock(project, self._out)
        self._results: Dict[str, Any] = {
            "measured_at": now().isoformat(timespec="minutes"),
            "plan": plan.name,
            "cores": os.cpu_count(),
            "machine": platform.machine(),
            "ours": {},
            "stock": {},
        }

    def run(self, only: Optional[str]) -> None:
        accuracy, speed = only in (None, "accuracy", "stock"), only in (None, "speed", "stock")
        afresh = only is None and self._plan is FULL  # 训练时间只在完整测量里量
        if only != "stock":
            self._results["ours"].update(self._ours.train(afresh))
        if only in (None, "speed", "stock"):
            self._train_stock()
        if only in (None, "accuracy", "speed"):
            self._measure_ours(accuracy, speed)
        if only in (None, "speed", "stock"):
            self._measure_stock(accuracy, speed)
        elif only == "accuracy" and self._stock.trained(self._plan):
            self._measure_stock(accuracy, speed=False)
        elif only == "accuracy":
            progress("原版没有用现在的数据训练过，只量本热线（先跑一次 --only stock 就能一起比）")
        if only in (None, "speed"):
            self._measure_in_turns()
        if real_texts_folder() and only in (None, "real"):
            self._measure_real_texts()
        self._finish(only)

    def run_tickets(self, quick: bool) -> None:
        """只量工单：不训练，用 models/ 里现成的模型。"""
        self._out.mkdir(parents=True, exist_ok=True)
        self._results["tickets"] = run_tickets(self._project, quick)
        self._finish("tickets")

    def _train_stock(self) -> None:
        figures = self._stock.trained(self._plan)
        if figures:
            progress("原版上次已用同样的数据训练过，用上次的模型和用时；要重来请删去 bench/out/stock")
        self._results["stock"].update(figures or self._stock.train(self._plan))

    def _measure_ours(self, accuracy: bool, speed: bool) -> None:
        ours = self._results["ours"]
        figures, understand = self._ours.listen(*self._sentences_to_hear(accuracy, speed))
        ours.update(figures)
        if accuracy:
            scores = evaluate(understand, self._held_out)
            ours["accuracy"] = _as_figures(scores.values())
            print(f"\n本热线在留出集上（后面是 95% 置信区间，缩进的是最常混的）：\n{report(scores)}\n", flush=True)
            self._report_later_generations(understand)
        if speed:
            progress("本热线：python -m bot serve，经 REST 渠道")
            ours.update(self._ours.speed(Sentences(self._everything), self._plan))
            same = self._ours.speed_with_bench_action(Sentences(self._everything), self._plan)
            for name in ("per_second", "bench_action_spoke"):
                ours[name].update(same[name])

    def _measure_stock(self, accuracy: bool, speed: bool) -> None:
        stock = self._results["stock"]
        about_items = texts_of(read_held_out(self._held_out), "guide_questions", "not_ours") if accuracy else []
        figures, understand = self._stock.listen(*self._sentences_to_hear(accuracy, speed), about_items)
        stock.update(figures)
        if accuracy:
            scores = evaluate(understand, self._held_out)
            comparable = [scores[name] for name in _COMPARABLE if name in scores]
            stock["accuracy"] = _as_figures(comparable)
            print("\n原版在留出集上：\n" + "\n".join(map(str, comparable)) + "\n", flush=True)
        if speed:
            progress("原版：rasa run 加动作服务器，经 REST 渠道")
            stock.update(self._stock.speed(Sentences(self._everything), self._plan))

    def _measure_in_turns(self) -> None:
        """新会话一句的倍数，以两边轮着量的为准。"""
        progress("两边都起着，轮着说新会话")
        with self._stock.serving() as (stock_port, _), self._ours.serving() as (our_port, _):
            ports = {"ours": our_port, "stock": stock_port}
            for side, figures in measure_in_turns(ports, Sentences(self._everything), self._plan).items():
                self._results[side]["message_ms"] = figures

    def _sentences_to_hear(self, accuracy: bool, speed: bool) -> tuple:
        timed = Sentences(self._everything).mixed(self._plan.parses) if speed else []
        folders = (self._held_out, *self._later.values(), self._boundaries) if accuracy else ()
        return timed, [text for folder in folders for text in texts_of(read_held_out(folder))]

    def _report_later_generations(self, understand: Understand) -> None:
        """后写的各代和各条边界，单独报。"""
        for generation, folder in self._later.items():
            scores = evaluate(understand, folder)
            self._results["ours"][f"accuracy_{generation}"] = _as_figures(scores.values())
            print(f"\n本热线在后写的留出集（{generation}）上：\n{report(scores)}\n", flush=True)
        scores = evaluate_boundaries(understand, self._boundaries)
        self._results["ours"]["accuracy_boundaries"] = _as_figures(scores.values())
        print(f"\n本热线在各条边界上：\n{report(scores)}\n", flush=True)

    def _measure_real_texts(self) -> None:
        folder = real_texts_folder()
        _, understand = self._ours.listen(heard=utterances_in(folder))
        self._results["real"] = measure_real_texts(understand, folder)
        print("\n" + report_real_texts(self._results["real"]) + "\n", flush=True)

    def _finish(self, only: Optional[str]) -> None:
        path = self._out / (f"results-{only}.json" if only else "results.json")
        path.write_text(json.dumps(self._results, ensure_ascii=False, indent=1), encoding="utf-8")
        if only not in ("real", "tickets"):
            print(f"\n{plain(self._results)}\n")
        for side, name in (("ours", "本热线"), ("stock", "原版")):
            for warning in misled(pick(self._results, f"{side}.bench_action_spoke") or {}):
                print(f"注意：{name}{warning}，那一行不作数")
        lines = [line for line in acceptance(self._results) if line.value is not None or only is None]
        print("\n".join(["验收：", *(f"  {line}" for line in lines)]) if lines else "（这一部分没有验收线）")
        if self._plan is not FULL:
            print(f"（{self._plan.name}：轮数和句数都少，只看个大概）")
        print(f"全部数字在 bench/out/{path.name}", flush=True)


def misled(spoke: Mapping[str, float], enough: float = 0.8) -> Iterator[str]:
    """听错了话，就没有走到要量的规则：该小动作说话的没说，或者不该说的说了。"""
    for name, share in spoke.items():
        if name.startswith("same_action") and share < enough:
            yield f"量 {name} 时只有 {share:.0%} 的话走到了动作"
        if name.startswith("utter") and share > 1 - enough:
            yield f"量 {name} 时有 {share:.0%} 的话走到了动作"


def _as_figures(scores: Iterable[Score]) -> Dict[str, Any]:
    return {
        score.name: {"rate": score.rate, "right": score.right, "total": score.total, "interval": score.interval()}
        for score in scores
    }
