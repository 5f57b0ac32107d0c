"""组件背后共用的东西：知识、编码器、训练和还原。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Dict, List, Mapping, Sequence

from bot.hotline.knowledge import Knowledge
from bot.hotline.understanding import Understanding
from bot.nlu.encoder import Encoder, OnnxE5
from bot.nlu.encoder_setup import encoder_folder
from bot.nlu.entities.entity import Entity
from bot.nlu.entities.pipeline import EntityPipeline
from bot.nlu.features import FeatureMaker, Features
from bot.nlu.heads import Head, Heads, Ranking
from bot.nlu.judge import NO_EMERGENCY, Thresholds, judge
from bot.nlu.linker import ServiceItemLinker, linker_from_state, linker_state
from bot.nlu.normalise import Reading, normalise
from bot.nlu.plain_questions import examples_from_knowledge
from bot.nlu.second_matter import with_acceptance, with_second_matter
from bot.nlu.training_data import Example
from bot.nlu.vector_cache import KeptVectors
from bot.settings import Settings
from bot.stores.knowledge_files import content_hash, load_knowledge

# 问办事、问规则、闲谈里的名字用不着，不找。
_NAMELESS = frozenset({"ask_guide", "ask_regulation", "have_materials"})
# 三路证据的权重：字面、语义、偏好。在交叉验证上定，见 bench/README.md。
MIX = (4.0, 24.0, 1.6)


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

    def link(self, texts: Sequence[str]) -> List[Ranking]:
        """实现 ports.ItemLinker。"""
        return self.linker.link(texts)

    def entities(self, text: str, received_on: date) -> List[Mapping[str, Any]]:
        """实现 ports.EntityFinder。"""
        document = self.pipeline.read(normalise(text), received_on)
        self.pipeline.find_names(document)
        return [entity.as_dict() for entity in self.pipeline.entities(document)]


@lru_cache(maxsize=1)
def shared() -> Shared:
    """读好知识、备好编码器；第一次用时才做。"""
    settings = Settings.from_environment()
    folder = settings.knowledge_folder
    encoder = OnnxE5(encoder_folder(settings), settings.encoder_threads)
    knowledge = load_knowledge(folder)
    kept = KeptVectors(encoder, settings.models_folder)
    return Shared(knowledge, content_hash(folder), encoder, kept, EntityPipeline(knowledge))


class TextClassifier:
    """几个线性头和它们的特征。"""

    def __init__(self, features: FeatureMaker, heads: Heads):
        self._features, self._heads = features, heads

    def features(self, texts: Sequence[str]) -> Features:
        return self._features.make(texts)

    def rank(self, features: Features) -> List[Dict[str, Ranking]]:
        return self._heads.rank(features)

    def state(self) -> Dict[str, Any]:
        return {**self._features.state(), **self._heads.state()}

    @classmethod
    def from_state(cls, state: Mapping[str, Any], shared: Shared) -> TextClassifier:
        return cls(FeatureMaker.from_state(state, shared.encoder), Heads.from_state(state))


def train_classifier(examples: Sequence[Example], shared: Shared, vectors: bool) -> TextClassifier:
    examples = [*examples, *examples_from_knowledge(shared.knowledge)]
    features = _fitted_features(examples, shared, vectors)
    return TextClassifier(features, Heads.train(features.make([e.text for e in examples]), head_labels(examples, shared.knowledge)))


def _fitted_features(examples: Sequence[Example], shared: Shared, vectors: bool) -> FeatureMaker:
    """分类和连接用同一套特征：一句话只算一次，后面的组件接着用。"""
    return FeatureMaker.fit([e.text for e in examples], shared.kept if vectors else None)


def head_labels(examples: Sequence[Example], knowledge: Knowledge) -> Dict[str, List[Any]]:
    """每个头的标签；None 表示这句不教这个头。"""
    requests = ("file_complaint", "file_tip_off", "complain_about_conduct", "ask_for_help", "suggest", "commend")
    return {
        "wish": [e.wish for e in examples],
        "aspect": [e.aspect for e in examples],
        "scope": [e.scope for e in examples],
        "department": [e.department or _department_of(e, knowledge) for e in examples],
        "problem": [e.problem for e in examples],
        "urgency": [(e.urgency or "normal") if e.intent in requests else None for e in examples],
        "emergency": [
            e.emergency or ("public_hazard" if e.intent == "report_emergency" else NO_EMERGENCY) for e in examples
        ],
    }


def _department_of(example: Example, knowledge: Knowledge) -> str | None:
    """问办事的话归事项的责任科室：部门头由此分得清哪些话是本局的事。"""
    item = knowledge.items.get(example.item or "")
    return item.responsible_department if item else None


def train_linker(examples: Sequence[Example], shared: Shared) -> Dict[str, Any]:
    examples = [*examples, *examples_from_knowledge(shared.knowledge)]
    known = [e for e in examples if e.scope == "catalogue"]
    features = _fitted_features(examples, shared, vectors=True)
    head = Head.train(features.make([e.text for e in known]), [e.item for e in known])
    return linker_state([(e.text, e.item) for e in known], head, features, MIX)


def restore_linker(state: Mapping[str, Any], shared: Shared) -> ServiceItemLinker:
    shared.linker = linker_from_state(state, shared.knowledge, shared.encoder, shared.kept)
    return shared.linker


def may_be_about_an_item(rankings: Mapping[str, Ranking]) -> bool:
    """像办事或问规则的话才去找事项。"""
    wish = dict(rankings["wish"][:4])
    return any(name in wish for name in ("ask_guide", "ask_regulation", "have_materials", "state_facts"))


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
    """补上第二件事和受理建议。"""

    def hear(texts: Sequence[str]) -> List[Understanding]:
        rankings = shared.classifier.rank(shared.classifier.features(list(texts)))
        return [judge(normalise(t), r, [], [], shared.knowledge, thresholds) for t, r in zip(texts, rankings, strict=True)]

    understanding = with_second_matter(understanding, reading.text, shared.knowledge, hear)
    day, latest = shared.pipeline.received_on(document), shared.pipeline.latest_day(document)
    return with_acceptance(understanding, day, latest, shared.knowledge)


def is_unreadable(reading: Reading, rankings: Mapping[str, Ranking], thresholds: Thresholds) -> bool:
    """没有内容，或者哪一样都不像。"""
    return not reading.text.strip() or rankings["wish"][0][1] < thresholds.understood
