"""找实体不用训练好的模型：知识读一次，流水线装一次。"""

from datetime import date

import pytest

from bot.nlu.entities.pipeline import EntityPipeline
from bot.nlu.normalise import normalise
from tests import fakes

RECEIVED_ON = date(2026, 5, 18)  # 星期一


@pytest.fixture(scope="session")
def knowledge():
    return fakes.knowledge()


@pytest.fixture(scope="session")
def pipeline(knowledge):
    return EntityPipeline(knowledge)


@pytest.fixture(scope="session")
def entities(pipeline):
    """一句话 → 它的全部实体；day 是来话那天。"""

    def find(text, day=RECEIVED_ON):
        document = pipeline.read(normalise(text), day)
        pipeline.find_names(document)
        return pipeline.entities(document)

    return find


@pytest.fixture(scope="session")
def found(entities):
    """一句话里某一类实体的原话。"""
    return lambda type_, text: [e.text for e in entities(text) if e.type == type_]


@pytest.fixture(scope="session")
def values(entities):
    """一句话里某一类实体的值。"""
    return lambda type_, text, *day: [e.value for e in entities(text, *day) if e.type == type_]
