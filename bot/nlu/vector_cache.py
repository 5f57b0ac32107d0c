"""不变的句子（知识里的说法、训练语料）的向量存在盘上，只算一次。"""

from __future__ import annotations

import hashlib
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Dict, Iterable, Sequence

import numpy as np

from bot.nlu.encoder import Encoder

_MANY = 256


class KeptVectors:
    """接口和 Encoder 一样。存半精度：第一次算出来的和读回来的完全相同。"""

    def __init__(self, encoder: Encoder, folder: Path):
        self._encoder = encoder
        self.name, self.dimension = encoder.name, encoder.dimension
        self._path = folder / f"vectors-{encoder.name}.npz"
        self._kept: Dict[bytes, np.ndarray] | None = None
        self._lock = threading.Lock()
        self._early, self._enough = ThreadPoolExecutor(1), threading.Event()

    def begin(self, texts: Iterable[str]) -> None:
        """在另一个线程里先编着，到要 encode 为止：训练头十几秒 Rasa 只用一个核，另一个闲着。"""
        if not self._enough.is_set():
            self._early.submit(self._encode_until_enough, texts)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self._enough.set()
        self._early.shutdown()
        kept = self._load()
        unknown = self._unknown(texts)
        if unknown:
            vectors = self._encode_on_all_cores(list(unknown.values())).astype(np.float16)
            with self._lock:  # 编码时不锁：记得的句子不用等
                kept.update(zip(unknown, vectors, strict=True))
                self._save(kept)
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return np.stack([kept[_key(text)] for text in texts]).astype(np.float32)

    def _unknown(self, texts: Iterable[str]) -> Dict[bytes, str]:
        kept = self._load()
        return {key: text for text in texts if (key := _key(text)) not in kept}

    def _encode_until_enough(self, texts: Iterable[str]) -> None:
        """编不了的错误留给 encode 去抛：它会再编一遍。"""
        unknown = list(self._unknown(texts).items())
        for start in range(0, len(unknown), _MANY):
            if self._enough.is_set():
                return
            keys, some = zip(*unknown[start : start + _MANY])
            vectors = self._encoder.encode(some).astype(np.float16)
            with self._lock:
                self._kept.update(zip(keys, vectors, strict=True))

    def _encode_on_all_cores(self, texts: Sequence[str]) -> np.ndarray:
        """一个核编一份。句子少时不值得分。"""
        shares = (os.cpu_count() or 1) if len(texts) >= _MANY else 1
        vectors = np.empty((len(texts), self.dimension), np.float32)
        with ThreadPoolExecutor(shares) as cores:
            for first, part in enumerate(cores.map(self._encoder.encode, [texts[at::shares] for at in range(shares)])):
                vectors[first::shares] = part
        return vectors

    def _load(self) -> Dict[bytes, np.ndarray]:
        if self._kept is None:
            try:
                with np.load(self._path, allow_pickle=False) as file:
                    self._kept = dict(zip(file["keys"].tolist(), file["vectors"]))
            except (OSError, ValueError, KeyError):  # 没有、写了一半、旧格式：重算就是
                self._kept = {}
        return self._kept

    def _save(self, kept: Dict[bytes, np.ndarray]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_suffix(f".{os.getpid()}.npz")
        np.savez(temporary, keys=np.array(list(kept), dtype="S32"), vectors=np.stack(list(kept.values())))
        os.replace(temporary, self._path)


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32].encode()
