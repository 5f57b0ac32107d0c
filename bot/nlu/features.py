"""句子的两种特征：字面（字的连排、词和读音，快）和语义向量（准而慢）。"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any, Callable, Dict, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

import numpy as np
from scipy import sparse

from bot.nlu.ahead import Ahead
from bot.nlu.encoder import Encoder
from bot.nlu.sounds import sounds
from bot.nlu.terms import Rows, TermIndex, TermIndexes, TermsOf, edges, ngrams, words

# 向量按这个倍数放大，使它和字面的分量相当。
_VECTOR_SCALE = np.float32(1.2)
_NGRAMS = (1, 4)
_SOUNDS = (1, 2)
# 打头、收尾的字另算一份，分量减半。交叉验证上诉求的类型多对半个到一个百分点。
_EDGES, _EDGES_WITHIN, _EDGE_WEIGHT = 5, 60, 0.5
# 至少在四句话里出现过的字面才学：再多一倍也不多对，训练慢一倍，模型大一倍。
_FEWEST = 4
Cut = Callable[[str], Sequence[Any]]


class Features(NamedTuple):
    """几句话的特征：terms (句数, 字面特征数) 稀疏，单一句的是 Rows；vectors (句数, 维数) 可以没有。

    scored 是先算好的字面在各分类头上的分，没有先算就是 None。
    """

    terms: Union[Rows, sparse.csr_matrix]
    vectors: Optional[np.ndarray] = None
    scored: Optional[np.ndarray] = None

    def rows(self, which: Sequence[int]) -> Features:
        return Features(self.terms[which], None if self.vectors is None else self.vectors[which])

    @classmethod
    def stack(cls, parts: Sequence[Features]) -> Features:
        """几份并成一份，次序不变。"""
        if len(parts) == 1:
            return parts[0]
        vectors = None if parts[0].vectors is None else np.vstack([part.vectors for part in parts])
        return cls(sparse.vstack([part.terms for part in parts], format="csr"), vectors)


class FeatureMaker:
    """把整理过的句子变成特征。encoder 为 None 时只有字面。

    centre 是训练语料向量的平均：这个编码器的向量都挤在一个方向上，减掉平均，训练快一倍。
    """

    def __init__(
        self, terms: Sequence[TermIndex], encoder: Optional[Encoder] = None, centre: Optional[np.ndarray] = None
    ):
        self._terms, self._encoder, self._centre = TermIndexes(terms), encoder, centre
        self._ahead = Ahead()

    @classmethod
    def fit(
        cls, texts: Sequence[str], meant: Sequence[int], cut: Cut, encoder: Optional[Encoder] = None
    ) -> Tuple[FeatureMaker, Features]:
        """照写好的句子定特征，并给出全部 texts 的特征。cut 把话切成词。

        meant 是每句说的是第几句：写好的是它自己，排在前面；写错了的用写好的那句的向量，不另编码，编码是训练里最费时的。

        编码在另一个线程里，字面的趁这工夫做：编码占大头，不占解释器锁。
        """
        clean = [text for number, text in enumerate(texts) if meant[number] == number]
        with ThreadPoolExecutor(1) as elsewhere:
            encoding = elsewhere.submit(encoder.encode, clean) if encoder else None
            kinds = _kinds(lru_cache(maxsize=len(texts))(cut))  # 定列、算值各要切一遍词，第二遍是现成的
            indexes = [TermIndex.fit(terms_of, clean, _FEWEST, weight) for terms_of, weight in kinds]
            terms = TermIndexes(indexes).rows(texts)
            encoded = encoding.result() if encoding else None
        if encoded is None:
            return cls(indexes), Features(terms)
        maker = cls(indexes, encoder, encoded.mean(axis=0))
        return maker, Features(terms, maker._level(encoded[np.asarray(meant)]))

    def make(self, texts: Sequence[str]) -> Features:
        vectors = self.vectors(texts)
        if len(texts) != 1:
            return Features(self._terms.rows(texts), vectors)
        return Features(self._ahead.take(texts[0]) or self._terms.row(texts[0]), vectors)

    def vectors(self, texts: Sequence[str]) -> Optional[np.ndarray]:
        """Features 里的那种向量。"""
        return self._level(self._encoder.encode(texts)) if self._encoder else None

    def _level(self, encoded: np.ndarray) -> np.ndarray:
        """和字面的分量相当。"""
        return (encoded - self._centre) * _VECTOR_SCALE

    def read_ahead(self, text: str) -> Rows:
        """先算好这句的字面特征。"""
        terms = self._terms.row(text)
        self._ahead.put(text, terms)
        return terms

    def state(self) -> Dict[str, Any]:
        """可存成 npz 的数组；不用向量时 centre 是空的。"""
        state = {"centre": np.zeros(0, np.float32) if self._centre is None else self._centre}
        for number, terms in enumerate(self._terms.indexes):
            state.update({f"terms{number}.{name}": value for name, value in terms.state().items()})
        return state

    @classmethod
    def from_state(cls, state: Mapping[str, Any], cut: Cut, encoder: Encoder) -> FeatureMaker:
        centre = state["centre"]
        terms = [
            TermIndex.from_state(terms_of, state, f"terms{number}.", weight)
            for number, (terms_of, weight) in enumerate(_kinds(cut))
        ]
        return cls(terms, encoder, centre) if centre.size else cls(terms)


def _kinds(cut: Cut) -> Sequence[Tuple[TermsOf, float]]:
    """几种字面，各多重。"""
    return (
        (ngrams(*_NGRAMS), 1.0),
        (words(cut), 1.0),
        (sounds(*_SOUNDS), 1.0),
        (edges(_EDGES, _EDGES_WITHIN), _EDGE_WEIGHT),
    )
