"""外界：环境变量、钟、钥匙、数据库、Redis。一个进程一份。"""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable

from sqlalchemy.engine import Engine

from bot.settings import TIME_ZONE, Settings
from bot.stores.cipher import Cipher, new_key
from bot.stores.database import connect, migrate
from connectors.channels.rate_limit import Limits, LocalLimits, SharedLimits


def now() -> datetime:
    return datetime.now(TIME_ZONE)


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    return Settings.from_environment(os.environ)


@lru_cache(maxsize=1)
def get_cipher() -> Cipher:
    return Cipher(data_keys(get_settings()))


@lru_cache(maxsize=1)
def get_engine() -> Engine:
    engine = connect(get_settings().database_url)
    migrate(engine)
    return engine


@lru_cache(maxsize=1)
def get_conversation_engine() -> Engine:
    """会话记忆用的连接：每句都写，不为它等落盘。登记、告知书、草稿都不走这里。"""
    get_engine()  # 表由它建
    return connect(get_settings().database_url, survives_power_loss=False)


@lru_cache(maxsize=1)
def get_redis() -> Any:
    """几个进程共用的 Redis（异步的客户端）；没有设置是 None。"""
    url = get_settings().redis_url
    if not url:
        return None
    from redis.asyncio import Redis

    return Redis.from_url(url)


@lru_cache(maxsize=1)
def get_limits() -> Limits:
    """限速，一个进程一份：门户、REST、微信都在这里数。有 Redis 就几个进程合起来数。"""
    redis = get_redis()
    return SharedLimits(redis) if redis else LocalLimits()


def data_keys(settings: Settings) -> list[str]:
    """加密钥匙：环境里给的；演示环境没给就在 var/ 里生成一把随机的，只有本机能读。"""
    if settings.data_key:
        return [key.strip() for key in settings.data_key.split(",") if key.strip()]
    return [_kept_secret(settings.var_folder / "data-key", new_key)]


def get_signing_key(settings: Settings) -> bytes:
    """给市民会话签名的钥匙，由加密钥匙派生，多个进程一致。"""
    return hashlib.sha256(b"conversation-session:" + data_keys(settings)[0].encode()).digest()


def _kept_secret(path: Path, make: Callable[[], str]) -> str:
    """读一个秘密；没有就造一个留着。几个进程同时启动时，只有第一个造的算数。"""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(make())
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        temporary.unlink()
    return path.read_text().strip()
