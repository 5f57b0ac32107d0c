"""模拟器的 HTTP 服务。只听本机。"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Callable, Mapping, Optional

import aiohttp
from sanic import Sanic

from connectors.channels.wechat.simulator.courier import Courier
from connectors.channels.wechat.simulator.interface import interface
from connectors.channels.wechat.simulator.phones import phones
from connectors.channels.wechat.simulator.weixin import Weixin


def run(
    port: int, account: Mapping[str, str], now: Callable[[], datetime], hotline_url: str, mode: str = "safe",
    menu: Optional[Mapping[str, Any]] = None,
) -> None:  # fmt: skip
    """起模拟器，一直跑到被停。hotline_url 是热线的地址；mode 和热线那边设的一致；menu 是先摆上的菜单。"""
    create_app(account, now, hotline_url, mode, menu, f"http://127.0.0.1:{port}").run(
        host="127.0.0.1", port=port, access_log=False, debug=False, motd=False
    )


def create_app(
    account: Mapping[str, str], now: Callable[[], datetime], hotline_url: str, mode: str = "safe",
    menu: Optional[Mapping[str, Any]] = None, home: str = "http://127.0.0.1",
) -> Sanic:  # fmt: skip
    app = Sanic("wechat-simulator", configure_logging=False)
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.config.REQUEST_MAX_SIZE = 12_000_000
    app.config.RESPONSE_TIMEOUT = 60
    weixin = Weixin(account, now, home)
    weixin.menu = menu

    @app.before_server_start
    async def open_session(app: Sanic, _) -> None:
        connector = aiohttp.TCPConnector(limit=0)
        app.ctx.session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        url = f"{hotline_url.rstrip('/')}/webhooks/wechat/webhook"
        app.ctx.courier = Courier(account, url, now, app.ctx.session, mode)

    @app.after_server_stop
    async def close_session(app: Sanic, _) -> None:
        await app.ctx.session.close()

    app.blueprint(interface(weixin))
    app.blueprint(phones(weixin, lambda request: request.app.ctx.courier))
    return app
