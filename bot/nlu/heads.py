"""线性分类头：意图、方面、部门、问题性质、紧急、急缓，各一个，共用一套特征。"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

import numpy as np
from scipy import sparse

from bot.nlu.features import Features
from bot.nlu.lbfgs import column_rulers, minimise
from bot.nlu.sparse_product import multiply_often
from bot.nlu.terms import Rows, multiply

Ranking = List[Tuple[str, float]]
# 类型这个头不全均衡：咨询本来就多，全均衡会把问话听成诉求。只是两头的取舍：交叉验证上从 0.62 加到 0.8，
# 诉求一千件多对三件，问话一千句少对三句。加了“说在哪里”的字面以后两头都有余，往诉求那头挪一点。
_BALANCE = {"kind": 0.75}


@dataclass(frozen=True)
class Head:
    """一个多类逻辑回归：概率 = softmax(字面·weights + 向量·vector_weights + bias)。"""

    classes: Tuple[str, ...]
    weights: np.ndarray  # (字面特征数, 类数)
    vector_weights: np.ndarray  # (维数, 类数)；不用向量时 (0, 类数)
    bias: np.ndarray  # (类数,)

    def probabilities(self, features: Features) -> np.ndarray:
        """(句数, 类数)，每行和为一。"""
        scores = multiply(features.terms, self.weights) + self.bias
        if features.vectors is not None:
            scores += features.vectors @ self.vector_weights
        return _softmax(scores)

    @classmethod
    def train(
        cls, features: Features, labels: Sequence[str], strength: float = 8.0, balance: float = 1.0, trust: float = 1.0
    ) -> Head:
        """labels 里至少两类。strength 越大越贴训练数据（逻辑回归的 C）。

        balance 是各类均衡到什么程度：1 各类一样重，0 一句一票。trust 是比字面多信向量几倍：放大了学，学完折回权重。

        向量那块走稠密矩阵乘，比并进稀疏矩阵快十倍。
        """
        classes, target = np.unique(labels, return_inverse=True)
        count, width = len(target), len(classes)
        used = np.unique(features.terms.indices)  # 这个头的句子里没有的字面，权重总是零
        terms = features.terms[:, used]
        vectors = np.zeros((count, 0), np.float32) if features.vectors is None else features.vectors * np.float32(trust)
        sizes = (terms.shape[1], vectors.shape[1], 1)
        importance = ((np.bincount(target) / count) ** -balance)[target].astype(np.float32)
        importance /= importance.sum()
        truth = np.zeros((count, width), np.float32)
        truth[np.arange(count), target] = 1
        transposed = terms.T.tocsr()
        penalty = np.float32(1 / (strength * count))

        def loss(flat: np.ndarray) -> Tuple[float, np.ndarray]:
            w, v, b = _split(flat, sizes, width)
            likely = _softmax(multiply_often(terms, w) + vectors @ v + b)
            error = (likely - truth) * importance[:, None]
            gradient = np.concatenate(
                [multiply_often(transposed, error) + penalty * w, vectors.T @ error + penalty * v, error.sum(0, keepdims=True)]
            )
            fit = -np.log(np.maximum(likely[np.arange(count), target], 1e-12)) @ importance
            size = 0.5 * penalty * (float(np.vdot(w, w)) + float(np.vdot(v, v)))
            return float(fit) + size, gradient.ravel()

        rulers = np.repeat(column_rulers(terms, vectors, penalty), width)
        w, v, b = _split(minimise(loss, rulers, most_steps=70, tolerance=2e-4), sizes, width)
        weights = np.zeros((features.terms.shape[1], width), np.float32)
        weights[used] = w
        return cls(tuple(classes.tolist()), weights, v * np.float32(trust), b[0])


class Heads:
    """一组共用特征的分类头，权重并成一块，一次矩阵乘全算出来。

    某句没有某个头的标签（None）时，那个头不拿它训练。
    """

    def __init__(self, heads: Mapping[str, Head]):
        self._heads = dict(heads)
        columns = list(self._heads.values())
        self._weights = np.hstack([head.weights for head in columns])
        self._vector_weights = np.hstack([head.vector_weights for head in columns])
        self._bias = np.hstack([head.bias for head in columns])
        self._sizes = [len(head.classes) for head in columns]
        self._ends = np.cumsum(self._sizes)[:-1]
        self._starts = [0, *self._ends.tolist()]

    @classmethod
    def train(cls, features: Features, labels: Mapping[str, Sequence[Optional[str]]]) -> Heads:
        """各个头互不相干，几个核一起训练：时间都花在稀疏矩阵乘上，不占解释器的锁。"""

        def train(name: str) -> Head:
            rows = [i for i, label in enumerate(labels[name]) if label is not None]
            return Head.train(features.rows(rows), [labels[name][i] for i in rows], balance=_BALANCE.get(name, 1.0))

        # 类多的慢，先开始；合成时仍照原来的次序。
        slowest_first = sorted(labels, key=lambda name: -len(set(labels[name])))
        with ThreadPoolExecutor(os.cpu_count()) as cores:
            heads = dict(zip(slowest_first, cores.map(train, slowest_first), strict=True))
        return cls({name: heads[name] for name in labels})

    def rank(self, features: Features) -> List[Dict[str, Ranking]]:
        """每句话在每个头上的排名，从高到低。"""
        scores = self.score(features.terms) if features.scored is None else features.scored
        if features.vectors is not None:
            scores = scores + features.vectors @ self._vector_weights
        results: List[Dict[str, Ranking]] = [{} for _ in range(scores.shape[0])]
        for row, likely in zip(results, self._probabilities(scores).tolist()):
            for (name, head), start, size in zip(self._heads.items(), self._starts, self._sizes):
                row[name] = sorted(zip(head.classes, likely[start : start + size]), key=itemgetter(1), reverse=True)
        return results

    def _probabilities(self, scores: np.ndarray) -> np.ndarray:
        """各头各自的 softmax，并排着一遍算完：一句话只有一百多个数，一个头一个头地算，多半时间花在叫 numpy 上。"""
        raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, self._starts, axis=1), self._sizes, axis=1))
        return raised / np.repeat(np.add.reduceat(raised, self._starts, axis=1), self._sizes, axis=1)

    def score(self, terms: Union[Rows, sparse.csr_matrix]) -> np.ndarray:
        """(句数, 各头的类并排)：字面的分。向量减过平均，没有它就当是平均的一句。"""
        return multiply(terms, self._weights) + self._bias

    def guess(self, name: str, scored: np.ndarray) -> str:
        """一句话光看字面的分，这个头会选哪一类。"""
        parts = dict(zip(self._heads, np.split(scored[0], self._ends)))
        return self._heads[name].classes[int(parts[name].argmax())]

    def state(self) -> Dict[str, Any]:
        return {f"{name}.{key}": value for name, head in self._heads.items() for key, value in head_state(head).items()}

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Heads:
        names = [key[: -len(".classes")] for key in state if key.endswith(".classes")]
        return cls({name: head_from_state(state, f"{name}.") for name in names})


def head_state(head: Head) -> Dict[str, Any]:
    return {
        "classes": np.array(head.classes),
        "weights": head.weights,
        "vector_weights": head.vector_weights,
        "bias": head.bias,
    }


def head_from_state(state: Mapping[str, Any], prefix: str = "") -> Head:
    weights, vector_weights, bias = (state[f"{prefix}{key}"] for key in ("weights", "vector_weights", "bias"))
    return Head(tuple(state[f"{prefix}classes"].tolist()), weights, vector_weights, bias)


def _softmax(scores: np.ndarray) -> np.ndarray:
    scores = scores - scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    return scores / scores.sum(axis=1, keepdims=True)


def _split(flat: np.ndarray, sizes: Tuple[int, ...], width: int) -> List[np.ndarray]:
    return np.split(flat.reshape(-1, width), np.cumsum(sizes)[:-1])
