"""句子的两种特征：字的连排（快）和语义向量（准而慢）。"""

from __future__ import annotations

from typing import Any, Dict, NamedTuple, Optional, Sequence

import numpy as np
from scipy import sparse

from bot.nlu.encoder import Encoder
from bot.nlu.ngrams import NgramIndex

# 向量按这个倍数放大，使它和字连排的分量相当。
_VECTOR_SCALE = np.float32(2.0)
_SIZES = (1, 4)


class Features(NamedTuple):
    """几句话的特征：ngrams (句数, 字连排数) 稀疏，vectors (句数, 维数) 可以没有。"""

    ngrams: sparse.csr_matrix
    vectors: Optional[np.ndarray] = None

    def rows(self, which: Sequence[int]) -> Features:
        return Features(self.ngrams[which], None if self.vectors is None else self.vectors[which])

    @classmethod
    def stack(cls, parts: Sequence[Features]) -> Features:
        """几份并成一份，次序不变。"""
        if len(parts) == 1:
            return parts[0]
        vectors = None if parts[0].vectors is None else np.vstack([part.vectors for part in parts])
        return cls(sparse.vstack([part.ngrams for part in parts], format="csr"), vectors)


class FeatureMaker:
    """把整理过的句子变成特征。encoder 为 None 时只有字连排。

    centre 是训练语料向量的平均：这个编码器的向量都挤在一个方向上，减掉平均，训练快一倍。
    """

    def __init__(self, ngrams: NgramIndex, encoder: Optional[Encoder] = None, centre: Optional[np.ndarray] = None):
        self._ngrams, self._encoder, self._centre = ngrams, encoder, centre

    @classmethod
    def fit(cls, texts: Sequence[str], encoder: Optional[Encoder] = None, min_count: int = 2) -> FeatureMaker:
        centre = encoder.encode(texts).mean(axis=0) if encoder else None
        return cls(NgramIndex.fit(texts, _SIZES, min_count), encoder, centre)

    def make(self, texts: Sequence[str]) -> Features:
        vectors = (self._encoder.encode(texts) - self._centre) * _VECTOR_SCALE if self._encoder else None
        return Features(self._ngrams.rows(texts), vectors)

    def state(self) -> Dict[str, Any]:
        """可存成 npz 的数组；不用向量时 centre 是空的。"""
        return {**self._ngrams.state(), "centre": np.zeros(0) if self._centre is None else self._centre}

    @classmethod
    def from_state(cls, state: Dict[str, Any], encoder: Encoder) -> FeatureMaker:
        centre = state["centre"]
        ngrams = NgramIndex.from_state(state)
        return cls(ngrams, encoder, centre) if centre.size else cls(ngrams)
