"""结构化日志：事件名加编号，不记市民的话。"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from pathlib import Path

import structlog


def configure_logs(level: int = logging.INFO) -> None:
    """在装入 Rasa 之前调用：没配过的 structlog 会把市民的每句话打到屏幕上。"""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    logging.basicConfig(level=level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for noisy in ("rasa", "rasa_sdk", "apscheduler", "sanic.access", "matplotlib", "alembic", "pikepdf"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def where(error: BaseException) -> str:
    """出错的地方，由里到外几层的文件和行号。错误的消息里可能有市民的话，不进日志。"""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
