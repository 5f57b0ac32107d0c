"""python -m bot wechat …：设公众号的菜单、起微信的模拟器。"""

from __future__ import annotations

import os
from typing import Optional

import typer

from bot.errors import SettingsIncomplete

wechat = typer.Typer(no_args_is_help=True, help="微信公众号：设菜单、起模拟器")


@wechat.command()
def menu() -> None:
    """把 knowledge/wechat/menu.yml 设成公众号的菜单。"""
    import asyncio

    from bot.nlu.lean_rasa import import_lean_rasa

    import_lean_rasa()
    from bot.bootstrap import get_settings
    from bot.server.wechat import set_menu

    count = asyncio.run(set_menu(get_settings(), _account()))
    typer.echo(f"菜单设好了：一级 {count} 项。微信里要过几分钟才看得到。")


@wechat.command()
def simulator(
    port: Optional[int] = typer.Option(None, help="端口，只听本机；默认 HOTLINE_WECHAT_SIMULATOR_PORT 或 8101"),
    hotline_url: Optional[str] = typer.Option(None, help="热线地址；默认本机 HOTLINE_PORT"),
) -> None:
    """起微信的模拟器，在它的页面上当一回微信用户。"""
    from bot.bootstrap import get_settings, now
    from connectors.channels.wechat.account import SIMULATOR_PORT
    from connectors.channels.wechat.menu import read_menu
    from connectors.channels.wechat.simulator import run

    account = _account()
    port = port or int(os.environ.get("HOTLINE_WECHAT_SIMULATOR_PORT", SIMULATOR_PORT))
    typer.echo(f"打开 http://127.0.0.1:{port}/ 就能像微信用户一样说话")
    known = {name: getattr(account, name) for name in ("app_id", "app_secret", "token", "aes_key")}
    settings = get_settings()
    shown = read_menu(settings.knowledge_folder, settings.public_url).record
    run(port, known, now, hotline_url or f"http://127.0.0.1:{settings.port}", account.mode, shown)


def _account():
    from bot.bootstrap import get_wechat_account

    account = get_wechat_account()
    if account is None:
        raise SettingsIncomplete("还没有设置公众号，请填 HOTLINE_WECHAT_APP_ID 等几项")
    return account
