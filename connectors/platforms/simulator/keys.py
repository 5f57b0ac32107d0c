"""演示用的签名钥匙：第一次随机造，留在文件夹里，只有本机能读。"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Dict, Tuple

from connectors.platforms.signature import format_key, parse_keys

PLATFORMS = ("12345", "12315")


def kept_keys(folder: Path) -> Dict[str, Tuple[bytes, ...]]:
    """每个平台的钥匙。模拟器和热线同时第一次启动时，只有先造的那份算数。"""
    path = folder / "platform-keys.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump({platform: format_key(secrets.token_bytes(32)) for platform in PLATFORMS}, file)
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        temporary.unlink()
    return {platform: parse_keys(text) for platform, text in json.loads(path.read_text()).items()}
