"""在 data/names/ 上学的：话里哪几个字是商家、地址、商品、人名、要求。

看每个字的字面（letters.describe，规则和 LAC 的看法也在里面）和它在这句话里的意思（编码器的输出），
再看前后接不接得上。交叉验证上比光用规则，商家、地址、商品、要求都多对两成上下，见 bot/README.md。
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Dict, List, Mapping, NamedTuple, Sequence

import numpy as np
from scipy import sparse

from bot.nlu.chain import Chain, train_chain
from bot.nlu.marked import TYPES, Span

_OUTSIDE = "O"
_LABELS = (_OUTSIDE, *(f"{place}-{type_}" for type_ in TYPES for place in "BI"))
_NUMBER = {label: number for number, label in enumerate(_LABELS)}
_FIRST = np.array([not label.startswith("I") for label in _LABELS])
# 中间的字只能接在同一类的头或中间后面。
_LEGAL = np.array([[not b.startswith("I") or a[2:] == b[2:] != "" for b in _LABELS] for a in _LABELS])
_LONGEST = 1200  # 再长的话，后面不认名字，和 LAC 一样：一万字要找零点几秒
_FEWEST = 2  # 至少出现过两次的字面才学
_VECTOR_SCALE = 0.1  # 向量按这个倍数缩小，使它和字面的分量相当


class Lettered(NamedTuple):
    """一句话：letters 每个字的字面特征，vectors (字数, 维数)，spans 里面的名字。"""

    letters: List[List[str]]
    vectors: np.ndarray
    spans: Sequence[Span] = ()


class NameTagger:
    def __init__(self, columns: Mapping[str, int], chain: Chain):
        self._columns, self._chain = dict(columns), chain

    @classmethod
    def train(cls, sentences: Sequence[Lettered]) -> NameTagger:
        """sentences 是标好的，至少一句有字。"""
        sentences = [sentence for sentence in sentences if sentence.letters]
        counts = Counter(term for sentence in sentences for letter in sentence.letters for term in letter)
        kept = sorted(term for term, count in counts.items() if count >= _FEWEST)
        columns = {term: column for column, term in enumerate(kept)}
        vectors = np.concatenate([sentence.vectors for sentence in sentences])
        centre, scale = vectors.mean(0), np.float32(_VECTOR_SCALE / vectors.std(0).mean())
        terms = _rows([letter for sentence in sentences for letter in sentence.letters], columns)
        labels = np.concatenate([_labels(len(sentence.letters), sentence.spans) for sentence in sentences])
        lengths = [len(sentence.letters) for sentence in sentences]
        chain = train_chain(terms, (vectors - centre) * scale, lengths, labels, _LEGAL, _FIRST)
        weights = chain.vector_weights * scale  # 缩放和减掉的平均都并进权重，找的时候不用再算
        return cls(columns, Chain(chain.weights, weights, chain.bias - centre @ weights, chain.steps, chain.first))

    def weigh(self, letters: Sequence[Sequence[str]]) -> np.ndarray:
        """一句话的字面各像什么，给 find；还没有向量的时候先算。letters 至少一个字。"""
        return self._chain.weigh(_known(letters[:_LONGEST], self._columns))

    def find(self, weighed: np.ndarray, vectors: np.ndarray) -> List[Span]:
        """一句话里的名字，先后为序，互不重叠。vectors (字数, 维数)。"""
        path = self._chain.best(weighed, vectors[:_LONGEST])
        spans: List[Span] = []
        for i, number in enumerate(path):
            place, _, type_ = _LABELS[number].partition("-")
            if place == "B":
                spans.append(Span(type_, i, i + 1))
            elif place == "I":
                spans[-1] = spans[-1]._replace(end=i + 1)
        return spans

    def state(self) -> Dict[str, Any]:
        """可存成 npz 的数组。"""
        chain = self._chain
        return {
            "terms": np.array(list(self._columns)), "weights": chain.weights, "vector_weights": chain.vector_weights,
            "bias": chain.bias, "steps": chain.steps,
        }  # fmt: skip

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> NameTagger:
        columns = {term: column for column, term in enumerate(state["terms"].tolist())}
        return cls(columns, Chain(state["weights"], state["vector_weights"], state["bias"], state["steps"], _FIRST))


def _known(letters: Sequence[Sequence[str]], columns: Mapping[str, int]) -> List[List[int]]:
    """每个字的字面各在第几列；没学过的不算。"""
    return [[column for term in letter if (column := columns.get(term)) is not None] for letter in letters]


def _rows(letters: Sequence[Sequence[str]], columns: Mapping[str, int]) -> sparse.csr_matrix:
    known = _known(letters, columns)
    ends = np.cumsum([0, *map(len, known)])
    which = np.array([column for row in known for column in row], np.int32)
    return sparse.csr_matrix((np.ones(len(which), np.float32), which, ends), shape=(len(known), len(columns)))


def _labels(length: int, spans: Sequence[Span]) -> np.ndarray:
    labels = np.zeros(length, np.int64)
    for type_, start, end in spans:
        labels[start:end] = _NUMBER[f"I-{type_}"]
        labels[start] = _NUMBER[f"B-{type_}"]
    return labels
