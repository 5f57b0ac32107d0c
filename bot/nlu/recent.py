"""最近做过的几样，免得同一轮话里再做一遍。"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Hashable


class Recent(OrderedDict):
    """多出来的从最久没用的丢起。"""

    def __init__(self, most: int):
        super().__init__()
        self._most = most

    def keep(self, key: Hashable, value: Any) -> None:
        self[key] = value
        self.move_to_end(key)
        while len(self) > self._most:
            self.popitem(last=False)
