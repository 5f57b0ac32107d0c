"""句子的两种特征：字的连排（快）和语义向量（准而慢）。"""

from __future__ import annotations

from typing import Any, Dict, NamedTuple, Optional, Sequence

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.encoder import Encoder

# 向量按这个倍数放大，使它和字连排的分量相当。
_VECTOR_SCALE = 2.0


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
    """把整理过的句子变成特征。encoder 为 None 时只有字连排。"""

    def __init__(self, encoder: Optional[Encoder] = None, min_count: int = 2):
        self._encoder = encoder
        self._vectorizer = self._new(min_df=min_count)

    @staticmethod
    def _new(**options) -> TfidfVectorizer:
        return TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True, dtype=np.float32, **options)

    def fit(self, texts: Sequence[str]) -> FeatureMaker:
        self._vectorizer.fit(texts)
        return self

    def make(self, texts: Sequence[str]) -> Features:
        vectors = self._encoder.encode(texts) * _VECTOR_SCALE if self._encoder else None
        return Features(self._vectorizer.transform(texts), vectors)

    @property
    def uses_vectors(self) -> bool:
        return self._encoder is not None

    def state(self) -> Dict[str, Any]:
        """可存成 npz 的数组。"""
        vocabulary = sorted(self._vectorizer.vocabulary_, key=self._vectorizer.vocabulary_.get)
        return {
            "ngrams": np.array(vocabulary),
            "idf": self._vectorizer.idf_,
            "uses_vectors": np.array(self.uses_vectors),
        }

    @classmethod
    def from_state(cls, state: Dict[str, Any], encoder: Encoder) -> FeatureMaker:
        maker = cls(encoder if state["uses_vectors"] else None)
        maker._vectorizer = cls._new(vocabulary={ngram: i for i, ngram in enumerate(state["ngrams"].tolist())})
        maker._vectorizer.idf_ = state["idf"]
        return maker
