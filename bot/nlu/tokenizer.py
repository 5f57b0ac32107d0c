"""分词：自己的一份 jieba，词典由 knowledge/ 生成，不改全局状态。"""

from __future__ import annotations

import hashlib
from typing import Iterable, List

import jieba
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bot.hotline.knowledge import Knowledge

_FREQUENCY = 20000  # 足够让词典里的词不被切开


class HotlineTokenizer:
    """空白不成词；全角半角在此之前已由 normalise 理好。"""

    def __init__(self, words: Iterable[str], vocab=None):
        self.words = sorted(set(words))
        self.fingerprint = hashlib.sha256("\n".join(self.words).encode()).hexdigest()
        self._jieba = jieba.Tokenizer()
        self._jieba.initialize()
        for word in self.words:
            self._jieba.add_word(word, freq=_FREQUENCY)
        self._vocab = vocab

    def cut(self, text: str) -> List[str]:
        return [word for word in self._jieba.cut(text, HMM=False) if word.strip()]

    def __call__(self, text: str) -> Doc:
        words = [word for word in self._jieba.cut(text, HMM=False) if word]
        tokens, spaces = [], []
        for word in words:
            if word.isspace():
                if spaces:
                    spaces[-1] = True
                continue
            tokens.append(word)
            spaces.append(False)
        return Doc(self._vocab, words=tokens, spaces=spaces)


def dictionary_words(knowledge: Knowledge) -> List[str]:
    """知识里的专名：事项名、叫法、科室和部门名、材料名。"""
    words = {name for item in knowledge.items.values() for name in (item.name, *item.asked_as)}
    words |= {m.name for item in knowledge.items.values() for m in item.materials}
    words |= {body.name for body in (*knowledge.departments.values(), *knowledge.external_bodies.values())}
    return [word.lower() for word in words if 2 <= len(word) <= 12]


def build_pipeline(knowledge: Knowledge) -> Language:
    """一条 spaCy 流水线：分词之后是词表里的商家、商品和地名（EntityRuler）。"""
    nlp = spacy.blank("zh")
    nlp.tokenizer = HotlineTokenizer(dictionary_words(knowledge), nlp.vocab)
    return nlp
