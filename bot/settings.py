"""运行环境：这台机器上怎么跑。期限、部门、电话是知识，不在这里。"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Optional, Tuple

from bot.errors import SettingsIncomplete
from bot.hotline.time_limit import TIME_ZONE as TIME_ZONE

PROJECT = Path(__file__).resolve().parent.parent


_WHOLE_NUMBERS = (
    "port", "workers", "encoder_threads", "longest_utterance", "escalation_seconds", "knowledge_seconds",
    "messages_per_minute_per_sender", "requests_per_minute_per_address", "proxies_count",
)  # fmt: skip
# 生产环境没写限速时照这个限；演示环境不限。
_PRODUCTION_LIMITS = {"messages_per_minute_per_sender": 30, "requests_per_minute_per_address": 600}


@dataclass(frozen=True)
class Settings:
    """全部来自环境变量 HOTLINE_*，启动时读一次。"""

    environment: str = "embedded"  # embedded 一个进程自带一切；production 缺什么就拒绝启动
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    public_url: str = "http://127.0.0.1:8000"  # 告知书二维码指向哪里
    database_url: str = ""
    redis_url: Optional[str] = None
    data_key: Optional[str] = None  # 个人信息加密钥，base64 的 32 字节
    knowledge_folder: Path = PROJECT / "knowledge"
    models_folder: Path = PROJECT / "models"
    var_folder: Path = PROJECT / "var"
    encoder_threads: int = 1  # 编一句话用几个核
    longest_utterance: int = 20000  # 一句话最多多少字，再长请上传文件
    escalation_seconds: int = 60  # 隔多久看一遍快到期和超期的工单
    messages_per_minute_per_sender: int = 0  # 同一个人一分钟最多说几句，0 是不限
    requests_per_minute_per_address: int = 0  # 同一个地址一分钟最多来几次
    knowledge_seconds: int = 20  # 隔多久看一眼知识文件变了没有；0 只在收到 SIGHUP 时看
    action_endpoint_url: Optional[str] = None  # 填了就用远程动作服务器
    embed_origins: str = "*"  # 哪些网站可以嵌入对话，如 https://www.example.gov.cn，几个用逗号隔开
    city: str = ""  # 本局在哪个市，如“某某市”；不设就不判断商家在不在本地
    districts: Tuple[str, ...] = ()  # 本局管的区县，HOTLINE_DISTRICTS 里几个用逗号隔开
    proxies_count: int = 0  # 前面有几层反向代理；限速要认得出市民的地址

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """读环境变量；生产环境缺必需的一项就抛 SettingsIncomplete，说清缺哪个。"""
        values = {}
        for name in _WHOLE_NUMBERS:
            raw = environ.get(f"HOTLINE_{name.upper()}")
            if raw is not None:
                try:
                    values[name] = int(raw)
                except ValueError:
                    raise SettingsIncomplete(f"HOTLINE_{name.upper()} 应当是整数，现在是 {raw!r}") from None
        for name in ("environment", "host", "public_url", "database_url", "redis_url", "data_key", "action_endpoint_url", "embed_origins", "city"):
            raw = environ.get(f"HOTLINE_{name.upper()}")
            if raw:
                values[name] = raw
        for name in ("knowledge_folder", "models_folder", "var_folder"):
            raw = environ.get(f"HOTLINE_{name.upper()}")
            if raw:
                values[name] = Path(raw)
        named = environ.get("HOTLINE_DISTRICTS", "").replace("，", ",")
        values["districts"] = tuple(name.strip() for name in named.split(",") if name.strip())
        if values.get("environment") == "production":
            values = {**_PRODUCTION_LIMITS, **values}
        values.setdefault("public_url", f"http://127.0.0.1:{values.get('port', 8000)}")
        settings = cls(**values)
        if settings.is_production:
            for name in ("database_url", "data_key"):
                if not getattr(settings, name):
                    raise SettingsIncomplete(f"生产环境必须设置 HOTLINE_{name.upper()}")
        if not settings.database_url:
            settings = cls(**values, database_url=f"sqlite:///{settings.var_folder / 'hotline.db'}")
        return settings
