"""几千个说法的字面：一句话和每个说法有多少一样的字连排。事项和问答都用它。"""

from __future__ import annotations

from typing import Sequence, Tuple

import numpy as np

from bot.nlu.terms import TermIndex, ngrams


class Wording:
    """rows (说法数, 连排数) 每行长度是一；by_term 是它转过来的：每个连排在哪些说法里。"""

    def __init__(self, phrases: Sequence[str]):
        self.terms, self.rows = TermIndex.fit_rows(ngrams(1, 3), phrases)
        self.by_term = self.rows.T.tocsr()

    def likeness(self, text: str) -> np.ndarray:
        """(说法数,) 的余弦。"""
        phrases, weights = self.mentions(*self.terms.row(text))
        return np.bincount(phrases, weights, minlength=self.rows.shape[0]).astype(np.float32)

    def mentions(self, columns: np.ndarray, values: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
        """这几个连排各在哪些说法里，各添多少分；一个说法有几个连排就有几处。"""
        if not len(columns):
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        index, starts = self.by_term, self.by_term.indptr
        spans = [slice(starts[c], starts[c + 1]) for c in columns.tolist()]
        phrases = np.concatenate([index.indices[span] for span in spans])
        return phrases, np.concatenate([index.data[span] * value for span, value in zip(spans, values)])
