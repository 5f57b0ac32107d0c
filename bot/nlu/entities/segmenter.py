"""分词：自己的一个 jieba，词典由知识生成；不碰 jieba 的全局词典，不写缓存文件。"""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from itertools import accumulate
from typing import Any, FrozenSet, Iterable, List, NamedTuple, Tuple

from bot.hotline.knowledge import Knowledge

# 通用词典里比这还少见的词不要：省一半内存，少见的词多半是别处的人名地名。
_RAREST = 20
# 知识里的词总要切成一个词。
_OURS = 200_000
_LONGEST = 16
# 一句话找名字、算特征各要切一遍，切过的几句记着。
_REMEMBERED = 8


class Token(NamedTuple):
    text: str
    start: int
    end: int


class Segmenter:
    """`words` 是本局的词：事项、叫法、科室、词表。`fingerprint` 随词典变。"""

    def __init__(self, words: Iterable[str]):
        self._words = sorted({word.lower() for word in words if 2 <= len(word) <= _LONGEST and _is_hanzi(word)})
        self.fingerprint = hashlib.sha256(f"{_RAREST}\n{_OURS}\n".encode() + "\n".join(self._words).encode()).hexdigest()
        self._jieba: Any = None
        self._places: FrozenSet[str] = frozenset()
        self._remembering = lru_cache(maxsize=_REMEMBERED)(self._cut)

    def cut(self, text: str) -> Tuple[Token, ...]:
        """切成词；空白不成词，位置指 text。"""
        return self._remembering(text)

    def _cut(self, text: str) -> Tuple[Token, ...]:
        words = self._open().lcut(text, HMM=False)
        ends = accumulate(map(len, words))
        return tuple(Token(word, end - len(word), end) for word, end in zip(words, ends) if not word.isspace())

    def is_known_place(self, word: str) -> bool:
        """通用词典里的地名。"""
        self._open()
        return word in self._places

    def is_word(self, word: str) -> bool:
        """通用词典里的常用词，或者本局的词。"""
        return self._open().FREQ.get(word, 0) > 0

    def _open(self):
        """第一次用时才读词典（约三分之一秒）。"""
        if self._jieba is None:
            self._jieba, self._places = _own_jieba(self._words)
        return self._jieba


def dictionary_words(knowledge: Knowledge) -> List[str]:
    """由知识生成词典：事项名和叫法、科室、外部部门、商品、平台、字号、要求、节日。"""
    words = knowledge.entity_words
    said: List[str] = []
    for item in knowledge.items.values():
        said += [item.name, *item.asked_as]
    said += [d.name for d in knowledge.departments.values()]
    for body in knowledge.external_bodies.values():
        said += [body.name, body.short_name]
    merchants = words.merchants
    for group in (merchants.suffixes, merchants.lines, merchants.trades, merchants.brands, merchants.platforms, merchants.common_names, merchants.not_merchants, words.products.goods):
        said += group
    for demand in words.demands.demands:
        said += [phrase for phrase in demand.said_as if "…" not in phrase]
    said += [*words.dates.festivals, *words.dates.lunar_festivals, *words.dates.days]
    return said


def _own_jieba(words: Iterable[str]) -> Tuple[Any, FrozenSet[str]]:
    """（自己的分词器，通用词典里的地名）。"""
    import jieba  # 导入时不读词典；它全局的那一个我们不用

    entries, places = [f"{word} {_OURS}" for word in words], []
    ours = set(words)
    with jieba.get_module_res("dict.txt") as file:
        for line in io.TextIOWrapper(file, "utf-8"):
            word, count, tag = line.split()
            if word not in ours and (int(count) >= _RAREST or len(word) == 1):
                entries.append(f"{word} {count}")
            if tag == "ns" and len(word) > 1:
                places.append(word)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(io.BytesIO("\n".join(entries).encode("utf-8")))
    tokenizer.initialized = True
    return tokenizer, frozenset(places)


def _is_hanzi(word: str) -> bool:
    return all("㐀" <= letter <= "鿿" for letter in word)
