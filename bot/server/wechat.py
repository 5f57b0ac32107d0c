"""把微信公众号装到应用上：渠道、推送员、工单进展的门。没有设置公众号就不装。"""

from __future__ import annotations

import asyncio
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, List, Optional

import yaml
from sanic import Sanic

from bot import bootstrap
from bot.hotline.draft import Stage
from bot.server.wechat_ports import Bindings, Images, Operators
from bot.settings import Settings
from bot.stores.address_store import DatabaseAddresses
from bot.stores.answer_pages import AnswerPages
from bot.stores.draft_store import DatabaseDrafts
from bot.stores.push_store import PushStore
from bot.usecases.returning.tell_follower import WECHAT
from bot.usecases.talk import bind_conversation
from connectors.channels.wechat.account import Account
from connectors.channels.wechat.answering import Answerer
from connectors.channels.wechat.api import WeChatApi
from connectors.channels.wechat.boards import LocalBoard, RedisBoard
from connectors.channels.wechat.channel import WeChat
from connectors.channels.wechat.doorman import Doorman
from connectors.channels.wechat.drafts import Drafts
from connectors.channels.wechat.envelope import Envelope
from connectors.channels.wechat.menu import read_menu
from connectors.channels.wechat.ports import Citizen
from connectors.channels.wechat.progress import ProgressDoor
from connectors.channels.wechat.pushing import Pusher
from connectors.channels.wechat.reaching import Reach
from connectors.channels.wechat.speech import Speech
from connectors.channels.wechat.tokens import LocalShelf, RedisShelf
from connectors.channels.wechat.turns import Turns
from connectors.platforms.delivery import DeliveryWorker

_STOP_SECONDS = 20


@dataclass
class WeChatParts:
    """装好的几样；渠道给 Rasa，其余跟着服务起停。"""

    channel: WeChat
    api: WeChatApi
    turns: Turns
    pusher: Pusher
    progress: DeliveryWorker
    is_simulated: bool
    reach: Reach

    async def offer_binding(self, portal_id: str) -> str:
        """给网页会话 portal_id 一个二维码里的网址；五分钟内扫了、答应了才接上。"""
        scene = await asyncio.to_thread(bind_conversation.offer_binding, portal_id, bootstrap.get_binding_desk())
        return await self.api.create_qrcode(scene, bind_conversation.OFFER_SECONDS)


def open_wechat(
    settings: Settings, account: Account, wake: Callable[[str], None], conversations: Callable[[], Any]
) -> WeChatParts:
    """照设置装好，还没有起。wake(会话编号) 叫醒开着这个对话的网页；conversations() 是坐席那一头。"""
    engine, cipher, now, redis = bootstrap.get_engine(), bootstrap.get_cipher(), bootstrap.now, bootstrap.get_redis()
    folder = settings.knowledge_folder / "wechat"
    wording = read_yaml(folder / "wording.yml")
    board = RedisBoard(redis) if redis else LocalBoard()
    doorman = Doorman(account.token, board, now)
    api = WeChatApi(account, RedisShelf(redis, cipher, account.app_id) if redis else LocalShelf(), now)
    drafts = DatabaseDrafts(engine, cipher)
    pushes, pages, followers = PushStore(engine, cipher), AnswerPages(engine, cipher), bootstrap.get_followers()
    addresses, bindings = DatabaseAddresses(engine, cipher), Bindings(bootstrap.get_binding_desk())
    speech = Speech(wording, settings.public_url)
    name = f"{socket.gethostname()}-{os.getpid()}"
    pusher = Pusher(name, pushes, api.send_text, now)

    def citizen_of(openid: str) -> Citizen:
        digests = cipher.fingerprints(f"{account.app_id}\n{openid}")
        return Citizen(f"wechat:{digests[0][:40]}", digests[0], digests)

    def open_draft(conversation_id: str) -> Optional[str]:
        draft = drafts.latest_open(conversation_id)
        return draft.draft_id if draft and draft.stage in (Stage.COLLECTING, Stage.CONFIRMING) else None

    images = Images(bootstrap.get_evidence(), bootstrap.get_ticket_desk().new_number, now, wording["image_name"])

    async def is_too_fast(citizen: str) -> bool:
        return await bootstrap.get_limits().wait(f"wechat:{citizen}", settings.messages_per_minute_per_sender) > 0

    privacy = bootstrap.get_ticket_desk().knowledge.privacy_notice.as_record()
    privacy_url = f"{settings.public_url.rstrip('/')}/webhooks/wechat/privacy"
    answerer = Answerer(
        speech=speech, wording=wording, menu=read_menu(settings.knowledge_folder, settings.public_url),
        talk=lambda *said: channel.talk(*said), download=api.download, citizen_of=citizen_of, held=pushes,
        followers=followers, bindings=bindings,
        operators=Operators(conversations, addresses, bindings.show), wake=wake, now=now, longest=settings.longest_utterance,
        drafts=Drafts(board, cipher, open_draft, images), is_too_fast=is_too_fast,
        privacy=wording["privacy"].format(summary=privacy["summary"], url=privacy_url),
    )  # fmt: skip
    turns = Turns(
        board=board, cipher=cipher, speech=speech, pushes=pushes, pages=pages, compose=answerer.answer,
        citizen_of=lambda openid: citizen_of(openid).digest,
        page_url=lambda code: f"{settings.public_url.rstrip('/')}/webhooks/wechat/answers/{code}",
        not_finished=wording["not_finished"], now=now, wake=pusher.wake,
    )  # fmt: skip
    channel = WeChat(
        doorman, Envelope(account, doorman, now), turns, lambda code: pages.get(code, now()), account.passive_seconds,
        "\n".join(f"{point['name']}：{point['text']}" for point in privacy["points"]),
    )
    door = ProgressDoor(
        api, followers, pushes, account.ticket_template, read_yaml(folder / "ticket_notice.yml")["fields"],
        wording["ticket_changed"], now, pusher.wake,
    )  # fmt: skip
    progress = DeliveryWorker(f"{name}-wechat", bootstrap.get_deliveries(), {WECHAT: door}, now, idle=2.0)
    is_simulated = not settings.is_production and account.api_url != Account.api_url
    reach = Reach(speech, addresses, pushes, turns.fit, now)
    return WeChatParts(channel, api, turns, pusher, progress, is_simulated, reach)


def install_wechat(app: Sanic, settings: Settings, log: Any, wake: Callable[[str], None]) -> Optional[WeChat]:
    """返回要登记给 Rasa 的渠道；没有设置公众号返回 None。wake(会话编号) 叫醒开着这个对话的网页。"""
    account = bootstrap.get_wechat_account()
    app.ctx.wechat = None
    if account is None:
        return None
    parts = app.ctx.wechat = open_wechat(settings, account, wake, lambda: app.ctx.conversations)
    tasks: List[asyncio.Task] = []

    @app.after_server_start
    async def start(_: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        parts.reach.wake = lambda: loop.call_soon_threadsafe(parts.pusher.wake)  # 坐席的话在别的线程里放进来
        tasks.extend(asyncio.ensure_future(worker.run()) for worker in (parts.pusher, parts.progress))
        log.info("wechat_ready", mode=account.mode)

    @app.before_server_stop
    async def stop(_: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        await parts.turns.finish(_STOP_SECONDS)
        parts.pusher.stop()
        parts.progress.stop()
        if tasks:
            _done, left = await asyncio.wait(tasks, timeout=_STOP_SECONDS)
            for task in left:  # 没送完的留在库里，下次接着送
                task.cancel()
        await parts.api.close()

    return parts.channel


async def set_menu(settings: Settings, account: Account) -> int:
    """把 menu.yml 设成公众号的菜单，返回一级有几项。"""
    menu = read_menu(settings.knowledge_folder, settings.public_url)
    api = WeChatApi(account, LocalShelf(), bootstrap.now)
    try:
        await api.create_menu(menu.record)
    finally:
        await api.close()
    return len(menu.record["button"])


def read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
