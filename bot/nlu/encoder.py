"""语义向量：把句子变成可以比远近的数。换一种编码器只改这里。"""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import Any, Callable, Optional, Protocol, Sequence

import numpy as np

from bot.nlu.recent import Recent

# 各层、图的画法、转换的办法变了就加一：旧的图、存着的旧向量都不再用。
RECIPE = 5
_FEW = 16  # 各字的向量记几句：一句几十 KB


class Encoder(Protocol):
    """把文字编成单位长度的向量。"""

    name: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """返回 (len(texts), dimension) 的 float32；两行的点积就是相似度。"""
        ...

    def letters(self, text: str) -> np.ndarray:
        """返回 (len(text), dimension) 的 float32：每个字在这句话里的意思。"""
        ...


class OnnxE5:
    """multilingual-e5-small 教出来的三层网络（e5_distilled.py），转成八位整数。

    用到才装模型，编过的句子记住；几个线程可以同时用。folder 存转好的图，没有就当场转（几秒）。
    转不了抛 WeightsUnreadable、ImportError 或 OSError：不换别的引擎，那样训练时和答话时的向量不是一回事。
    threads 是一次编码用的核数。句子短，多给一个核也快不了多少，还和别的会话抢。
    """

    name = f"multilingual-e5-small-distilled-int8-{RECIPE}"
    dimension = 384

    def __init__(self, folder: Path, threads: int = 1, cache_size: int = 4096):
        self._folder, self._threads = folder, threads
        self._cache, self._letters = Recent(cache_size), Recent(_FEW)
        self._model: Any = None
        self._lock, self._loading = threading.Lock(), threading.Lock()

    def prepare(self, text: str) -> Optional[Callable[[], Any]]:
        """没编过的话在这里切好词，返回的函数跑网络，拿到别的线程去跑；跑完再 encode 马上就有。编过的返回 None。"""
        return None if text in self._cache else partial(self._tell, text, self._loaded().prepare(text))

    def letters(self, text: str) -> np.ndarray:
        """一轮话里要用两三回：刚编过的几句记着，别的现编。"""
        with self._lock:
            ready = self._letters.get(text)
        return self._tell(text, self._loaded().prepare(text)) if ready is None else ready

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        with self._lock:
            found = {text: self._cache[text] for text in texts if text in self._cache}
        unknown = [text for text in dict.fromkeys(texts) if text not in found]
        if unknown:  # 编码时不锁：记得的句子不用等
            found.update(zip(unknown, self._loaded().encode(unknown), strict=True))
        with self._lock:
            for text in texts:
                self._cache.keep(text, found[text])
        return np.stack([found[text] for text in texts]) if found else np.zeros((0, self.dimension), np.float32)

    def forget(self) -> None:
        """忘掉编过的句子；量快慢时用。"""
        with self._lock:
            self._cache.clear()
            self._letters.clear()

    def _tell(self, text: str, run: Callable[[], Any]) -> np.ndarray:
        told = run()
        with self._lock:
            self._cache.keep(text, told.vector)
            self._letters.keep(text, told.letters)
        return told.letters

    def _loaded(self) -> Any:
        with self._loading:  # 几个线程同时头一次用，也只装一份
            if self._model is None:
                self._model = self._load()
        return self._model

    def _load(self) -> Any:
        from bot.nlu.e5_network import OnnxModel
        from bot.nlu.e5_weights import Weights, weights_file
        from bot.nlu.encoder_setup import build_onnx

        return OnnxModel(build_onnx(self._folder), Weights(weights_file()), self._threads)
