"""python -m bot …：有哪些命令。每个都有 --help；做什么写在各自的文件里，要用的到用时才装，所以 --help 很快。"""

from __future__ import annotations

import sys

import typer

from bot.cli.audit import audit
from bot.cli.keys import keys
from bot.cli.knowledge import analyse, check, deadline, notice, route
from bot.cli.running import bench, chat, serve, simulator, train
from bot.cli.staff import staff
from bot.cli.tickets import corrections, ledger, reconcile, replay
from bot.cli.wechat import wechat
from bot.errors import HotlineError
from bot.logs import configure_logs

app = typer.Typer(add_completion=False, no_args_is_help=True, help="市场监管热线助手", pretty_exceptions_enable=False)
app.add_typer(wechat, name="wechat")
app.add_typer(audit, name="audit")
app.add_typer(keys, name="keys")
app.add_typer(staff, name="staff")
for command in (
    train, serve, analyse, chat, check, notice, deadline, route, ledger, reconcile, replay, corrections, simulator, bench,
):  # fmt: skip
    app.command()(command)


def main() -> None:
    """入口：可预见的错误只说人话，不甩调用栈。"""
    configure_logs()
    try:
        app()
    except HotlineError as error:
        typer.secho(str(error), err=True, fg="red")
        sys.exit(2)
