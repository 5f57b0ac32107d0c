"""把一切装成一个 Sanic 应用：渠道、接口、页面、健康检查。"""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

import structlog
from rasa.core.channels.channel import UserMessage, register
from redis.asyncio import Redis
from sanic import Sanic
from sanic.response import HTTPResponse, json

from bot import bootstrap
from bot.nlu.model import trusted_model
from bot.server import problems
from bot.server.agent import HotlineAgent
from bot.server.api import api
from bot.server.background import install_background
from bot.server.call_api import call_api
from bot.server.colleague_api import colleague_api
from bot.server.conversation_api import conversation_api
from bot.server.conversation_desk import conversation_desk
from bot.server.conversation_locks import ConversationLocks
from bot.server.conversation_store import ConversationStore
from bot.server.desk_api import desk_api
from bot.server.documentation import documentation
from bot.server.figures_api import figures_api
from bot.server.hand_over_api import hand_over_api
from bot.server.knowledge_api import knowledge_api
from bot.server.ledger_api import ledger_api
from bot.server.metrics import install_metrics
from bot.server.notice_page import notice_pages
from bot.server.platform_api import platform_api
from bot.server.portal_facts import portal_facts
from bot.server.processor import InProcessActions
from bot.server.rate_limits import install_rate_limits
from bot.server.rating_api import rating_api
from bot.server.replies import ReplyGenerator
from bot.server.session_api import session_api
from bot.server.shared_locks import SharedConversationLocks
from bot.server.staff_api import staff_api
from bot.server.suggestion_api import suggestion_api
from bot.server.ticket_api import ticket_api
from bot.server.ticket_desk_api import ticket_desk_api
from bot.server.unanswered_api import unanswered_api
from bot.server.web_pages import web_pages
from bot.server.wechat import install_wechat
from bot.server.wording import read_responses
from bot.settings import PROJECT, Settings
from connectors.channels.portal import Portal
from connectors.channels.rest import HotlineRest
from connectors.channels.session import Sessions

log = structlog.get_logger("hotline.server")
PAGES = Path(__file__).parent / "pages"
_LARGEST_BODY = 1_000_000


def load_agent(settings: Settings) -> HotlineAgent:
    """装好模型的 Agent。模型不是自己训练的就不装（ModelUnavailable）。"""
    from rasa.utils.endpoints import EndpointConfig
    from threadpoolctl import threadpool_limits

    gc.disable()  # 装的时候只添不减，一遍遍查白费一秒多
    # 一句话的矩阵很小，几个核分着算，等来等去反而慢好几毫秒，还和别的进程抢。
    threadpool_limits(limits=1, user_api="blas")
    store = ConversationStore(bootstrap.get_conversation_engine(), bootstrap.get_cipher(), bootstrap.now)
    locks = SharedConversationLocks(Redis.from_url(settings.redis_url)) if settings.redis_url else ConversationLocks()
    remote = settings.action_endpoint_url
    agent = HotlineAgent(
        generator=ReplyGenerator(read_responses()),
        tracker_store=store,
        lock_store=locks,
        action_endpoint=EndpointConfig(remote) if remote else InProcessActions(),
        now=bootstrap.now,
    )
    agent.load_model(trusted_model(settings.models_folder))
    bootstrap.get_hotline()  # 问答索引等一并备好，第一位市民不用等
    agent.understand([UserMessage("您好")])  # 词典、实体、编码器头一句才装，要好几秒，微信只等五秒
    gc.collect()
    gc.freeze()  # 知识、词典和模型一直在：往后也不必查，查一遍要一百多毫秒
    gc.set_threshold(20_000)  # 一句话新建几千个小东西，原来的线一句要查好几遍，说完就都没用了
    gc.enable()
    return agent


def create_app(settings: Settings, name: str = "hotline") -> Sanic:
    """建好应用；模型在每个工作进程启动时装。"""
    app = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = _LARGEST_BODY
    app.config.RESPONSE_TIMEOUT = 60
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.ctx.settings = settings
    app.ctx.agent = None
    app.ctx.is_stopping = False
    problems.install(app, log)
    install_rate_limits(app, settings, bootstrap.get_limits())
    install_metrics(app)
    app.config.PROXIES_COUNT = settings.proxies_count
    sessions = Sessions(bootstrap.get_signing_key(settings), bootstrap.now)
    portal = Portal(sessions, bootstrap.now, settings.embed_origins, settings.longest_utterance, bootstrap.get_limits())
    wechat = install_wechat(app, settings, log, portal.streams.wake)
    channels = [HotlineRest(settings.longest_utterance), portal, *([wechat] if wechat else [])]
    register(channels, app, route="/webhooks/")
    web = web_pages(PROJECT / "web" / "dist")
    staff = (session_api, desk_api, ticket_api, hand_over_api, conversation_api, colleague_api, call_api, rating_api, ledger_api, suggestion_api, knowledge_api, staff_api)
    desks = (ticket_desk_api, figures_api, unanswered_api)
    for blueprint in (api, *staff, *desks, platform_api, documentation, notice_pages, web):
        app.blueprint(blueprint)

    @app.before_server_start
    async def load(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        app.ctx.agent = load_agent(settings)
        app.ctx.hotline = bootstrap.get_hotline()
        app.ctx.transcripts, app.ctx.evidence = bootstrap.get_transcripts(), bootstrap.get_evidence()
        app.ctx.bindings = bootstrap.get_binding_desk()
        app.ctx.conversations = conversation_desk(app, portal.streams)
        app.ctx.portal_facts = lambda: portal_facts(app.ctx.hotline, app.ctx.wechat is not None)
        log.info("hotline_ready", model=app.ctx.agent.model_name)

    @app.before_server_stop
    async def close_streams(*_) -> None:
        app.ctx.is_stopping = True
        portal.streams.stop()

    install_background(app, settings, log)

    @app.get("/healthz")
    async def healthy(_) -> HTTPResponse:
        return json({"status": "ok"})

    @app.get("/readyz")
    async def ready(_) -> HTTPResponse:
        agent = app.ctx.agent
        if agent is None or not agent.is_ready():
            return problems.problem(503, "not_ready", "模型还没有装好。")
        return json({"status": "ready", "model": agent.model_name})

    app.static("/static", PAGES / "static")

    @app.on_response
    async def protect(_, response: HTTPResponse) -> None:
        content_type = response.content_type or ""
        for name, value in (_PAGE_HEADERS if content_type.startswith("text/html") else _HEADERS).items():
            response.headers.setdefault(name, value)

    return app


# 只用本站的脚本和样式；blob: 是市民刚选的照片的预览。
_PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    )
)
# 页面和静态文件每次都核对有没有更新，免得改了一句话，市民看到的还是旧的。
_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
_PAGE_HEADERS = {
    **_HEADERS,
    "Content-Security-Policy": _PAGE_POLICY,
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
