"""/api/v1/unanswered：市民问了没答上来的；写成问答、记成听错、或者不用管。"""

from __future__ import annotations

import asyncio
from typing import Any, Callable, Dict

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot import bootstrap
from bot.errors import QuestionUnknown
from bot.hotline.unanswered import AlikeQuestions
from bot.server.authentication import needs, note
from bot.server.excel import excel
from bot.server.form import Form
from bot.server.problems import read_json
from bot.usecases.office.settle_unanswered import (
    NewAnswer,
    dismiss_question,
    note_correction,
    propose_answer,
    waiting_questions,
)

unanswered_api = Blueprint("unanswered", url_prefix="/api/v1/unanswered")
_MOST_SHOWN_ALIKE = 10
_COLUMNS = (("said", "市民怎么问的"), ("times", "问了几次"), ("kinds", "几种说法"), ("department", "听着归哪里"), ("first_at", "头一次"), ("last_at", "最近一次"), ("alike", "别的说法"))


@unanswered_api.get("")
@needs("read_unanswered")
async def list_unanswered(request: Request) -> HTTPResponse:
    """像的归在一起，问得多的在前；format=xlsx 是 Excel。科室的人只看听着归本科室的。"""
    form = Form({name: values[-1] for name, values in request.args.items()})
    wants_xlsx = form.choice("format", ("json", "xlsx")) == "xlsx"
    form.done()
    actor, hotline = request.ctx.actor, request.app.ctx.hotline
    groups = await asyncio.to_thread(waiting_questions, actor, bootstrap.get_knowledge_desk())
    if not wants_xlsx:
        return json({"questions": [_record(group) for group in groups]}, ensure_ascii=False)
    remarks = f"话里的姓名、电话、住址已经拿掉，没有记是谁问的；{hotline.now():%Y-%m-%d %H:%M} 导出。"
    rows = [_line(group, hotline) for group in groups]
    file = await asyncio.to_thread(hotline.write_table, "没答上来的问题", remarks, _COLUMNS, rows)
    await note(actor, "unanswered_exported")
    return excel(file, "unanswered")


@unanswered_api.post("/<number:str>/answer")
@needs("propose_knowledge", audit="unanswered_answered")
async def answer(request: Request, number: str) -> HTTPResponse:
    """{topic, question, answer, basis[], department, verified, why} → 提一处知识改动，另一个人看过才生效。"""
    form, knowledge = Form(read_json(request)), request.app.ctx.hotline.knowledge
    new = NewAnswer(
        topic=form.choice("topic", [topic.topic for topic in knowledge.faq_topics], required=True) or "",
        question=form.text("question", 100, required=True) or "",
        answer=form.text("answer", 1000, required=True) or "",
        basis=form.texts("basis", 10, 200, required=True),
        department=form.choice("department", knowledge.departments, required=True) or "",
        verified=form.flag("verified"),
    )
    why = form.text("why", 2000, required=True) or ""
    form.done()
    change = await _settled(request, number, propose_answer, new, why)
    return json({"change": change.number, "path": change.path}, 201, ensure_ascii=False)


@unanswered_api.post("/<number:str>/correction")
@needs("propose_knowledge", audit="unanswered_corrected")
async def correction(request: Request, number: str) -> HTTPResponse:
    """{kind, item?, department?, problem?, why} → 记下应当听成什么，有人看过再教。"""
    form, knowledge = Form(read_json(request)), request.app.ctx.hotline.knowledge
    should_be = {
        "kind": form.choice("kind", knowledge.names.kinds, required=True),
        "item": form.choice("item", knowledge.items),
        "department": form.choice("department", {*knowledge.departments, *knowledge.external_bodies}),
        "problem": form.choice("problem", knowledge.names.problems),
    }
    why = form.text("why", 2000, required=True) or ""
    form.done()
    await _settled(request, number, note_correction, {name: value for name, value in should_be.items() if value}, why)
    return empty()


@unanswered_api.post("/<number:str>/dismiss")
@needs("propose_knowledge", audit="unanswered_dismissed")
async def dismiss(request: Request, number: str) -> HTTPResponse:
    """{why} → 不是问题，不再列出来。"""
    form = Form(read_json(request))
    why = form.text("why", 2000, required=True) or ""
    form.done()
    await _settled(request, number, dismiss_question, why)
    return empty()


async def _settled(request: Request, number: str, use: Callable[..., Any], *given: Any) -> Any:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise QuestionUnknown(f"没有第 {number[:20]} 号没答上来的问题")
    return await asyncio.to_thread(use, int(number), *given, request.ctx.actor, bootstrap.get_knowledge_desk())


def _record(group: AlikeQuestions) -> Dict[str, Any]:
    first = group.questions[0]
    return {
        "number": group.number,
        "said": first.said,
        "alike": [one.said for one in group.questions[1 : 1 + _MOST_SHOWN_ALIKE]],
        "kinds": len(group.questions),
        "times": group.times,
        "department": first.department,
        "first_at": min(one.first_at for one in group.questions).isoformat(),
        "last_at": group.last_at.isoformat(),
    }


def _line(group: AlikeQuestions, hotline) -> Dict[str, Any]:
    record = _record(group)
    department = record["department"]
    return {
        **record,
        "alike": "；".join(record["alike"]),
        "department": hotline.knowledge.name_of_body(department) if department else "",
        "first_at": record["first_at"][:10],
        "last_at": record["last_at"][:10],
    }
