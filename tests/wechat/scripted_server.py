"""真的微信渠道、真的 HTTP、真的数据库；对话是照剧本说的，快慢长短由来话定。

python scripted_server.py 端口。来话：“慢 2”两秒才答，“长 9000”答九千字，“选项”给两组按钮，
“登记 T1”登记成一张工单，“转人工 H1”转给人，“崩溃”抛异常，“死”当场退出进程；别的答“收到：来话”。
"""

from __future__ import annotations

import asyncio
import os
import sys

from bot.logs import configure_logs
from bot.nlu.lean_rasa import import_lean_rasa

configure_logs()
import_lean_rasa()

from types import SimpleNamespace  # noqa: E402

import structlog  # noqa: E402
from rasa.core.channels.channel import UserMessage, register  # noqa: E402
from sanic import Sanic  # noqa: E402
from sanic.response import json  # noqa: E402

from bot import bootstrap  # noqa: E402
from bot.bootstrap import ConversationDesk  # noqa: E402
from bot.hotline.ticket import Actor  # noqa: E402
from bot.ports import HandOver  # noqa: E402
from bot.server import problems  # noqa: E402
from bot.server.wechat import install_wechat  # noqa: E402
from bot.stores.colleague_store import DatabaseColleagues  # noqa: E402
from bot.stores.hand_over_store import DatabaseHandOvers  # noqa: E402
from bot.stores.held_answer_store import DatabaseHeldAnswers  # noqa: E402
from bot.usecases.desk.hold_answers import release_answer, set_holding  # noqa: E402
from bot.usecases.desk.join_conversation import say_to_citizen  # noqa: E402
from bot.usecases.desk.leave_conversation import return_to_bot  # noqa: E402
from bot.usecases.desk.wait_for_operator import take_hand_over  # noqa: E402

log = structlog.get_logger("hotline.server")  # 和真的服务记在同一处；整个应用不必装
turns: list = []
app_of: dict = {}
_LINE = "请带上营业执照、身份证和申请书，到窗口办理；材料不全的，窗口会一次告知。"


async def on_new_message(message: UserMessage) -> None:
    turns.append({"conversation_id": message.sender_id, "text": message.text, "message_id": message.message_id})
    word, _, rest = message.text.partition(" ")
    reply = {"text": f"收到：{message.text}"}
    if word == "慢":
        await asyncio.sleep(float(rest))
    if word == "长":
        reply["text"] = (_LINE * (int(rest) // len(_LINE) + 1))[: int(rest)]
    if word == "崩溃":
        raise RuntimeError("照剧本崩溃")
    if word == "死":
        os._exit(9)
    if word == "选项":
        await say(message, {"text": "前一句", "buttons": [{"title": "旧的", "payload": "/cancel"}]})
        reply["buttons"] = [{"title": "甲", "payload": "/cancel"}, {"title": "乙", "payload": "/cancel"}]
    if word == "登记":
        card = {"type": "ticket_filed", "tickets": [{"ticket_no": rest, "kind_name": "投诉", "department_name": "食品科"}]}
        reply = {"text": f"登记好了，编号 {rest}。", "custom": card}
    if word == "转人工" and rest:
        hotline = app_of["conversations"].hotline
        await asyncio.to_thread(hotline.hand_overs.add, HandOver(rest, message.sender_id, "asked", hotline.now()))
    await say(message, reply)


def conversations_without_a_model(app: Sanic) -> ConversationDesk:
    """坐席那一头的真用例、真库；知识是真的，模型不装。"""
    tickets, hand_overs = bootstrap.get_ticket_desk(), DatabaseHandOvers(bootstrap.get_engine(), bootstrap.get_cipher())
    hotline = SimpleNamespace(hand_overs=hand_overs, knowledge=tickets.knowledge, now=bootstrap.now, log=tickets.log)
    engine, cipher = bootstrap.get_engine(), bootstrap.get_cipher()
    desk = ConversationDesk(hotline, bootstrap.get_transcripts(), DatabaseHeldAnswers(engine, cipher), DatabaseColleagues(engine))
    desk.reach = app.ctx.wechat.reach.say
    return desk


async def say(message: UserMessage, reply: dict) -> None:
    await message.output_channel.send_response(message.sender_id, reply)


def main(port: int) -> None:
    settings = bootstrap.get_settings()
    app = Sanic("scripted", configure_logging=False)
    app.config.FALLBACK_ERROR_FORMAT = "json"
    problems.install(app, log)
    app.ctx.agent = None
    register([install_wechat(app, settings, log, lambda _: None)], app, route="/webhooks/")

    app.ctx.conversations = app_of["conversations"] = conversations_without_a_model(app)
    operator = Actor("operator-1", "operator")
    steps = {
        "take": lambda number, _: take_hand_over(number, operator, app.ctx.conversations.hotline),
        "say": lambda number, text: say_to_citizen(number, text, operator, app.ctx.conversations),
        "hold": lambda number, _: set_holding(number, True, operator, app.ctx.conversations),
        "release": lambda number, _: [release_answer(number, one.id, operator, app.ctx.conversations) for one in app.ctx.conversations.held.of(number)],
        "return": lambda number, _: return_to_bot(number, operator, app.ctx.conversations),
    }

    @app.post("/operator/<step:str>/<number:str>")
    async def operate(request, step, number):
        await asyncio.to_thread(steps[step], number, (request.json or {}).get("text"))
        return json({})

    @app.get("/said/<number:str>")
    async def see_said(_, number):
        desk = app.ctx.conversations
        entries = desk.transcripts.after(desk.hotline.hand_overs.get(number).conversation_id)
        return json([[entry.by, entry.content.get("text")] for entry in entries], ensure_ascii=False)

    @app.get("/turns")
    async def see(_):
        return json(turns, ensure_ascii=False)

    @app.post("/offers/<portal_id:str>")
    async def offer(_, portal_id):
        return json({"url": await app.ctx.wechat.offer_binding(portal_id)})

    @app.before_server_start
    async def heard(app: Sanic, _) -> None:
        app.ctx.wechat.channel._on_new_message = on_new_message  # Rasa 的那一头换成剧本

    app.run(host="127.0.0.1", port=port, access_log=False, motd=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
