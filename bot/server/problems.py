"""错误的样子：application/problem+json，code 不变，detail 是人话。"""

from __future__ import annotations

import json as jsonlib
from pathlib import Path
from typing import Any, Dict

from sanic import Sanic
from sanic.exceptions import InvalidUsage, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, html

from bot.errors import (
    AccountLocked,
    AccountUnknown,
    CallbackUnreadable,
    CallTaken,
    CallUnknown,
    ChangeReviewed,
    ChangeStale,
    ChangeUnknown,
    CitizenOutOfReach,
    DeliveryUnknown,
    DifferentComplainants,
    EvidenceUnknown,
    FollowUpClosed,
    HandOverUnknown,
    HeldAnswerGone,
    HotlineError,
    KeyUsedForAnotherBody,
    KnowledgeFileUnknown,
    LastAdmin,
    NoticeUnknown,
    NotOnOneself,
    NotReady,
    NotYourReview,
    NotYourTicket,
    PassNotPossible,
    PersonMustDecide,
    PlatformTrouble,
    QuestionUnknown,
    RatedThingUnknown,
    RatingUnknown,
    SignatureInvalid,
    SignInRefused,
    StepNotAllowed,
    TicketChangedMeanwhile,
    TicketNumberTaken,
    TicketUnknown,
    TokenUnknown,
    ViewNameTaken,
    ViewUnknown,
)
from bot.logs import where

# 市民抄错了网址看到的；程序要的仍是 problem+json。
_LOST = (Path(__file__).parent / "pages" / "lost.html").read_text(encoding="utf-8")
_CODES = {400: "bad_request", 401: "unauthenticated", 403: "forbidden", 404: "not_found", 405: "method_not_allowed", 408: "timeout", 413: "too_large", 429: "too_many_requests"}
_TITLES = {
    400: "请求看不懂",
    401: "没有登录",
    403: "没有权限",
    404: "没有这一页",
    405: "不支持这种请求方法",
    408: "等得太久",
    409: "和现在的情况对不上",
    413: "内容太长",
    422: "内容不合要求",
    429: "太快了，请稍后再试",
    500: "系统出了问题",
    502: "上级平台没有正常答复",
    503: "暂时不能服务",
}


# 可预见的错误答什么状态；没列的是 422。子类写在父类前面。
_STATUSES = (
    (NoticeUnknown, 404),
    (EvidenceUnknown, 404),
    (TicketUnknown, 404),
    (DeliveryUnknown, 404),
    (HandOverUnknown, 404),
    (RatedThingUnknown, 404),
    (RatingUnknown, 404),
    (CallUnknown, 404),
    (KnowledgeFileUnknown, 404),
    (AccountUnknown, 404),
    (TokenUnknown, 404),
    (NotOnOneself, 403),
    (LastAdmin, 409),
    (PassNotPossible, 409),
    (HeldAnswerGone, 409),
    (CitizenOutOfReach, 409),
    (ChangeUnknown, 404),
    (ViewUnknown, 404),
    (QuestionUnknown, 404),
    (ViewNameTaken, 409),
    (ChangeStale, 409),
    (ChangeReviewed, 409),
    (NotYourReview, 403),
    (CallTaken, 409),
    (SignInRefused, 401),
    (AccountLocked, 429),
    (NotYourTicket, 403),
    (PersonMustDecide, 403),
    (StepNotAllowed, 409),
    (TicketChangedMeanwhile, 409),
    (TicketNumberTaken, 409),
    (KeyUsedForAnotherBody, 409),
    (DifferentComplainants, 409),
    (FollowUpClosed, 409),
    (SignatureInvalid, 401),
    (CallbackUnreadable, 400),
    (PlatformTrouble, 502),
    (NotReady, 503),
)


def problem(status: int, code: str, detail: str, **extra: Any) -> HTTPResponse:
    body = {"type": "about:blank", "status": status, "title": _TITLES.get(status, "出错了"), "code": code, "detail": detail, **extra}
    return HTTPResponse(
        jsonlib.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json; charset=utf-8"
    )


def status_of(error: HotlineError) -> int:
    return next((status for cls, status in _STATUSES if isinstance(error, cls)), 422)


def read_json(request: Request) -> Dict[str, Any]:
    """请求体是一个 JSON 对象；不是就抛 400，说清哪里不对。"""
    try:
        body = jsonlib.loads(request.body.decode("utf-8"))
    except UnicodeDecodeError:
        raise InvalidUsage("请求体不是 UTF-8 文字。") from None
    except (jsonlib.JSONDecodeError, RecursionError):
        raise InvalidUsage("请求体不是合格的 JSON。") from None
    if not isinstance(body, dict):
        raise InvalidUsage("请求体应当是一个 JSON 对象。")
    return body


def install(app: Sanic, log) -> None:
    """一切没接住的错误都变成 problem+json；意外的错误记下来，不把内情给外人看。"""

    @app.exception(Exception)
    async def on_error(request: Request, error: Exception) -> HTTPResponse:
        if isinstance(error, SanicException):
            status = error.status_code
            if status == 404 and "text/html" in request.headers.get("accept", ""):
                return html(_LOST, status=404)
            detail = str(error) if status < 500 and isinstance(error, InvalidUsage) else _TITLES.get(status, "出错了")
            return problem(status, _CODES.get(status, "http_error"), detail)
        if isinstance(error, HotlineError):
            log.warning("request_refused", path=request.path, code=error.code)
            more = {name: getattr(error, name) for name in ("missing", "errors") if hasattr(error, name)}
            return problem(status_of(error), error.code, str(error), **more)
        log.error("request_failed", path=request.path, error=type(error).__name__, where=where(error))
        return problem(500, "internal_error", "系统出了问题，值班人员已经收到提醒。请稍后再试，或拨打12345。")
