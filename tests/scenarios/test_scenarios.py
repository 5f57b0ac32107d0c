"""整段对话对不对得起市民：真模型、真用例，存储在内存里，钟停在剧本写的那一天。

剧本怎么写见 tests/scenarios/README.md。
"""

import asyncio
import dataclasses
from pathlib import Path

import pytest
import yaml

from bot import bootstrap
from bot.server.replies import ReplyGenerator
from connectors.channels.exchange import exchange
from tests.fakes import InMemoryHandOvers, InMemoryNotices, Log, stopped_clock
from tests.scenarios.stage import Stage

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*/*.yml"))


@pytest.fixture
def spoken(monkeypatch):
    """这一轮说了哪几条：（说法的名字，说出来的话）。"""
    names = []
    generate = ReplyGenerator.generate

    async def remembering(self, utter_action, *args, **fields):
        reply = await generate(self, utter_action, *args, **fields)
        names.append(utter_action)
        return reply

    monkeypatch.setattr(ReplyGenerator, "generate", remembering)
    return names


@pytest.mark.parametrize("path", FILES, ids=[f"{p.parent.name}/{p.stem}" for p in FILES])
def test_scenario(path, agent, monkeypatch, spoken):
    script = yaml.safe_load(path.read_text(encoding="utf-8"))
    log = Log()
    hotline = dataclasses.replace(
        bootstrap.get_hotline(),
        notices=InMemoryNotices(),
        hand_overs=InMemoryHandOvers(),
        now=stopped_clock(script["today"]),
        log=log,
    )
    monkeypatch.setattr("actions.actions.get_hotline", lambda: hotline)

    def hear(text, conversation_id):
        spoken.clear()
        replies = asyncio.run(exchange(agent.handle_message, text, conversation_id, "scenario"))
        return list(zip(spoken, replies, strict=True))

    def memory(conversation_id):
        tracker = asyncio.run(agent.tracker_store.retrieve(conversation_id))
        return tracker.get_slot("conversation") or {}

    stage = Stage(f"scenario:{path.parent.name}/{path.stem}", hear, memory, hotline)
    stage.play(script)
    stage.check_after(script.get("after") or {})
    stage.check_log(log)


def test_every_scenario_reads_like_one():
    """文件名不重，开头写清演什么，日子写明。"""
    assert len({path.stem for path in FILES}) == len(FILES) >= 36
    for path in FILES:
        script = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert script["scenario"] and script["today"], path
        assert "市民" in script["dialogue"][0], path
