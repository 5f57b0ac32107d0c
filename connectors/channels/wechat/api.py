"""微信接口的客户端：异步、有时限，错误码变成有名字的错误。"""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from typing import Any, Callable, Dict, Mapping, Optional

import aiohttp

from connectors.channels.wechat.account import Account
from connectors.channels.wechat.errors import TokenRejected, WeChatRefused, WeChatUnavailable, trouble
from connectors.channels.wechat.tokens import TokenKeeper, TokenShelf

_TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
_LARGEST_ANSWER = 1_000_000
LARGEST_MEDIA = 10_000_000  # 微信的图片不超过 10 MB


class WeChatApi:
    """一个公众号的接口。用完 close()。"""

    def __init__(self, account: Account, shelf: TokenShelf, now: Callable[[], datetime]):
        self._account = account
        self._tokens = TokenKeeper(shelf, self._fetch_token, now)
        self._session: Optional[aiohttp.ClientSession] = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def send_text(self, openid: str, text: str) -> None:
        """一条客服消息。"""
        await self.call("/cgi-bin/message/custom/send", {"touser": openid, "msgtype": "text", "text": {"content": text}})

    async def send_notice(self, openid: str, template_id: str, data: Mapping[str, str]) -> None:
        """一条订阅通知。"""
        values = {name: {"value": value} for name, value in data.items()}
        await self.call("/cgi-bin/message/subscribe/bizsend", {"touser": openid, "template_id": template_id, "data": values})

    async def create_menu(self, menu: Mapping[str, Any]) -> None:
        await self.call("/cgi-bin/menu/create", menu)

    async def create_qrcode(self, scene: str, seconds: int) -> str:
        """临时二维码，返回二维码里的网址；自己画，不用微信的图片。"""
        asked = {"expire_seconds": seconds, "action_name": "QR_STR_SCENE", "action_info": {"scene": {"scene_str": scene}}}
        answer = await self.call("/cgi-bin/qrcode/create", asked)
        if not isinstance(answer.get("url"), str):
            raise WeChatUnavailable("no_qrcode_url")
        return answer["url"]

    async def download(self, media_id: str) -> bytes:
        """市民发来的图片。只按 media_id 取，不碰消息里写的网址。"""

        async def get(token: str) -> bytes:
            async with self._open().get(
                self._url("/cgi-bin/media/get"), params={"access_token": token, "media_id": media_id}, allow_redirects=False
            ) as response:
                body = await _read(response, LARGEST_MEDIA)
                if "json" in response.content_type or "text" in response.content_type:
                    _checked(_json(body))
                    raise WeChatUnavailable("not_a_file")  # 视频给的是网址
                if response.status != 200:
                    raise WeChatUnavailable(response.status)
                return body

        return await self._with_token(get)

    async def call(self, path: str, record: Mapping[str, Any]) -> Dict[str, Any]:
        """POST 一个 JSON，返回微信的回答；errcode 不是 0 就抛 WeChatTrouble 里的一种。"""
        body = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")  # 转成 \\u 的中文菜单会显示成乱码

        async def post(token: str) -> Dict[str, Any]:
            return await self._post(path, body, {"access_token": token})

        return await self._with_token(post)

    async def _with_token(self, request: Callable[[str], Any]) -> Any:
        """凭证不认就换一张，只换一次。"""
        token = await self._tokens.get()
        try:
            return await _reaching(request(token))
        except TokenRejected:
            return await _reaching(request(await self._tokens.get(rejected=token)))

    async def _fetch_token(self, force: bool) -> Dict[str, Any]:
        asked = {"grant_type": "client_credential", "appid": self._account.app_id, "secret": self._account.app_secret}
        body = json.dumps({**asked, "force_refresh": force}).encode()
        try:
            answer = await _reaching(self._post("/cgi-bin/stable_token", body, {}))
        except (TokenRejected, WeChatRefused) as error:  # 密钥不对、地址不在白名单：改好设置就能送，件先等着
            raise WeChatUnavailable(f"token {error.errcode}") from None
        if not isinstance(answer.get("access_token"), str) or not isinstance(answer.get("expires_in"), (int, float)):
            raise WeChatUnavailable("no_token")
        return answer

    async def _post(self, path: str, body: bytes, params: Mapping[str, str]) -> Dict[str, Any]:
        headers = {"content-type": "application/json; charset=utf-8"}
        async with self._open().post(
            self._url(path), data=body, params=params, headers=headers, allow_redirects=False
        ) as response:
            answer = await _read(response, _LARGEST_ANSWER)
            if response.status != 200:
                raise WeChatUnavailable(response.status)
            return _checked(_json(answer))

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=50)
            self._session = aiohttp.ClientSession(
                connector=connector, timeout=_TIMEOUT, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False
            )
        return self._session

    def _url(self, path: str) -> str:
        return self._account.api_url.rstrip("/") + path


async def _reaching(request: Any) -> Any:
    """网络上的毛病都是“连不上”。错误里不带网址：上面有凭证。"""
    try:
        return await request
    except asyncio.TimeoutError:
        raise WeChatUnavailable("timeout") from None
    except (aiohttp.ClientError, OSError) as error:
        raise WeChatUnavailable(type(error).__name__) from None


async def _read(response: aiohttp.ClientResponse, largest: int) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        body += chunk
        if len(body) > largest:
            response.close()
            raise WeChatRefused("too_large")
    return bytes(body)


def _json(body: bytes) -> Dict[str, Any]:
    try:
        answer = json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise WeChatUnavailable("not_json") from None
    if not isinstance(answer, dict):
        raise WeChatUnavailable("not_json")
    return answer


def _checked(answer: Dict[str, Any]) -> Dict[str, Any]:
    errcode = answer.get("errcode", 0)
    if not isinstance(errcode, int):
        raise WeChatUnavailable("no_errcode")
    if errcode:
        raise trouble(errcode)
    return answer
