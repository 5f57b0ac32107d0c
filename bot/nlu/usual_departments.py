"""投诉举报的性质说明归哪个科室：卖药的多收钱是价格的事，不归药品。

部门这个头看的是说到了什么东西，性质这个头看的是什么事；本局的科室里再听听性质的。交叉验证上投诉举报的部门多对半个多百分点。
"""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence

import numpy as np

from bot.nlu.heads import Ranking

_SHARE = 0.35
_REQUESTS = ("complaint", "tip_off")


class UsualDepartments:
    """shares：(性质数, 科室数)，语料里每种性质的诉求归各科室的几成，每行和为一。"""

    def __init__(self, problems: Sequence[str], departments: Sequence[str], shares: np.ndarray):
        self._problems, self._departments, self._shares = list(problems), list(departments), shares

    @classmethod
    def learn(cls, labels: Mapping[str, Sequence[Optional[str]]], departments: Sequence[str]) -> UsualDepartments:
        """departments 是本局的科室；别的部门的事不标性质，不算。"""
        problems = sorted({problem for problem in labels["problem"] if problem})
        counts = np.zeros((len(problems), len(departments)))
        rows, columns = ({name: i for i, name in enumerate(names)} for names in (problems, departments))
        for problem, department in zip(labels["problem"], labels["department"], strict=True):
            if problem and department in columns:
                counts[rows[problem], columns[department]] += 1
        return cls(problems, departments, counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))

    def weigh(self, rankings: Mapping[str, Ranking]) -> Dict[str, Ranking]:
        """投诉举报：本局各科室合起来的份额不变，其中三成半照性质分。"""
        if rankings["kind"][0][0] not in _REQUESTS:
            return dict(rankings)
        heard, problems = dict(rankings["department"]), dict(rankings["problem"])
        ours = sum(heard.get(name, 0.0) for name in self._departments)
        usual = np.array([problems.get(name, 0.0) for name in self._problems]) @ self._shares
        for name, share in zip(self._departments, usual.tolist(), strict=True):
            heard[name] = (1 - _SHARE) * heard.get(name, 0.0) + _SHARE * ours * share
        return {**rankings, "department": _sorted(heard)}

    def state(self) -> Dict[str, Any]:
        return {
            "usual.problems": np.array(self._problems),
            "usual.departments": np.array(self._departments),
            "usual.shares": self._shares,
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> UsualDepartments:
        return cls(state["usual.problems"].tolist(), state["usual.departments"].tolist(), state["usual.shares"])


def _sorted(probabilities: Mapping[str, float]) -> List:
    return sorted(probabilities.items(), key=lambda pair: -pair[1])
