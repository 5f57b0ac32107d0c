"""在常见问答里找答案。"""

from __future__ import annotations

from typing import Dict, List, Optional, Tuple

import numpy as np

from bot.hotline.knowledge import Knowledge
from bot.nlu.encoder import Encoder
from bot.nlu.normalise import normalise
from bot.nlu.phrase_index import PhraseIndex

# 语义相似度从多少开始算有一点像；e5 的无关句子也有 0.8 上下。
_UNRELATED = 0.80


class FaqFinder:
    """问答和各事项的常见问题，按问法的字面和语义找。"""

    def __init__(self, knowledge: Knowledge, encoder: Encoder, kept: Encoder):
        faq = [(_clean(text), entry.faq_id) for entry in knowledge.faq.values() for text in (entry.question, *entry.asked_as)]
        self._index = PhraseIndex(faq, encoder, kept)
        self._in_item: Dict[str, List[Tuple[str, int]]] = {  # 问法，第几条
            item.item_id: [
                (_clean(text), number)
                for number, entry in enumerate(item.common_questions)
                for text in (entry.question, *entry.asked_as)
            ]
            for item in knowledge.items.values()
        }
        self._encoder, self._kept = encoder, kept

    def find(self, text: str, limit: int = 3) -> List[Tuple[str, float]]:
        text = _clean(text)
        if not text:
            return []
        lexical, semantic = self._index.evidence([text])
        scores = _score(lexical[0], semantic[0])
        best = np.argsort(-scores)[:limit]
        return [(self._index.keys[i], float(scores[i])) for i in best]

    def find_in_item(self, item_id: str, text: str) -> Optional[int]:
        """市民问的是这个事项的第几条常见问题；都不像返回 None。"""
        questions = self._in_item.get(item_id)
        text = _clean(text)
        if not questions or len(text) < 4:
            return None
        similarity = self._kept.encode([said for said, _ in questions]) @ self._encoder.encode([text])[0]
        best = int(np.argmax(similarity))
        return questions[best][1] if similarity[best] >= 0.92 else None


def _score(lexical: np.ndarray, semantic: np.ndarray) -> np.ndarray:
    semantic = np.clip((semantic - _UNRELATED) / (1 - _UNRELATED), 0, 1)
    return 0.5 * lexical + 0.5 * semantic


def _clean(text: str) -> str:
    return normalise(text).text
