"""整段对话对不对得起市民：真模型、真用例，存储在内存里，钟停在剧本写的那一天。

剧本怎么写见 tests/scenarios/README.md。
"""

import asyncio
from datetime import datetime, time
from pathlib import Path

import pytest
import yaml

from bot.server.replies import ReplyGenerator
from bot.settings import TIME_ZONE
from connectors.channels.exchange import exchange
from tests.scenarios.stage import Stage

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*/*.yml"))
_TWO_DAYS = 2 * 86400


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
def test_scenario(path, agent, spoken, stage_hotline):
    script = read(path)
    hotline = stage_hotline(script["today"])
    log, clock = hotline.log, hotline.now

    def hear(text, conversation_id):
        spoken.clear()
        replies = asyncio.run(exchange(agent.handle_message, text, conversation_id, "scenario"))
        return list(zip(spoken, replies, strict=True))

    def memory(conversation_id):
        tracker = asyncio.run(agent.tracker_store.retrieve(conversation_id))
        return tracker.get_slot("conversation") or {}

    def pass_time(day, conversation_id):
        """到了另一天：钟拨过去，会话照 Rasa 自己的规矩过期。"""
        clock.moment = datetime.combine(day, time(10), TIME_ZONE)
        tracker = asyncio.run(agent.tracker_store.retrieve(conversation_id))
        for event in tracker.events:
            event.timestamp -= _TWO_DAYS
        asyncio.run(agent.tracker_store.save(tracker))

    stage = Stage(f"scenario:{path.parent.name}/{path.stem}", hear, memory, hotline, pass_time)
    stage.play(script)
    stage.check_after(script.get("after") or {})
    stage.check_log(log)


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def test_every_scenario_reads_like_one():
    """文件名不重，开头写清演什么，日子写明。"""
    assert len({path.stem for path in FILES}) == len(FILES) >= 36
    for path in FILES:
        script = read(path)
        assert script["scenario"] and script["today"], path
        assert "市民" in script["dialogue"][0], path
