"""演示用：和热线一起起、一起停的微信模拟器。"""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import Iterator

from bot.errors import SettingsIncomplete
from bot.settings import PROJECT, Settings

_STOP_SECONDS = 10


@contextmanager
def wechat_simulator(settings: Settings, hotline_url: str) -> Iterator[None]:
    """生产环境不起。热线停了它也停。"""
    if settings.is_production:
        raise SettingsIncomplete("生产环境不起模拟器，去掉 --simulator")
    command = [sys.executable, "-m", "bot", "wechat", "simulator", "--hotline-url", hotline_url]
    process = subprocess.Popen(command, cwd=PROJECT)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
