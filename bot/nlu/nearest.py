"""成千上万个向量里和一个方向最像的：先只看最要紧的几维，挑出几百个再细比。

全部细比，一句话要读十几兆内存，比算还慢，还把编码器的权重挤出缓存。
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

_SAMPLED = 16


class Found(NamedTuple):
    """which 是细比过的序号，从小到大；likeness 是它们的点积。rough 是粗看的，每个向量一个数。"""

    which: np.ndarray
    likeness: np.ndarray
    rough: np.ndarray

    def all(self) -> np.ndarray:
        """每个向量的点积：细比过的用细的，别的用粗的（偏差不到十分之一）。"""
        likeness = self.rough.copy()
        likeness[self.which] = self.likeness
        return likeness


class Nearest:
    """dimensions 是粗看几维，shortlist 是大约细比多少个。"""

    def __init__(self, vectors: np.ndarray, dimensions: int = 48, shortlist: int = 800):
        self.vectors = vectors.astype(np.float32, copy=False)
        self._main = _main_directions(self.vectors, dimensions)
        self._sketch = self.vectors @ self._main
        self._shortlist = shortlist

    def search(self, direction: np.ndarray) -> Found:
        rough = self._sketch @ (direction @ self._main)
        which = self._likely(rough)
        return Found(which, self.vectors[which] @ direction, rough)

    def _likely(self, rough: np.ndarray) -> np.ndarray:
        """大约最像的那些。线划在哪里只看一部分向量：全部排一遍要十分之二毫秒。"""
        sample, above = rough[::_SAMPLED], self._shortlist // _SAMPLED
        if len(sample) <= above:
            return np.arange(len(rough))
        return np.flatnonzero(rough >= np.partition(sample, -above)[-above])


def _main_directions(vectors: np.ndarray, dimensions: int) -> np.ndarray:
    """(维数, 几维)：这些向量散得最开的几个方向。"""
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    return directions[:, ::-1][:, :dimensions].astype(np.float32)
