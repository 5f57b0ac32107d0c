"""/api/v1：给工作人员和别的系统用的接口。"""

from __future__ import annotations

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.server.authentication import needs
from bot.server.problems import problem, read_json
from bot.usecases.guide.look_up_notice import look_up_notice
from connectors.channels.exchange import check_utterance

api = Blueprint("api", url_prefix="/api/v1")
_MOST_TEXTS, _MOST_CHARACTERS = 200, 40_000


@api.post("/analyse")
@needs("understand", audit="")
async def analyse(request: Request) -> HTTPResponse:
    """{text} 或 {texts: […]} → 对每句话的理解（与 `python -m bot analyse` 相同）。"""
    body = read_json(request)
    texts = body["texts"] if "texts" in body else [body.get("text")]
    if not isinstance(texts, list) or not 0 < len(texts) <= _MOST_TEXTS:
        return problem(422, "bad_texts", f"texts 应当是 1 到 {_MOST_TEXTS} 句话的列表。")
    if sum(len(text) for text in texts if isinstance(text, str)) > _MOST_CHARACTERS:
        return problem(422, "bad_texts", f"一次最多 {_MOST_CHARACTERS} 字，请分几次。")
    longest = request.app.ctx.settings.longest_utterance
    messages = [UserMessage(check_utterance(text, longest)) for text in texts]
    understood = request.app.ctx.agent.understand(messages)
    return json(understood if "texts" in body else understood[0], ensure_ascii=False)


@api.get("/notices/<number:str>")
async def notice(request: Request, number: str) -> HTTPResponse:
    """告知书全文。编号里有六位随机字，里面没有个人信息，凭编号就能查。"""
    return json(look_up_notice(number, request.app.ctx.hotline).as_record(), ensure_ascii=False)
