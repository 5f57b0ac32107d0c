"""句子的字面特征：字的连排（连着的一到几个字）和词。训练和答话用的是同一段代码。"""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import accumulate, chain, pairwise
from typing import Any, Callable, Dict, Iterable, List, Mapping, NamedTuple, Sequence, Tuple, Union

import numpy as np
from scipy import sparse

TermsOf = Callable[[str], Iterable[str]]  # 一句整理过的话 → 它的特征，重复的算几次


def ngrams(shortest: int, longest: int) -> TermsOf:
    """连着的 shortest 到 longest 个字。"""

    def terms_of(text: str) -> List[str]:
        length = len(text)
        return [
            text[start : start + size]
            for size in range(shortest, longest + 1)
            for start in range(length - size + 1)
        ]

    return terms_of


def words(cut: Callable[[str], Sequence[Any]]) -> TermsOf:
    """词，和相邻两个词连成的对；标点不算词。cut 切出的东西有 text。"""

    def terms_of(text: str) -> List[str]:
        said = [token.text for token in cut(text) if unicodedata.category(token.text[0])[0] not in "PZS"]
        return [*said, *(f"{first} {second}" for first, second in pairwise(said))]

    return terms_of


def edges(longest: int, within: int) -> TermsOf:
    """打头和收尾的一到 longest 个字，和句中的分开算：“吗”在末了是问，在句中常是嗔怪。

    比 within 个字还长的没有：长信的头尾多是称呼和客套。
    """

    def terms_of(text: str) -> List[str]:
        sizes = range(1, longest + 1) if len(text) <= within else ()
        return [term for size in sizes for term in (f"^{text[:size]}", f"{text[-size:]}$")]

    return terms_of


class Rows(NamedTuple):
    """稀疏的几行，各栏和 csr_matrix 的一样，只够 multiply 用：造 csr_matrix 要查十来样，一句话造四个就要三分之一毫秒。"""

    data: np.ndarray
    indices: np.ndarray
    indptr: np.ndarray


class TermIndex:
    """特征 → 第几列，和每列的分量（TF-IDF，次数取对数，每句话的长度归一，再乘 weight）。没见过的不算。"""

    def __init__(self, terms_of: TermsOf, columns: Mapping[str, int], idf: np.ndarray, weight: float = 1.0):
        self._terms_of, self._columns, self._idf = terms_of, dict(columns), idf.astype(np.float32)
        self._weight = np.float32(weight)

    @classmethod
    def fit(cls, terms_of: TermsOf, texts: Sequence[str], min_count: int = 1, weight: float = 1.0) -> TermIndex:
        """至少在 min_count 句话里出现过的才留。"""
        found: Counter = Counter()
        for text in texts:
            found.update(set(terms_of(text)))
        kept = sorted(term for term, count in found.items() if count >= min_count)
        return cls(terms_of, {term: i for i, term in enumerate(kept)}, _idf(np.array([found[term] for term in kept]), len(texts)), weight)

    @classmethod
    def fit_rows(cls, terms_of: TermsOf, texts: Sequence[str]) -> Tuple[TermIndex, sparse.csr_matrix]:
        """全部的都留；连同这些话的 rows，一遍做完。"""
        columns: Dict[str, int] = {}
        number = columns.setdefault
        counted = _count([[number(term, len(columns)) for term in terms_of(text)] for text in texts], max(len(columns), 1))
        index = cls(terms_of, columns, _idf(np.bincount(counted.columns, minlength=len(columns)), len(texts)))
        return index, index._weighed(counted, len(texts))

    def __len__(self) -> int:
        return len(self._columns)

    def row(self, text: str) -> Tuple[np.ndarray, np.ndarray]:
        """（哪些列，各多大），先说的在前。一句话几十个，用字典数比 np.unique 快一倍。"""
        found = Counter(map(self._columns.get, self._terms_of(text)))
        del found[None]
        columns, counts = np.fromiter(found, np.int32, len(found)), np.fromiter(found.values(), np.float32, len(found))
        values = (1 + np.log(counts)) * self._idf[columns]
        length = float(np.sqrt(values @ values))
        return columns, values * (self._weight / length) if length else values

    def rows(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """(句数, 列数)，每行和 row 的一样，只是列号从小到大；全部句子一起数，比一句一句数快一倍。"""
        column = self._columns.get
        found = [[c for c in map(column, self._terms_of(text)) if c is not None] for text in texts]
        return self._weighed(_count(found, max(len(self), 1)), len(texts))

    def _weighed(self, counted: _Counted, texts: int) -> sparse.csr_matrix:
        values = (1 + np.log(counted.counts.astype(np.float32))) * self._idf[counted.columns]
        ends = np.searchsorted(counted.owners, np.arange(texts + 1))
        for start, end in pairwise(ends):
            row = values[start:end]
            row *= self._weight / (float(np.sqrt(row @ row)) or 1.0)
        return sparse.csr_matrix((values, counted.columns, ends), shape=(texts, len(self)))

    def state(self) -> Dict[str, Any]:
        """可存成 npz 的数组。"""
        return {"terms": np.array(list(self._columns)), "idf": self._idf}

    @classmethod
    def from_state(cls, terms_of: TermsOf, state: Mapping[str, Any], prefix: str = "", weight: float = 1.0) -> TermIndex:
        columns = {term: i for i, term in enumerate(state[f"{prefix}terms"].tolist())}
        return cls(terms_of, columns, state[f"{prefix}idf"], weight)


class _Counted(NamedTuple):
    """哪一句、哪一列、几次；先照句、再照列排。"""

    owners: np.ndarray
    columns: np.ndarray
    counts: np.ndarray


def _count(found: Sequence[Sequence[int]], width: int) -> _Counted:
    """found 是各句说到的列，重复的照样列着；width 是一共几列。"""
    owners = np.repeat(np.arange(len(found)), np.fromiter(map(len, found), np.intp, len(found)))
    places = owners * width + np.fromiter(chain.from_iterable(found), np.int64, len(owners))
    places, counts = np.unique(places, return_counts=True)
    return _Counted(*np.divmod(places, width), counts)


def _idf(found_in: np.ndarray, texts: int) -> np.ndarray:
    """found_in 是各列在几句话里出现过。"""
    return np.log((1 + texts) / (1 + found_in.astype(np.float64))) + 1


class TermIndexes:
    """几种特征并排：第二种的列排在第一种后面。"""

    def __init__(self, indexes: Sequence[TermIndex]):
        self.indexes = tuple(indexes)
        self._starts = list(accumulate(map(len, indexes), initial=0))

    def row(self, text: str) -> Rows:
        """一句话的一行。"""
        rows = [index.row(text) for index in self.indexes]
        columns = np.concatenate([columns + start for (columns, _), start in zip(rows, self._starts)])
        return Rows(np.concatenate([values for _, values in rows]), columns, np.array([0, len(columns)]))

    def rows(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """(句数, 列数)"""
        return sparse.hstack([index.rows(texts) for index in self.indexes], format="csr")


def multiply(rows: Union[Rows, sparse.csr_matrix], weights: np.ndarray) -> np.ndarray:
    """rows @ weights。句子少时只取用得着的几行权重：整块乘一遍要读几十兆，一句话只用得着几十行。"""
    if isinstance(rows, sparse.csr_matrix) and rows.shape[0] > 256:
        return rows @ weights
    ends, columns, values = rows.indptr, rows.indices, rows.data
    return np.stack([values[a:b] @ weights[columns[a:b]] for a, b in pairwise(ends)])
