"""一条 spaCy 流水线：分词、词表、号码、钱数、日子、要求、表单、名字，都落在一份 Doc 上。

便宜的几段每句都跑（不到一毫秒）；要预训练模型的那一段只在要名字的时候跑。
"""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import Any, Callable, List, Optional

from bot.hotline.any_of import any_of
from bot.hotline.knowledge import Knowledge
from bot.nlu.ahead import Ahead
from bot.nlu.entities.dates import DateFinder
from bot.nlu.entities.demands import DemandFinder
from bot.nlu.entities.entity import Entity, Worksheet
from bot.nlu.entities.forms import FormReader
from bot.nlu.entities.merchants import MerchantFinder
from bot.nlu.entities.money import MoneyFinder
from bot.nlu.entities.numbers import NumberFinder
from bot.nlu.entities.people import PersonFinder
from bot.nlu.entities.places import PlaceFinder
from bot.nlu.entities.products import ProductFinder
from bot.nlu.entities.segmenter import Segmenter, dictionary_words
from bot.nlu.entities.words import WordReader, mend, overlay
from bot.nlu.lean_rasa import import_lean_rasa
from bot.nlu.normalise import Reading, normalise

_CHEAP = ("gazetteer", "facts")
_SHEET = "worksheet"
# spaCy 见过的字词只增不减；多到这个数就换一份新的词汇表，不让内存一直长。
_MOST_STRINGS = 60_000


class EntityPipeline:
    """第一次用时才装 spaCy 和词典。一个进程一份，不是线程安全的。"""

    def __init__(self, knowledge: Knowledge):
        self._knowledge = knowledge
        self.segmenter = Segmenter(dictionary_words(knowledge))
        self._words = WordReader()
        self._finders: Optional[_Finders] = None
        self._nlp: Any = None
        self._ahead = Ahead()

    def read(self, reading: Reading, received_on: Optional[date] = None):
        """整理好的话 → Doc：词、词表里的名称（doc.ents）、有固定写法的实体。"""
        ready = self._ahead.take((reading, received_on))
        return self._read(reading, received_on) if ready is None else ready

    def read_ahead(self, reading: Reading, received_on: Optional[date], likely_named: bool) -> None:
        """先读好这句，等 read 来取。likely_named：多半要找名字，预训练模型切的词也先备好。"""
        doc = self._read(reading, received_on)
        self._ahead.put((reading, received_on), doc)
        sheet = doc.user_data[_SHEET]
        if likely_named and sheet.text.strip():
            self._words.read_ahead(sheet.text, sheet.pieces())

    def _read(self, reading: Reading, received_on: Optional[date]):
        nlp = self._language()
        doc = nlp.make_doc(reading.text)
        doc.user_data[_SHEET] = Worksheet(reading, received_on)
        for name in _CHEAP:
            doc = nlp.get_pipe(name)(doc)
        return doc

    def warm_up(self) -> None:
        """起服务时就把词典和模型装好（约两秒），第一位市民不用等。"""
        self.find_names(self.read(normalise("您好")))

    def find_names(self, doc) -> None:
        """再认商家、地址、人名、商品：要跑预训练模型，约两三毫秒。"""
        self._language().get_pipe("names")(doc)

    def entities(self, doc) -> List[Entity]:
        """找到的全部实体，位置指原话；doc.spans["entities"] 里是同样的几段。"""
        self._language().get_pipe("spans")(doc)
        return doc.user_data[_SHEET].entities()

    @staticmethod
    def received_on(doc) -> Optional[date]:
        """这句话是哪天收到的。"""
        return doc.user_data[_SHEET].received_on

    def latest_day(self, doc) -> Optional[date]:
        """话里说到的最近的日子（说个大概的取最后一天）；没说是 None。"""
        sheet = doc.user_data[_SHEET]
        periods = [self._finders.dates.period(sheet.text[f.start : f.end], sheet.received_on) for f in sheet.of("date")]
        return max((last for _, last in filter(None, periods)), default=None)

    def _language(self):
        if self._nlp is None or len(self._nlp.vocab.strings) > _MOST_STRINGS:
            self._finders = self._finders or _Finders(self._knowledge, self.segmenter)
            self._nlp = _build(self._knowledge, self.segmenter, self._finders, self._words)
        return self._nlp


class _Finders:
    def __init__(self, knowledge: Knowledge, segmenter: Segmenter):
        words = knowledge.entity_words
        self.dates = DateFinder(words.dates)
        self.forms = FormReader(words.forms, self.dates.period)
        self.cheap = (self.forms, NumberFinder(words.forms), DemandFinder(words.demands), MoneyFinder(words.money), self.dates)
        self.units = re.compile(any_of(word for word in words.places.roads if len(word) > 1))
        self.places = PlaceFinder(words.places, words.merchants, segmenter.is_known_place)
        self.merchants = MerchantFinder(words.merchants, words.products, segmenter.is_word)
        self.people = PersonFinder(knowledge.self_introductions.before_name)
        self.products = ProductFinder(words.products)


def _build(knowledge: Knowledge, segmenter: Segmenter, finders: _Finders, words: WordReader):
    import_lean_rasa()  # 不然 spaCy 会把 TensorFlow 整个装进来
    import spacy

    nlp = spacy.blank("zh")
    nlp.tokenizer = _tokenizer(nlp.vocab, segmenter)
    ruler = nlp.add_pipe("entity_ruler", name="gazetteer")
    ruler.add_patterns(_gazetteer(knowledge))
    for name, step in (("facts", _facts(finders)), ("names", _names(finders, words)), ("spans", _mark_spans)):
        nlp.add_pipe(_component(name), name=name, config={"step": name})
        nlp.get_pipe(name).step = step
    return nlp


class _Step:
    """流水线的一段。spaCy 的工厂只收得下 JSON，真正的活在建好以后装上。"""

    def __init__(self):
        self.step: Callable = lambda doc: doc

    def __call__(self, doc):
        return self.step(doc)


def _component(name: str) -> str:
    from spacy.language import Language

    Language.factory("hotline_step", default_config={"step": ""}, func=_make_step)
    return "hotline_step"


def _make_step(nlp, name: str, step: str) -> _Step:
    return _Step()


def _tokenizer(vocab, segmenter: Segmenter) -> Callable:
    from spacy.tokens import Doc

    def tokenize(text: str) -> Doc:
        tokens = segmenter.cut(text)
        spaces = [text[t.end : t.end + 1] == " " for t in tokens]
        return Doc(vocab, words=[t.text for t in tokens], spaces=spaces)

    return tokenize


def _gazetteer(knowledge: Knowledge) -> List[dict]:
    words = knowledge.entity_words
    groups = (
        ("brand", words.merchants.brands),
        ("platform", words.merchants.platforms),
        ("body", words.merchants.not_merchants),
        ("goods", words.products.goods),
    )
    return [{"label": label, "pattern": word.lower()} for label, group in groups for word in group]


def _facts(finders: _Finders) -> Callable:
    def find(doc):
        sheet = doc.user_data[_SHEET]
        for finder in finders.cheap:
            finder.find(sheet)
        return doc

    return find


def _names(finders: _Finders, words: WordReader) -> Callable:
    def find(doc):
        sheet = doc.user_data[_SHEET]
        if sheet.words or not sheet.text.strip():
            return doc
        known = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        names = [(start, end, label.upper()) for start, end, label in known if label in ("brand", "platform")]
        tags = finders.merchants.shops
        shops = [(t.idx, t.idx + len(text), tags[text]) for t in doc if (text := t.text) in tags]
        doors = finders.places.doors(sheet.text)
        cuts = [*shops, *((*door.span(), "m") for door in doors), *names]
        sheet.words = finders.places.retag(mend(overlay(words.read(sheet.text, sheet.pieces()), cuts), finders.units, sheet.text))
        if sheet.labels:
            sheet.words = [w for w in sheet.words if not any(w.start < b and a < w.end for a, b in sheet.labels)]
        runs = finders.places.runs(sheet, doors)
        finders.merchants.find(sheet, runs)
        finders.places.find(sheet, runs)
        finders.people.find(sheet)
        finders.products.find(sheet, [(start, end) for start, end, label in known if label == "goods"])
        return doc

    return find


def _mark_spans(doc):
    """词要是跨在实体的边上，就在那里切开，让每个实体正好是几个词。"""
    from spacy.tokens import SpanGroup

    sheet = doc.user_data[_SHEET]
    _split_at(doc, {edge for f in sheet.findings for edge in (f.start, f.end)})
    spans = [doc.char_span(f.start, f.end, label=f.type, alignment_mode="expand") for f in sorted(sheet.findings, key=lambda f: f.start)]
    doc.spans["entities"] = SpanGroup(doc, name="entities", spans=[span for span in spans if span])
    return doc


def _split_at(doc, edges: set) -> None:
    splits = []
    for token in doc:
        inside = sorted(e - token.idx for e in edges if token.idx < e < token.idx + len(token))
        if inside:
            bounds = [0, *inside, len(token)]
            splits.append((token, [token.text[a:b] for a, b in itertools.pairwise(bounds)]))
    if splits:
        with doc.retokenize() as retokenizer:
            for token, pieces in splits:
                retokenizer.split(token, pieces, heads=[(token, i) for i in range(len(pieces))])
