"""组件背后共用的东西：知识、编码器、训练和还原。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Callable, Dict, List, Mapping, Sequence

from bot.hotline.knowledge import Knowledge
from bot.hotline.understanding import RequestKind, Understanding
from bot.nlu.ahead import Ahead
from bot.nlu.encoder import Encoder, OnnxE5
from bot.nlu.encoder_setup import encoder_folder
from bot.nlu.entities.entity import Entity
from bot.nlu.entities.pipeline import EntityPipeline
from bot.nlu.entities.segmenter import Token
from bot.nlu.features import FeatureMaker, Features
from bot.nlu.half_said import with_half_said
from bot.nlu.heads import Head, Heads, Ranking
from bot.nlu.judge import ABOUT_ITEMS, KIND_OF_WISH, NO_EMERGENCY, Thresholds, danger_of, judge
from bot.nlu.linker import ServiceItemLinker, linker_from_state, linker_state
from bot.nlu.neighbours import Neighbours
from bot.nlu.normalise import Reading, normalise
from bot.nlu.plain_questions import examples_from_knowledge
from bot.nlu.second_matter import with_acceptance, with_second_matter
from bot.nlu.slips import Slips
from bot.nlu.training_data import Example
from bot.nlu.usual_departments import UsualDepartments
from bot.nlu.vector_cache import KeptVectors
from bot.settings import PROJECT, Settings
from bot.stores.knowledge_files import content_hash, load_knowledge

# 问办事、问规则、闲谈里的名字用不着，不找。
_NAMELESS = frozenset({"ask_guide", "ask_regulation", "have_materials"})
_REQUESTS = ("file_complaint", "file_tip_off", "complain_about_conduct", "ask_for_help", "suggest", "commend")
_ASKING = ("ask_guide", "ask_regulation")

CORRECTIONS = PROJECT / "data" / "corrections.yml"
SLIPS = PROJECT / "data" / "slips.yml"
NAMES = PROJECT / "data" / "names"
# 再短的数字不会是电话：“8888”什么也没说。
_FEWEST_PHONE_DIGITS = 5
# 两个头合起来像险情到这个程度，才去听近邻的：再低的，近邻全说是也到不了门槛。
_SUSPECT = 0.14
# 三路证据的权重：字面、语义、偏好。在交叉验证上定，见 bench/README.md。
MIX = (4.0, 24.0, 1.6)
_TRUST_FOR_ITEMS = 1.5  # 交叉验证上事项多对一个百分点


@dataclass(frozen=True)
class Lesson:
    """一次训练要教的：examples 前 clean 句是写好的，后面是写错了的；features 一句一行。"""

    examples: Sequence[Example]
    clean: int
    has_vectors: bool
    maker: FeatureMaker
    features: Features

    def is_about(self, texts: Sequence[str], vectors: bool) -> bool:
        return vectors == self.has_vectors and [e.text for e in self.examples[: self.clean]] == list(texts)


@dataclass
class Shared:
    """一个进程一份。"""

    knowledge: Knowledge
    knowledge_hash: str
    encoder: Encoder  # 市民的话
    kept: Encoder  # 知识里的说法和训练语料：算过的存在盘上
    pipeline: EntityPipeline
    linker: ServiceItemLinker | None = None  # 装好模型才有
    classifier: Any = None  # TextClassifier，同上
    lesson: Lesson | None = None  # 训练时才有

    def link(self, texts: Sequence[str]) -> List[Ranking]:
        """实现 ports.ItemLinker。"""
        return self.linker.link(texts)

    def entities(self, text: str, received_on: date) -> List[Mapping[str, Any]]:
        """实现 ports.EntityFinder。"""
        document = self.pipeline.read(normalise(text), received_on)
        self.pipeline.find_names(document)
        return [entity.as_dict() for entity in self.pipeline.entities(document)]

    def read_ahead(self, utterance: str, received_on: date) -> None:
        """编码器编着这句话的时候，先做用不着向量的：分词、算字面特征、和事项比字面，看样子要找名字的还备好词性。

        看样子不对也只是白做，或者后面现做，结果一样。
        """
        reading = normalise(utterance)
        wish = self.classifier.read_ahead(reading.text)
        self.pipeline.read_ahead(reading, received_on, likely_named=wish not in _NAMELESS)
        self.linker.read_ahead(reading.text)

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


class TextClassifier:
    """几个线性头和它们的特征；诉求归谁管、什么性质、危险不危险，再听听近邻的。"""

    def __init__(self, features: FeatureMaker, heads: Heads, usual: UsualDepartments, neighbours: Neighbours | None):
        self._features, self._heads, self._usual, self._neighbours = features, heads, usual, neighbours
        self._ahead = Ahead()

    def features(self, texts: Sequence[str]) -> Features:
        scored = self._ahead.take(texts[0]) if len(texts) == 1 else None
        return self._features.make(texts)._replace(scored=scored)

    def read_ahead(self, text: str) -> str:
        """先算好字面特征和它在各头上的分；返回光看字面像是想要什么。"""
        scored = self._heads.score(self._features.read_ahead(text))
        self._ahead.put(text, scored)
        return self._heads.guess("wish", scored)

    def rank(self, features: Features) -> List[Dict[str, Ranking]]:
        return [self._second_look(ranking, features, row) for row, ranking in enumerate(self._heads.rank(features))]

    def _second_look(self, ranking: Dict[str, Ranking], features: Features, row: int) -> Dict[str, Ranking]:
        needs_a_department = _needs_a_department(ranking)
        if self._neighbours and (needs_a_department or danger_of(ranking) >= _SUSPECT):
            ranking = self._neighbours.refine(ranking, features.vectors[row])
        return self._usual.weigh(ranking) if needs_a_department else ranking

    def state(self) -> Dict[str, Any]:
        near = self._neighbours.state() if self._neighbours else {}
        return {**self._features.state(), **self._heads.state(), **self._usual.state(), **near}

    @classmethod
    def from_state(cls, state: Mapping[str, Any], shared: Shared) -> TextClassifier:
        near = Neighbours.from_state(state) if "near.vectors" in state else None
        maker = FeatureMaker.from_state(state, shared.cut, shared.encoder)
        return cls(maker, Heads.from_state(state), UsualDepartments.from_state(state), near)


def train_classifier(examples: Sequence[Example], shared: Shared, vectors: bool) -> TextClassifier:
    lesson = _prepare_lesson(examples, shared, vectors)
    labels = head_labels(lesson.examples, shared.knowledge)
    clean = {name: column[: lesson.clean] for name, column in labels.items()}
    near = Neighbours.remember(lesson.features.vectors[: lesson.clean], clean) if vectors else None
    usual = UsualDepartments.learn(clean, sorted(shared.knowledge.departments))
    return TextClassifier(lesson.maker, Heads.train(lesson.features, labels), usual, near)


def _needs_a_department(rankings: Mapping[str, Ranking]) -> bool:
    """闲谈和说得出事项的问话用不着：部门由事项定。"""
    wish = rankings["wish"][0][0]
    return wish in _REQUESTS or (wish in _ASKING and rankings["scope"][0][0] == "other_body")


def _prepare_lesson(examples: Sequence[Example], shared: Shared, vectors: bool) -> Lesson:
    """分类和连接用同一套特征：训练时只算一次，后面的组件接着用。"""
    examples = [*examples, *examples_from_knowledge(shared.knowledge)]
    texts = [example.text for example in examples]
    if shared.lesson is None or not shared.lesson.is_about(texts, vectors):
        maker = FeatureMaker.fit(texts, shared.cut, shared.kept if vectors else None)
        taught = [*examples, *Slips.read(SLIPS).spoil(examples)]
        shared.lesson = Lesson(taught, len(examples), vectors, maker, maker.make([example.text for example in taught]))
    return shared.lesson


def head_labels(examples: Sequence[Example], knowledge: Knowledge) -> Dict[str, List[Any]]:
    """每个头的标签；None 表示这句不教这个头。"""
    return {
        "wish": [e.wish for e in examples],
        "kind": [_kind_of(e) for e in examples],
        "aspect": [e.aspect for e in examples],
        "scope": [e.scope for e in examples],
        "department": [e.department or _department_of(e, knowledge) for e in examples],
        "problem": [e.problem for e in examples],
        "urgency": [(e.urgency or "normal") if e.intent in _REQUESTS else None for e in examples],
        "emergency": [
            e.emergency or ("public_hazard" if e.intent == "report_emergency" else NO_EMERGENCY) for e in examples
        ],
    }


def _kind_of(example: Example) -> str | None:
    """诉求类型；闲谈和紧急不教，另有头认。"""
    kind = KIND_OF_WISH.get(example.wish, RequestKind.OTHER)
    return None if kind is RequestKind.OTHER or example.wish == "report_emergency" else kind.value


def _department_of(example: Example, knowledge: Knowledge) -> str | None:
    """问办事的话归事项的责任科室：部门头由此分得清哪些话是本局的事。"""
    item = knowledge.items.get(example.item or "")
    return item.responsible_department if item else None


def train_linker(examples: Sequence[Example], shared: Shared) -> Dict[str, Any]:
    lesson = _prepare_lesson(examples, shared, vectors=True)
    rows = [row for row, example in enumerate(lesson.examples) if example.scope == "catalogue"]
    head = Head.train(lesson.features.rows(rows), [lesson.examples[row].item for row in rows], trust=_TRUST_FOR_ITEMS)
    known = [lesson.examples[row] for row in rows if row < lesson.clean]
    return linker_state([(e.text, e.item) for e in known], head, lesson.maker, MIX)


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
    if rankings["wish"][0][0] not in _NAMELESS:
        shared.pipeline.find_names(document)
    return shared.pipeline.entities(document)


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
