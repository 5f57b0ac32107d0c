"""和训练语料里最像的几句投票：归谁管、什么性质，看意思相近的话当时标的什么。

线性头看字面和大意，碰上说法少见的就没准；近邻补这一块。交叉验证上部门多对两三个百分点，性质多对一个。
"""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence

import numpy as np

from bot.nlu.heads import Ranking

HEADS = ("department", "problem")
_NEAREST = 24
_SHARPNESS = 18.0  # 越像的票越重：exp(18 × 余弦)
_SHARE = 0.3  # 近邻占几成，线性头占其余


class Neighbours:
    """记着的句子的向量（减过平均、单位长）和标签。"""

    def __init__(self, vectors: np.ndarray, labels: Mapping[str, np.ndarray]):
        """labels：头的名字 → 各句的标签，没有标签的是空字符串。"""
        self._vectors = vectors.astype(np.float32)
        self._labels = dict(labels)
        self._known = {name: np.flatnonzero(column != "") for name, column in self._labels.items()}

    @classmethod
    def remember(cls, vectors: np.ndarray, labels: Mapping[str, Sequence[Optional[str]]]) -> Neighbours:
        """两个头都没有标签的句子不记。"""
        columns = {name: np.array([label or "" for label in labels[name]]) for name in HEADS}
        kept = np.any([column != "" for column in columns.values()], axis=0)
        return cls(_unit(vectors[kept]).astype(np.float16), {name: column[kept] for name, column in columns.items()})

    def refine(self, rankings: Mapping[str, Ranking], vector: np.ndarray) -> Dict[str, Ranking]:
        """把近邻的票掺进部门和性质的排名。"""
        likeness = self._vectors @ _unit(vector[None])[0]
        return {**rankings, **{name: self._mix(name, rankings[name], likeness) for name in HEADS if name in rankings}}

    def _mix(self, name: str, ranking: Ranking, likeness: np.ndarray) -> Ranking:
        known = self._known[name]
        if len(known) <= _NEAREST:
            return ranking
        likeness = likeness[known]
        nearest = np.argpartition(-likeness, _NEAREST)[:_NEAREST]
        votes = np.exp(_SHARPNESS * (likeness[nearest] - likeness[nearest].max()))
        mixed = {label: (1 - _SHARE) * probability for label, probability in ranking}
        for label, vote in zip(self._labels[name][known[nearest]], votes / votes.sum(), strict=True):
            mixed[str(label)] = mixed.get(str(label), 0.0) + _SHARE * float(vote)
        return _sorted(mixed)

    def state(self) -> Dict[str, Any]:
        return {"near.vectors": self._vectors.astype(np.float16), **{f"near.{k}": v for k, v in self._labels.items()}}

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Neighbours:
        return cls(state["near.vectors"], {name: state[f"near.{name}"] for name in HEADS})


def _sorted(probabilities: Mapping[str, float]) -> List:
    return sorted(probabilities.items(), key=lambda pair: -pair[1])


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
