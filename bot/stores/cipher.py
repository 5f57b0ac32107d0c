"""落库加密：AES-GCM，密钥来自环境，密文带密钥代号，换钥匙时旧文还能开。"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from typing import Dict, List, Sequence, Tuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import SettingsIncomplete

_NONCE = 12
_KEY_ID = 4


class Cipher:
    """keys 的第一把用来加密，其余只用来解旧密文。每把是 base64 的 32 字节。"""

    def __init__(self, keys: Sequence[str]):
        self._keys: Dict[bytes, AESGCM] = {}
        self._look_up_keys: List[bytes] = []  # 由各把密钥派生，只用来做可比对的摘要
        for encoded in keys:
            try:
                raw = base64.b64decode(encoded, validate=True)
            except ValueError:
                raw = b""
            if len(raw) != 32:
                raise SettingsIncomplete("HOTLINE_DATA_KEY 应当是 base64 编码的 32 字节，多把用逗号隔开")
            self._keys[_key_id(raw)] = AESGCM(raw)
            self._look_up_keys.append(hmac.new(raw, b"look-up", hashlib.sha256).digest())
        self._current = next(iter(self._keys))

    def seal(self, text: str) -> bytes:
        return self.seal_bytes(text.encode())

    def open(self, sealed: bytes) -> str:
        """密钥不在手里或密文被改过时抛 SettingsIncomplete。"""
        return self.open_bytes(sealed).decode()

    def seal_bytes(self, data: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        return self._current + nonce + self._keys[self._current].encrypt(nonce, data, None)

    def open_bytes(self, sealed: bytes) -> bytes:
        sealed = bytes(sealed)
        key = self._keys.get(sealed[:_KEY_ID])
        try:
            if key is None:
                raise InvalidTag
            body = sealed[_KEY_ID:]
            return key.decrypt(body[:_NONCE], body[_NONCE:], None)
        except InvalidTag:
            raise SettingsIncomplete("有一条加密记录打不开：密钥不对，或者记录被改过") from None


    @property
    def current_key_id(self) -> bytes:
        """现用密钥的代号，就是它加密的每条密文的前四个字节。"""
        return self._current

    def fingerprint(self, text: str) -> str:
        """带密钥的摘要：相同的内容才相同，没有密钥猜不出来。给电话查重用。"""
        return self.fingerprints(text)[0]

    def fingerprints(self, text: str) -> Tuple[str, ...]:
        """每把密钥各一个，现用的在前。换钥匙期间查找要都比一遍。"""
        return tuple(hmac.new(key, text.encode(), hashlib.sha256).hexdigest() for key in self._look_up_keys)


def new_key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def _key_id(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()[:_KEY_ID]
