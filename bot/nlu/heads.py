"""线性分类头：意图、方面、部门、问题性质、紧急、急缓，各一个，共用一套特征。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

Ranking = List[Tuple[str, float]]


@dataclass(frozen=True)
class Head:
    """一个多类线性分类器：概率 = softmax(x·weights + bias)。"""

    classes: Tuple[str, ...]
    weights: np.ndarray  # (特征数, 类数)
    bias: np.ndarray  # (类数,)

    def probabilities(self, features) -> np.ndarray:
        """features 是 (句数, 特征数)；返回 (句数, 类数)，每行和为一。"""
        scores = np.asarray(features @ self.weights) + self.bias
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        return scores / scores.sum(axis=1, keepdims=True)

    @classmethod
    def train(cls, features, labels: Sequence[str], strength: float = 8.0) -> Head:
        """labels 里至少两类。strength 越大越贴训练数据（逻辑回归的 C）。"""
        model = LogisticRegression(C=strength, max_iter=300, class_weight="balanced", tol=1e-3)
        model.fit(features, labels)
        weights, bias = model.coef_.T, model.intercept_
        if len(model.classes_) == 2:  # 二分类时 sklearn 只存一列
            weights = np.hstack([np.zeros_like(weights), weights])
            bias = np.array([0.0, bias[0]])
        return cls(tuple(model.classes_), weights.astype(np.float32), bias.astype(np.float32))


class Heads:
    """一组共用特征的分类头。某句没有某个头的标签（None）时，那个头不拿它训练。"""

    def __init__(self, heads: Mapping[str, Head]):
        self._heads = dict(heads)

    @classmethod
    def train(cls, features, labels: Mapping[str, Sequence[Optional[str]]]) -> Heads:
        heads = {}
        for name, column in labels.items():
            rows = [i for i, label in enumerate(column) if label is not None]
            heads[name] = Head.train(_rows(features, rows), [column[i] for i in rows])
        return cls(heads)

    def rank(self, features) -> List[Dict[str, Ranking]]:
        """每句话在每个头上的排名，从高到低。"""
        results: List[Dict[str, Ranking]] = [{} for _ in range(features.shape[0])]
        for name, head in self._heads.items():
            for row, probabilities in zip(results, head.probabilities(features)):
                order = np.argsort(-probabilities)
                row[name] = [(head.classes[i], float(probabilities[i])) for i in order]
        return results

    def state(self) -> Dict[str, Any]:
        arrays: Dict[str, Any] = {}
        for name, head in self._heads.items():
            arrays[f"{name}.classes"] = np.array(head.classes)
            arrays[f"{name}.weights"] = head.weights
            arrays[f"{name}.bias"] = head.bias
        return arrays

    @classmethod
    def from_state(cls, arrays: Mapping[str, Any]) -> Heads:
        names = [key[: -len(".classes")] for key in arrays if key.endswith(".classes")]
        return cls(
            {
                name: Head(tuple(arrays[f"{name}.classes"].tolist()), arrays[f"{name}.weights"], arrays[f"{name}.bias"])
                for name in names
            }
        )


def _rows(features, rows: List[int]):
    return features[rows] if sparse.issparse(features) else np.asarray(features)[rows]
