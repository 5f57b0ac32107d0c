"""学来的几个头怎么听一句话：字面和意思的特征、线性头、近邻。"""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping, Sequence

from bot.nlu.ahead import Ahead, Later
from bot.nlu.danger import danger_of
from bot.nlu.encoder import Encoder
from bot.nlu.entities.segmenter import Token
from bot.nlu.features import FeatureMaker, Features
from bot.nlu.heads import Heads, Ranking
from bot.nlu.neighbours import Neighbours
from bot.nlu.usual_departments import UsualDepartments

REQUESTS = ("file_complaint", "file_tip_off", "complain_about_conduct", "ask_for_help", "suggest", "commend")
_ASKING = ("ask_guide", "ask_regulation")
# 两个头合起来像险情到这个程度，才去听近邻的：再低的，近邻全说是也到不了门槛。
_SUSPECT = 0.14


class TextClassifier:
    """几个线性头和它们的特征；诉求归谁管、什么性质、危险不危险，再听听近邻的。"""

    def __init__(self, features: FeatureMaker, heads: Heads, usual: UsualDepartments, neighbours: Neighbours | None):
        self._features, self._heads, self._usual, self._neighbours = features, heads, usual, neighbours
        self._ahead, self._searches = Ahead(), Ahead()

    def features(self, texts: Sequence[str]) -> Features:
        scored = self._ahead.take(texts[0]) if len(texts) == 1 else None
        return self._features.make(texts)._replace(scored=scored)

    def read_ahead(self, text: str) -> str:
        """先算好字面特征和它在各头上的分；返回光看字面像是想要什么。"""
        scored = self._heads.score(self._features.read_ahead(text))
        self._ahead.put(text, scored)
        return self._heads.guess("wish", scored)

    def search_later(self, text: str) -> Later | None:
        """编好这句话以后去找近邻，second_look 要用。"""
        if self._neighbours is None:
            return None
        search = Later(lambda: self._neighbours.search(self._features.vectors([text])[0]))
        self._searches.put(text, search)
        return search

    def rank(self, features: Features) -> List[Dict[str, Ranking]]:
        """每句话在每个头上的排名，近邻也听过了。"""
        return [self._second_look(ranking, features, row, None) for row, ranking in enumerate(self.first_look(features))]

    def first_look(self, features: Features) -> List[Dict[str, Ranking]]:
        """只是几个线性头的。"""
        return self._heads.rank(features)

    def second_look(self, text: str, ranking: Dict[str, Ranking], features: Features) -> Dict[str, Ranking]:
        """一句话的 first_look，再听听近邻的；search_later 找好了的就不再找。"""
        return self._second_look(ranking, features, 0, self._searches.take(text))

    def _second_look(self, ranking: Dict[str, Ranking], features: Features, row: int, search: Later | None) -> Dict[str, Ranking]:
        needs_a_department = _needs_a_department(ranking)
        if self._neighbours and (needs_a_department or danger_of(ranking) >= _SUSPECT):
            found = search.result() if search else self._neighbours.search(features.vectors[row])
            ranking = self._neighbours.refine(ranking, found)
        return self._usual.weigh(ranking) if needs_a_department else ranking

    def state(self) -> Dict[str, Any]:
        near = self._neighbours.state() if self._neighbours else {}
        return {**self._features.state(), **self._heads.state(), **self._usual.state(), **near}

    @classmethod
    def from_state(cls, state: Mapping[str, Any], cut: Callable[[str], List[Token]], encoder: Encoder) -> TextClassifier:
        near = Neighbours.from_state(state) if "near.graph" in state else None
        maker = FeatureMaker.from_state(state, cut, encoder)
        return cls(maker, Heads.from_state(state), UsualDepartments.from_state(state), near)


def _needs_a_department(rankings: Mapping[str, Ranking]) -> bool:
    """闲谈和说得出事项的问话用不着：部门由事项定。"""
    wish = rankings["wish"][0][0]
    return wish in REQUESTS or (wish in _ASKING and rankings["scope"][0][0] == "other_body")
