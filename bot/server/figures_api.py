"""/api/v1/figures：一段日子的几个率、趋势、经营者、问题、区县、建议采纳。科室的人只看本科室的。"""

from __future__ import annotations

import asyncio
from typing import Any, Dict

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot import bootstrap
from bot.errors import FormInvalid
from bot.hotline.figures import Figures, days_between
from bot.server.authentication import needs, note
from bot.server.excel import excel
from bot.server.form import Form
from bot.server.ledger_api import read_department
from bot.usecases.office.make_figures import TABLES, figure_tables, make_figures

figures_api = Blueprint("figures", url_prefix="/api/v1")


@figures_api.get("/figures")
@needs("read_ledger")
async def figures(request: Request) -> HTTPResponse:
    """since、until 两头都算；format=xlsx 时 table 说要哪一张表。"""
    hotline, actor = request.app.ctx.hotline, request.ctx.actor
    form = Form({name: values[-1] for name, values in request.args.items()})
    since, until = form.day("since"), form.day("until")
    department = read_department(form, actor, hotline)
    table = form.choice("table", TABLES)
    wants_xlsx = form.choice("format", ("json", "xlsx")) == "xlsx"
    form.done()
    if since is None or until is None:
        raise FormInvalid({"since": "从哪天、到哪天都要写"})
    if wants_xlsx and table is None:
        raise FormInvalid({"table": "导出要说哪一张表"})
    period = days_between(since, until)
    made = await asyncio.to_thread(make_figures, period, bootstrap.get_figures(), hotline, department)
    tables = figure_tables(made, hotline)
    if not wants_xlsx:
        return json(_record(made, tables), ensure_ascii=False)
    name, columns = TABLES[table]
    remarks = f"{since} 至 {until}，{_scope(department, hotline)}；{hotline.now():%Y-%m-%d %H:%M} 统计。"
    file = await asyncio.to_thread(hotline.write_table, name, remarks, columns, tables[table])
    await note(actor, "figures_exported", f"{table} {period.name}")
    return excel(file, f"figures-{table}-{since}-{until}")


def _record(made: Figures, tables: Dict[str, Any]) -> Dict[str, Any]:
    return {
        "since": made.period.since.date().isoformat(),
        "until": made.period.last_day.isoformat(),
        "filed": made.filed,
        "without_district": made.without_district,
        "tables": tables,
    }


def _scope(department: Any, hotline) -> str:
    return hotline.knowledge.name_of_body(department) if department else "全局"
