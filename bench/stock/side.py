"""原版 Rasa 的一边：rasa train、rasa run 和一个动作服务器，都是它自己的命令。"""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Dict, Iterator, List, Optional, Tuple

from bench.accuracy import Understand
from bench.clients import measure, measure_new_conversations
from bench.figures import spread
from bench.plan import Plan
from bench.processes import Server, environment, free_port, run_to_end, running
from bench.sentences import Sentences
from bench.stock.listening import as_understanding
from bench.stock.project import write_stock_project

_SQLITE = "tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: conversations.db\n"


class Stock:
    """训练、听话、说话。"""

    def __init__(self, project: Path, out: Path):
        self._project, self._folder, self._logs = project, out / "stock", out / "logs"
        self._intent_model = self._folder / "models" / "stock.tar.gz"
        self._items_model = self._folder / "models" / "items.tar.gz"
        self._record = self._folder / "trained.json"

    def train(self, plan: Plan) -> Dict[str, Any]:
        """训练意图加对话、事项两个模型。training_s 只算前一个：它的意图和本热线的一样。"""
        write_stock_project(self._project, self._folder, plan, action_port=0)
        # rasa train 先把数据审一遍，要读好几分钟：不算教，让着原版，不审
        common = ["--fixed-model-name", "stock", "--out", "models", "--force", "--skip-validation", "--augmentation", str(plan.augmentation)]
        seconds = self._run(f"训练原版 Rasa（DIET {plan.diet_epochs} 轮）", ["rasa", "train", *common], "stock-train.log")
        items = ["--nlu", "items/nlu.yml", "--config", "items/config.yml", "--fixed-model-name", "items", "--out", "models"]
        items_seconds = self._run("训练原版 Rasa 的事项模型", ["rasa", "train", "nlu", *items], "stock-train-items.log")
        figures = {"training_s": seconds, "training_items_s": items_seconds}
        self._record.write_text(json.dumps({"key": self._key(plan), "figures": figures}), encoding="utf-8")
        return figures

    def trained(self, plan: Plan) -> Optional[Dict[str, Any]]:
        """上次用同样的数据和轮数训练过，就返回当时的用时；没有是 None。"""
        if not self._record.exists():
            return None
        record = json.loads(self._record.read_text(encoding="utf-8"))
        return record["figures"] if record["key"] == self._key(plan) else None

    def listen(
        self, timed: List[str] = (), heard: List[str] = (), about_items: List[str] = ()
    ) -> Tuple[Dict[str, Any], Understand]:
        """同 Ours.listen；about_items 是 heard 里还要问事项模型的那些。"""
        job, result = self._folder / "job.json", self._folder / "heard.json"
        models = {"intent": str(self._intent_model), "items": str(self._items_model)}
        task = {"models": models, "timed": list(timed), "heard": list(heard), "about_items": list(about_items)}
        job.write_text(json.dumps(task, ensure_ascii=False), encoding="utf-8")
        what = f"原版：在进程内听 {len(timed) + len(heard)} 句"
        arguments = ["bench.in_process", "stock", str(job), str(result)]
        run_to_end(what, arguments, self._logs / "stock-listen.log", self._project, environment())
        found = json.loads(result.read_text(encoding="utf-8"))
        figures = {"parse_ms": spread(found["parse_ms"])} if timed else {}
        items = found["items"]
        return figures, lambda asked: [as_understanding(found["heard"][text], items.get(text)) for text in asked]

    def speed(self, sentences: Sentences, plan: Plan) -> Dict[str, Any]:
        """会话两种存法各起一次：只放内存的（它的默认）只量新会话一句；存 SQLite 的全量，和本热线一样重启不丢。"""
        with self._actions() as (action_port, actions):
            with self._serving("会话只放内存", action_port) as (port, _):
                in_memory = measure_new_conversations(port, sentences, plan)
            with self._on_sqlite(action_port) as (port, server):
                figures = measure(port, server, sentences, plan, rows=("utter", "same_action"))
            return {**figures, "in_memory_message_ms": in_memory, "action_server_memory_mb": actions.memory_mb()}

    @contextmanager
    def serving(self) -> Iterator[Tuple[int, Server]]:
        """连同动作服务器，会话存 SQLite。"""
        with self._actions() as (action_port, _), self._on_sqlite(action_port) as served:
            yield served

    @contextmanager
    def _actions(self) -> Iterator[Tuple[int, Server]]:
        port = free_port()
        with running(
            "动作服务器",
            ["rasa_sdk", "--actions", "bench.stock.action_bench", "--port", str(port)],
            self._logs / "stock-actions.log",
            self._project,
            environment(),
            ready=f"http://127.0.0.1:{port}/health",
        ) as server:
            yield port, server

    @contextmanager
    def _on_sqlite(self, action_port: int) -> Iterator[Tuple[int, Server]]:
        (self._folder / "conversations.db").unlink(missing_ok=True)
        with self._serving("会话存 SQLite", action_port, _SQLITE) as served:
            yield served

    @contextmanager
    def _serving(self, how: str, action_port: int, tracker_store: str = "") -> Iterator[Tuple[int, Server]]:
        port = free_port()
        endpoints = f"action_endpoint:\n  url: http://127.0.0.1:{action_port}/webhook\n{tracker_store}"
        (self._folder / "endpoints.yml").write_text(endpoints, encoding="utf-8")
        with running(
            f"原版 Rasa，{how}",
            ["rasa", "run", "--model", "models/stock.tar.gz", "--port", str(port), "--interface", "127.0.0.1"],
            self._logs / "stock-run.log",
            self._folder,
            environment(),
            ready=f"http://127.0.0.1:{port}/webhooks/rest/",
        ) as server:
            yield port, server

    def _run(self, what: str, arguments: List[str], log: str) -> float:
        return run_to_end(what, arguments, self._logs / log, self._folder, environment())

    def _key(self, plan: Plan) -> str:
        """要教原版的一切（各文件、轮数、配方）都一样，键就一样。添一句回答、改一处知识，原版教的没有变。"""
        digest = hashlib.sha256(str(plan.augmentation).encode())
        with TemporaryDirectory() as folder:
            write_stock_project(self._project, Path(folder), plan, action_port=0)
            for path in sorted(Path(folder).rglob("*.yml")):
                digest.update(path.read_bytes())
        return digest.hexdigest()
