"""python -m bot …：训练、检查、分析、对话、起服务。每个命令都有 --help。"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from typing import List, Optional

import typer

from bot.cli_staff import staff
from bot.errors import HotlineError, SettingsIncomplete
from bot.logs import configure_logs
from bot.settings import PROJECT, Settings

app = typer.Typer(add_completion=False, no_args_is_help=True, help="市场监管热线助手", pretty_exceptions_enable=False)
wechat = typer.Typer(no_args_is_help=True, help="微信公众号：设菜单、起模拟器")
app.add_typer(wechat, name="wechat")

audit = typer.Typer(no_args_is_help=True, help="审计：核对有没有被改过")
app.add_typer(audit, name="audit")
app.add_typer(staff, name="staff")


@app.command()
def train(
    force: bool = typer.Option(False, help="不用缓存，从头训练"),
    gate: bool = typer.Option(False, help="先在留出集上和记下的成绩比，变差了就不换模型"),
) -> None:
    """用 data/ 和 knowledge/ 训练模型，存到 models/。"""
    from bot.nlu import model

    settings = _settings()
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


@app.command()
def serve(
    host: Optional[str] = typer.Option(None, help="监听地址，默认 HOTLINE_HOST 或 127.0.0.1"),
    port: Optional[int] = typer.Option(None, help="端口，默认 HOTLINE_PORT 或 8000"),
    workers: Optional[int] = typer.Option(None, min=1, help="几个工作进程，大于 1 要 PostgreSQL 和 Redis；默认 HOTLINE_WORKERS 或 1"),
    simulator: bool = typer.Option(False, "--simulator", help="连微信模拟器一起起，演示用"),
) -> None:
    """起服务：聊天页、REST 渠道、微信公众号、接口。"""
    from contextlib import nullcontext

    from bot.server.run import run
    from bot.server.simulators import wechat_simulator

    settings = _settings()
    with wechat_simulator(settings, f"http://127.0.0.1:{port or settings.port}") if simulator else nullcontext():
        run(settings, host, port, workers)


@app.command()
def analyse() -> None:
    """从标准输入读话，一行一句（纯文字，或带 text 的 JSON 对象），一行一个 JSON 写出理解。"""
    from bot.server.analysis import analyse_lines

    for result in analyse_lines(sys.stdin, _settings()):
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()


@app.command()
def chat() -> None:
    """在终端里和热线说话。空行或 Ctrl-D 结束。"""
    from bot.server.terminal import chat_in_terminal

    chat_in_terminal(_settings())


@app.command()
def check() -> None:
    """审知识和语料：形状、道理、过期、重复、泄露，一次说全。"""
    from bot.bootstrap import now
    from bot.stores import knowledge_check
    from bot.stores.knowledge_schema import Severity

    folder = _settings().knowledge_folder
    problems = knowledge_check.check(folder, now().date(), PROJECT)
    typer.echo(knowledge_check.report(problems, knowledge_check.count_files(folder, PROJECT)))
    raise typer.Exit(1 if any(p.severity is Severity.ERROR for p in problems) else 0)


@app.command()
def notice(
    item_id: str = typer.Argument(..., help="事项编号，如 food_operation_license_new"),
    situation: List[str] = typer.Option([], help="情形，写作 问题=选项，可以多个"),
    as_json: bool = typer.Option(False, "--json", help="输出 JSON"),
) -> None:
    """出一份一次性告知书；情形没给全时说清还要回答什么。"""
    from bot.usecases.give_notice import notice_reply
    from bot.usecases.issue_notice import issue_notice

    answers = dict(_pair(s) for s in situation)
    issued = issue_notice(item_id, answers, _desk())
    if as_json:
        typer.echo(json.dumps(issued.as_record(), ensure_ascii=False, indent=1))
        return
    typer.echo(_say(notice_reply(issued)))


@app.command()
def deadline(
    kind: str = typer.Argument(..., help="哪种期限，如 complaint_acceptance；或者直接写工作日数"),
    received: str = typer.Argument(..., help="起算日，如 2026-04-28"),
) -> None:
    """算届满日，逐日讲解为什么这天算、那天不算。"""
    from bot.usecases.explain_deadline import explain_deadline

    typer.echo(explain_deadline(kind, _day(received), _knowledge()))


@app.command()
def route(text: str = typer.Argument(..., help="市民的一句话")) -> None:
    """一句话派给谁、走哪个平台、照哪一条、为什么。"""
    from bot.hotline.understanding import Understanding
    from bot.server.analysis import analyse_lines
    from bot.usecases.explain_route import explain_route

    heard = next(analyse_lines([text], _settings()))
    typer.echo(explain_route(Understanding.from_contract(heard), _knowledge()))


@app.command()
def ledger(
    week: str = typer.Option(..., help="哪一周，写作 2026-W20"),
    out: str = typer.Option(..., help="写到哪个 .xlsx 文件"),
    department: Optional[str] = typer.Option(None, help="只要这个科室主办、协办的；作风投诉要写 party_committee"),
) -> None:
    """出一周的问题台账（Excel）：这周登记的，加上以前没办完的。"""
    from pathlib import Path

    from bot.bootstrap import get_ticket_desk
    from bot.hotline import ledger as ledgers
    from bot.usecases.make_ledger import make_ledger
    from bot.usecases.write_ledger import write_ledger

    desk = get_ticket_desk()
    if department is not None and department not in {*desk.knowledge.departments, *desk.knowledge.external_bodies}:
        raise typer.BadParameter(f"没有 {department} 这个科室")
    made = make_ledger(ledgers.week(week), desk, department)
    path = Path(out)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_ledger(made, desk))
    totals = made.totals()
    typer.echo(f"{path}：{len(made.rows)} 行，本周登记 {totals['filed']} 件，结转 {totals['carried_over']} 件，超期 {totals['overdue']} 件。")


@app.command("reconcile")
def reconcile_platforms(
    day: Optional[str] = typer.Option(None, "--date", help="对哪一天，写作 2026-04-28；默认昨天"),
) -> None:
    """和 12345、12315 对一天的账：差在哪几张、哪几件卡住了没送到。有差错的退出码是 1。"""
    import asyncio

    from bot.bootstrap import get_deliveries
    from bot.server.reconciliation import reconcile_day, yesterday
    from bot.stores.delivery_store import STUCK

    compared = asyncio.run(reconcile_day(_day(day) if day else yesterday()))
    for one in compared:
        typer.echo(one.text + "\n")
    stuck = get_deliveries().with_status([STUCK])
    for delivery in stuck:
        typer.echo(f"卡住：{delivery.id}　{delivery.platform} {delivery.kind}　工单 {delivery.ticket_no}　{delivery.last_error}")
    if stuck:
        typer.echo("查明原因以后重发：python -m bot replay 编号")
    raise typer.Exit(1 if stuck or any(one.status in ("different", "unavailable") for one in compared) else 0)


@app.command()
def replay(delivery_id: str = typer.Argument(..., help="发件箱编号，reconcile 列出来的")) -> None:
    """人工重发发件箱里卡住的一件；已经送达的不动。"""
    from bot.bootstrap import get_deliveries, now

    outbox = get_deliveries()
    outbox.replay(delivery_id, now())
    delivery = outbox.get(delivery_id)
    said = "已经送达过，不重发" if delivery.status == "delivered" else "放回发件箱了，投递进程接着送"
    typer.echo(f"{delivery.id}　{delivery.platform} {delivery.kind}　工单 {delivery.ticket_no}：{said}。")


@app.command()
def corrections() -> None:
    """把工作人员改过的分类写成 data/corrections.yml 的样子，供人看过再教。"""
    import yaml

    from bot.bootstrap import get_corrections

    noted = {"corrections": get_corrections().all()}
    typer.echo(yaml.safe_dump(noted, allow_unicode=True, sort_keys=False), nl=False)


@audit.command()
def verify(
    known: Optional[str] = typer.Option(None, help="以前抄下的最后一条摘要；链里没有它，就是被截短了"),
) -> None:
    """从第一条起核对审计链：改过一个字、少了一条都会断。"""
    from bot.bootstrap import get_audit

    verdict = get_audit().verify(known)
    if verdict.broken_at is not None:
        typer.secho(f"第 {verdict.broken_at} 条对不上：它或它前面的被改过、删过。前 {verdict.count} 条完好。", err=True, fg="red")
        raise typer.Exit(1)
    if not verdict.saw_known:
        typer.secho(f"{verdict.count} 条前后都对得上，但没有您给的那条摘要：后面的可能被删过。", err=True, fg="red")
        raise typer.Exit(1)
    typer.echo(f"{verdict.count} 条，完好。最后一条的摘要请抄下，下次用 --known 核对：{verdict.last}")


@app.command()
def simulator(
    port: int = typer.Option(8100, help="端口，只听本机"),
    hotline_url: Optional[str] = typer.Option(None, help="热线地址，转办和回信寄到这里；默认本机 HOTLINE_PORT"),
) -> None:
    """起 12345 和 12315 的模拟器：真的 HTTP，验签名、认幂等键，会按吩咐出毛病。"""
    from bot.bootstrap import now, platforms_folder
    from connectors.platforms.simulator import run

    settings = _settings()
    run(port, platforms_folder(settings), now, hotline_url or f"http://127.0.0.1:{settings.port}")


@app.command()
def bench(
    quick: bool = typer.Option(False, help="少跑几轮，看个大概"),
    only: Optional[str] = typer.Option(None, help="只跑 accuracy、speed、stock、real 或 tickets（百万张工单的登记、列表和检索）"),
) -> None:
    """和原版 Rasa 并排量：启动、内存、快慢、对错。"""
    from bench.run import run

    run(PROJECT, quick, only)


@wechat.command("menu")
def set_wechat_menu() -> None:
    """把 knowledge/wechat/menu.yml 设成公众号的菜单。"""
    import asyncio

    from bot.nlu.lean_rasa import import_lean_rasa

    import_lean_rasa()
    from bot.server.wechat import set_menu

    count = asyncio.run(set_menu(_settings(), _wechat_account()))
    typer.echo(f"菜单设好了：一级 {count} 项。微信里要过几分钟才看得到。")


@wechat.command("simulator")
def wechat_simulator(
    port: Optional[int] = typer.Option(None, help="端口，只听本机；默认 HOTLINE_WECHAT_SIMULATOR_PORT 或 8101"),
    hotline_url: Optional[str] = typer.Option(None, help="热线地址；默认本机 HOTLINE_PORT"),
) -> None:
    """起微信的模拟器，在它的页面上当一回微信用户。"""
    import os

    from bot.bootstrap import now
    from connectors.channels.wechat.account import SIMULATOR_PORT
    from connectors.channels.wechat.menu import read_menu
    from connectors.channels.wechat.simulator import run

    account = _wechat_account()
    port = port or int(os.environ.get("HOTLINE_WECHAT_SIMULATOR_PORT", SIMULATOR_PORT))
    typer.echo(f"打开 http://127.0.0.1:{port}/ 就能像微信用户一样说话")
    known = {name: getattr(account, name) for name in ("app_id", "app_secret", "token", "aes_key")}
    settings = _settings()
    menu = read_menu(settings.knowledge_folder, settings.public_url).record
    run(port, known, now, hotline_url or f"http://127.0.0.1:{settings.port}", account.mode, menu)


def main() -> None:
    """入口：可预见的错误只说人话，不甩调用栈。"""
    configure_logs()
    try:
        app()
    except HotlineError as error:
        typer.secho(str(error), err=True, fg="red")
        sys.exit(2)


def _settings() -> Settings:
    from bot.bootstrap import get_settings

    return get_settings()


def _wechat_account():
    from bot.bootstrap import get_wechat_account

    account = get_wechat_account()
    if account is None:
        raise SettingsIncomplete("还没有设置公众号，请填 HOTLINE_WECHAT_APP_ID 等几项")
    return account


def _knowledge():
    from bot.stores.knowledge_files import load_knowledge

    return load_knowledge(_settings().knowledge_folder)


def _desk():
    """出告知书只要知识和数据库，不用装模型。"""
    from bot.bootstrap import get_desk

    return get_desk()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} 应当写作 2026-04-28") from None


def _pair(text: str) -> tuple:
    key, separator, value = text.partition("=")
    if not separator:
        raise typer.BadParameter(f"{text!r} 应当写作 问题=选项")
    return key, value


def _say(reply) -> str:
    from bot.server.wording import fill, read_responses

    return fill(read_responses()[reply.name][0]["text"], reply.fields)
