"""每天对账的命令：真的模拟器、真的库，差在哪张说得清；卡住的列出来，凭编号重发。"""

import subprocess
import sys

import pytest
from platform_simulator import a_ticket, file_ticket, free_port, now, python_environment

from bot.settings import PROJECT
from bot.stores.cipher import Cipher, new_key
from bot.stores.delivery_store import DeliveryStore
from connectors.platforms.signature import format_key


@pytest.fixture
def key():
    return new_key()


@pytest.fixture
def outbox(database, key):
    return DeliveryStore(database, Cipher([key]))


@pytest.fixture
def run(tmp_path, simulator, key):
    addresses = {f"HOTLINE_PLATFORM_{platform}_URL": simulator.url for platform in simulator.keys}
    keys = {f"HOTLINE_PLATFORM_{p}_KEYS": ",".join(map(format_key, found)) for p, found in simulator.keys.items()}
    environment = python_environment(HOTLINE_VAR_FOLDER=str(tmp_path), HOTLINE_DATA_KEY=key, HOTLINE_DATABASE_URL="", **addresses, **keys)

    def run(*arguments, **more):
        return subprocess.run([sys.executable, "-m", "bot", *arguments], cwd=PROJECT, env={**environment, **more}, capture_output=True, text=True, timeout=120)

    return run


def today():
    return str(now().date())


def test_nothing_missing_is_said_and_the_command_succeeds(run):
    done = run("reconcile", "--date", today())
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("两边一致，没有差错。") == 2


def test_a_ticket_they_never_got_is_named_and_the_command_fails(run, outbox, database):
    delivery = file_ticket(outbox, database, a_ticket("T20260511-ABC234"), "12345")
    outbox.delivered(delivery, "260511093000000001", now())
    done = run("reconcile", "--date", today())
    assert done.returncode == 1
    assert "我方已送达、对方清单没有（1 张）" in done.stdout and "T20260511-ABC234" in done.stdout


def test_what_is_stuck_is_listed_and_sent_again_by_hand(run, outbox, database):
    delivery = file_ticket(outbox, database, a_ticket("T20260511-ABC235"), "12345")
    outbox.claim("worker", now(), 1)
    outbox.failed(delivery, "field_missing", None, now())
    listed = run("reconcile", "--date", today())
    assert listed.returncode == 1 and f"卡住：{delivery}" in listed.stdout and "field_missing" in listed.stdout
    replayed = run("replay", delivery)
    assert replayed.returncode == 0 and "放回发件箱了" in replayed.stdout
    assert outbox.get(delivery).status == "waiting"


def test_a_delivery_nobody_knows_and_a_bad_date_are_said_plainly(run):
    unknown, bad_date = run("replay", "no-such-delivery"), run("reconcile", "--date", "昨天")
    assert unknown.returncode == 2 and "发件箱里没有" in unknown.stderr
    assert bad_date.returncode == 2 and "应当写作 2026-04-28" in bad_date.stderr


def test_a_platform_that_does_not_answer_is_said_and_the_command_fails(run):
    done = run("reconcile", "--date", today(), HOTLINE_PLATFORM_12345_URL=f"http://127.0.0.1:{free_port()}")
    assert done.returncode == 1 and "取不到平台的清单" in done.stdout
