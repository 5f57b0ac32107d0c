"""问知识：听懂一句话、派给谁、出告知书、算期限；审知识和语料。"""

from __future__ import annotations

import json
import sys
from typing import List

import typer

from bot.cli.arguments import parse_day, parse_pair
from bot.settings import PROJECT


def analyse() -> None:
    """从标准输入读话，一行一句（纯文字，或带 text 的 JSON 对象），一行一个 JSON 写出理解。"""
    from bot.bootstrap import get_settings
    from bot.server.analysis import analyse_lines

    for result in analyse_lines(sys.stdin, get_settings()):
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def check() -> None:
    """审知识和语料：形状、道理、过期、重复、泄露，一次说全。"""
    from bot.bootstrap import get_settings, now
    from bot.stores import knowledge_check
    from bot.stores.knowledge_schema import Severity

    folder = get_settings().knowledge_folder
    problems = knowledge_check.check(folder, now().date(), PROJECT)
    typer.echo(knowledge_check.report(problems, knowledge_check.count_files(folder, PROJECT)))
    raise typer.Exit(1 if any(p.severity is Severity.ERROR for p in problems) else 0)


def notice(
    item_id: str = typer.Argument(..., help="事项编号，如 food_operation_license_new"),
    situation: List[str] = typer.Option([], help="情形，写作 问题=选项，可以多个"),
    as_json: bool = typer.Option(False, "--json", help="输出 JSON"),
) -> None:
    """出一份一次性告知书；情形没给全时说清还要回答什么。"""
    from bot.bootstrap import get_desk
    from bot.server.wording import fill, read_responses
    from bot.usecases.guide.issue_notice import issue_notice
    from bot.usecases.guide.say_notice import notice_reply

    issued = issue_notice(item_id, dict(map(parse_pair, situation)), get_desk())
    if as_json:
        typer.echo(json.dumps(issued.as_record(), ensure_ascii=False, indent=1))
        return
    reply = notice_reply(issued)
    typer.echo(fill(read_responses()[reply.name][0]["text"], reply.fields))


def deadline(
    kind: str = typer.Argument(..., help="哪种期限，如 complaint_acceptance；或者直接写工作日数"),
    received: str = typer.Argument(..., help="起算日，如 2026-04-28"),
) -> None:
    """算届满日，逐日讲解为什么这天算、那天不算。"""
    from bot.bootstrap import get_settings
    from bot.stores.knowledge_files import load_knowledge
    from bot.usecases.tickets.explain_deadline import explain_deadline

    typer.echo(explain_deadline(kind, parse_day(received), load_knowledge(get_settings().knowledge_folder)))


def route(text: str = typer.Argument(..., help="市民的一句话")) -> None:
    """一句话派给谁、走哪个平台、照哪一条、为什么。"""
    from bot.bootstrap import get_settings
    from bot.hotline.understanding import Understanding
    from bot.server.analysis import analyse_lines
    from bot.stores.knowledge_files import load_knowledge
    from bot.usecases.tickets.explain_route import explain_route

    settings = get_settings()
    heard = next(analyse_lines([text], settings))
    typer.echo(explain_route(Understanding.from_contract(heard), load_knowledge(settings.knowledge_folder)))
