"""spaCy 流水线的各段：便宜的（词表、固定写法）和要预训练模型的（名字）。"""

from __future__ import annotations

import itertools
import re
from typing import Callable, List

from bot.hotline.any_of import any_of
from bot.hotline.knowledge import Knowledge
from bot.nlu.entities.dates import DateFinder
from bot.nlu.entities.demands import DemandFinder
from bot.nlu.entities.forms import FormReader
from bot.nlu.entities.merchants import MerchantFinder
from bot.nlu.entities.money import MoneyFinder
from bot.nlu.entities.numbers import NumberFinder
from bot.nlu.entities.people import PersonFinder
from bot.nlu.entities.places import PlaceFinder
from bot.nlu.entities.products import ProductFinder
from bot.nlu.entities.segmenter import Segmenter
from bot.nlu.entities.words import WordReader, mend, overlay
from bot.nlu.lean_rasa import import_lean_rasa

SHEET = "worksheet"  # doc.user_data 里的那张纸
CHEAP = ("gazetteer", "facts")  # 每句都跑的几段


class Finders:
    """照规则找的，各有分工。"""

    def __init__(self, knowledge: Knowledge, segmenter: Segmenter):
        words = knowledge.entity_words
        self.dates = DateFinder(words.dates)
        self.forms = FormReader(words.forms, self.dates.period)
        self.demands = DemandFinder(words.demands)
        self.cheap = (self.forms, NumberFinder(words.forms), self.demands, MoneyFinder(words.money), self.dates)
        self.units = re.compile(any_of(word for word in words.places.roads if len(word) > 1))
        self.places = PlaceFinder(words.places, words.merchants, segmenter.is_known_place)
        self.merchants = MerchantFinder(words.merchants, words.products, segmenter.is_word)
        self.people = PersonFinder(knowledge.self_introductions.before_name)
        self.products = ProductFinder(words.products)


def build_language(knowledge: Knowledge, segmenter: Segmenter, finders: Finders, words: WordReader):
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


def _facts(finders: Finders) -> Callable:
    def find(doc):
        sheet = doc.user_data[SHEET]
        for finder in finders.cheap:
            finder.find(sheet)
        return doc

    return find


def _names(finders: Finders, words: WordReader) -> Callable:
    def find(doc):
        sheet = doc.user_data[SHEET]
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

    sheet = doc.user_data[SHEET]
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
