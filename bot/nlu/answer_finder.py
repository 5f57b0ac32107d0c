"""在常见问答里找答案。"""

from __future__ import annotations

from typing import List, Tuple

import numpy as np

from bot.hotline.knowledge import Knowledge
from bot.nlu.encoder import Encoder
from bot.nlu.normalise import normalise
from bot.nlu.phrase_index import PhraseIndex

# 语义相似度从多少开始算有一点像；e5 的无关句子也有 0.8 上下。
_UNRELATED = 0.80


class FaqFinder:
    """问答，按问法的字面和语义找。"""

    def __init__(self, knowledge: Knowledge, encoder: Encoder, kept: Encoder):
        faq = [(_clean(text), entry.faq_id) for entry in knowledge.faq.values() for text in (entry.question, *entry.asked_as)]
        self._index = PhraseIndex(faq, encoder, kept)

    def find(self, text: str, limit: int = 3) -> List[Tuple[str, float]]:
        text = _clean(text)
        if not text:
            return []
        lexical, semantic = self._index.evidence([text])
        scores = _score(lexical[0], semantic[0])
        best = np.argsort(-scores)[:limit]
        return [(self._index.keys[i], float(scores[i])) for i in best]


def _score(lexical: np.ndarray, semantic: np.ndarray) -> np.ndarray:
    semantic = np.clip((semantic - _UNRELATED) / (1 - _UNRELATED), 0, 1)
    return 0.5 * lexical + 0.5 * semantic


def _clean(text: str) -> str:
    return normalise(text).text
