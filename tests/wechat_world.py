"""测试用：起一个热线进程（照剧本说话）和一个微信模拟器进程，像微信用户那样说话。"""

from __future__ import annotations

import asyncio
import io
import json
import os
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Tuple

import aiohttp
from PIL import Image
from platform_simulator import free_port, now, wait_until

from bot.settings import PROJECT
from connectors.channels.wechat.account import kept_account
from connectors.channels.wechat.simulator.courier import Courier

HERE = Path(__file__).parent
_READY_SECONDS = 180  # 机器忙的时候，起一个进程要一分多钟


class Process:
    """一个子进程。只停自己起的这一个。"""

    def __init__(self, arguments: List[str], environment: Mapping[str, str], log: Path):
        self.log = log
        self._file = log.open("ab")
        path = f"{PROJECT}{os.pathsep}{HERE}"
        self.process = subprocess.Popen(
            [sys.executable, *arguments], cwd=PROJECT, stdout=self._file, stderr=self._file,
            env={**os.environ, "PYTHONPATH": path, **environment},
        )  # fmt: skip

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        self._file.close()

    def said(self) -> str:
        return self.log.read_text(errors="replace")


class World:
    """热线和微信各一个进程，账号、数据库共用一个文件夹。more 是热线的环境变量。"""

    def __init__(self, folder: Path, mode: str = "safe", server: Optional[List[str]] = None, **more: str):
        self.folder, self.mode = folder, mode
        self.account = kept_account(folder / "wechat")
        self.port, self.simulator_port = free_port(), free_port()
        self.url, self.weixin = f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.simulator_port}"
        self.environment = {
            "HOTLINE_VAR_FOLDER": str(folder), "HOTLINE_DATABASE_URL": "", "HOTLINE_PORT": str(self.port),
            "HOTLINE_WECHAT_MODE": mode, "HOTLINE_WECHAT_SIMULATOR_PORT": str(self.simulator_port), **more,
        }  # fmt: skip
        self._server = server or [str(HERE / "wechat" / "scripted_server.py"), str(self.port)]
        self.hotline = self.start_hotline()
        self._simulator = Process(["-m", "bot", "wechat", "simulator"], self.environment, folder / "weixin.log")
        try:
            wait_until(lambda: self._is_up(f"{self.weixin}/admin/calls"), _READY_SECONDS, "模拟器没起来")
            self._wait_for_hotline()
        except AssertionError:  # 夹具没建成就没人来停：不留下两个进程
            self.stop()
            raise

    def start_hotline(self) -> Process:
        return Process(self._server, self.environment, self.folder / "hotline.log")

    def restart_hotline(self) -> None:
        self.hotline.stop()
        self.hotline = self.start_hotline()
        self._wait_for_hotline()

    def _wait_for_hotline(self) -> None:
        wait_until(lambda: self._is_up(f"{self.url}/webhooks/wechat/answers/x"), _READY_SECONDS, "热线没起来")

    def stop(self) -> None:
        self.hotline.stop()
        self._simulator.stop()

    # 微信用户

    def say(self, openid: str, text: str, **fields: Any) -> Dict[str, Any]:
        return self.send(openid, {"MsgType": "text", "Content": text, **fields})

    def send_image(self, openid: str, content: bytes, media_type: str = "image/jpeg") -> Dict[str, Any]:
        url, headers = f"{self.weixin}/phones/{openid}/images", {"content-type": media_type}
        with urllib.request.urlopen(urllib.request.Request(url, content, headers), timeout=60) as response:
            return json.load(response)

    def event(self, openid: str, event: str, **fields: Any) -> Dict[str, Any]:
        return self.send(openid, {"MsgType": "event", "Event": event, **fields})

    def send(self, openid: str, fields: Mapping[str, Any]) -> Dict[str, Any]:
        return self.call("POST", f"{self.weixin}/phones/{openid}/messages", fields)

    def seen(self, openid: str, *how: str) -> List[str]:
        """手机上看到的；how 挑哪几种，不写是全部。"""
        phone = self.call("GET", f"{self.weixin}/phones/{openid}")
        return [entry["text"] for entry in phone["seen"] if not how or entry["how"] in how]

    def wait_seen(self, openid: str, count: int, *how: str, seconds: float = 20) -> List[str]:
        wait_until(lambda: len(self.seen(openid, *how)) >= count, seconds, f"手机上没等到 {count} 条")
        return self.seen(openid, *how)

    def turns(self, text: str) -> List[Dict[str, Any]]:
        """剧本里跑过几轮这句话。"""
        return [turn for turn in self.call("GET", f"{self.url}/turns") if turn["text"] == text]

    def faults(self, *faults: Any) -> None:
        self.call("PUT", f"{self.weixin}/admin/faults", {"faults": list(faults)})

    def call(self, method: str, url: str, record: Any = None) -> Any:
        body = None if record is None else json.dumps(record).encode()
        request = urllib.request.Request(url, body, {"content-type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)

    # 一遍一遍自己送，看热线怎么答

    def envelope(self, fields: Mapping[str, Any], at: Optional[float] = None, mode: Optional[str] = None) -> Tuple[dict, bytes]:
        """签好名的查询串和正文。at 是签名用的 Unix 秒。"""
        clock = now if at is None else (lambda: type(now()).fromtimestamp(at, now().tzinfo))
        courier = Courier(self.account, self.url, clock, None, mode or self.mode)  # type: ignore[arg-type]
        return courier.envelope({"ToUserName": "gh_test", "CreateTime": int(now().timestamp()), **fields})

    def post(self, query: Mapping[str, str], body: bytes) -> Tuple[int, bytes]:
        return self._request(f"{self.url}/webhooks/wechat/webhook?{urllib.parse.urlencode(query)}", body)

    def verify(self, query: Mapping[str, str]) -> Tuple[int, bytes]:
        return self._request(f"{self.url}/webhooks/wechat/webhook?{urllib.parse.urlencode(query)}", None)

    def read(self, answer: bytes) -> Optional[str]:
        return Courier(self.account, "", now, None)._read(answer)  # type: ignore[arg-type]

    def _request(self, url: str, body: Optional[bytes]) -> Tuple[int, bytes]:
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body), timeout=30) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def _is_up(self, url: str) -> bool:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True


def someone() -> str:
    """一个谁也没用过的 openid。"""
    return "o" + secrets.token_hex(14)[:27]


def a_text(text: str, openid: Optional[str] = None, number: Optional[int] = None) -> Dict[str, Any]:
    """一条文字消息。"""
    number = number or int.from_bytes(secrets.token_bytes(7), "big")
    return {"FromUserName": openid or someone(), "MsgType": "text", "Content": text, "MsgId": number}


async def all_at_once(world: World, envelopes: List[Tuple[dict, bytes]]) -> List[Tuple[int, bytes]]:
    """几个请求一起送。"""
    async with aiohttp.ClientSession() as session:

        async def one(query: dict, body: bytes) -> Tuple[int, bytes]:
            url = f"{world.url}/webhooks/wechat/webhook"
            async with session.post(url, params=query, data=body, timeout=aiohttp.ClientTimeout(total=30)) as response:
                return response.status, await response.read()

        return list(await asyncio.gather(*(one(*envelope) for envelope in envelopes)))


def seconds_of(action: Any) -> Tuple[float, Any]:
    started = time.monotonic()
    result = action()
    return time.monotonic() - started, result


def a_photo():
    """带着拍摄地点的照片。"""
    exif = Image.Exif()
    exif[0x010E] = "拍摄地点：建设路18号"
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(data, "JPEG", exif=exif)
    return data.getvalue()
