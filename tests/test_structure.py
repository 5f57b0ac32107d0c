"""房子的格局：谁能用谁，靠读 import 守住。"""

import ast
import re
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent

# 每个包能用本项目的哪些包；没列的不能用。bootstrap 和 cli 是装配的地方，都能用。
MAY_IMPORT = {
    "bot/hotline": {"bot.errors", "bot.hotline"},
    "bot/usecases": {"bot.errors", "bot.hotline", "bot.usecases", "bot.ports"},
    "bot/stores": {"bot.errors", "bot.hotline", "bot.ports", "bot.stores", "bot.settings", "bot.nlu.corrections", "bot.nlu.marked", "bot.nlu.normalise", "bot.nlu.training_data"},
    "bot/nlu": {"bot.errors", "bot.hotline", "bot.nlu", "bot.settings", "bot.stores.knowledge_files"},
    "actions": {"bot.bootstrap", "bot.hotline", "bot.usecases", "bot.errors", "actions"},
    "connectors/channels": {
        "bot.errors", "bot.hotline", "bot.logs", "bot.usecases", "bot.server.form", "bot.server.problems",
        "connectors.channels", "connectors.platforms.gateway", "connectors.platforms.retry",
    },
    # bootstrap.now：模拟器是单独的进程，它的入口自己装配，钟还是从 bootstrap 拿。
    "connectors/platforms": {"bot.errors", "bot.hotline", "bot.ports", "bot.stores.delivery_store", "bot.bootstrap.now", "connectors.platforms"},
}
OURS = ("bot", "actions", "connectors", "bench")


def imports_of(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def files(folder: str):
    return sorted((PROJECT / folder).rglob("*.py"))


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_imports_point_one_way(folder):
    allowed = MAY_IMPORT[folder]
    wrong = [
        f"{path.relative_to(PROJECT)}: {name}"
        for path in files(folder)
        if "migrations" not in path.parts
        for name in imports_of(path)
        if name.split(".")[0] in OURS and not any(name == a or name.startswith(a + ".") for a in allowed)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_trade_needs_only_the_standard_library():
    used = {name.split(".")[0] for path in files("bot/hotline") for name in imports_of(path)}
    assert used <= set(sys.stdlib_module_names) | {"bot"}


def test_only_the_rasa_side_knows_rasa():
    may_know_rasa = ("bot/nlu/components.py", "bot/nlu/graph_component.py", "bot/nlu/importer.py", "bot/nlu/rule_policy.py", "bot/nlu/model.py", "bot/server/", "actions/", "connectors/channels/", "bench/")
    wrong = [
        str(path.relative_to(PROJECT))
        for folder in OURS
        for path in files(folder)
        if any(name.split(".")[0] in ("rasa", "rasa_sdk") for name in imports_of(path))
        and not path.relative_to(PROJECT).as_posix().startswith(may_know_rasa)
    ]
    assert not wrong


def test_the_clock_is_read_only_in_bootstrap():
    clock = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(|\btime\.time\(")
    wrong = [
        str(path.relative_to(PROJECT))
        for folder in ("bot", "actions", "connectors")
        for path in files(folder)
        if clock.search(path.read_text(encoding="utf-8")) and "bootstrap" not in path.parts
    ]
    assert not wrong


def test_no_file_is_a_drawer_for_everything():
    names = {"utils", "helpers", "common", "misc", "manager", "base"}
    wrong = [str(path) for folder in OURS for path in files(folder) if path.stem in names]
    assert not wrong


def test_every_folder_named_in_the_readme_exists():
    text = (PROJECT / "README.md").read_text(encoding="utf-8") + (PROJECT / "README.zh-CN.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:bot|data|knowledge|actions|connectors|tests|bench)/[^`]*)`", text))
    assert named
    assert not [path for path in named if not list(PROJECT.glob(re.sub(r"<[^>]*>", "*", path)))]


def test_every_command_is_in_the_readme():
    from bot.cli import app

    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    commands = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert commands
    assert not [name for name in commands if f"python -m bot {name}" not in text]


def test_no_word_of_a_citizen_can_reach_a_log():
    """日志只收事件名和编号：logger 的调用里不得出现来话。"""
    said = re.compile(r"log(?:ger)?\.(?:debug|info|warning|error|exception)\([^)]*(?:\btext\b|utterance|message\.text|narrative)")
    wrong = [
        str(path.relative_to(PROJECT))
        for folder in ("bot", "actions", "connectors")
        for path in files(folder)
        if said.search(path.read_text(encoding="utf-8"))
    ]
    assert not wrong
