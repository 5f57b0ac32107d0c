"""外面的系统：12345、12315 平台，微信公众号。演示环境没填的用模拟器留在 var/ 里的那份。"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Mapping, Optional, Tuple

from bot.bootstrap.surroundings import get_settings, now
from bot.settings import Settings
from bot.stores.knowledge_files import load_knowledge
from connectors.channels.wechat.account import Account, demo_environment
from connectors.platforms.gateway import Gateway
from connectors.platforms.settings import PLATFORMS, DeliverySettings, open_gateways
from connectors.platforms.signature import format_key, parse_keys


@lru_cache(maxsize=1)
def get_delivery_settings() -> DeliverySettings:
    """和平台来往的设置。演示环境没给钥匙的，用模拟器留在 var/ 里的那份。"""
    environ = dict(os.environ)
    if not get_settings().is_production:
        from connectors.platforms.simulator.keys import kept_keys

        for platform, keys in kept_keys(platforms_folder(get_settings())).items():
            environ.setdefault(f"HOTLINE_PLATFORM_{platform}_KEYS", ",".join(map(format_key, keys)))
    return DeliverySettings.from_environment(environ)


@lru_cache(maxsize=1)
def get_platform_keys() -> Mapping[str, Tuple[bytes, ...]]:
    """验平台来信的钥匙。没填地址、只填了钥匙的也能收信。"""
    keys = {name: address.keys for name, address in get_delivery_settings().platforms.items()}
    for platform in PLATFORMS:
        given = os.environ.get(f"HOTLINE_PLATFORM_{platform}_KEYS")
        if platform not in keys and given:
            keys[platform] = parse_keys(given)
    if not get_settings().is_production:
        from connectors.platforms.simulator.keys import kept_keys

        keys = {**kept_keys(platforms_folder(get_settings())), **keys}
    return keys


@lru_cache(maxsize=1)
def get_gateways() -> Mapping[str, Gateway]:
    names = {id_: body.name for id_, body in load_knowledge(get_settings().knowledge_folder).departments.items()}
    return open_gateways(get_delivery_settings(), names, now)


def platforms_folder(settings: Settings) -> Path:
    """模拟器的数据和钥匙。"""
    return settings.var_folder / "platforms"


@lru_cache(maxsize=1)
def get_wechat_account() -> Optional[Account]:
    """公众号的设置；演示环境没填的用模拟器里的那个，生产环境没填就是不接微信。"""
    settings = get_settings()
    environ: Mapping[str, str] = os.environ
    if not settings.is_production:
        environ = demo_environment(environ, wechat_folder(settings))
    return Account.from_environment(environ)


def wechat_folder(settings: Settings) -> Path:
    """微信模拟器的数据和密钥。"""
    return settings.var_folder / "wechat"
