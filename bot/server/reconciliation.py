"""对一天的账：网页的接口和命令行用的是同一份。"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import List, Optional

from bot import bootstrap
from bot.errors import PlatformTrouble
from bot.hotline.time_limit import TIME_ZONE
from bot.stores.platform_tickets import platform_tickets
from connectors.platforms.gateway import Gateway, new_session
from connectors.platforms.reconcile import MARGIN, Reconciliation, reconcile
from connectors.platforms.settings import PLATFORMS


@dataclass(frozen=True)
class Compared:
    """一个平台对得怎样。status：clean 一致，different 有差错，not_configured 没设地址，unavailable 取不到清单。"""

    platform: str
    status: str
    text: str
    found: Optional[Reconciliation] = None
    code: Optional[str] = None  # 取不到时为什么


async def reconcile_day(day: date) -> List[Compared]:
    """两个平台各对 day 这一天（本局的钟）。没有填地址的平台对不了，写明。"""
    gateways = bootstrap.get_gateways()
    since = datetime.combine(day, time(), TIME_ZONE)
    return [await _compared(platform, gateways.get(platform), since) for platform in PLATFORMS]


def yesterday() -> date:
    return (bootstrap.now() - timedelta(days=1)).date()


async def _compared(platform: str, gateway: Optional[Gateway], since: datetime) -> Compared:
    if gateway is None:
        return Compared(platform, "not_configured", f"{platform}：没有设置这个平台的地址，对不了账。")
    until = since + timedelta(days=1)
    try:
        async with new_session() as session:
            ours = await asyncio.to_thread(
                platform_tickets, bootstrap.get_engine(), platform, since - MARGIN, until + MARGIN
            )
            found = await reconcile(gateway, session, ours, since, until)
    except PlatformTrouble as trouble:
        return Compared(platform, "unavailable", f"{platform}：取不到平台的清单（{trouble.code}），稍后再对。", code=trouble.code)
    return Compared(platform, "clean" if found.is_clean else "different", found.as_text(), found)
