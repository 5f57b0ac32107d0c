"""连上数据库并升到最新的表结构。"""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import ContextManager, Iterator
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.pool import QueuePool

# SQLite 一次只容一个写。同一进程里先在这里排队，免得撞上了一睡几十毫秒。
_write_queues: WeakKeyDictionary[Dialect, ContextManager] = WeakKeyDictionary()


def connect(url: str, survives_power_loss: bool = True) -> Engine:
    """SQLite 用 WAL，提交一次落盘一次，断电也不丢已答复的；PostgreSQL 用连接池。

    survives_power_loss=False 只给说到哪儿了这类记忆：进程被杀不丢，断电可能退回几句，换来每句少落一次盘。
    """
    if url.startswith("sqlite"):
        path = sa.engine.make_url(url).database
        if path and path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        arguments = {"future": True, "connect_args": {"check_same_thread": False, "timeout": 15}}
        if path and path != ":memory:":
            # 默认每次用完就关，关一次落盘一次，登记慢十倍。
            arguments.update(poolclass=QueuePool, pool_size=8, max_overflow=24)
        engine = sa.create_engine(url, **arguments)
        _write_queues[engine.dialect] = threading.RLock()
        sa.event.listen(engine, "connect", partial(_tune_sqlite, "FULL" if survives_power_loss else "NORMAL"))
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = sa.create_engine(url, future=True, pool_size=5, max_overflow=10, pool_pre_ping=True)
    if not survives_power_loss:
        sa.event.listen(engine, "connect", _confirm_before_flushing)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """先读后写的事务。SQLite 一开头就拿写锁：读完再升级会和别人撞上，白读一场。"""
    with _write_queues.get(engine.dialect, nullcontext()):
        with engine.execution_options(sqlite_begin="BEGIN IMMEDIATE").begin() as connection:
            yield connection


def migrate(engine: Engine) -> None:
    """升到最新版本；几个进程同时启动时，只有一个真正在改表。"""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(4815162342)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))


def _confirm_before_flushing(connection, _) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION synchronous_commit = off")
    connection.commit()


def _tune_sqlite(synchronous: str, connection, _) -> None:
    connection.isolation_level = None  # 事务由上面的 BEGIN 开，不用驱动自己猜
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # NORMAL 只防进程被杀，断电会丢最后几笔。登记用 FULL，合批写，几份才落盘一次。
    cursor.execute(f"PRAGMA synchronous={synchronous}")
    # 百万张工单时默认的两兆缓存不够翻；日志攒到十六兆再并回去，少挪几次磁头。
    cursor.execute("PRAGMA cache_size=-16000")
    cursor.execute("PRAGMA mmap_size=1073741824")
    cursor.execute("PRAGMA wal_autocheckpoint=4000")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
