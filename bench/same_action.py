"""本热线换上原版那套规则：自定义动作都换成 action_bench，道别只说一句；仍在进程内跑。

真动作查知识、写数据库，和只说一句的动作比不公平；换成同一个动作，比的就只是 Rasa 这一层。
用法：python -m bench.same_action train 项目文件夹 ；python -m bench.same_action serve --port 8001
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import yaml

from bench.stock import action_bench  # noqa: F401  定义了就会被进程内的动作执行器登记
from bench.stock.project import bench_rules
from bot.settings import PROJECT


def write_project(project: Path, folder: Path) -> None:
    """同一份配方和语料，换了动作的规则。"""
    shutil.rmtree(folder / "data", ignore_errors=True)
    shutil.copytree(project / "data" / "nlu", folder / "data" / "nlu")
    for name in ("config.yml", "requirements.lock"):
        shutil.copy(project / name, folder / name)
    domain = yaml.safe_load((project / "domain.yml").read_text(encoding="utf-8"))
    domain["actions"] = ["action_bench", "action_default_fallback"]
    for path, data in (
        (folder / "domain.yml", domain),
        (folder / "data" / "rules.yml", {"version": "3.1", "rules": bench_rules(project)}),
    ):
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def main(arguments: list[str]) -> None:
    if arguments[0] == "train":
        from bot.bootstrap import get_settings
        from bot.logs import configure_logs
        from bot.nlu import model

        configure_logs()
        folder = Path(arguments[1])
        folder.mkdir(parents=True, exist_ok=True)
        write_project(PROJECT, folder)
        model.train(get_settings().models_folder, project=folder)
        return
    from bot.cli import main as serve

    serve()


if __name__ == "__main__":
    main(sys.argv[1:])
