"""笔误和读音：同音字写错，听的还是那个音；训练时写错的句子标注不变。"""

import pytest

from bot.nlu.lessons import SLIPS
from bot.nlu.slips import Slips
from bot.nlu.sounds import sounds, syllables
from bot.nlu.training_data import Example

SENTENCES = [
    Example(f"{place}的{shop}卖的{thing}是过期的要求退钱", "file_complaint", department="food")
    for place in ("城东", "城西", "北街", "南街", "河边")
    for shop in ("小超市", "水果店", "早餐店", "副食店")
    for thing in ("牛奶", "面包", "火腿", "酸奶", "饼干")
]


@pytest.fixture(scope="module")
def slips():
    return Slips.read(SLIPS)


@pytest.mark.parametrize(("meant", "typed"), [("我要投诉", "我要头诉"), ("过期牛奶", "过七牛奶"), ("举报", "举抱")])
def test_a_homophone_typed_wrong_sounds_the_same(meant, typed):
    read = sounds(1, 2)
    assert read(typed) == read(meant)


@pytest.mark.parametrize("text", ["买了3箱12315的", "ok吗", "", "，。！", "囧囧"])
def test_every_letter_has_one_sound_whatever_it_is(text):
    assert len(syllables(text)) == len(text)


def test_a_spoilt_sentence_keeps_its_labels(slips):
    spoilt = slips.spoil(SENTENCES)
    assert spoilt
    assert {(e.intent, e.department) for _, e in spoilt} == {("file_complaint", "food")}
    assert any(e.text not in {s.text for s in SENTENCES} for _, e in spoilt)


def test_a_spoilt_sentence_tells_which_one_was_meant(slips):
    for number, spoilt in slips.spoil(SENTENCES):
        assert len(set(spoilt.text) & set(SENTENCES[number].text)) > len(SENTENCES[number].text) / 3


def test_the_same_corpus_is_spoilt_the_same_way_every_time(slips):
    assert slips.spoil(SENTENCES) == slips.spoil(SENTENCES)


def test_about_one_sentence_in_five_is_spoilt_and_short_ones_never(slips):
    assert 0.1 < len(slips.spoil(SENTENCES)) / len(SENTENCES) < 0.35
    assert slips.spoil([Example("投诉", "file_complaint")] * 50) == []
