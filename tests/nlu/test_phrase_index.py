"""按叫法找东西：少时和每个说法都比，多时先粗找；粗找找回来的和全比的一样。"""

import numpy as np
import pytest

from bot.nlu import coarse, phrase_index
from bot.nlu.phrase_index import PhraseIndex


class ByLetters:
    """不装模型的编码器：每个字一个随机方向，句子是各字之和。"""

    name, dimension = "letters", 64

    def encode(self, texts):
        vectors = np.stack([sum(self._letter(letter) for letter in text) for text in texts]).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    @staticmethod
    def _letter(letter):
        return np.random.default_rng(ord(letter)).normal(size=64)


TRADES = "饭馆 药店 超市 网吧 旅馆 诊所 书店 花店 茶馆 影院 浴池 当铺 车行 布店 米店 酒坊 油坊 糖厂 纸厂 砖厂".split()
MATTERS = "许可 登记 备案 年报 变更 延续 补办 注销 检定 认证".split()
PHRASES = [(f"{prefix}{t}{m}", f"{t}{m}") for t in TRADES for m in MATTERS for prefix in ("", "怎么办", "小")]


@pytest.fixture
def exact():
    return PhraseIndex(PHRASES, ByLetters(), ByLetters())


@pytest.fixture
def narrowed(monkeypatch):
    monkeypatch.setattr(phrase_index, "_EXACT_UP_TO", 0)
    monkeypatch.setattr(coarse, "_PER_GROUP", 10)  # 六十组只看八组
    return PhraseIndex(PHRASES, ByLetters(), ByLetters())


def test_a_thing_is_found_by_any_of_its_phrases(exact):
    lexical, semantic = exact.evidence(["怎么办花店备案", "小油坊年报"])
    assert [exact.keys[i] for i in lexical.argmax(1)] == ["花店备案", "油坊年报"]
    assert [exact.keys[i] for i in semantic.argmax(1)] == ["花店备案", "油坊年报"]


def test_narrowing_first_finds_the_same_things(exact, narrowed):
    asked = [f"{t}的{m}要多久" for t in TRADES for m in MATTERS]
    for kind in ("lexical", "semantic"):
        all_compared = getattr(exact.evidence(asked), kind).argmax(1)
        some_compared = getattr(narrowed.evidence(asked), kind).argmax(1)
        assert (all_compared == some_compared).mean() > 0.97


def test_what_was_compared_gets_the_exact_figures(exact, narrowed):
    (lexical,), (semantic,) = exact.evidence(["药店变更"])
    (near_lexical,), (near_semantic,) = narrowed.evidence(["药店变更"])
    compared = near_semantic > -1
    np.testing.assert_allclose(near_lexical[compared].max(), lexical.max(), atol=1e-6)
    np.testing.assert_allclose(near_semantic[compared].max(), semantic.max(), atol=1e-6)


def test_words_never_seen_are_not_an_error(narrowed):
    lexical, semantic = narrowed.evidence(["zzz"])
    assert lexical.max() == 0 and np.isfinite(semantic).all()


def test_what_is_compared_ahead_gives_the_same_evidence(exact):
    at_once = exact.evidence(["药店变更"])
    exact.read_ahead("药店变更").run()
    prepared = exact.evidence(["药店变更"])
    np.testing.assert_array_equal(prepared.lexical, at_once.lexical)
    np.testing.assert_array_equal(prepared.semantic, at_once.semantic)
