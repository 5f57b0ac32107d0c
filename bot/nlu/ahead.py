"""先做好、等着取的东西：编码器在别的线程里编着一句话，用不着向量的趁这几毫秒先做了。"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import Any, Callable, Dict, Hashable

_MOST = 64  # 做好了没人来取的（那句话半路出了错），不让它越积越多


class Ahead:
    """一份只取一次：别人再要同样的，自己重新做。"""

    def __init__(self) -> None:
        self._ready: Dict[Hashable, Any] = {}

    def put(self, key: Hashable, made: Any) -> None:
        if len(self._ready) >= _MOST:
            self._ready.clear()
        self._ready[key] = made

    def take(self, key: Hashable) -> Any:
        """没有先做好的返回 None。"""
        return self._ready.pop(key, None)


class Later:
    """哪个线程先腾出手哪个做：编码的线程编完接着做；要用的时候还没轮到，自己做。"""

    def __init__(self, make: Callable[[], Any]):
        self._make, self._made = make, Future()
        self._taken = threading.Lock()

    def run(self) -> None:
        """做；有人在做了就什么也不干。出的错在 result 那里抛。"""
        if not self._taken.acquire(blocking=False):
            return
        try:
            self._made.set_result(self._make())
        except Exception as error:
            self._made.set_exception(error)

    def result(self) -> Any:
        self.run()
        return self._made.result()
