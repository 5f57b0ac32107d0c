"""/api/v1/knowledge：看知识、看什么快到期、提一处改动、从 Excel 导入、另一个人看过就生效。"""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import Any, Dict

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot import bootstrap
from bot.errors import ChangeUnknown, FormInvalid
from bot.hotline.knowledge_change import ChangeStatus, KnowledgeChange
from bot.server.authentication import needs, note
from bot.server.excel import excel
from bot.server.form import Form
from bot.server.problems import problem, read_json
from bot.stores.guide_workbook import write_template
from bot.usecases.office.change_knowledge import approve_change, propose_change, reject_change
from bot.usecases.office.import_guides import import_guides

knowledge_api = Blueprint("knowledge", url_prefix="/api/v1/knowledge")
_LONGEST_FILE, _LONGEST_PATH = 20_000, 200
_COLUMNS = (("name", "名称"), ("path", "文件"), ("department", "哪里管"), ("version", "版本"), ("reviewed_on", "核过"), ("valid_until", "有效到"))


@knowledge_api.get("")
@needs("read_knowledge")
async def list_files(request: Request) -> HTTPResponse:
    """每个文件：名称、科室、版本、核过、到期；format=xlsx 是 Excel，先到期的在前。"""
    form = Form({name: values[-1] for name, values in request.args.items()})
    wants_xlsx = form.choice("format", ("json", "xlsx")) == "xlsx"
    form.done()
    files = await asyncio.to_thread(bootstrap.get_knowledge_desk().folder.entries)
    if wants_xlsx:
        name_of, hotline = request.app.ctx.hotline.knowledge.name_of_body, request.app.ctx.hotline
        rows = [{**one, "department": name_of(one["department"] or "")} for one in sorted(files, key=lambda one: one["valid_until"])]
        remarks = f"先到期的在前；{hotline.now():%Y-%m-%d %H:%M} 导出。"
        return excel(await asyncio.to_thread(hotline.write_table, "知识的到期日", remarks, _COLUMNS, rows), "knowledge")
    return json({"files": files, "today": bootstrap.now().date().isoformat()}, ensure_ascii=False)


@knowledge_api.get("/file")
@needs("read_knowledge")
async def read_file(request: Request) -> HTTPResponse:
    form = Form({name: values[-1] for name, values in request.args.items()})
    path = form.text("path", _LONGEST_PATH, required=True) or ""
    form.done()
    text = await asyncio.to_thread(bootstrap.get_knowledge_desk().folder.text, path)
    return json({"path": path, "text": text}, ensure_ascii=False)


@knowledge_api.get("/changes")
@needs("read_knowledge")
async def list_changes(request: Request) -> HTTPResponse:
    """改动，新的在前；status 只要某一种的。"""
    form = Form({name: values[-1] for name, values in request.args.items()})
    status = form.choice("status", [one.value for one in ChangeStatus])
    form.done()
    changes = bootstrap.get_knowledge_desk().changes
    found = await asyncio.to_thread(changes.latest, ChangeStatus(status) if status else None)
    return json({"changes": [_record(one) for one in found]}, ensure_ascii=False)


@knowledge_api.post("/changes")
@needs("propose_knowledge", audit="")
async def propose(request: Request) -> HTTPResponse:
    """{path, text, why} → 提一处改动。写法不对的当场说全。"""
    form = Form(read_json(request))
    path, why = form.text("path", _LONGEST_PATH, required=True) or "", form.text("why", 2000, required=True) or ""
    text = form.text("text", _LONGEST_FILE, required=True) or ""
    form.done()
    by = request.ctx.actor
    change = await asyncio.to_thread(propose_change, path, text, why, by, bootstrap.get_knowledge_desk())
    await note(by, "knowledge_proposed", f"{change.number}", why)
    return json(_record(change), 201, ensure_ascii=False)


@knowledge_api.get("/import/template")
@needs("read_knowledge")
async def import_template(_: Request) -> HTTPResponse:
    """导入办事指南的 Excel 模板，每一栏写着怎么填。"""
    return excel(await asyncio.to_thread(write_template), "guide-template")


@knowledge_api.post("/import")
@needs("propose_knowledge", audit="")
async def import_workbook(request: Request) -> HTTPResponse:
    """表单：file 是 .xlsx，why 是凭什么。全对得上才提成改动；有一处对不上，422 里一处一条说全，一个也不提。"""
    file, why = (request.files or {}).get("file"), (request.form or {}).get("why") or ""
    form = Form({"why": why if isinstance(why, str) else ""})
    why = form.text("why", 2000, required=True) or ""
    form.done()
    if file is None:
        raise FormInvalid({"file": "没有收到文件"})
    by, departments = request.ctx.actor, request.app.ctx.hotline.knowledge.departments
    changes, misfits = await asyncio.to_thread(import_guides, file.body, why, by, departments, bootstrap.get_knowledge_desk())
    if misfits:
        said = f"有 {len(misfits)} 处对不上，一个也没有导入。改好再传一次。"
        return problem(422, "guides_do_not_fit", said, misfits=[asdict(one) for one in misfits])
    for change in changes:
        await note(by, "knowledge_proposed", f"{change.number}", why)
    return json({"changes": [{"number": one.number, "path": one.path} for one in changes]}, 201, ensure_ascii=False)


@knowledge_api.post("/changes/<number:str>/approve")
@needs("review_knowledge", audit="knowledge_approved")
async def approve(request: Request, number: str) -> HTTPResponse:
    """看过，生效。自己提的不行。"""
    return await _review(request, number, approve_change, must_say=False)


@knowledge_api.post("/changes/<number:str>/reject")
@needs("review_knowledge", audit="knowledge_rejected")
async def reject(request: Request, number: str) -> HTTPResponse:
    """不用，写明为什么。"""
    return await _review(request, number, reject_change, must_say=True)


async def _review(request: Request, number: str, use: Any, must_say: bool) -> HTTPResponse:
    form = Form(read_json(request) if request.body else {})
    said = form.text("note", 2000, required=must_say) or ""
    form.done()
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise ChangeUnknown(f"没有第 {number[:20]} 号改动")
    change = await asyncio.to_thread(use, int(number), said, request.ctx.actor, bootstrap.get_knowledge_desk())
    return json(_record(change), ensure_ascii=False)


def _record(change: KnowledgeChange) -> Dict[str, Any]:
    return {
        "number": change.number,
        "path": change.path,
        "why": change.why,
        "by": change.by,
        "at": change.at.isoformat(),
        "status": change.status.value,
        "reviewed_by": change.reviewed_by,
        "reviewed_at": change.reviewed_at and change.reviewed_at.isoformat(),
        "note": change.note,
        "lines": [{"sign": sign, "text": text} for sign, text in change.lines()],
    }
