"""训练、起服务、在终端里说话、模拟平台、量快慢。"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Optional

import typer

from bot.settings import PROJECT


def train(
    force: bool = typer.Option(False, help="不用缓存，从头训练"),
    gate: bool = typer.Option(False, help="先在留出集上和记下的成绩比，变差了就不换模型"),
) -> None:
    """用 data/ 和 knowledge/ 训练模型，存到 models/。"""
    from bot.bootstrap import get_settings
    from bot.nlu import model

    settings = get_settings()
    if not force and model.is_up_to_date(settings.models_folder):
        typer.echo("模型已是最新。")
        return
    typer.echo("正在训练（两核约两三分钟）……")
    # 编码器在另一个进程里转：一台机器一次，要的内存多，用完就还。
    subprocess.run([sys.executable, "-m", "bot.nlu.encoder_setup"], check=False, stdout=subprocess.DEVNULL)
    if not gate:
        typer.echo(f"训练好了：{model.train(settings.models_folder, force=force)}")
        return
    candidate = model.candidate_folder(settings.models_folder)
    model.train(candidate, force=force)
    typer.echo("训练好了，正在留出集上比……")
    environment = {**os.environ, "HOTLINE_MODELS_FOLDER": str(candidate)}
    if subprocess.run([sys.executable, "-m", "bench.gate"], env=environment, cwd=PROJECT).returncode:
        typer.secho(f"新模型比记下的成绩差（见上），没有换。它在 {candidate}。", err=True, fg="red")
        raise typer.Exit(1)
    typer.echo(f"过了关，换上了：{model.promote(candidate, settings.models_folder)}")


def serve(
    host: Optional[str] = typer.Option(None, help="监听地址，默认 HOTLINE_HOST 或 127.0.0.1"),
    port: Optional[int] = typer.Option(None, help="端口，默认 HOTLINE_PORT 或 8000"),
    workers: Optional[int] = typer.Option(None, min=1, help="几个工作进程，大于 1 要 PostgreSQL 和 Redis；默认 HOTLINE_WORKERS 或 1"),
    simulator: bool = typer.Option(False, "--simulator", help="连微信模拟器一起起，演示用"),
) -> None:
    """起服务：聊天页、REST 渠道、微信公众号、接口。"""
    from contextlib import nullcontext

    from bot.bootstrap import get_settings
    from bot.server.run import run
    from bot.server.simulators import wechat_simulator

    settings = get_settings()
    with wechat_simulator(settings, f"http://127.0.0.1:{port or settings.port}") if simulator else nullcontext():
        run(settings, host, port, workers)


def chat() -> None:
    """在终端里和热线说话。空行或 Ctrl-D 结束。"""
    from bot.bootstrap import get_settings
    from bot.server.terminal import chat_in_terminal

    chat_in_terminal(get_settings())


def simulator(
    port: int = typer.Option(8100, help="端口，只听本机"),
    hotline_url: Optional[str] = typer.Option(None, help="热线地址，转办和回信寄到这里；默认本机 HOTLINE_PORT"),
) -> None:
    """起 12345 和 12315 的模拟器：真的 HTTP，验签名、认幂等键，会按吩咐出毛病。"""
    from bot.bootstrap import get_settings, now, platforms_folder
    from connectors.platforms.simulator import run

    settings = get_settings()
    run(port, platforms_folder(settings), now, hotline_url or f"http://127.0.0.1:{settings.port}")


def bench(
    quick: bool = typer.Option(False, help="少跑几轮，看个大概"),
    only: Optional[str] = typer.Option(None, help="只跑 accuracy、speed、stock、real 或 tickets（百万张工单的登记、列表和检索）"),
) -> None:
    """和原版 Rasa 并排量：启动、内存、快慢、对错。"""
    from bench.run import run

    run(PROJECT, quick, only)
