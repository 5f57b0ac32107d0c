"""字的连排：一句话里连着的一到几个字，各算一个特征。训练和答话用的是同一段代码。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Dict, Tuple

import numpy as np
from scipy import sparse


class NgramIndex:
    """连排 → 第几列，和每列的分量（TF-IDF，次数取对数，每句话的长度归一）。

    sizes 是最短和最长几个字。没见过的连排不算。
    """

    def __init__(self, columns: Mapping[str, int], idf: np.ndarray, sizes: Tuple[int, int]):
        self._columns, self._idf, self._sizes = dict(columns), idf.astype(np.float32), sizes

    @classmethod
    def fit(cls, texts: Sequence[str], sizes: Tuple[int, int], min_count: int = 1) -> NgramIndex:
        """至少在 min_count 句话里出现过的才留。"""
        found: Counter = Counter()
        for text in texts:
            found.update(set(_ngrams(text, sizes)))
        kept = sorted(ngram for ngram, count in found.items() if count >= min_count)
        idf = np.log((1 + len(texts)) / (1 + np.array([found[ngram] for ngram in kept], np.float64))) + 1
        return cls({ngram: i for i, ngram in enumerate(kept)}, idf, sizes)

    def __len__(self) -> int:
        return len(self._columns)

    def row(self, text: str) -> Tuple[np.ndarray, np.ndarray]:
        """（哪些列，各多大），列号从小到大。"""
        column = self._columns.get
        found = [c for c in map(column, _ngrams(text, self._sizes)) if c is not None]
        columns, counts = np.unique(np.array(found, np.int32), return_counts=True)
        values = (1 + np.log(counts.astype(np.float32))) * self._idf[columns]
        length = float(np.sqrt(values @ values))
        return columns, values / length if length else values

    def rows(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """(句数, 列数)"""
        parts = [self.row(text) for text in texts]
        ends = np.cumsum([0, *(len(columns) for columns, _ in parts)])
        columns = np.concatenate([columns for columns, _ in parts]) if parts else np.zeros(0, np.int32)
        values = np.concatenate([values for _, values in parts]) if parts else np.zeros(0, np.float32)
        return sparse.csr_matrix((values, columns, ends), shape=(len(parts), len(self)))

    def state(self) -> Dict[str, Any]:
        """可存成 npz 的数组。"""
        return {"ngrams": np.array(list(self._columns)), "idf": self._idf, "sizes": np.array(self._sizes)}

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> NgramIndex:
        columns = {ngram: i for i, ngram in enumerate(state["ngrams"].tolist())}
        return cls(columns, state["idf"], tuple(state["sizes"].tolist()))


def multiply(rows: sparse.csr_matrix, weights: np.ndarray) -> np.ndarray:
    """rows @ weights。句子少时只取用得着的几行权重：整块乘一遍要读几十兆，一句话只用得着几十行。"""
    if rows.shape[0] > 256:
        return rows @ weights
    ends, columns, values = rows.indptr, rows.indices, rows.data
    return np.stack([values[a:b] @ weights[columns[a:b]] for a, b in zip(ends[:-1], ends[1:])])


def _ngrams(text: str, sizes: Tuple[int, int]) -> Iterator[str]:
    shortest, longest = sizes
    length = len(text)
    for size in range(shortest, longest + 1):
        for start in range(length - size + 1):
            yield text[start : start + size]
