"""训练：语料摊成一句一行的标签，教会各个头、连事项的、找名字的。"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Sequence

from bot.hotline.knowledge import Knowledge
from bot.hotline.understanding import RequestKind
from bot.nlu.danger import NO_EMERGENCY
from bot.nlu.entities.tagger import NameTagger
from bot.nlu.features import FeatureMaker, Features
from bot.nlu.heads import Head, Heads
from bot.nlu.interpreter import Shared
from bot.nlu.linker import linker_state
from bot.nlu.marked import read_marked
from bot.nlu.neighbours import Neighbours
from bot.nlu.plain_questions import examples_from_knowledge
from bot.nlu.slips import Slips
from bot.nlu.text_classifier import REQUESTS, TextClassifier
from bot.nlu.training_data import Example
from bot.nlu.usual_departments import UsualDepartments
from bot.nlu.wish import KIND_OF_WISH
from bot.settings import PROJECT

CORRECTIONS = PROJECT / "data" / "corrections.yml"
SLIPS = PROJECT / "data" / "slips.yml"
NAMES = PROJECT / "data" / "names"
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


def train_classifier(examples: Sequence[Example], shared: Shared, vectors: bool) -> TextClassifier:
    lesson = prepare_lesson(examples, shared, vectors)
    labels = head_labels(lesson.examples, shared.knowledge)
    clean = {name: column[: lesson.clean] for name, column in labels.items()}
    usual = UsualDepartments.learn(clean, sorted(shared.knowledge.departments))
    with ThreadPoolExecutor(1) as elsewhere:
        near = elsewhere.submit(Neighbours.remember, lesson.features.vectors[: lesson.clean], clean) if vectors else None
        heads = Heads.train(lesson.features, labels)
        return TextClassifier(lesson.maker, heads, usual, near and near.result())


def prepare_lesson(examples: Sequence[Example], shared: Shared, vectors: bool) -> Lesson:
    """分类和连接用同一套特征：训练时只算一次，后面的组件接着用。"""
    examples = [*examples, *examples_from_knowledge(shared.knowledge)]
    texts = [example.text for example in examples]
    if shared.lesson is None or not shared.lesson.is_about(texts, vectors):
        spoilt = Slips.read(SLIPS).spoil(examples)
        taught = [*examples, *(example for _, example in spoilt)]
        meant = [*range(len(examples)), *(number for number, _ in spoilt)]
        encoder = shared.kept if vectors else None
        made = FeatureMaker.fit([example.text for example in taught], meant, shared.cut, encoder)
        shared.lesson = Lesson(taught, len(examples), vectors, *made)
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
        "urgency": [(e.urgency or "normal") if e.intent in REQUESTS else None for e in examples],
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
    lesson = prepare_lesson(examples, shared, vectors=True)
    rows = [row for row, example in enumerate(lesson.examples) if example.scope == "catalogue"]
    head = Head.train(lesson.features.rows(rows), [lesson.examples[row].item for row in rows], trust=_TRUST_FOR_ITEMS)
    known = [lesson.examples[row] for row in rows if row < lesson.clean]
    return linker_state([(e.text, e.item) for e in known], head, lesson.maker, MIX)


def learn_names(shared: Shared) -> Future[NameTagger]:
    """照 data/names/ 学找名字。"""
    return _begin("names", lambda: shared.pipeline.learn(read_marked(NAMES)), shared)


def learn_items(taught: Callable[[], Sequence[Example]], shared: Shared) -> Future[Dict[str, Any]]:
    """train_linker；taught 没开始学才读。"""
    return _begin("items", lambda: train_linker(taught(), shared), shared)


def _begin(what: str, learn: Callable[[], Any], shared: Shared) -> Future:
    """在另一个线程里学，和别的头一起，几个核都用上；已经在学的不另起。学好的取一回。"""
    if what not in shared.learning:
        elsewhere = ThreadPoolExecutor(1)
        shared.learning[what] = elsewhere.submit(learn)
        elsewhere.shutdown(wait=False)
    return shared.learning[what]
