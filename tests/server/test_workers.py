"""python -m bot serve --workers 2：PostgreSQL 和 Redis，两个工作进程共用一个端口。"""

import json
import os
import re
import signal
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit, urlunsplit

import pytest
import requests
import sqlalchemy as sa
from platform_simulator import free_port, wait_until
from test_ticket_api import Staff, a_complaint

from bot.settings import PROJECT


@pytest.fixture(scope="module")
def server(trained_model, postgresql_url, redis_url, tmp_path_factory):
    folder, port, name = tmp_path_factory.mktemp("workers"), free_port(), f"workers_{uuid.uuid4().hex[:8]}"
    admin = sa.create_engine(postgresql_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    admin.dispose()
    environment = {
        **os.environ,
        "HOTLINE_VAR_FOLDER": str(folder),
        "HOTLINE_DATABASE_URL": urlunsplit(urlsplit(postgresql_url)._replace(path=f"/{name}")),
        "HOTLINE_REDIS_URL": redis_url,
    }
    log = (folder / "server.log").open("w")
    command = [sys.executable, "-m", "bot", "serve", "--port", str(port), "--workers", "2"]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=log)
    server = Workers(f"http://127.0.0.1:{port}", folder)
    wait_until(lambda: server.ready() == 2, 240, "两个工作进程没有都起来")
    yield server
    process.terminate()
    assert process.wait(60) == 0, "没有好好停下"


class Workers:
    def __init__(self, url, folder):
        self.url, self.folder = url, folder

    def log(self):
        return (self.folder / "server.log").read_text(errors="replace")

    def ready(self):
        return self.log().count("hotline_ready")

    def pids(self):
        return [int(pid) for pid in re.search(r'"pids": \[([\d, ]+)\]', self.log())[1].split(",")]


@pytest.fixture(scope="module")
def operator(server):
    tokens = json.loads((server.folder / "demo-credentials.json").read_text(encoding="utf-8"))["tokens"]
    return Staff(server.url, tokens["operator"])


def test_the_same_filing_sent_to_both_workers_at_once_is_one_ticket(operator):
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: operator.post("/tickets", a_complaint(), "same-key"), range(20)))
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert len({answer.json()["ticket_no"] for answer in answers}) == 1


def test_one_conversation_spoken_to_from_many_sides_answers_every_message(server):
    say = lambda i: requests.post(  # noqa: E731
        f"{server.url}/webhooks/rest/webhook", json={"sender": "busy", "message": "食品经营许可证要带什么材料"}, timeout=120
    )
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(say, range(16)))
    assert all(answer.status_code == 200 and answer.json() for answer in answers)


def test_a_worker_that_dies_is_replaced_and_the_hotline_goes_on(server, operator):
    ready, victim = server.ready(), server.pids()[0]
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: server.ready() > ready, 240, "没有补上")
    assert "worker_died" in server.log()
    assert operator.get("/tickets").status_code == 200


@pytest.mark.parametrize(
    "environment, wanted",
    [({}, "PostgreSQL"), ({"HOTLINE_DATABASE_URL": "postgresql://nobody@127.0.0.1:9/x"}, "Redis")],
)
def test_without_postgresql_and_redis_it_refuses_and_says_what_is_missing(tmp_path, environment, wanted):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINE_")}
    command = [sys.executable, "-m", "bot", "serve", "--workers", "2"]
    found = subprocess.run(
        command, cwd=PROJECT, env={**clean, "HOTLINE_VAR_FOLDER": str(tmp_path), **environment}, capture_output=True, timeout=120
    )
    assert found.returncode == 2 and wanted in found.stderr.decode()
