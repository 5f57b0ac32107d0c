"""Standard Webhooks 签名：来往平台的每一封信都签，验不过的不看。

签的是「编号.时间.正文」，HMAC-SHA256，base64。编号在重送时不变，就是幂等键。
换钥匙：两把并用一段时间，发出的信用每一把各签一次，收到的信任一把验得过就算。
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from datetime import datetime, timedelta
from typing import Dict, Mapping, Sequence, Tuple

from bot.errors import SettingsIncomplete, SignatureInvalid

ID_HEADER = "webhook-id"
TIMESTAMP_HEADER = "webhook-timestamp"
SIGNATURE_HEADER = "webhook-signature"
TOLERANCE = timedelta(minutes=5)

_PREFIX = "whsec_"
_SHORTEST_KEY = 24
# 编号里不许有点，否则「a.1」加「2」与「a」加「1.2」签出来一样。
_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")
_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_MOST_SIGNATURES = 8


def parse_keys(text: str) -> Tuple[bytes, ...]:
    """「whsec_…,whsec_…」→ 钥匙；第一把是现用的，其余是正在换下或换上的。"""
    keys = tuple(_parse_key(part.strip()) for part in text.split(",") if part.strip())
    if not keys:
        raise SettingsIncomplete("平台签名钥匙是空的，应当是 whsec_ 开头的 base64，多把用逗号隔开")
    return keys


def format_key(key: bytes) -> str:
    return _PREFIX + base64.b64encode(key).decode()


def sign(message_id: str, at: datetime, body: bytes, keys: Sequence[bytes]) -> Dict[str, str]:
    """返回要加上的三个信头。"""
    if not _MESSAGE_ID.fullmatch(message_id):
        raise ValueError(f"信件编号只能有字母、数字、- 和 _：{message_id!r}")
    timestamp = str(int(at.timestamp()))
    return {
        ID_HEADER: message_id,
        TIMESTAMP_HEADER: timestamp,
        SIGNATURE_HEADER: " ".join("v1," + _mac(message_id, timestamp, body, key) for key in keys),
    }


def verify(
    headers: Mapping[str, str], body: bytes, keys: Sequence[bytes], now: datetime, tolerance: timedelta = TOLERANCE
) -> str:
    """验过返回信件编号；缺头、过时、签名不对都抛 SignatureInvalid。"""
    lowered = {name.lower(): value for name, value in headers.items()}
    message_id = lowered.get(ID_HEADER, "")
    timestamp = lowered.get(TIMESTAMP_HEADER, "")
    signatures = lowered.get(SIGNATURE_HEADER, "").split()
    if not _MESSAGE_ID.fullmatch(message_id) or not _TIMESTAMP.fullmatch(timestamp) or not signatures:
        raise SignatureInvalid("缺少签名信头，或者写法不对")
    if len(signatures) > _MOST_SIGNATURES:
        raise SignatureInvalid("签名太多")
    if abs(now.timestamp() - int(timestamp)) > tolerance.total_seconds():
        raise SignatureInvalid("信上的时间和本机相差太大：可能是重放，也可能是两边的钟不准")
    expected = [_mac(message_id, timestamp, body, key).encode() for key in keys]
    offered = [signature[3:].encode() for signature in signatures if signature.startswith("v1,")]
    # 不提前退出：比对用时不透露差在哪里。
    matches = [hmac.compare_digest(ours, theirs) for ours in expected for theirs in offered]
    if not any(matches):
        raise SignatureInvalid("签名不对")
    return message_id


def _mac(message_id: str, timestamp: str, body: bytes, key: bytes) -> str:
    signed = f"{message_id}.{timestamp}.".encode() + body
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def _parse_key(text: str) -> bytes:
    try:
        key = base64.b64decode(text[len(_PREFIX) :] if text.startswith(_PREFIX) else text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) < _SHORTEST_KEY:
        raise SettingsIncomplete(f"平台签名钥匙应当是 whsec_ 开头的 base64，解出来至少 {_SHORTEST_KEY} 字节")
    return key
