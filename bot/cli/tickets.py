"""工单：台账、和平台对账、重发、改过的分类。"""

from __future__ import annotations

from typing import Optional

import typer

from bot.cli.arguments import parse_day


def ledger(
    week: str = typer.Option(..., help="哪一周，写作 2026-W20"),
    out: str = typer.Option(..., help="写到哪个 .xlsx 文件"),
    department: Optional[str] = typer.Option(None, help="只要这个科室主办、协办的；作风投诉要写 party_committee"),
) -> None:
    """出一周的问题台账（Excel）：这周登记的，加上以前没办完的。"""
    from pathlib import Path

    from bot.bootstrap import get_ticket_desk
    from bot.hotline import ledger as ledgers
    from bot.usecases.office.make_ledger import make_ledger
    from bot.usecases.office.write_ledger import write_ledger

    desk = get_ticket_desk()
    if department is not None and department not in {*desk.knowledge.departments, *desk.knowledge.external_bodies}:
        raise typer.BadParameter(f"没有 {department} 这个科室")
    made = make_ledger(ledgers.week(week), desk, department)
    path = Path(out)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_ledger(made, desk))
    totals = made.totals()
    typer.echo(f"{path}：{len(made.rows)} 行，本周登记 {totals['filed']} 件，结转 {totals['carried_over']} 件，超期 {totals['overdue']} 件。")


def reconcile(
    day: Optional[str] = typer.Option(None, "--date", help="对哪一天，写作 2026-04-28；默认昨天"),
) -> None:
    """和 12345、12315 对一天的账：差在哪几张、哪几件卡住了没送到。有差错的退出码是 1。"""
    import asyncio

    from bot.bootstrap import get_deliveries
    from bot.server.reconciliation import reconcile_day, yesterday
    from bot.stores.delivery_store import STUCK

    compared = asyncio.run(reconcile_day(parse_day(day) if day else yesterday()))
    for one in compared:
        typer.echo(one.text + "\n")
    stuck = get_deliveries().with_status([STUCK])
    for delivery in stuck:
        typer.echo(f"卡住：{delivery.id}　{delivery.platform} {delivery.kind}　工单 {delivery.ticket_no}　{delivery.last_error}")
    if stuck:
        typer.echo("查明原因以后重发：python -m bot replay 编号")
    raise typer.Exit(1 if stuck or any(one.status in ("different", "unavailable") for one in compared) else 0)


def replay(delivery_id: str = typer.Argument(..., help="发件箱编号，reconcile 列出来的")) -> None:
    """人工重发发件箱里卡住的一件；已经送达的不动。"""
    from bot.bootstrap import get_deliveries, now

    outbox = get_deliveries()
    outbox.replay(delivery_id, now())
    delivery = outbox.get(delivery_id)
    said = "已经送达过，不重发" if delivery.status == "delivered" else "放回发件箱了，投递进程接着送"
    typer.echo(f"{delivery.id}　{delivery.platform} {delivery.kind}　工单 {delivery.ticket_no}：{said}。")


def corrections() -> None:
    """把工作人员改过的分类写成 data/corrections.yml 的样子，供人看过再教。"""
    import yaml

    from bot.bootstrap import get_corrections

    noted = {"corrections": get_corrections().all()}
    typer.echo(yaml.safe_dump(noted, allow_unicode=True, sort_keys=False), nl=False)
