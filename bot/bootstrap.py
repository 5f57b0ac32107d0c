"""唯一碰到外界的地方：读环境、看钟、连数据库、装模型，把它们合成一个 Hotline。"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from typing import Callable

import structlog

from bot.hotline.knowledge import Knowledge
from bot.ports import AnswerFinder, HandOverStore, ItemLinker, NoticeStore
from bot.settings import TIME_ZONE, Settings
from bot.stores.cipher import Cipher, new_key
from bot.stores.database import connect, migrate
from bot.stores.hand_over_store import DatabaseHandOvers
from bot.stores.knowledge_files import load_knowledge
from bot.stores.notice_store import DatabaseNotices

# 编号里不用容易看错的字母和数字。
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass
class Hotline:
    """用例看到的整个世界。测试里各项都可以换成手写的替身。"""

    knowledge: Knowledge
    notices: NoticeStore
    hand_overs: HandOverStore
    linker: ItemLinker
    answers: AnswerFinder
    now: Callable[[], datetime]
    log: Callable[..., None] = field(default=lambda event, **ids: None)

    def new_number(self, prefix: str) -> str:
        """N 告知书、H 转人工、T 工单：日期加六位随机字，念得清、猜不中。"""
        tail = "".join(secrets.choice(_LETTERS) for _ in range(6))
        return f"{prefix}{self.now():%Y%m%d}-{tail}"


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    return Settings.from_environment(os.environ)


@lru_cache(maxsize=1)
def get_cipher() -> Cipher:
    return Cipher(data_keys(get_settings()))


@lru_cache(maxsize=1)
def get_engine():
    engine = connect(get_settings().database_url)
    migrate(engine)
    return engine


@lru_cache(maxsize=1)
def get_knowledge() -> Knowledge:
    return load_knowledge(get_settings().knowledge_folder)


@lru_cache(maxsize=1)
def get_hotline() -> Hotline:
    """整个热线，一个进程一份。"""
    from bot.nlu.answer_finder import FaqFinder
    from bot.nlu.interpreter import shared

    engine = get_engine()
    nlu = shared()
    log = structlog.get_logger("hotline")
    return Hotline(
        knowledge=nlu.knowledge,
        notices=DatabaseNotices(engine),
        hand_overs=DatabaseHandOvers(engine, get_cipher()),
        linker=nlu,
        answers=FaqFinder(nlu.knowledge, nlu.encoder),
        now=partial(datetime.now, TIME_ZONE),
        log=lambda event, **ids: log.info(event, **ids),
    )


def data_keys(settings: Settings) -> list[str]:
    """加密钥匙：环境里给的；演示环境没给就在 var/ 里生成一把随机的，只有本机能读。"""
    if settings.data_key:
        return [key.strip() for key in settings.data_key.split(",") if key.strip()]
    path = settings.var_folder / "data-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(new_key())
        try:
            os.link(temporary, path)  # 几个进程同时启动时，只有第一把算数
        except FileExistsError:
            pass
        temporary.unlink()
    return [path.read_text().strip()]
