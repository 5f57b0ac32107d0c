"""Rasa 图组件：把 bot/nlu 里的普通类接到 Rasa 的流水线上。"""

from __future__ import annotations

import logging
from typing import Any, Dict, List, Optional, Text, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import interpreter, lessons
from bot.nlu.corrections import approved_examples
from bot.nlu.entities.tagger import NameTagger
from bot.nlu.features import Features
from bot.nlu.graph_component import HotlineComponent, TrainedComponent
from bot.nlu.judge import judge
from bot.nlu.normalise import Reading, normalise
from bot.nlu.text_classifier import TextClassifier
from bot.nlu.thresholds import Thresholds
from bot.nlu.training_data import Example, example

logger = logging.getLogger(__name__)
_Type = DefaultV1Recipe.ComponentType


@DefaultV1Recipe.register(_Type.MESSAGE_TOKENIZER, is_trainable=False)
class Reader(HotlineComponent):
    """整理来话：`reading` 留给后面的组件用。"""

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            message.set("reading", normalise(message.get("text") or ""))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data


@DefaultV1Recipe.register(_Type.MESSAGE_TOKENIZER, is_trainable=False)
class Segmenter(HotlineComponent, Tokenizer):
    """分词：词是 Rasa 的 tokens（位置指原话），spaCy 的 `document` 留给 Judge 找实体。

    词典由知识生成；词典变了，训练缓存作废（fingerprint_addon），不会拿旧词典切词。
    tokens_in_training：训练语料也切词。我们的头自己算特征，用不着；后面接 Rasa 的特征组件（DIET 等）时打开。
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None, "tokens_in_training": False}

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource):
        HotlineComponent.__init__(self, config, model_storage, resource)
        Tokenizer.__init__(self, config)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GraphComponent:
        component = cls(config, model_storage, resource)
        component._shared.pipeline.warm_up()
        return component

    @classmethod
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Optional[Text]:
        dictionary = interpreter.shared().pipeline.segmenter.fingerprint
        return f"{super().fingerprint_addon(config)}-{dictionary}"

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return super().process_training_data(training_data) if self._config["tokens_in_training"] else training_data

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            document = self._shared.pipeline.read(message.get("reading"), interpreter.received_on(message.get("metadata")))
            message.set("document", document)
            message.set("text_tokens", _tokens(message.get("reading"), [(t.text, t.idx) for t in document]))
        return messages

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        """训练语料的词。"""
        reading = normalise(message.get(attribute) or "")
        return _tokens(reading, [(t.text, t.start) for t in self._shared.pipeline.segmenter.cut(reading.text)])


def _taught(training_data: TrainingData) -> List[Example]:
    """data/nlu 的语料，加上批准了的改正。"""
    examples = [example(m.get("text"), m.get("intent"), m.get("metadata")) for m in training_data.intent_examples]
    return [*examples, *approved_examples(lessons.CORRECTIONS)]


def _tokens(reading: Reading, words: List[Tuple[Text, int]]) -> List[Token]:
    return [Token(text, *reading.span(start, start + len(text))) for text, start in words]


@DefaultV1Recipe.register(_Type.INTENT_CLASSIFIER, is_trainable=True)
class Classifier(TrainedComponent):
    """意图、类型、方面、范围、部门、问题性质、急缓、紧急八个线性头。"""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"vectors": True}

    def train(self, training_data: TrainingData) -> Resource:
        examples = _taught(training_data)
        lessons.prepare_lesson(examples, self._shared, self._config["vectors"])
        lessons.learn_names(self._shared)  # 这两样后面的组件才要，学分类头的时候就开始，两个核都用上
        if self._config["vectors"]:
            lessons.learn_items(lambda: examples, self._shared)
        self._classifier = lessons.train_classifier(examples, self._shared, self._config["vectors"])
        logger.info("classifier_trained")
        return self.persist(self._classifier.state())

    def restore(self, state: Dict[str, Any]) -> None:
        self._classifier = TextClassifier.from_state(state, self._shared.cut, self._shared.encoder)
        self._shared.classifier = self._classifier

    def process(self, messages: List[Message]) -> List[Message]:
        features = self._classifier.features([message.get("reading").text for message in messages])
        for row, (message, ranking) in enumerate(zip(messages, self._classifier.first_look(features))):
            message.set("rankings", ranking)
            message.set("features", features if len(messages) == 1 else features.rows([row]))
        return messages


@DefaultV1Recipe.register(_Type.ENTITY_EXTRACTOR, is_trainable=True)
class Linker(TrainedComponent):
    """连到办事事项。只看像办事问话的，别的不算，省时间。"""

    def train(self, training_data: TrainingData) -> Resource:
        state = lessons.learn_items(lambda: _taught(training_data), self._shared).result()
        del self._shared.learning["items"]
        logger.info("linker_trained")
        return self.persist(state)

    def restore(self, state: Dict[str, Any]) -> None:
        interpreter.restore_linker(state, self._shared)

    def process(self, messages: List[Message]) -> List[Message]:
        asking = [m for m in messages if interpreter.may_be_about_an_item(m.get("rankings"))]
        if not asking:
            return messages
        features = Features.stack([m.get("features") for m in asking])
        links = self._shared.linker.link([m.get("reading").text for m in asking], features)
        for message, link in zip(asking, links):
            message.set("items", link)
        return messages


@DefaultV1Recipe.register(_Type.ENTITY_EXTRACTOR, is_trainable=True)
class NameFinder(TrainedComponent):
    """找商家、地址、商品、人名，照 data/names/ 学。听起来用不着名字的话不找，省两三毫秒。"""

    def train(self, training_data: TrainingData) -> Resource:
        tagger = lessons.learn_names(self._shared).result()
        del self._shared.learning["names"]
        logger.info("name_finder_trained")
        return self.persist(tagger.state())

    def restore(self, state: Dict[str, Any]) -> None:
        self._shared.pipeline.tagger = NameTagger.from_state(state)

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            found = interpreter.find_entities(message.get("document"), message.get("rankings"), self._shared)
            message.set("found", found)
        return messages


@DefaultV1Recipe.register(_Type.ENTITY_EXTRACTOR, is_trainable=False)
class Judge(HotlineComponent):
    """类型、部门和性质再听听近邻的，合成理解（`understanding`，analyse 的字段），据此定 Rasa 的意图。"""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"thresholds": {}}

    def process(self, messages: List[Message]) -> List[Message]:
        thresholds = Thresholds(**self._config["thresholds"])
        for message in messages:
            reading = message.get("reading")
            rankings = self._shared.classifier.second_look(reading.text, message.get("rankings"), message.get("features"))
            understanding = judge(
                reading, rankings, message.get("items") or [], message.get("found"), self._shared.knowledge, thresholds
            )
            understanding = interpreter.complete(understanding, message.get("document"), reading, self._shared, thresholds)
            if interpreter.is_unreadable(reading, rankings, thresholds):
                message.set("intent", {"name": "noise", "confidence": 1.0}, add_to_output=True)
            else:
                confidence = understanding.kind_confidence
                message.set("intent", {"name": understanding.intent, "confidence": confidence}, add_to_output=True)
            message.set("understanding", understanding.as_contract(), add_to_output=True)
        return messages
