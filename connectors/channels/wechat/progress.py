"""工单进展送到微信：投递员的一扇门。先发订阅通知；没有模板、市民没订阅的，改发客服消息。"""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Callable, List, Mapping, Optional, Protocol, Tuple

from bot.errors import PlatformUnavailable
from connectors.channels.wechat.api import WeChatApi
from connectors.channels.wechat.errors import CitizenUnreachable, WeChatRefused, WeChatTrouble
from connectors.channels.wechat.turns import PushShelf
from connectors.platforms.gateway import Outbound, Receipt

_TWO_DAYS = timedelta(hours=48)
# 订阅通知各类字段最多几个字。
_LONGEST = {"thing": 20, "phrase": 5, "character_string": 32}


class Followers(Protocol):
    def of_ticket(self, ticket_no: str) -> List[Tuple[str, str]]: ...


@dataclass
class ProgressDoor:
    """fields 是 knowledge/wechat/ticket_notice.yml；sentence 是发不了订阅通知时说的那句话。"""

    api: WeChatApi
    followers: Followers
    pushes: PushShelf
    template_id: Optional[str]
    fields: Mapping[str, str]
    sentence: str
    now: Callable[[], datetime]
    wake: Callable[[], None]

    async def send(self, session: Any, delivery: Outbound) -> Receipt:
        """送到每个等消息的人。暂时送不到抛 PlatformUnavailable，由投递员再送。"""
        notice = json.loads(delivery.payload)
        notice["at"] = datetime.fromisoformat(notice["at"]).strftime("%Y-%m-%d %H:%M")
        for citizen, openid in await asyncio.to_thread(self.followers.of_ticket, delivery.ticket_no):
            if not await self._subscribed(openid, notice):
                await self._as_message(delivery, citizen, openid, notice)
        return Receipt(external_no="")

    async def _subscribed(self, openid: str, notice: Mapping[str, str]) -> bool:
        if not self.template_id:
            return False
        data = {field: _fit(field, notice[value]) for field, value in self.fields.items()}
        try:
            await self.api.send_notice(openid, self.template_id, data)
        except (CitizenUnreachable, WeChatRefused):
            return False  # 没订阅、模板不对：换客服消息试试
        except WeChatTrouble as trouble:
            raise PlatformUnavailable(str(trouble), trouble.retry_after) from None
        return True

    async def _as_message(self, delivery: Outbound, citizen: str, openid: str, notice: Mapping[str, str]) -> None:
        """能不能发由微信定；不让发的留到他下次来时说。"""
        key = hashlib.sha256(f"{delivery.id}\n{citizen}".encode()).hexdigest()
        now, text = self.now(), self.sentence.format(**notice)
        await asyncio.to_thread(self.pushes.put, key, citizen, openid, [text], now, now + _TWO_DAYS, now, False)
        self.wake()


def _fit(field: str, value: str) -> str:
    longest = _LONGEST.get(field.rstrip("0123456789"), 20)
    return value if len(value) <= longest else value[: longest - 1] + "…"
