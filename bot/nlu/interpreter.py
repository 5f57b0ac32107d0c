"""图组件背后一个进程一份的东西：知识、编码器、找名字的、学来的头，和用它们听一句话的几步。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Callable, Dict, List, Mapping, Sequence

from bot.hotline.knowledge import Knowledge
from bot.hotline.understanding import Understanding
from bot.nlu.ahead import Later
from bot.nlu.encoder import Encoder, OnnxE5
from bot.nlu.encoder_setup import encoder_folder
from bot.nlu.entities.entity import Entity
from bot.nlu.entities.pipeline import EntityPipeline
from bot.nlu.entities.segmenter import Token
from bot.nlu.half_said import with_half_said
from bot.nlu.heads import Ranking
from bot.nlu.judge import judge
from bot.nlu.linker import ServiceItemLinker, linker_from_state
from bot.nlu.normalise import Reading, normalise
from bot.nlu.recent import Recent
from bot.nlu.second_matter import with_acceptance, with_second_matter
from bot.nlu.text_classifier import REQUESTS, TextClassifier
from bot.nlu.thresholds import Thresholds
from bot.nlu.vector_cache import KeptVectors
from bot.nlu.wish import ABOUT_ITEMS
from bot.settings import Settings
from bot.stores.knowledge_files import content_hash, load_knowledge

# 问办事、问规则、闲谈里的名字用不着，不找。
_NAMELESS = frozenset({"ask_guide", "ask_regulation", "have_materials"})

# 再短的数字不会是电话：“8888”什么也没说。
_FEWEST_PHONE_DIGITS = 5
# 登记时要拿市民的原话再找几回名字：理解时找过的记着。
_REMEMBERED = 64


@dataclass
class Shared:
    """一个进程一份。"""

    knowledge: Knowledge
    knowledge_hash: str
    encoder: Encoder  # 市民的话
    kept: Encoder  # 知识里的说法和训练语料：算过的存在盘上
    pipeline: EntityPipeline
    linker: ServiceItemLinker | None = None  # 装好模型才有
    classifier: TextClassifier | None = None  # 同上
    lesson: Any = None  # 训练时才有，见 lessons.py
    learning: Dict[str, Any] = field(default_factory=dict)  # 同上，正在另一个线程里学的
    found: Recent = field(default_factory=lambda: Recent(_REMEMBERED))  # （原话，哪天收到）→ 里面的实体

    def link(self, texts: Sequence[str]) -> List[Ranking]:
        """实现 ports.ItemLinker。"""
        return self.linker.link(texts)

    def entities(self, text: str, received_on: date) -> List[Mapping[str, Any]]:
        """实现 ports.EntityFinder。"""
        found = self.found.get((text, received_on))
        if found is None:
            found = self.find_all(self.pipeline.read(normalise(text), received_on))
        return [entity.as_dict() for entity in found]

    def find_all(self, document: Any) -> List[Entity]:
        """有固定写法的和名字都找；记着。"""
        self.pipeline.find_names(document)
        found = self.pipeline.entities(document)
        self.found.keep((self.pipeline.original(document), self.pipeline.received_on(document)), found)
        return found

    def read_ahead(self, utterance: str, received_on: date) -> List[Later]:
        """编码器编着这句话的时候，先做用不着向量的：分词、算字面特征、和事项比字面，看样子要找名字的先照规则找。

        返回编好以后那个线程可以接着做的：和事项比意思；看样子是诉求，去找近邻。看样子不对也只是白做，或者后面现做，结果一样。
        """
        reading = normalise(utterance)
        wish = self.classifier.read_ahead(reading.text)
        self.pipeline.read_ahead(reading, received_on, likely_named=wish not in _NAMELESS)
        search = self.classifier.search_later(reading.text) if wish in REQUESTS else None
        return [later for later in (self.linker.read_ahead(reading.text), search) if later]

    def cut(self, text: str) -> List[Token]:
        """切词，用现在这份知识的词典。"""
        return self.pipeline.segmenter.cut(text)

    def prepare(self, knowledge: Knowledge, knowledge_hash: str) -> Callable[[], None]:
        """备好新知识的索引（要编码新的说法，一两秒），返回“换上”的函数：换上只是改几个指针。"""
        linker = self.linker.renewed(knowledge) if self.linker else None
        pipeline = EntityPipeline(knowledge, self.encoder.letters, self.pipeline.tagger)
        pipeline.segmenter.cut("")  # 词典现在就装好

        def swap() -> None:
            self.knowledge, self.knowledge_hash = knowledge, knowledge_hash
            self.linker, self.pipeline = linker, pipeline
            self.found.clear()

        return swap


@lru_cache(maxsize=1)
def shared() -> Shared:
    """读好知识、备好编码器；第一次用时才做。"""
    settings = Settings.from_environment()
    folder = settings.knowledge_folder
    encoder = OnnxE5(encoder_folder(settings), settings.encoder_threads)
    knowledge = load_knowledge(folder)
    kept = KeptVectors(encoder, settings.models_folder)
    return Shared(knowledge, content_hash(folder), encoder, kept, EntityPipeline(knowledge, encoder.letters))


def restore_linker(state: Mapping[str, Any], shared: Shared) -> ServiceItemLinker:
    shared.linker = linker_from_state(state, shared.knowledge, shared.encoder, shared.kept, shared.cut)
    return shared.linker


def may_be_about_an_item(rankings: Mapping[str, Ranking]) -> bool:
    """像办事或问规则的话才去找事项。"""
    wish = dict(rankings["wish"][:4])
    return any(name in wish for name in ABOUT_ITEMS)


def received_on(metadata: Mapping[str, Any] | None) -> date | None:
    """来话那天：渠道在 metadata 里写明（ISO）。没写就是不知道，“昨天”之类不折算。"""
    said = (metadata or {}).get("received_on")
    return date.fromisoformat(said) if said else None


def find_entities(document: Any, rankings: Mapping[str, Ranking], shared: Shared) -> List[Entity]:
    """有固定写法的总是找；商家、地址、人名、商品在诉求和答话里找（要多花两三毫秒）。"""
    is_nameless = rankings["wish"][0][0] in _NAMELESS
    return shared.pipeline.entities(document) if is_nameless else shared.find_all(document)


def complete(understanding: Understanding, document: Any, reading: Reading, shared: Shared, thresholds: Thresholds) -> Understanding:
    """只说了一半的改成要问一句；补上第二件事和受理建议。"""

    def hear(texts: Sequence[str]) -> List[Understanding]:
        rankings = shared.classifier.rank(shared.classifier.features(list(texts)))
        return [judge(normalise(t), r, [], [], shared.knowledge, thresholds) for t, r in zip(texts, rankings, strict=True)]

    understanding = with_half_said(understanding, reading.text, shared.knowledge)
    understanding = with_second_matter(understanding, reading.text, shared.knowledge, hear)
    day, latest = shared.pipeline.received_on(document), shared.pipeline.latest_day(document)
    return with_acceptance(understanding, day, latest, shared.knowledge)


def is_unreadable(reading: Reading, rankings: Mapping[str, Ranking], thresholds: Thresholds) -> bool:
    """没有内容，只有几个数字，或者哪一样都不像。"""
    text = reading.text.strip()
    is_bare_number = text.isdigit() and len(text) < _FEWEST_PHONE_DIGITS
    return not text or is_bare_number or rankings["wish"][0][1] < thresholds.understood
