"""句子的两种特征：字的连排（快）和语义向量（准而慢）。"""

from __future__ import annotations

from typing import Any, Dict, Sequence

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer


class CharacterNgrams:
    """一到四个字的连排，TF-IDF 加权，行长为一。"""

    def __init__(self, min_count: int = 2):
        self._vectorizer = self._new(min_df=min_count)

    @staticmethod
    def _new(**options) -> TfidfVectorizer:
        return TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True, dtype=np.float32, **options)

    def fit(self, texts: Sequence[str]) -> CharacterNgrams:
        self._vectorizer.fit(texts)
        return self

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        return self._vectorizer.transform(texts)

    @property
    def size(self) -> int:
        return len(self._vectorizer.vocabulary_)

    def state(self) -> Dict[str, Any]:
        """可存成 npz 的数组。"""
        vocabulary = sorted(self._vectorizer.vocabulary_, key=self._vectorizer.vocabulary_.get)
        return {"ngrams": np.array(vocabulary, dtype=object).astype(str), "idf": self._vectorizer.idf_}

    @classmethod
    def from_state(cls, state: Dict[str, Any]) -> CharacterNgrams:
        features = cls()
        vocabulary = {ngram: i for i, ngram in enumerate(state["ngrams"].tolist())}
        features._vectorizer = cls._new(vocabulary=vocabulary)
        features._vectorizer.idf_ = state["idf"]
        return features
