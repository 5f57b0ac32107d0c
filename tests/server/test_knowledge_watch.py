"""知识改了，服务不重启也不重训就照新的答；改错了，照旧的答。"""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
import requests
import yaml
from platform_simulator import free_port

from tests.conftest import PROJECT, _wait_until_ready

ITEM = "special_equipment_inspection"
PATIENCE = 60


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edited") / "knowledge"
    shutil.copytree(PROJECT / "knowledge", folder)
    return folder


@pytest.fixture(scope="module")
def server(trained_model, knowledge, tmp_path_factory):
    """一个真的服务，知识是一份可以改的副本；只在收到 SIGHUP 时看。"""
    var = tmp_path_factory.mktemp("watch")
    port = free_port()
    environment = {
        **os.environ,
        "HOTLINE_PORT": str(port),
        "HOTLINE_VAR_FOLDER": str(var),
        "HOTLINE_DATABASE_URL": "",
        "HOTLINE_KNOWLEDGE_FOLDER": str(knowledge),
        "HOTLINE_KNOWLEDGE_SECONDS": "0",
    }
    log = var / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"], cwd=PROJECT, env=environment, stdout=output, stderr=output
        )
    try:
        _wait_until_ready(f"http://127.0.0.1:{port}", process, log)
        yield Served(f"http://127.0.0.1:{port}", process, log)
    finally:
        process.terminate()
        process.wait(timeout=30)


class Served:
    def __init__(self, url, process, log):
        self.url, self._process, self._log, self._asked = url, process, log, 0

    def say(self, text):
        self._asked += 1
        body = {"sender": f"watch-{self._asked}", "message": text}
        replies = requests.post(f"{self.url}/webhooks/rest/webhook", json=body, timeout=60).json()
        return "\n".join(reply.get("text", "") for reply in replies)

    def look_again(self, event):
        """请它看一眼知识，等日志里多出一行 event。"""
        before = self._log.read_text().count(event)
        self._process.send_signal(signal.SIGHUP)
        for _ in range(PATIENCE * 10):
            if self._log.read_text().count(event) > before:
                return
            time.sleep(0.1)
        raise AssertionError(f"等了{PATIENCE}秒没有 {event}：\n{self._log.read_text()[-2000:]}")


def path_of(knowledge, item_id):
    (path,) = (knowledge / "service_items").rglob(f"{item_id}.yml")
    return path


def edit(path, **changes):
    item = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**item, **changes}, allow_unicode=True, sort_keys=False), encoding="utf-8")


def test_an_added_item_is_answered_and_a_withdrawn_one_is_not(server, knowledge):
    new = path_of(knowledge, ITEM).with_name("drone_show_record.yml")
    assert "无人机灯光秀备案" not in server.say("无人机灯光秀备案怎么办")
    shutil.copy(path_of(knowledge, ITEM), new)
    edit(new, item_id="drone_show_record", name="无人机灯光秀备案", asked_as=["无人机灯光秀备案", "灯光秀备案"])
    server.look_again("knowledge_renewed")
    assert "无人机灯光秀备案" in server.say("无人机灯光秀备案怎么办")

    new.unlink()
    server.look_again("knowledge_renewed")
    assert "无人机灯光秀备案" not in server.say("无人机灯光秀备案怎么办")


def test_knowledge_with_a_mistake_is_refused_and_the_old_one_still_answers(server, knowledge):
    path = path_of(knowledge, ITEM)
    kept = path.read_text(encoding="utf-8")
    path.write_text("item_id: [写坏了", encoding="utf-8")
    server.look_again("knowledge_refused")
    assert server.say("营业执照丢了怎么补")
    path.write_text(kept, encoding="utf-8")
