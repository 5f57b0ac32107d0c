"""L-BFGS，全程单精度。scipy 的要双精度、还管上下界，几百万个参数时光是它自己就占九成时间。"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Deque, Tuple

import numpy as np
from scipy import sparse
from scipy.linalg.blas import saxpy  # 就地加，不另占一份

_MEMORY = 8
_SUFFICIENT = 1e-4  # Armijo 条件
_SMALLEST_STEP = 1e-6
_FIRST_MOVE = 10.0  # 头一步还不知道曲率，先走远些，不行再折半

_CURVATURE = 0.05  # 一句话平均还有几分没把握：p(1-p)

Objective = Callable[[np.ndarray], Tuple[float, np.ndarray]]


def column_rulers(terms: sparse.csr_matrix, vectors: np.ndarray, penalty: float) -> np.ndarray:
    """(字面列数 + 向量维数 + 1,) 各列的尺子，最后一列总是 1（偏置）。

    少见的字面、常见的字面和向量，一步该走的远近差几百倍；各用各的尺子，走的步数少一半多，学到的一样。
    """
    squares = np.concatenate([np.bincount(terms.indices, terms.data**2, terms.shape[1]), (vectors**2).sum(axis=0)])
    seen = np.append(squares / len(vectors), 1)
    return ((_CURVATURE * seen + penalty) ** -0.25).astype(np.float32)


def minimise(objective: Objective, rulers: np.ndarray, most_steps: int, tolerance: float) -> np.ndarray:
    """从零开始。objective 返回（值，梯度），应当是光滑的凸函数。值的相对下降连着两步小于 tolerance 就停。

    rulers 是每个参数的尺子：走的是参数除以尺子，结果不变，步数变。
    """

    def measured(point: np.ndarray) -> Tuple[float, np.ndarray]:
        value, gradient = objective(point * rulers)
        return value, gradient * rulers

    return rulers * _descend(measured, np.zeros_like(rulers), most_steps, tolerance)


def _descend(objective: Objective, start: np.ndarray, most_steps: int, tolerance: float) -> np.ndarray:
    point, (value, gradient) = start, objective(start)
    history: Deque[Tuple[np.ndarray, np.ndarray, float]] = deque(maxlen=_MEMORY)
    stalled = 0
    for _ in range(most_steps):
        direction = _direction(gradient, history)
        slope = float(gradient @ direction)
        if slope >= 0:  # 单精度的舍入误差，或者已经到底
            break
        step = 1.0 if history else _FIRST_MOVE / float(np.sqrt(gradient @ gradient))
        while True:
            candidate = saxpy(direction, point.copy(), a=step)
            new_value, new_gradient = objective(candidate)
            if new_value <= value + _SUFFICIENT * step * slope:
                break
            step /= 2
            if step < _SMALLEST_STEP * _FIRST_MOVE:
                return point
        moved, turned = candidate - point, new_gradient - gradient
        curvature = float(moved @ turned)
        if curvature > 0:
            history.append((moved, turned, 1 / curvature))
        stalled = stalled + 1 if value - new_value < tolerance * max(abs(value), 1e-12) else 0
        point, value, gradient = candidate, new_value, new_gradient
        if stalled >= 2:
            break
    return point


def _direction(gradient: np.ndarray, history: Deque[Tuple[np.ndarray, np.ndarray, float]]) -> np.ndarray:
    """两遍循环：由最近几步估出的牛顿方向。"""
    direction = -gradient
    weights = []
    for moved, turned, inverse in reversed(history):
        weight = inverse * float(moved @ direction)
        direction = saxpy(turned, direction, a=-weight)
        weights.append(weight)
    if history:
        moved, turned, inverse = history[-1]
        direction *= np.float32(1 / (inverse * float(turned @ turned)))
    for (moved, turned, inverse), weight in zip(history, reversed(weights)):
        direction = saxpy(moved, direction, a=weight - inverse * float(turned @ direction))
    return direction
