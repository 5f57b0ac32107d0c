"""和训练语料里最像的几句投票：什么类型、归谁管、什么性质、危险不危险，看意思相近的话当时标的什么。

线性头看字面和大意，碰上说法少见的就没准；近邻补这一块。交叉验证上部门多对两三个百分点，性质多对一个；
类型在没见过的长信上多对三个百分点（留言 macro-F1 0.704→0.736），短话上不变。
"""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence

import numpy as np
import onnxruntime  # noqa: F401  总赶在 usearch 前面装：倒过来装，进程会崩
from usearch.index import Index

from bot.nlu.heads import Ranking

# 险情不掺进头里，另算一份 EMERGENCY_NEARBY：它是第三个见证，见 judge.danger_of。
HEADS = ("department", "problem", "emergency", "kind")
EMERGENCY_NEARBY = "emergency_nearby"
_NEAREST = 24
_NEAREST_EMERGENCY = 12
_LOOKED_AT = 200  # 看最像的这么多句：有的标签四句里才一句有
_AT_A_TIME = 500  # 加的时候占着解释器锁，一次少加些，别的线程才轮得到
_SHARPNESS = 18.0  # 越像的票越重：exp(18 × 余弦)
_SHARE = 0.3  # 近邻占几成，线性头占其余


class Near(NamedTuple):
    """最像的几句，从最像的排起：第几句，有多像。"""

    which: np.ndarray
    likeness: np.ndarray


class _Labels(NamedTuple):
    """一列标签：classes 各种标签，codes 各句是第几种，没有标签的是 -1。"""

    classes: List[str]
    codes: np.ndarray

    @classmethod
    def of(cls, column: np.ndarray) -> _Labels:
        classes = sorted({*column.tolist()} - {""})
        number = {label: code for code, label in enumerate(classes)}
        return cls(classes, np.array([number.get(label, -1) for label in column.tolist()], np.int16))

    def column(self) -> np.ndarray:
        return np.array([*self.classes, ""])[self.codes]

    def votes(self, near: Near, most: int) -> Dict[str, float]:
        """前 most 句有标签的各投一票，合起来是一；标了的不够这么多就不投。"""
        codes = self.codes[near.which]
        first = np.flatnonzero(codes >= 0)[: most + 1]
        if len(first) <= most:
            return {}
        first = first[:most]
        weights = np.exp(_SHARPNESS * (near.likeness[first] - near.likeness[first[0]]))
        votes: Dict[str, float] = {}
        for code, weight in zip(codes[first].tolist(), (weights / weights.sum()).tolist(), strict=True):
            votes[self.classes[code]] = votes.get(self.classes[code], 0.0) + weight
        return votes


class Neighbours:
    """记着的句子（方向，不分长短）和标签。

    句子排成一张近邻图（HNSW，八位整数）：一句话只看几千个里的，不用把几万句的向量都从内存里读一遍。
    最像的二十四句里平均找得到二十三句半。
    """

    def __init__(self, graph: bytes, labels: Mapping[str, np.ndarray]):
        """labels：头的名字 → 各句的标签，没有标签的是空字符串。"""
        self._graph = Index.restore(graph)
        self._graph.expansion_search = _LOOKED_AT
        self._labels = {name: _Labels.of(column) for name, column in labels.items()}

    @classmethod
    def remember(cls, vectors: np.ndarray, labels: Mapping[str, Sequence[Optional[str]]]) -> Neighbours:
        """几个头都没有标签的句子不记。labels 里没有的头不投票。"""
        columns = {name: np.array([label or "" for label in labels[name]]) for name in HEADS if name in labels}
        kept = np.any([column != "" for column in columns.values()], axis=0)
        graph = Index(ndim=vectors.shape[1], metric="cos", dtype="i8", connectivity=16, expansion_add=60)
        for part in np.array_split(np.flatnonzero(kept), kept.sum() // _AT_A_TIME + 1):
            graph.add(np.arange(len(graph), len(graph) + len(part)), vectors[part], threads=1)  # 一个线程：同样的语料，同样的图
        return cls(bytes(graph.save()), {name: column[kept] for name, column in columns.items()})

    def search(self, vector: np.ndarray) -> Near:
        found = self._graph.search(vector, _LOOKED_AT)
        return Near(found.keys.astype(np.int64), 1 - found.distances)

    def refine(self, rankings: Mapping[str, Ranking], near: Near) -> Dict[str, Ranking]:
        """把近邻的票掺进类型、部门和性质的排名；近邻里险情的票另列。"""
        refined = dict(rankings)
        for name, labels in self._labels.items():
            if name in rankings:
                votes = labels.votes(near, _NEAREST_EMERGENCY if name == "emergency" else _NEAREST)
                if name == "emergency":
                    refined[EMERGENCY_NEARBY] = _sorted(votes)
                elif votes:
                    refined[name] = _mix(rankings[name], votes)
        return refined

    def state(self) -> Dict[str, Any]:
        """可存成 npz 的数组。"""
        labels = {f"near.{name}": labels.column() for name, labels in self._labels.items()}
        return {"near.graph": np.frombuffer(self._graph.save(), np.uint8), **labels}

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Neighbours:
        labels = {name: state[f"near.{name}"] for name in HEADS if f"near.{name}" in state}
        return cls(state["near.graph"].tobytes(), labels)


def _mix(ranking: Ranking, votes: Mapping[str, float]) -> Ranking:
    heard = dict(ranking)
    return _sorted({name: (1 - _SHARE) * heard.get(name, 0.0) + _SHARE * votes.get(name, 0.0) for name in {**heard, **votes}})


def _sorted(probabilities: Mapping[str, float]) -> List:
    return sorted(probabilities.items(), key=lambda pair: -pair[1])
