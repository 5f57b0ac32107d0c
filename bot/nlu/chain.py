"""线性链条件随机场：一串东西各是哪一类，既看各自像什么，也看谁接在谁后面。"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import List, Sequence, Tuple

import numpy as np
from scipy import sparse

from bot.nlu.lbfgs import column_rulers, minimise
from bot.nlu.sparse_product import multiply_often

_IMPOSSIBLE = np.float32(-1e9)
_FARTHEST = 20.0  # 接续的分不出正负这么多，免得乘方溢出


@dataclass(frozen=True)
class Chain:
    """一串的分 = 各个的 字面·weights + 向量·vector_weights + bias，加上每一步的 steps[前一个, 后一个]。"""

    weights: np.ndarray  # (字面特征数, 类数)
    vector_weights: np.ndarray  # (维数, 类数)
    bias: np.ndarray  # (类数,)
    steps: np.ndarray  # (类数, 类数)，不能相接的是 _IMPOSSIBLE
    first: np.ndarray  # (类数,) 哪些类可以打头

    def weigh(self, terms: Sequence[Sequence[int]]) -> np.ndarray:
        """(几个, 类数)：光看字面各像哪一类，给 best。terms 是每个有哪几列字面，一列也没有的是空的。"""
        sums = np.zeros((len(terms), len(self.bias)), np.float32)
        some = [i for i, columns in enumerate(terms) if columns]
        if some:
            starts = np.cumsum([0, *(len(terms[i]) for i in some[:-1])])
            sums[some] = np.add.reduceat(self.weights[list(chain.from_iterable(terms))], starts)
        return sums

    def best(self, weighed: np.ndarray, vectors: np.ndarray) -> List[int]:
        """一串里各是第几类：合起来分最高的那一种（Viterbi）。weighed 是 weigh 的，vectors 一个一行。"""
        scores = weighed + vectors @ self.vector_weights + self.bias
        reached = np.where(self.first, scores[0], _IMPOSSIBLE)
        origins = np.zeros(scores.shape, np.int64)
        for i in range(1, len(scores)):
            routes = reached[:, None] + self.steps
            origins[i] = routes.argmax(0)
            reached = routes.max(0) + scores[i]
        path = [int(reached.argmax())]
        for i in range(len(scores) - 1, 0, -1):
            path.append(int(origins[i, path[-1]]))
        return path[::-1]


def train_chain(
    terms: sparse.csr_matrix, vectors: np.ndarray, lengths: Sequence[int], labels: np.ndarray, legal: np.ndarray, first: np.ndarray,
    strength: float = 1.0,
) -> Chain:  # fmt: skip
    """terms、vectors、labels 是各串首尾相接，lengths 是各串多长（都不短于一）。

    legal[a, b] 表示 a 后面可以接 b，first[b] 表示 b 可以打头。strength 越大越贴训练数据。
    """
    problem = _Problem(terms, vectors, np.asarray(lengths), labels, legal.astype(np.float32), first, np.float32(1 / strength))
    found = minimise(problem.loss, problem.rulers(), most_steps=60, tolerance=2e-4)  # 没收敛的，换几个字就差几个百分点
    weights, vector_weights, bias, steps = problem.split(found)
    return Chain(weights, vector_weights, bias[0], np.where(legal, np.clip(steps, -_FARTHEST, _FARTHEST), _IMPOSSIBLE), first)


class _Problem:
    """前向后向：同时走所有的串，第 t 步只算还没走完的。"""

    def __init__(self, terms, vectors, lengths, labels, legal, first, penalty):
        ends = np.cumsum(lengths)
        order = np.argsort(lengths, kind="stable")
        self._starts, sorted_lengths = (ends - lengths)[order], lengths[order]
        # 第 t 步还没走完的串，在各串首尾相接的大表里的行号
        self._rows = [self._starts[np.searchsorted(sorted_lengths, t, "right") :] + t for t in range(int(lengths.max()))]
        self._terms, self._transposed, self._vectors = terms, terms.T.tocsr(), vectors
        self._legal, self._first, self._penalty = legal, first, penalty
        self._count, self._width = len(labels), legal.shape[0]
        self._labels, self._every = labels, np.arange(len(labels))
        self._inner = np.setdiff1d(self._every, self._starts)
        self._steps_taken = np.zeros_like(legal)
        np.add.at(self._steps_taken, (labels[self._inner - 1], labels[self._inner]), 1)
        sizes = (terms.shape[1], vectors.shape[1], 1, self._width)
        self._cuts = np.cumsum(sizes)[:-1]

    def split(self, flat: np.ndarray) -> List[np.ndarray]:
        return np.split(flat.reshape(-1, self._width), self._cuts)

    def rulers(self) -> np.ndarray:
        """每个参数的尺子；接续的和偏置用一样的。"""
        columns = column_rulers(self._terms, self._vectors, float(self._penalty) / self._count)
        return np.repeat(np.append(columns, np.repeat(columns[-1], self._width)), self._width)

    def loss(self, flat: np.ndarray) -> Tuple[float, np.ndarray]:
        """（每个的平均负对数似然加惩罚，梯度）"""
        weights, vector_weights, bias, steps = self.split(flat)
        scores = multiply_often(self._terms, weights) + self._vectors @ vector_weights + bias
        taken = float(scores[self._every, self._labels].sum()) + float((steps * self._steps_taken).sum())
        with np.errstate(all="ignore"):  # 走得太远的一步会溢出，值成了 NaN，那一步自会折半
            error, pairs, log_total = self._expected(scores, steps)
        error[self._every, self._labels] -= 1
        gradient = np.concatenate([
            multiply_often(self._transposed, error) + self._penalty * weights, self._vectors.T @ error + self._penalty * vector_weights,
            error.sum(0, keepdims=True), pairs - self._steps_taken + self._penalty * steps,
        ])  # fmt: skip
        size = 0.5 * float(self._penalty) * sum(float(np.vdot(part, part)) for part in (weights, vector_weights, steps))
        return (log_total - taken + size) / self._count, (gradient / self._count).ravel().astype(np.float32)

    def _expected(self, scores: np.ndarray, steps: np.ndarray) -> Tuple[np.ndarray, np.ndarray, float]:
        """（每个是各类的概率，每种相接的期望次数，所有走法的分的对数和）"""
        highest = scores.max(1, keepdims=True)
        likely, moves = np.exp(scores - highest), np.exp(np.clip(steps, -_FARTHEST, _FARTHEST)) * self._legal
        forward, totals = np.empty_like(likely), np.empty((self._count, 1), np.float32)
        for t, rows in enumerate(self._rows):
            reached = likely[rows] * (forward[rows - 1] @ moves if t else self._first)
            totals[rows] = reached.sum(1, keepdims=True)
            forward[rows] = reached / totals[rows]
        backward = np.ones_like(likely)
        for rows in reversed(self._rows[1:]):
            backward[rows - 1] = (likely[rows] * backward[rows] / totals[rows]) @ moves.T
        expected = forward * backward
        inner = self._inner
        pairs = moves * (forward[inner - 1].T @ (likely[inner] * backward[inner] / totals[inner]))
        return expected / expected.sum(1, keepdims=True), pairs, float(np.log(totals).sum(dtype=np.float64) + highest.sum(dtype=np.float64))
