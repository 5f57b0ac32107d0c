"""/api/v1/ratings：好差评。市民凭编号评，工作人员代录；差评有人跟进到底。"""

from __future__ import annotations

import asyncio
from typing import Any, Dict

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.hotline.privacy import mask
from bot.hotline.rating import Cause, Finding, FollowUp, Grade, Subject
from bot.server.authentication import needs
from bot.server.filing_form import read_key
from bot.server.form import Form
from bot.server.problems import read_json
from bot.usecases.returning.rate_service import close_follow_up, rate_service

rating_api = Blueprint("ratings", url_prefix="/api/v1/ratings")
_ABOUT, _LONGEST_COMMENT = 128, 2000


@rating_api.post("")
async def rate(request: Request) -> HTTPResponse:
    """不用登录：评工单、告知书要报编号，编号里有随机字，猜不着。答话里不带被评的内容。"""
    form = Form(read_json(request))
    subject = form.choice("subject", [one.value for one in Subject], required=True)
    about = form.text("about", _ABOUT, required=True)
    grade = form.choice("grade", [one.value for one in Grade], required=True)
    cause = form.choice("cause", [one.value for one in Cause])
    comment = form.text("comment", _LONGEST_COMMENT) or ""
    source = form.text("source", 32) or "portal"
    form.done()
    key = read_key(request.headers.get("idempotency-key"))
    rating, is_repeat = await asyncio.to_thread(
        rate_service,
        Subject(subject),
        about if subject != "ticket" else about.upper(),
        Grade(grade),
        request.app.ctx.hotline,
        comment=comment,
        cause=Cause(cause) if cause else None,
        source=source,
        key=key,
    )
    record = {
        "number": rating.number,
        "grade": rating.grade.value,
        "rated_at": rating.rated_at.isoformat(),
        "will_be_followed_up": rating.grade.is_poor,
    }
    return json(record, 200 if is_repeat else 201, ensure_ascii=False)


@rating_api.get("")
@needs("read_ratings")
async def find(request: Request) -> HTTPResponse:
    """最近的评价，新的在前；open=true 只要还没跟进完的差评。科室人员只看得到本科室的。"""
    form = Form({name: values[-1] for name, values in request.args.items()})
    open_only = form.choice("open", ("true", "false")) == "true"
    form.done()
    actor = request.ctx.actor
    department = (actor.department or "none") if actor.role == "ticket_staff" else None
    found = await asyncio.to_thread(request.app.ctx.hotline.ratings.find, department, open_only)
    return json({"ratings": [_record(one) for one in found]}, ensure_ascii=False)


@rating_api.post("/<number:str>/close")
@needs("close_poor_ratings", audit="poor_rating_closed")
async def close(request: Request, number: str) -> HTTPResponse:
    """差评跟进完：结论和跟评价人说了什么。"""
    form = Form(read_json(request))
    finding = form.choice("finding", [one.value for one in Finding], required=True)
    note = form.text("note", 5000, required=True) or ""
    form.done()
    closed = await asyncio.to_thread(
        close_follow_up, number[:32].replace("\x00", ""), Finding(finding), note, request.ctx.actor, request.app.ctx.hotline
    )
    return json(_record(closed), ensure_ascii=False)


def _record(one: FollowUp) -> Dict[str, Any]:
    rating = one.rating
    return {
        "number": rating.number,
        "subject": rating.subject.value,
        # 会话编号等于那段对话的钥匙，不给看。
        "about": None if rating.subject is Subject.ANSWER else rating.about,
        "grade": rating.grade.value,
        "is_poor": rating.grade.is_poor,
        "cause": rating.cause.value if rating.cause else None,
        "comment": mask(rating.comment),
        "department": rating.department,
        "source": rating.source,
        "rated_at": rating.rated_at.isoformat(),
        "follow_up": {
            "is_open": one.is_open,
            "finding": one.finding.value if one.finding else None,
            "note": one.note,
            "closed_by": one.closed_by,
            "closed_at": one.closed_at.isoformat() if one.closed_at else None,
        }
        if rating.grade.is_poor
        else None,
    }
