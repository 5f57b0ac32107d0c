"""和训练语料里最像的几句投票：什么类型、归谁管、什么性质、危险不危险，看意思相近的话当时标的什么。

线性头看字面和大意，碰上说法少见的就没准；近邻补这一块。交叉验证上部门多对两三个百分点，性质多对一个；
类型在没见过的长信上多对三个百分点（留言 macro-F1 0.704→0.736），短话上不变。
"""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence

import numpy as np

from bot.nlu.heads import Ranking

# 险情不掺进头里，另算一份 EMERGENCY_NEARBY：它是第三个见证，见 judge.danger_of。
HEADS = ("department", "problem", "emergency", "kind")
EMERGENCY_NEARBY = "emergency_nearby"
_NEAREST = 24
_NEAREST_EMERGENCY = 12
_SHARPNESS = 18.0  # 越像的票越重：exp(18 × 余弦)
_SHARE = 0.3  # 近邻占几成，线性头占其余
# 先只看最要紧的几维，挑出这么多句再细比：两万句全比要读三十兆，慢四五倍。
_SKETCH = 96
_SHORTLIST = 600


class Neighbours:
    """记着的句子的向量（减过平均、单位长）和标签。"""

    def __init__(self, vectors: np.ndarray, labels: Mapping[str, np.ndarray]):
        """labels：头的名字 → 各句的标签，没有标签的是空字符串。"""
        self._vectors = vectors.astype(np.float32)
        self._labels = dict(labels)
        self._main = _main_directions(self._vectors)
        self._sketch = self._vectors @ self._main

    @classmethod
    def remember(cls, vectors: np.ndarray, labels: Mapping[str, Sequence[Optional[str]]]) -> Neighbours:
        """几个头都没有标签的句子不记。labels 里没有的头不投票。"""
        columns = {name: np.array([label or "" for label in labels[name]]) for name in HEADS if name in labels}
        kept = np.any([column != "" for column in columns.values()], axis=0)
        return cls(_unit(vectors[kept]).astype(np.float16), {name: column[kept] for name, column in columns.items()})

    def refine(self, rankings: Mapping[str, Ranking], vector: np.ndarray) -> Dict[str, Ranking]:
        """把近邻的票掺进类型、部门和性质的排名；近邻里险情的票另列。"""
        direction = _unit(vector[None])[0]
        rough = self._sketch @ (direction @ self._main)
        some = np.argpartition(-rough, _SHORTLIST)[:_SHORTLIST] if len(rough) > _SHORTLIST else np.arange(len(rough))
        likeness = self._vectors[some] @ direction
        refined = dict(rankings)
        for name, labels in self._labels.items():
            if name in rankings:
                votes = _votes(labels[some], likeness, _NEAREST_EMERGENCY if name == "emergency" else _NEAREST)
                if name == "emergency":
                    refined[EMERGENCY_NEARBY] = _sorted(votes)
                elif votes:
                    refined[name] = _mix(rankings[name], votes)
        return refined

    def state(self) -> Dict[str, Any]:
        return {"near.vectors": self._vectors.astype(np.float16), **{f"near.{k}": v for k, v in self._labels.items()}}

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Neighbours:
        return cls(state["near.vectors"], {name: state[f"near.{name}"] for name in HEADS if f"near.{name}" in state})


def _votes(labels: np.ndarray, likeness: np.ndarray, most: int) -> Dict[str, float]:
    """最像的 most 句各投一票，合起来是一。标了的不够这么多就不投。"""
    known = np.flatnonzero(labels != "")
    if len(known) <= most:
        return {}
    nearest = known[np.argpartition(-likeness[known], most)[:most]]
    weights = np.exp(_SHARPNESS * (likeness[nearest] - likeness[nearest].max()))
    votes: Dict[str, float] = {}
    for label, weight in zip(labels[nearest].tolist(), (weights / weights.sum()).tolist(), strict=True):
        votes[label] = votes.get(label, 0.0) + weight
    return votes


def _mix(ranking: Ranking, votes: Mapping[str, float]) -> Ranking:
    heard = dict(ranking)
    return _sorted({name: (1 - _SHARE) * heard.get(name, 0.0) + _SHARE * votes.get(name, 0.0) for name in {**heard, **votes}})


def _sorted(probabilities: Mapping[str, float]) -> List:
    return sorted(probabilities.items(), key=lambda pair: -pair[1])


def _main_directions(vectors: np.ndarray) -> np.ndarray:
    """(维数, 几维)：这些向量散得最开的几个方向。"""
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    return directions[:, ::-1][:, :_SKETCH].astype(np.float32)


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
