"""公众号的设置：全部来自环境变量 HOTLINE_WECHAT_*。演示环境没给的，用模拟器留在 var/wechat/ 里的那份。"""

from __future__ import annotations

import json
import os
import secrets
import string
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Optional

from bot.errors import SettingsIncomplete

MODES = ("plain", "compatible", "safe")
SIMULATOR_PORT = 8101
_SECRETS = ("app_id", "app_secret", "token", "aes_key")


@dataclass(frozen=True)
class Account:
    """一个公众号。mode：plain 明文、compatible 兼容、safe 安全，和公众平台后台选的一致。"""

    app_id: str
    app_secret: str
    token: str
    aes_key: str = ""  # 消息加解密密钥，43 位；明文模式可以没有
    mode: str = "safe"
    api_url: str = "https://api.weixin.qq.com"
    passive_seconds: float = 4.5  # 几秒之内答得上来就当场回复；微信等到 5 秒
    ticket_template: Optional[str] = None  # 工单进展的订阅通知模板

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise SettingsIncomplete(f"HOTLINE_WECHAT_MODE 应当是 {'、'.join(MODES)} 之一，现在是 {self.mode!r}")
        if self.mode != "plain" and (len(self.aes_key) != 43 or not self.aes_key.isalnum()):
            raise SettingsIncomplete("HOTLINE_WECHAT_AES_KEY 应当是 43 位字母和数字（公众平台里的消息加解密密钥）")
        if not 0 < self.passive_seconds < 5:
            raise SettingsIncomplete("HOTLINE_WECHAT_PASSIVE_SECONDS 应当在 0 和 5 之间：微信只等 5 秒")
        if not self.api_url.startswith(("http://", "https://")):
            raise SettingsIncomplete("HOTLINE_WECHAT_API_URL 应当以 http:// 或 https:// 开头")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Optional[Account]:
        """没填 HOTLINE_WECHAT_APP_ID 就是不接微信，返回 None；填了一半抛 SettingsIncomplete。"""
        given = {name: environ.get(f"HOTLINE_WECHAT_{name.upper()}") for name in cls.__dataclass_fields__}
        values = {name: value for name, value in given.items() if value}
        if "app_id" not in values:
            return None
        for name in ("app_secret", "token"):
            if name not in values:
                raise SettingsIncomplete(f"填了 HOTLINE_WECHAT_APP_ID，还要填 HOTLINE_WECHAT_{name.upper()}")
        if "passive_seconds" in values:
            try:
                values["passive_seconds"] = float(values["passive_seconds"])  # type: ignore[assignment]
            except ValueError:
                raise SettingsIncomplete("HOTLINE_WECHAT_PASSIVE_SECONDS 应当是秒数") from None
        return cls(**values)  # type: ignore[arg-type]


def demo_environment(environ: Mapping[str, str], folder: Path) -> Mapping[str, str]:
    """演示环境：没填公众号的，换成模拟器里的那个。"""
    if environ.get("HOTLINE_WECHAT_APP_ID"):
        return environ
    port = environ.get("HOTLINE_WECHAT_SIMULATOR_PORT", SIMULATOR_PORT)
    kept = {f"HOTLINE_WECHAT_{name.upper()}": value for name, value in kept_account(folder).items()}
    return {"HOTLINE_WECHAT_API_URL": f"http://127.0.0.1:{port}", **environ, **kept}


def kept_account(folder: Path) -> Mapping[str, str]:
    """模拟公众号的编号和密钥：第一次随机造，留在文件夹里，只有本机能读。"""
    path = folder / "account.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(_new_account(), file)
        try:
            os.link(temporary, path)  # 热线和模拟器同时第一次启动，只有先造的算数
        except FileExistsError:
            pass
        temporary.unlink()
    return {name: value for name, value in json.loads(path.read_text()).items() if name in _SECRETS}


def _new_account() -> Mapping[str, str]:
    letters = string.ascii_letters + string.digits
    return {
        "app_id": "wx" + secrets.token_hex(8),
        "app_secret": secrets.token_hex(16),
        "token": secrets.token_urlsafe(18).replace("-", "").replace("_", ""),
        # 最后一位只取 A、E 一类编得回来的字母：43 位 base64 里它只有四位有用。
        "aes_key": "".join(secrets.choice(letters) for _ in range(42)) + secrets.choice("AEIMQUYcgkosw048"),
    }
