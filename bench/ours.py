"""本热线的一边：照使用者的起法训练、起服务；数据库和模型放在 bench/out/ours/，不碰 var/ 和 models/。"""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

from bench.accuracy import Understand
from bench.clients import measure, measure_throughput
from bench.figures import spread
from bench.plan import Plan
from bench.processes import Server, environment, free_port, run_to_end, running
from bench.sentences import Sentences


class Ours:
    """训练、听话、说话。"""

    def __init__(self, project: Path, out: Path):
        self._project, self._folder, self._logs = project, out / "ours", out / "logs"

    def train(self, afresh: bool) -> Dict[str, Any]:
        """afresh 时从零开始，连记住的向量也不用，量得出训练时间。"""
        if afresh:
            shutil.rmtree(self._folder, ignore_errors=True)
        env = self._environment()
        seconds = self._prepare_encoder(env)
        arguments = ["bot", "train", *(["--force"] if afresh else [])]
        seconds += run_to_end("训练本热线", arguments, self._logs / "ours-train.log", self._project, env)
        return {"training_s": seconds} if afresh else {}

    def listen(self, timed: List[str] = (), heard: List[str] = ()) -> Tuple[Dict[str, Any], Understand]:
        """量 timed 各句要多久，听完 heard 各句；之后问哪句答哪句。"""
        job, result = self._folder / "job.json", self._folder / "heard.json"
        job.parent.mkdir(parents=True, exist_ok=True)
        job.write_text(json.dumps({"timed": list(timed), "heard": list(heard)}, ensure_ascii=False), encoding="utf-8")
        arguments = ["bench.in_process", "ours", str(job), str(result)]
        what = f"本热线：在进程内听 {len(timed) + len(heard)} 句"
        run_to_end(what, arguments, self._logs / "ours-listen.log", self._project, self._environment())
        found = json.loads(result.read_text(encoding="utf-8"))
        figures = {"parse_ms": spread(found["parse_ms"])} if timed else {}
        return figures, lambda asked: [found["heard"][text] for text in asked]

    def speed(self, sentences: Sentences, plan: Plan) -> Dict[str, Any]:
        with self.serving() as (port, server):
            return measure(port, server, sentences, plan, rows=("action",))

    @contextmanager
    def serving(self) -> Iterator[Tuple[int, Server]]:
        port = free_port()
        with running(
            "本热线",
            ["bot", "serve", "--port", str(port)],
            self._logs / "ours-serve.log",
            self._project,
            self._environment(),
            ready=f"http://127.0.0.1:{port}/readyz",
        ) as server:
            yield port, server

    def speed_with_bench_action(self, sentences: Sentences, plan: Plan) -> Dict[str, Any]:
        models = self._folder / "same_action" / "models"
        shutil.rmtree(models, ignore_errors=True)
        shutil.copytree(self._folder / "models", models)  # 编码器和记住的向量照用，模型随后重训
        env = self._environment(HOTLINE_MODELS_FOLDER=str(models))
        train = ["bench.same_action", "train", str(self._folder / "same_action")]
        run_to_end("训练换了小动作的本热线", train, self._logs / "ours-same-action-train.log", self._project, env)
        port = free_port()
        with running(
            "换了小动作的本热线",
            ["bench.same_action", "serve", "--port", str(port)],
            self._logs / "ours-same-action-serve.log",
            self._project,
            env,
            ready=f"http://127.0.0.1:{port}/readyz",
        ):
            return measure_throughput(port, sentences, plan, rows=("utter", "same_action"))

    def _prepare_encoder(self, env: Dict[str, str]) -> float:
        """转好编码器（已经转过就一下子）；训练时再转会和瘦身的 Rasa 打架，见 bot/nlu/lean_rasa.py 的空壳。"""
        log = self._logs / "ours-encoder.log"
        return run_to_end("准备本热线的编码器", ["bot.nlu.encoder_setup"], log, self._project, env)

    def _environment(self, **more: str) -> Dict[str, str]:
        own = {"HOTLINE_VAR_FOLDER": str(self._folder / "var"), "HOTLINE_MODELS_FOLDER": str(self._folder / "models")}
        env = environment(**{**own, **more})
        for name in ("HOTLINE_DATABASE_URL", "HOTLINE_REDIS_URL", "HOTLINE_ACTION_ENDPOINT_URL", "HOTLINE_ENVIRONMENT"):
            env.pop(name, None)  # 量的是嵌入式的默认样子
        return env
