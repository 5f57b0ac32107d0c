"""按叫法找东西：每样东西有若干说法，一句话和哪样的说法最像。事项和问答都用它。"""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np

from bot.nlu.ahead import Ahead, Later
from bot.nlu.coarse import CoarseIndex
from bot.nlu.encoder import Encoder
from bot.nlu.nearest import Nearest
from bot.nlu.wording import Wording

Phrases = Sequence[Tuple[str, str]]  # （说法，它说的是哪样东西的编号）
# 说法不到这么多，每一个都粗看一眼；多了先分组。
_EXACT_UP_TO = 20_000
_POSTINGS = 6_000  # 字面粗找时最多看多少处出现：从少见的连排看起
_LEXICAL_CANDIDATES = 400
_NOT_COMPARED = -1.0  # 粗找没找到的东西，语义相似度记这个数


class Evidence(NamedTuple):
    """(句数, 东西数)：和每样东西最像的那个说法的相似度。lexical 0–1；semantic 大多落在 0.75–0.95。"""

    lexical: np.ndarray
    semantic: np.ndarray


class PhraseIndex:
    """加减东西只要重建索引（几千个说法不到一秒），不用训练。"""

    def __init__(self, phrases: Phrases, encoder: Encoder, kept: Encoder):
        """encoder 编问话；kept 编说法（算过的存在盘上）。"""
        self.keys: List[str] = list(dict.fromkeys(key for _, key in phrases))
        number = {key: i for i, key in enumerate(self.keys)}
        owners = np.array([number[key] for _, key in phrases])
        order = np.argsort(owners, kind="stable")
        texts = [phrases[i][0] for i in order]
        self._owners = owners[order]
        self._starts = np.searchsorted(self._owners, np.arange(len(self.keys)))
        self._wording = Wording(texts)
        self._encoder = encoder
        self._vectors = kept.encode(texts)
        is_large = len(texts) > _EXACT_UP_TO
        self._coarse = CoarseIndex(self._vectors) if is_large else None
        self._nearest = None if is_large else Nearest(self._vectors, shortlist=320)
        self._ahead = Ahead()

    def evidence(self, texts: Sequence[str]) -> Evidence:
        """每句话和每样东西有多像。"""
        ready = self._ahead.take(texts[0]) if len(texts) == 1 else None
        if ready:
            lexical, semantic = ready
            return Evidence(lexical[np.newaxis], semantic.result()[np.newaxis])
        vectors = self._encoder.encode(texts)
        compare = self._narrowed if self._coarse else self._compare
        each = [compare(text, vector) for text, vector in zip(texts, vectors, strict=True)]
        return Evidence(np.stack([e.lexical for e in each]), np.stack([e.semantic for e in each]))

    def read_ahead(self, text: str) -> Optional[Later]:
        """先比好这句的字面；返回编好以后可以接着做的，比意思。说法多得要粗找的，不先比。"""
        if self._coarse:
            return None
        semantic = Later(lambda: self._semantic(self._encoder.encode([text])[0]))
        self._ahead.put(text, (self._lexical(text), semantic))
        return semantic

    def _compare(self, text: str, vector: np.ndarray) -> Evidence:
        """一句话和每一个说法都比。"""
        return Evidence(self._lexical(text), self._semantic(vector))

    def _semantic(self, vector: np.ndarray) -> np.ndarray:
        """(东西数,)"""
        return self._best(self._nearest.search(vector).all())

    def _lexical(self, text: str) -> np.ndarray:
        """(东西数,)"""
        return self._best(self._wording.likeness(text))

    def positions(self) -> Dict[str, int]:
        return {key: i for i, key in enumerate(self.keys)}

    def _best(self, similarity: np.ndarray) -> np.ndarray:
        return np.maximum.reduceat(similarity, self._starts, axis=-1)

    def _narrowed(self, text: str, vector: np.ndarray) -> Evidence:
        """字面和语义各粗找一遍，找到的说法再细算；别的当作不像。"""
        columns, values = self._wording.terms.row(text)
        found = np.union1d(self._coarse.candidates(vector), self._by_rare_terms(columns, values))
        wanted = np.zeros(len(self._wording.terms), np.float32)
        wanted[columns] = values
        lexical, semantic = np.zeros(len(self.keys), np.float32), np.full(len(self.keys), _NOT_COMPARED, np.float32)
        owners = self._owners[found]  # 说法按主人排好，found 从小到大，同一主人的连在一起
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        lexical[owners[starts]] = np.maximum.reduceat(self._wording.rows[found] @ wanted, starts)
        semantic[owners[starts]] = np.maximum.reduceat(self._vectors[found] @ vector, starts)
        return Evidence(lexical, semantic)

    def _by_rare_terms(self, columns: np.ndarray, values: np.ndarray) -> np.ndarray:
        """有同样的少见连排的说法：从出现得最少的看起，看够了就停。"""
        postings = self._wording.by_term.indptr
        starts, ends = postings[columns], postings[columns + 1]
        rarest = np.argsort(ends - starts)
        rarest = rarest[: np.searchsorted(np.cumsum((ends - starts)[rarest]), _POSTINGS) + 1]
        if not len(rarest):
            return np.zeros(0, np.int32)
        places, weights = self._wording.mentions(columns[rarest], values[rarest])
        phrases, which = np.unique(places[: 2 * _POSTINGS], return_inverse=True)
        likeness = np.bincount(which, weights[: 2 * _POSTINGS])
        if len(phrases) <= _LEXICAL_CANDIDATES:
            return phrases
        return phrases[np.argpartition(-likeness, _LEXICAL_CANDIDATES)[:_LEXICAL_CANDIDATES]]
