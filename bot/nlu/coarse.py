"""说法成千上万时，先粗找出可能相近的几千个，再细算：不用和每一个都比。"""

from __future__ import annotations

from typing import List

import numpy as np

_PER_GROUP = 200  # 一组大约多少个向量
_MOST_GROUPS = 2048
_GROUPS_LOOKED_AT = 8
_BLOCK = 8192


class CoarseIndex:
    """向量按最近的代表分组；找的时候只看离问话最近的几组。代表是随便抽的，不用反复调。"""

    def __init__(self, vectors: np.ndarray, seed: int = 7):
        groups = int(np.clip(len(vectors) // _PER_GROUP, 1, _MOST_GROUPS))
        chosen = np.random.default_rng(seed).choice(len(vectors), groups, replace=False)
        self._centres = vectors[np.sort(chosen)].astype(np.float32)
        owners = np.concatenate([self._nearest(vectors[at : at + _BLOCK]) for at in range(0, len(vectors), _BLOCK)])
        order = np.argsort(owners, kind="stable")
        self._members: List[np.ndarray] = np.split(
            order.astype(np.int32), np.searchsorted(owners[order], np.arange(1, groups))
        )

    def candidates(self, vector: np.ndarray) -> np.ndarray:
        """可能和 vector 相近的那些向量的序号。"""
        likeness = self._centres @ vector
        looked_at = min(_GROUPS_LOOKED_AT, len(likeness))
        groups = np.argpartition(-likeness, looked_at - 1)[:looked_at]
        return np.concatenate([self._members[group] for group in groups])

    def _nearest(self, block: np.ndarray) -> np.ndarray:
        return np.argmax(block.astype(np.float32) @ self._centres.T, axis=1)
