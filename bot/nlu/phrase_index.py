"""按叫法找东西：每样东西有若干说法，一句话和哪样的说法最像。事项和问答都用它。"""

from __future__ import annotations

from typing import Dict, List, Sequence, Tuple

import numpy as np

from bot.nlu.encoder import Encoder
from bot.nlu.ngrams import NgramIndex

Phrases = Sequence[Tuple[str, str]]  # （说法，它说的是哪样东西的编号）
_SIZES = (1, 3)


class PhraseIndex:
    """加减东西只要重建索引（六十四个事项不到半秒），不用训练。"""

    def __init__(self, phrases: Phrases, encoder: Encoder, kept: Encoder):
        """encoder 编问话；kept 编说法（算过的存在盘上）。"""
        texts = [text for text, _ in phrases]
        self.keys: List[str] = list(dict.fromkeys(key for _, key in phrases))
        number = {key: i for i, key in enumerate(self.keys)}
        owners = np.array([number[key] for _, key in phrases])
        order = np.argsort(owners, kind="stable")
        self._starts = np.searchsorted(owners[order], np.arange(len(self.keys)))
        texts = [texts[i] for i in order]
        self._ngrams = NgramIndex.fit(texts, _SIZES)
        self._lexical = self._ngrams.rows(texts).T.tocsr()
        self._encoder = encoder
        self._vectors = kept.encode(texts).T

    def lexical(self, texts: Sequence[str]) -> np.ndarray:
        """(句数, 东西数)：和每样东西最像的那个说法的字面相似度，0–1。"""
        similarity = (self._ngrams.rows(texts) @ self._lexical).toarray()
        return np.maximum.reduceat(similarity, self._starts, axis=1)

    def semantic(self, texts: Sequence[str]) -> np.ndarray:
        """(句数, 东西数)：最像的那个说法的语义相似度；这个编码器的值大多落在 0.75–0.95。"""
        similarity = self._encoder.encode(texts) @ self._vectors
        return np.maximum.reduceat(similarity, self._starts, axis=1)

    def positions(self) -> Dict[str, int]:
        return {key: i for i, key in enumerate(self.keys)}
