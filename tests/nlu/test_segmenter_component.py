"""分词接到 Rasa 上：词的位置指原话；词典变了，训练缓存不能再用。"""

from dataclasses import replace

import pytest

from bot.nlu.lean_rasa import import_lean_rasa
from bot.nlu.normalise import normalise

SAID = "办　智慧监管码 要带啥"


@pytest.fixture
def components(knowledge, monkeypatch):
    """两套知识装出来的分词组件：一套的商品词表里有“智慧监管码”。"""
    import_lean_rasa()
    from bot.nlu import interpreter
    from bot.nlu.components import Segmenter
    from bot.nlu.entities.pipeline import EntityPipeline

    class Shared:
        knowledge_hash = "同一份指纹：只有词典在变"

        def __init__(self, words):
            products = replace(knowledge.entity_words.products, goods=words)
            self.pipeline = EntityPipeline(replace(knowledge, entity_words=replace(knowledge.entity_words, products=products)))

    def with_words(*words):
        shared = Shared(words)
        monkeypatch.setattr(interpreter, "shared", lambda: shared)
        return Segmenter(Segmenter.get_default_config(), None, None)

    return with_words


def tokens(component, text=SAID):
    from rasa.shared.nlu.training_data.message import Message

    message = Message(data={"text": text, "reading": normalise(text)})
    component.process([message])
    return message.get("text_tokens")


def test_a_changed_dictionary_changes_the_tokens(components):
    assert "智慧监管码" not in [t.text for t in tokens(components())]
    assert "智慧监管码" in [t.text for t in tokens(components("智慧监管码"))]


def test_a_changed_dictionary_is_not_served_from_the_training_cache(components):
    from rasa.engine.training.fingerprinting import calculate_fingerprint_key

    def key(component):
        return calculate_fingerprint_key(type(component), component.get_default_config(), {})

    assert key(components("智慧监管码")) != key(components())
    assert key(components("智慧监管码")) == key(components("智慧监管码"))


def test_tokens_stand_in_the_original_words(components):
    for token in tokens(components("智慧监管码")):
        assert normalise(SAID[token.start : token.end]).text == token.text


def test_training_examples_get_the_same_words(components):
    from rasa.shared.nlu.training_data.message import Message

    component = components("智慧监管码")
    trained = component.tokenize(Message(data={"text": SAID}), "text")
    assert [t.text for t in trained] == [t.text for t in tokens(component)]
