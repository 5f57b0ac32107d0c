"""python -m bot audit …：核对审计链。"""

from __future__ import annotations

from typing import Optional

import typer

audit = typer.Typer(no_args_is_help=True, help="审计：核对有没有被改过")


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
