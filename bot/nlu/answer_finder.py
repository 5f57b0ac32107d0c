"""在常见问答里找答案。"""

from __future__ import annotations

from typing import List, Tuple

import numpy as np

from bot.hotline.knowledge import Knowledge
from bot.nlu.encoder import Encoder
from bot.nlu.nearest import Nearest
from bot.nlu.normalise import normalise
from bot.nlu.wording import Wording

# 最像的几个问法、字面、答案的大意各占多少；在 tests/nlu/faq.jsonl 的单数行上定的，见 bot/README.md。
_CLOSEST, _WORDING, _ANSWER = 0.7, 0.32, 0.28
_FEW = 3  # 最像的几个问法
# 头一条有多准：自己有多像，更看比第二条强多少。
_LIKE, _LEAD = 0.75, 1.75
_START_OF_ANSWER = 120  # 答案的头几句就是大意，后面多是例外


class FaqFinder:
    """问答，按问法的字面、问法和答案的大意找。向量先减去平均：e5 的句子都挤在一头，减了才分得开。"""

    def __init__(self, knowledge: Knowledge, encoder: Encoder, kept: Encoder):
        entries = list(knowledge.faq.values())
        ways = [[_clean(text) for text in (entry.question, *entry.asked_as, *entry.told_as)] for entry in entries]
        texts = [text for some in ways for text in some]
        counts = np.array([len(some) for some in ways])
        self._faq_ids = [entry.faq_id for entry in entries]
        self._questions = [some[0] for some in ways]
        self._written = {text: number for number, some in enumerate(ways) for text in some}
        self._starts = np.cumsum(counts) - counts
        self._wording = Wording(texts)
        vectors, answers = kept.encode(texts), kept.encode([_clean(entry.answer[:_START_OF_ANSWER]) for entry in entries])
        self._encoder, self._middle = encoder, vectors.mean(axis=0)
        self._ways = Nearest(_around(vectors, self._middle), shortlist=320)
        places = np.arange(counts.max())
        self._table = np.where(places < counts[:, np.newaxis], self._starts[:, np.newaxis] + places, len(texts))  # 空着的指末尾的零
        self._few = np.minimum(counts, _FEW)
        self._answers = _around(answers, answers.mean(axis=0))

    def find(self, text: str, limit: int = 3) -> List[Tuple[str, float]]:
        """最像的几条和分数；头一条的分数也看它领先第二条多少：和别的分得开才算准。"""
        text = _clean(text)
        return self._best(self._scores(text), limit) if text else []

    def find_after(self, faq_id: str, text: str) -> List[Tuple[str, float]]:
        """刚答过 faq_id，接着的半句话（“那举报呢”）问的是哪几条：光看这半句、接着那个问题看，各算一半。那一条自己光看这半句。"""
        text = _clean(text)
        if not text:
            return []
        alone, own = self._scores(text), self._faq_ids.index(faq_id)
        scores = (alone + self._scores(self._questions[own] + text)) / 2
        scores[own] = alone[own]
        return self._best(scores, 3)

    def _best(self, scores: np.ndarray, limit: int) -> List[Tuple[str, float]]:
        best = np.argsort(-scores)[: max(limit, 2)]
        lead = float(scores[best[0]] - scores[best[1]]) if len(best) > 1 else 0.0
        sure = [_LIKE * float(scores[i]) for i in best]
        sure[0] = min(sure[0] + _LEAD * lead, 1.0)
        return [(self._faq_ids[i], score) for i, score in zip(best, sure)][:limit]

    def _scores(self, text: str) -> np.ndarray:
        vector = _around(self._encoder.encode([text]), self._middle)[0]
        wording = np.maximum.reduceat(self._wording.likeness(text), self._starts)
        ways = np.append(self._ways.search(vector).all(), 0.0)[self._table]
        closest = np.partition(ways, -_FEW, axis=1)[:, -_FEW:].sum(axis=1) / self._few
        scores = _CLOSEST * closest + _WORDING * wording + _ANSWER * (self._answers @ vector)
        if text in self._written:
            scores[self._written[text]] += 1.0  # 一字不差，用不着比
        return scores


def _around(vectors: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """离开平均往哪边偏，长度归一。"""
    centred = vectors - middle
    return centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)


def _clean(text: str) -> str:
    return normalise(text).text
