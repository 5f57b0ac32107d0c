"""跟着服务一起跑的：投递员，到期提醒，知识改了就换上，没填完的诉求草稿，扣着没人看的答复，过期的对话记录和证据的删除。起服务时起，停服务时收好手上的再停。"""

from __future__ import annotations

import asyncio
import os
import socket
from typing import Any, List

from sanic import Sanic

from bot import bootstrap
from bot.server.knowledge_watch import KnowledgeWatch
from bot.settings import Settings
from bot.usecases.desk.hold_answers import release_late
from bot.usecases.filing.keep_draft import look_after_drafts
from bot.usecases.office.forget_old import forget_old
from bot.usecases.tickets.escalate_due import escalate_due
from connectors.platforms.delivery import DeliveryWorker
from connectors.platforms.run import delivery_worker

_STOP_SECONDS = 25
_FORGET_SECONDS = 3600
_RELEASE_SECONDS = 1


def install_background(app: Sanic, settings: Settings, log: Any) -> None:
    tasks: List[asyncio.Task] = []
    workers: List[DeliveryWorker] = []
    stopping = asyncio.Event()

    @app.after_server_start
    async def start(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        name = f"{socket.gethostname()}-{os.getpid()}"
        names = {id_: body.name for id_, body in app.ctx.hotline.knowledge.departments.items()}
        platforms = bootstrap.get_delivery_settings()
        if platforms.platforms:
            workers.append(delivery_worker(name, bootstrap.get_deliveries(), platforms, names, bootstrap.now))
            tasks.append(asyncio.create_task(workers[0].run()))
        watch = KnowledgeWatch(bootstrap.prepare_knowledge, settings.knowledge_seconds, log)
        watch.listen(loop)
        tasks.append(asyncio.create_task(watch.run(stopping)))
        tasks.append(asyncio.create_task(_escalate_for_ever(app, settings.escalation_seconds, stopping, log)))
        tasks.append(asyncio.create_task(_forget_for_ever(app, stopping, log)))
        tasks.append(asyncio.create_task(_release_for_ever(app, stopping, log)))

    @app.before_server_stop
    async def stop(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        stopping.set()
        for worker in workers:
            worker.stop()
        if tasks:
            _done, left = await asyncio.wait(tasks, timeout=_STOP_SECONDS)
            for task in left:  # 没送完的件租期一到别人再领，不会丢
                task.cancel()


async def _escalate_for_ever(app: Sanic, seconds: int, stopping: asyncio.Event, log: Any) -> None:
    """隔一会儿看一遍期限；一趟出错记下，下一趟照常。"""
    while not stopping.is_set():
        try:
            await asyncio.to_thread(escalate_due, app.ctx.hotline)
            await asyncio.to_thread(look_after_drafts, app.ctx.hotline)
        except Exception as error:  # 后台任务的最外一层，不能因为一趟不成就再也不看
            log.error("escalation_failed", error=type(error).__name__)
        try:
            await asyncio.wait_for(stopping.wait(), seconds)
        except asyncio.TimeoutError:
            pass


async def _release_for_ever(app: Sanic, stopping: asyncio.Event, log: Any) -> None:
    """坐席没来得及看的答复，到点照发。"""
    while not stopping.is_set():
        try:
            await asyncio.to_thread(release_late, app.ctx.conversations)
        except Exception as error:  # 同上
            log.error("release_failed", error=type(error).__name__)
        try:
            await asyncio.wait_for(stopping.wait(), _RELEASE_SECONDS)
        except asyncio.TimeoutError:
            pass


async def _forget_for_ever(app: Sanic, stopping: asyncio.Event, log: Any) -> None:
    """告知市民保存多少天，到了就真的删。"""
    while not stopping.is_set():
        try:
            await asyncio.to_thread(forget_old, app.ctx.transcripts, app.ctx.evidence, app.ctx.bindings.bindings, app.ctx.hotline)
        except Exception as error:  # 同上
            log.error("forgetting_failed", error=type(error).__name__)
        try:
            await asyncio.wait_for(stopping.wait(), _FORGET_SECONDS)
        except asyncio.TimeoutError:
            pass
