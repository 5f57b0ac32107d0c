"""整句话由几个词接成。"""

import re

import pytest
from fakes import knowledge
from hypothesis import given
from hypothesis import strategies as st

from bot.hotline.any_of import any_of
from bot.hotline.made_of import ends_of_run, is_made_of
from bot.usecases.reading.read_command import consents, is_any_command, is_fill_word

SAID, AROUND = ("好", "好的", "ok"), ("嗯", "嗯嗯", "的", "那")


@pytest.mark.parametrize("text", ["好的", "嗯嗯 好的", "那，好的！", "OK的", "好好好", "的好"])
def test_words_marks_and_spaces_in_any_order_make_the_sentence(text):
    assert is_made_of(text, SAID, AROUND)


@pytest.mark.parametrize("text", ["", "嗯嗯", "，。", "好人", "不好", "好的吗"])
def test_a_word_from_elsewhere_or_no_word_that_says_it_does_not(text):
    assert not is_made_of(text, SAID, AROUND)


@given(st.text("好的嗯那o k,甲", max_size=8))
def test_it_is_what_a_regular_expression_would_find(text):
    around = f"(?:{any_of(AROUND)}|[,\\s])"
    expected = re.fullmatch(f"{around}*(?:{any_of(SAID)})(?:{around}|{any_of(SAID)})*", text, re.I)
    assert is_made_of(text, SAID, AROUND) == (expected is not None)
    assert all(re.fullmatch(f"{around}*", text[:end]) for end in ends_of_run(text, AROUND))


@pytest.mark.parametrize("word", sorted({*knowledge().intake_words.fillers, *knowledge().intake_words.fill_words}))
def test_a_word_said_a_hundred_times_does_not_hold_the_service_up(word):
    """用正则的时候，三十几个“嗯”后面跟一个别的字，一句要算上几年。"""
    words, text = knowledge().intake_words, (word * 100)[:95] + "甲"
    assert not is_any_command(text, words) and not is_fill_word(text, words)
    assert consents(text, words) in (True, False)
