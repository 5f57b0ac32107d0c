"""和平台来往的运行环境：地址、钥匙、重试。全部来自环境变量 HOTLINE_PLATFORM_*、HOTLINE_DELIVERY_*。"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

from bot.errors import SettingsIncomplete
from connectors.platforms import hotline_12345, platform_12315
from connectors.platforms.gateway import Gateway
from connectors.platforms.mapping import FieldMapping, load_mapping
from connectors.platforms.retry import RetrySchedule, parse_delays
from connectors.platforms.signature import parse_keys

# 每个平台怎么翻译；字段对照在 mapping_<平台>.yml。
_TRANSLATIONS = {
    hotline_12345.PLATFORM: hotline_12345.to_work_order,
    platform_12315.PLATFORM: platform_12315.to_case,
}
PLATFORMS = tuple(_TRANSLATIONS)
_NUMBERS = ("timeout", "lease", "idle", "jitter")


@dataclass(frozen=True)
class PlatformAddress:
    """一个平台：地址和签名钥匙。钥匙第一把现用，多把时逐把签、任一把验。"""

    url: str
    keys: Tuple[bytes, ...]


@dataclass(frozen=True)
class DeliverySettings:
    """没填地址的平台不投递，件在发件箱里等着。时间都是秒。"""

    platforms: Mapping[str, PlatformAddress] = field(default_factory=dict)
    timeout: float = 20.0  # 一次请求最多等多久
    lease: float = 90.0  # 领走的件多久没回音别人可以再领；要比 timeout 长
    idle: float = 0.5  # 没有到点的件时隔多久再看
    jitter: float = 0.1
    delays: Tuple[float, ...] = RetrySchedule.delays
    concurrency: int = 8  # 一个投递进程对一个平台同时送几件

    def __post_init__(self) -> None:
        if self.lease <= self.timeout:
            raise SettingsIncomplete(
                "HOTLINE_DELIVERY_LEASE 要比 HOTLINE_DELIVERY_TIMEOUT 长，否则还在送就会被别人再领"
            )

    @property
    def schedule(self) -> RetrySchedule:
        return RetrySchedule(self.delays, self.jitter)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> DeliverySettings:
        """读环境变量；写错的一项抛 SettingsIncomplete。"""
        values: Dict[str, Any] = {}
        for name in (*_NUMBERS, "concurrency", "delays"):
            variable = f"HOTLINE_DELIVERY_{name.upper()}"
            if variable in environ:
                values[name] = _parse(name, variable, environ[variable])
        platforms = {}
        for platform in PLATFORMS:
            url, keys = (
                environ.get(f"HOTLINE_PLATFORM_{platform}_URL"),
                environ.get(f"HOTLINE_PLATFORM_{platform}_KEYS"),
            )
            if not url:
                continue
            if not keys:
                raise SettingsIncomplete(
                    f"填了 HOTLINE_PLATFORM_{platform}_URL，还要填 HOTLINE_PLATFORM_{platform}_KEYS"
                )
            if not url.startswith(("http://", "https://")):
                raise SettingsIncomplete(f"HOTLINE_PLATFORM_{platform}_URL 应当以 http:// 或 https:// 开头")
            platforms[platform] = PlatformAddress(url, parse_keys(keys))
        return cls(platforms=platforms, **values)


def open_gateways(
    settings: DeliverySettings, department_names: Mapping[str, str], now: Callable[[], datetime]
) -> Dict[str, Gateway]:
    """每个填了地址的平台一扇门。department_names 是科室编号到名称。"""
    return {
        platform: Gateway(
            field_mapping(platform, department_names),
            _TRANSLATIONS[platform],
            address.url,
            address.keys,
            now,
            settings.timeout,
        )
        for platform, address in settings.platforms.items()
    }


def field_mapping(platform: str, department_names: Optional[Mapping[str, str]] = None) -> FieldMapping:
    return load_mapping(Path(__file__).with_name(f"mapping_{platform}.yml"), department_names or {})


def _parse(name: str, variable: str, text: str) -> Any:
    try:
        if name == "delays":
            return parse_delays(text)
        number = int(text) if name == "concurrency" else float(text)
        if not math.isfinite(number) or number < 0 or (number == 0 and name != "jitter"):
            raise ValueError
        return number
    except ValueError:
        raise SettingsIncomplete(f"{variable} 的写法不对：{text!r}") from None
