"""比说法：说出的数量落在哪一档；字面和语义各占一半。"""

import numpy as np
import pytest

from bot.nlu.phrase_matcher import SemanticMatcher
from tests import fakes

KNOWLEDGE = fakes.load_knowledge(fakes.KNOWLEDGE)
AREA = [(o.label, *o.said_as) for o in KNOWLEDGE.item("small_catering_registration").situation("area").options]


class OneDirection:
    """所有的话都一样的编码器：只剩字面的差别。"""

    def encode(self, texts):
        return np.ones((len(texts), 1), np.float32)


@pytest.fixture(scope="module")
def matcher():
    return SemanticMatcher(KNOWLEDGE, OneDirection(), OneDirection())


@pytest.mark.parametrize("text, group", [
    ("四十来平", 0), ("就二十平", 0), ("50平米", 0), ("七十平", 1), ("有两百个平方", 1), ("一百五十平", 1), ("120平方米", 1),
    ("六十平", None),  # 两档的边上，不猜
])  # fmt: skip
def test_an_area_falls_into_its_range(matcher, text, group):
    scores = matcher.rank(text, AREA)
    sure = [i for i, score in enumerate(scores) if score == 0.9]
    assert sure == ([] if group is None else [group])


def test_the_same_words_score_highest(matcher):
    assert matcher.rank("重复办理", [("重复办理",), ("别的事",)]) == pytest.approx([1.0, 0.5])


def test_nothing_said_is_like_nothing(matcher):
    assert matcher.rank("", [("甲",), ("乙",)]) == [0.0, 0.0]
    assert matcher.rank("甲", []) == []
