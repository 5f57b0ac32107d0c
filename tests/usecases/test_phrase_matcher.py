"""比说法：说出的数量落在哪一档；字面和语义各占一半。"""

import numpy as np
import pytest

from bot.nlu.phrase_matcher import SemanticMatcher
from tests import fakes

KNOWLEDGE = fakes.knowledge()


class OneDirection:
    """所有的话都一样的编码器：只剩字面的差别。"""

    def encode(self, texts):
        return np.ones((len(texts), 1), np.float32)


@pytest.fixture(scope="module")
def matcher():
    return SemanticMatcher(KNOWLEDGE, OneDirection(), OneDirection())


def test_the_same_words_score_highest(matcher):
    assert matcher.rank("重复办理", [("重复办理",), ("别的事",)]) == pytest.approx([1.0, 0.5])


def test_nothing_said_is_like_nothing(matcher):
    assert matcher.rank("", [("甲",), ("乙",)]) == [0.0, 0.0]
    assert matcher.rank("甲", []) == []


def test_words_that_cannot_reach_the_line_need_no_encoding():
    class Silent:
        def encode(self, texts):
            raise AssertionError("不该编码")

    matcher = SemanticMatcher(KNOWLEDGE, Silent(), OneDirection())
    assert matcher.rank("重复办理", [("完全是两样",), ("别的事",)], at_least=0.6) == [0.0, 0.0]
