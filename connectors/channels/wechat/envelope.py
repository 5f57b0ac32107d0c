"""信封：拆开微信送来的，封上我们要回的。明文、兼容、安全三种模式都在这里。"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, Callable, Dict, Mapping, Tuple
from xml.parsers.expat import ExpatError

import xmltodict
from wechatpy.crypto import PrpCrypto, WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException
from wechatpy.replies import TextReply

from connectors.channels.wechat.account import Account
from connectors.channels.wechat.doorman import Doorman
from connectors.channels.wechat.errors import MessageUnreadable, NotFromWeChat

_NOT_XML = (ExpatError, ValueError, KeyError, TypeError, AttributeError, IndexError)


class Envelope:
    """一个公众号的信封。"""

    def __init__(self, account: Account, doorman: Doorman, now: Callable[[], datetime]):
        self._account, self._doorman, self._now = account, doorman, now
        self._crypto = WeChatCrypto(account.token, account.aes_key, account.app_id) if account.aes_key else None

    def open(self, query: Mapping[str, str], body: bytes) -> Tuple[Dict[str, Any], bool]:
        """验过签名，返回消息的各个字段，和它是不是加密来的。

        验不过抛 NotFromWeChat；签名对、内容看不懂抛 MessageUnreadable。
        """
        is_encrypted = query.get("encrypt_type") == "aes" or "msg_signature" in query
        if not is_encrypted:
            self._doorman.check(query)
            if self._account.mode == "safe":
                raise NotFromWeChat("plain_in_safe_mode")
            return read_xml(body), False
        if self._account.mode == "plain" or self._crypto is None:
            raise NotFromWeChat("encrypted_in_plain_mode")
        try:
            encrypted = read_xml(body).get("Encrypt")
        except MessageUnreadable:
            encrypted = None
        if not isinstance(encrypted, str):
            raise NotFromWeChat("nothing_encrypted")  # 没有密文就没有签名可验
        self._doorman.check(query, encrypted)
        # 兼容模式正文里还有一份明文，没有签名管着，不看。
        return read_xml(self._decrypt(encrypted).encode("utf-8", "surrogatepass")), True

    def seal(self, fields: Mapping[str, Any], text: str, is_encrypted: bool) -> bytes:
        """回给这条消息的一段文字。"""
        reply = TextReply(
            source=fields["ToUserName"],
            target=fields["FromUserName"],
            time=int(self._now().timestamp()),
            content=text.replace("]]>", "]]]]><![CDATA[>"),
        ).render()
        if is_encrypted and self._crypto is not None:
            nonce, timestamp = secrets.token_hex(8), str(int(self._now().timestamp()))
            reply = self._crypto.encrypt_message(reply, nonce, timestamp)
        return reply.encode()

    def _decrypt(self, encrypted: str) -> str:
        assert self._crypto is not None
        try:
            return PrpCrypto(self._crypto.key).decrypt(encrypted, self._account.app_id)
        except InvalidAppIdException:
            raise NotFromWeChat("another_account") from None
        except Exception:  # 密文坏了，各层解密库抛什么都有；签名对得上却解不开，只当看不懂
            raise MessageUnreadable() from None


def read_xml(body: bytes) -> Dict[str, Any]:
    """一层 XML 读成字段。外部实体、自定义实体一律不认（xmltodict 遇到就拒绝）。"""
    try:
        fields = xmltodict.parse(body.decode("utf-8"), disable_entities=True)["xml"]
    except (*_NOT_XML, UnicodeDecodeError):
        raise MessageUnreadable() from None
    if not isinstance(fields, dict):
        raise MessageUnreadable()
    return fields
