"""起服务。"""

from __future__ import annotations

import os
import socket
from typing import Optional

import structlog

from bot import bootstrap
from bot.nlu.lean_rasa import import_lean_rasa
from bot.server.supervisor import SHARES_PORT, refuse_if_unshareable, supervise
from bot.settings import Settings


def run(settings: Settings, host: Optional[str], port: Optional[int], workers: Optional[int] = None) -> None:
    """装好就一直服务到被停。workers 大于 1 时起几个进程共用一个端口，要 PostgreSQL 和 Redis。"""
    host, port, workers = host or settings.host, port or settings.port, workers or settings.workers
    refuse_if_unshareable(settings, workers)
    bootstrap.write_demo_credentials(settings)
    if workers > 1:
        bootstrap.get_engine().dispose()
        supervise(workers, host, port, structlog.get_logger("hotline.server"))
        return
    import_lean_rasa()
    from bot.server.app import create_app

    app = create_app(settings)
    if os.environ.get(SHARES_PORT):
        app.run(sock=_shared_socket(host, port), access_log=False, debug=False)
        return
    app.run(host=host, port=port, access_log=False, debug=False)


def _shared_socket(host: str, port: int) -> socket.socket:
    """几个进程各绑一个，内核把连接分给它们；装好模型才开始听，没装好的分不到。"""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    shared = socket.socket(family)
    shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    shared.bind((host, port))
    return shared
