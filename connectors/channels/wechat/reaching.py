"""坐席的话、看过的答复送到市民的微信里：进推送的发件箱，不丢、可以被杀。"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, List, Mapping, Optional, Protocol, Sequence, Tuple

from connectors.channels.wechat.speech import Said, Speech
from connectors.channels.wechat.turns import PushShelf

_MOST_PIECES = 3


class Addresses(Protocol):
    """转了人工的市民，话送到哪里；由 stores/address_store.py 实现。"""

    def of(self, conversation_id: str, now: datetime) -> Optional[Tuple[str, str, datetime]]: ...


@dataclass
class Reach:
    """fit 把一段话切成几条，太长的给网页。"""

    speech: Speech
    addresses: Addresses
    pushes: PushShelf
    fit: Callable[[Said, int], List[str]]
    now: Callable[[], datetime]
    wake: Callable[[], None] = lambda: None

    def say(self, conversation_id: str, said: Sequence[Mapping[str, Any]]) -> bool:
        """放进发件箱；他太久没来、微信不让发了，返回 False。"""
        now = self.now()
        found = self.addresses.of(conversation_id, now)
        if found is None:
            return False
        citizen, openid, until = found
        whole = self.speech.say(said)
        if whole.text:
            self.pushes.put(f"operator:{uuid.uuid4()}", citizen, openid, self.fit(whole, _MOST_PIECES), now, until, now)
            self.wake()
        return True
