"""/api/v1/ledger、/api/v1/statistics：每周问题台账，每月统计和积分。"""

from __future__ import annotations

import asyncio
from typing import Any, Dict

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.hotline.ledger import Ledger, month, week
from bot.hotline.ticket import Actor
from bot.server.authentication import needs, note
from bot.server.excel import excel
from bot.server.form import Form
from bot.usecases.office.make_ledger import count_points, ledger_lines, make_ledger
from bot.usecases.office.write_ledger import write_ledger

ledger_api = Blueprint("ledger", url_prefix="/api/v1")
# 月度统计导出的各栏。
_TALLY_COLUMNS = (("department_name", "科室"), ("name", "事项"), ("times", "次数"), ("flagged", "其中撤回、不成立"), ("points_each", "一次几分"), ("points", "积分"), ("basis", "依据"), ("note", "说明"))


@ledger_api.get("/ledger")
@needs("read_ledger")
async def ledger(request: Request) -> HTTPResponse:
    """一周的问题台账；format=xlsx 是 Excel。科室人员只看得到本科室的。"""
    hotline, actor = request.app.ctx.hotline, request.ctx.actor
    form = Form({name: values[-1] for name, values in request.args.items()})
    period = week(form.text("week", 20, required=True) or "")
    department = read_department(form, actor, hotline)
    wants_xlsx = form.choice("format", ("json", "xlsx")) == "xlsx"
    form.done()
    made = await asyncio.to_thread(make_ledger, period, hotline, department)
    if not wants_xlsx:
        return json(_record(made, hotline), ensure_ascii=False)
    file = await asyncio.to_thread(write_ledger, made, hotline)
    await note(actor, "ledger_exported", period.name)
    return excel(file, f"ledger-{period.name}")


@ledger_api.get("/statistics")
@needs("read_statistics")
async def statistics(request: Request) -> HTTPResponse:
    """一个月各科室的积分。一次几分没有定的，points 是 null，只有次数；format=xlsx 是 Excel。"""
    hotline = request.app.ctx.hotline
    form = Form({name: values[-1] for name, values in request.args.items()})
    period = month(form.text("month", 20, required=True) or "")
    wants_xlsx = form.choice("format", ("json", "xlsx")) == "xlsx"
    form.done()
    tallies = await asyncio.to_thread(count_points, period, hotline)
    records = [
        {
            "department": one.department,
            "department_name": hotline.knowledge.name_of_body(one.department),
            "rule": one.rule.id,
            "name": one.rule.name,
            "times": one.times,
            "flagged": one.flagged,
            "points_each": one.rule.points,
            "points": one.points,
            "basis": one.rule.basis,
            "note": one.rule.note,
        }
        for one in tallies
    ]
    if wants_xlsx:
        rows = [{**one, "points_each": _said(one["points_each"]), "points": _said(one["points"]), "note": one["note"] or ""} for one in records]
        remarks = f"{period.name}；一次几分没有定的只数次数。{hotline.now():%Y-%m-%d %H:%M} 统计。"
        file = await asyncio.to_thread(hotline.write_table, f"月度统计 {period.name}", remarks, _TALLY_COLUMNS, rows)
        await note(request.ctx.actor, "statistics_exported", period.name)
        return excel(file, f"statistics-{period.name}")
    unset = [rule.id for rule in hotline.knowledge.points if rule.points is None]
    return json({"month": period.name, "tallies": records, "unset": unset}, ensure_ascii=False)


def read_department(form: Form, actor: Actor, hotline) -> Any:
    """要哪个科室的；科室的人不管怎么写都是本科室。"""
    asked = form.choice("department", {*hotline.knowledge.departments, *hotline.knowledge.external_bodies})
    return (actor.department or "none") if actor.role == "ticket_staff" else asked


def _said(points: Any) -> Any:
    return "没有定" if points is None else points


def _record(made: Ledger, hotline) -> Dict[str, Any]:
    return {
        "week": made.period.name,
        "since": made.period.since.date().isoformat(),
        "until": made.period.last_day.isoformat(),
        "computed_at": made.computed_at.isoformat(),
        "totals": made.totals(),
        "rows": ledger_lines(made, hotline),
    }
