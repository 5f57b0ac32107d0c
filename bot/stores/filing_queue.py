"""合批登记：同时来的几份诉求一个事务写下，落盘一次。

先到的线程把排着的一起写，其余的等着拿自己那份结果；没人排队时就是各写各的，不多等一刻。
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Callable, List, Optional, Sequence, Tuple, Union

from bot.hotline.ticket import Ticket
from bot.ports import Filed, Outgoing, RequestKey

_MOST_AT_ONCE = 64


@dataclass(frozen=True)
class Filing:
    """一次登记：几张工单、要发给平台的、幂等键。"""

    tickets: Sequence[Ticket]
    outgoing: Sequence[Outgoing]
    key: Optional[RequestKey] = None

    @property
    def order(self) -> Tuple[str, str]:
        """两个进程各写一批、里面有同样的键时，按同样的次序占键才不会互相等死。"""
        return (self.key.scope, self.key.key) if self.key else ("", "")


# 一份登记的结果：登记好的，或者只和这一份有关的错误。
Outcome = Union[Filed, Exception]
_Pair = Tuple[Filing, Future]


class Undone(Exception):
    """整批已经撤回，一份也没写下；起因在 __cause__。"""


class FilingQueue:
    """write 在一个事务里写下一批，按次序返回每份的结果；撤回了抛 Undone。"""

    def __init__(self, write: Callable[[Sequence[Filing]], List[Outcome]]):
        self._write = write
        self._waiting: List[_Pair] = []
        self._list_lock, self._turn = threading.Lock(), threading.Lock()

    def file(self, filing: Filing) -> Filed:
        mine: Future = Future()
        with self._list_lock:
            self._waiting.append((filing, mine))
        while not mine.done():
            with self._turn:
                if not mine.done():
                    self._write_waiting()
        return mine.result()

    def _write_waiting(self) -> None:
        with self._list_lock:
            batch, self._waiting = self._waiting[:_MOST_AT_ONCE], self._waiting[_MOST_AT_ONCE:]
        batch.sort(key=lambda pair: pair[0].order)
        if len(batch) > 1:
            try:
                self._settle(batch)
                return
            except Undone:  # 有一份写不进去，整批撤回：分开写，不让一份坏的带累别人
                pass
        for pair in batch:
            self._settle_alone(pair)

    def _settle_alone(self, pair: _Pair) -> None:
        try:
            self._settle([pair])
        except Undone as undone:
            pair[1].set_exception(undone.__cause__ or undone)

    def _settle(self, batch: Sequence[_Pair]) -> None:
        try:
            outcomes = self._write([filing for filing, _ in batch])
        except Undone:
            raise
        except Exception as error:  # 提交时断了线，写没写成说不准，不能替人重写：等的人都要知道
            outcomes = [error] * len(batch)
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Exception):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)
