"""把问话连到办事事项：检索为主，学来的偏好为辅，拿不准就说拿不准。"""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from bot.hotline.knowledge import Knowledge
from bot.nlu.ahead import Later
from bot.nlu.encoder import Encoder
from bot.nlu.features import Cut, FeatureMaker, Features
from bot.nlu.heads import Head, head_from_state, head_state
from bot.nlu.normalise import normalise
from bot.nlu.phrase_index import PhraseIndex

Ranking = List[Tuple[str, float]]
_KEPT = 5
_NEW_ITEM = 0.3


class ServiceItemLinker:
    """
    三路证据合成一个分数：

    - 字面：问话和事项的名称、叫法、市民问法的字连排相似度；
    - 语义：同样这些说法的向量相似度；
    - 偏好：在 data/nlu/ 上学的分类器。知识库里新加的事项它没见过，只靠前两路，不用重训。
    """

    def __init__(
        self,
        knowledge: Knowledge,
        encoder: Encoder,
        kept: Encoder,
        phrasings: Sequence[Tuple[str, str]],
        head: Head,
        features: FeatureMaker,
        weights: Sequence[float],
    ):
        self._encoder, self._kept, self._phrasings = encoder, kept, phrasings
        names = [(_clean(text), item.item_id) for item in knowledge.items.values() for text in phrases_of(item)]
        known = [(text, item_id) for text, item_id in phrasings if item_id in knowledge.items]
        self._index = PhraseIndex([*names, *known], encoder, kept)
        self._head, self._features, self._weights = head, features, np.asarray(weights)
        positions = self._index.positions()
        self._seen = np.array([positions[c] if c in positions else -1 for c in head.classes])

    def renewed(self, knowledge: Knowledge) -> ServiceItemLinker:
        """知识改了以后的样子：学来的照旧，说法的索引重建。撤下的事项不再连到，新的只靠字面和语义。"""
        return ServiceItemLinker(
            knowledge, self._encoder, self._kept, self._phrasings, self._head, self._features, self._weights
        )

    def scores(self, texts: Sequence[str], features: Features | None = None) -> np.ndarray:
        """(句数, 事项数) 的分数，每行和为一。texts 是整理过的文字；特征已经算过的带上，不再算。"""
        lexical, semantic = self._index.evidence(texts)
        probabilities = self._head.probabilities(features or self._features.make(texts))
        present = self._seen >= 0
        # 偏好没见过新事项，不能拿它压新事项：记作最像的老事项的三成，让字面和语义去分高下。
        learned = np.repeat(_NEW_ITEM * probabilities.max(axis=1, keepdims=True), lexical.shape[1], axis=1)
        learned[:, self._seen[present]] = np.maximum(probabilities[:, present], 1e-4)
        a, b, c = self._weights
        combined = a * lexical + b * semantic + c * np.log(learned)
        combined -= combined.max(axis=1, keepdims=True)
        np.exp(combined, out=combined)
        return combined / combined.sum(axis=1, keepdims=True)

    def read_ahead(self, text: str) -> Optional[Later]:
        """先比好这句的字面；返回编好以后可以接着做的。"""
        return self._index.read_ahead(_clean(text))

    def link(self, texts: Sequence[str], features: Features | None = None) -> List[Ranking]:
        """每句话最像的五个事项和分数。"""
        rows = self.scores([_clean(text) for text in texts], features)
        return [[(self._index.keys[i], float(row[i])) for i in _best(row)] for row in rows]


def _best(row: np.ndarray) -> np.ndarray:
    """分数最高的几个，从高到低；十万个事项也不全排。"""
    kept = np.argpartition(-row, _KEPT)[:_KEPT] if len(row) > _KEPT else np.arange(len(row))
    return kept[np.argsort(-row[kept], kind="stable")]


def phrases_of(item) -> List[str]:
    return [item.name, *item.asked_as, item.summary]


def _clean(text: str) -> str:
    return normalise(text).text


def linker_state(
    phrasings: Sequence[Tuple[str, str]], head: Head, features: FeatureMaker, weights: Sequence[float]
) -> Dict[str, Any]:
    return {
        **head_state(head),
        **features.state(),
        "texts": np.array([text for text, _ in phrasings]),
        "item_ids": np.array([item_id for _, item_id in phrasings]),
        "mix": np.asarray(weights),
    }


def linker_from_state(
    state: Mapping[str, Any], knowledge: Knowledge, encoder: Encoder, kept: Encoder, cut: Cut
) -> ServiceItemLinker:
    phrasings = list(zip(state["texts"].tolist(), state["item_ids"].tolist()))
    features = FeatureMaker.from_state(state, cut, encoder)
    return ServiceItemLinker(
        knowledge, encoder, kept, phrasings, head_from_state(state), features, state["mix"].tolist()
    )
