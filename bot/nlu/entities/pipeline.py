"""一条 spaCy 流水线：分词、词表、号码、钱数、日子、要求、表单、名字，都落在一份 Doc 上。

便宜的几段每句都跑（不到一毫秒）；找名字的那一段只在要名字的时候跑：规则先找，学来的再定。
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, Callable, List, NamedTuple, Optional, Sequence

import numpy as np

from bot.hotline.knowledge import Knowledge
from bot.nlu.ahead import Ahead
from bot.nlu.entities.address_edges import AddressEdges
from bot.nlu.entities.entity import Entity, Worksheet
from bot.nlu.entities.language import CHEAP, SHEET, Finders, build_language
from bot.nlu.entities.letters import describe
from bot.nlu.entities.segmenter import Segmenter, dictionary_words
from bot.nlu.entities.tagger import Lettered, NameTagger
from bot.nlu.entities.words import WordReader
from bot.nlu.marked import Marked, Span
from bot.nlu.normalise import Reading, normalise

# spaCy 见过的字词只增不减；多到这个数就换一份新的词汇表，不让内存一直长。
_MOST_STRINGS = 60_000
# 学来的定这几种。要求是规则找的和学来的合起来：学来的连“再催一下”“投诉他”也算，先滤掉（demands.py）。
_SETTLED = ("merchant", "address", "product", "person")
_NAMED = "named"  # 先照规则找过名字的，放在 doc.user_data 的这一栏


class _Named(NamedTuple):
    """照规则找过名字的纸，和学来的光看字面的看法（没有学来的是 None）。"""

    sheet: Worksheet
    weighed: Optional[np.ndarray]


class EntityPipeline:
    """第一次用时才装 spaCy 和词典。一个进程一份，不是线程安全的。

    tagger 是学来的，装好模型才有；没有时名字只照规则找。
    """

    def __init__(
        self,
        knowledge: Knowledge,
        letters: Optional[Callable[[str], np.ndarray]] = None,
        tagger: Optional[NameTagger] = None,
    ):
        """letters：一句整理好的话 → 每个字的向量（encoder.letters）；只照规则找就用不着。"""
        self._knowledge, self._letters, self.tagger = knowledge, letters, tagger
        self.segmenter = Segmenter(dictionary_words(knowledge))
        self._edges = AddressEdges(knowledge.entity_words.places)
        self._words = WordReader()
        self._finders: Optional[Finders] = None
        self._nlp: Any = None
        self._ahead = Ahead()

    def read(self, reading: Reading, received_on: Optional[date] = None):
        """整理好的话 → Doc：词、词表里的名称（doc.ents）、有固定写法的实体。"""
        ready = self._ahead.take((reading, received_on))
        return self._read(reading, received_on) if ready is None else ready

    def read_ahead(self, reading: Reading, received_on: Optional[date], likely_named: bool) -> None:
        """先读好这句，等 read 来取。likely_named：多半要找名字，用不着向量的也先做了。"""
        doc = self._read(reading, received_on)
        self._ahead.put((reading, received_on), doc)
        if likely_named and reading.text.strip():
            doc.user_data[_NAMED] = self._named_by_rules(doc)

    def _read(self, reading: Reading, received_on: Optional[date]):
        nlp = self._language()
        doc = nlp.make_doc(reading.text)
        doc.user_data[SHEET] = Worksheet(reading, received_on)
        for name in CHEAP:
            doc = nlp.get_pipe(name)(doc)
        return doc

    def warm_up(self) -> None:
        """起服务时就把词典和模型装好（约两秒），第一位市民不用等。"""
        self.find_names(self.read(normalise("您好")))

    def find_names(self, doc) -> None:
        """再认商家、地址、人名、商品：要跑预训练模型，约两三毫秒。一份 Doc 只认一回。"""
        sheet = doc.user_data[SHEET]
        if sheet.words or not sheet.text.strip():
            return
        sheet, weighed = doc.user_data.pop(_NAMED, None) or self._named_by_rules(doc)
        doc.user_data[SHEET] = sheet
        if weighed is not None:
            words = self._knowledge.entity_words.merchants
            found = self._edges.settle(sheet.text, self.tagger.find(weighed, self._letters(sheet.text)))
            sheet.settle(_SETTLED, found, words.platforms, words.opening_verbs, words.roles)
            self._finders.demands.settle(sheet, found)

    def _named_by_rules(self, doc) -> _Named:
        """在另一张纸上找，doc 自己的不动：听懂了才知道要不要名字。"""
        plain = doc.user_data[SHEET]
        sheet = doc.user_data[SHEET] = plain.copy()
        self._language().get_pipe("names")(doc)
        doc.user_data[SHEET] = plain
        return _Named(sheet, self.tagger.weigh(describe(doc, sheet)) if self.tagger else None)

    def learn(self, sentences: Sequence[Marked]) -> NameTagger:
        """照标好的句子学找名字，学好就用上。"""
        self.tagger = None  # 学的时候看规则怎么看，不看上一个学来的
        readings = [normalise(sentence.text) for sentence in sentences]
        with ThreadPoolExecutor(os.cpu_count()) as cores:  # 编码时不占解释器锁
            vectors = cores.map(self._letters, [reading.text for reading in readings])
            self.tagger = NameTagger.train([self._taught(*one) for one in zip(sentences, readings, vectors, strict=True)])
        return self.tagger

    def _taught(self, sentence: Marked, reading: Reading, vectors: np.ndarray) -> Lettered:
        doc = self.read(reading)
        self.find_names(doc)
        spans = [span for marked in sentence.spans if (span := _in_reading(marked, reading))]
        return Lettered(describe(doc, doc.user_data[SHEET]), vectors, spans)

    def entities(self, doc) -> List[Entity]:
        """找到的全部实体，位置指原话；doc.spans["entities"] 里是同样的几段。"""
        self._language().get_pipe("spans")(doc)
        return doc.user_data[SHEET].entities()

    @staticmethod
    def original(doc) -> str:
        """市民的原话。"""
        return doc.user_data[SHEET].reading.original

    @staticmethod
    def received_on(doc) -> Optional[date]:
        """这句话是哪天收到的。"""
        return doc.user_data[SHEET].received_on

    def latest_day(self, doc) -> Optional[date]:
        """话里说到的最近的日子（说个大概的取最后一天）；没说是 None。"""
        sheet = doc.user_data[SHEET]
        periods = [self._finders.dates.period(sheet.text[f.start : f.end], sheet.received_on) for f in sheet.of("date")]
        return max((last for _, last in filter(None, periods)), default=None)

    def _language(self):
        if self._nlp is None or len(self._nlp.vocab.strings) > _MOST_STRINGS:
            self._finders = self._finders or Finders(self._knowledge, self.segmenter)
            self._nlp = build_language(self._knowledge, self.segmenter, self._finders, self._words)
        return self._nlp


def _in_reading(span: Span, reading: Reading) -> Optional[Span]:
    """标在原话上的一处，在整理后的话里是哪一段；整理没了的是 None。"""
    inside = [i for i, place in enumerate(reading.offsets) if span.start <= place < span.end]
    return Span(span.type, inside[0], inside[-1] + 1) if inside else None
