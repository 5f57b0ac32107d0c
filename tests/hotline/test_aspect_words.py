"""问的是哪一方面；有没有点名是哪件事。"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import fakes


@pytest.fixture(scope="module")
def words():
    return fakes.knowledge().aspect_words


@pytest.mark.parametrize("text", ["在哪里办理", "证管几年", "报名费多少", "许可证有效期几年", "备案收费吗", "几天 多少钱", "什么时候截止"])
def test_a_question_of_plain_words_names_nothing(words, text):
    assert words.names_nothing(text)


@pytest.mark.parametrize("text", ["叉车证报名费多少", "公示多少天", "油烟管不管", "开饭店在哪里办", "你好", "怎么办", ""])
def test_a_question_that_names_something_or_asks_no_aspect_is_not_bare(words, text):
    assert not words.names_nothing(text)


@pytest.mark.parametrize("text, is_so", [("质量负责人要什么学历", True), ("执照要带啥材料", False), ("要什么手续", False), ("要带什么", False)])
def test_what_kind_of_one_thing_is_not_the_whole_list(words, text, is_so):
    assert words.asks_which(text) == is_so


@pytest.mark.parametrize(
    "text, aspects",
    [
        ("小餐饮登记要啥 多久 多少钱 在哪办", ("materials", "time_limit", "fee", "place")),
        ("要啥多久多少钱在哪办", ("materials", "time_limit", "fee", "place")),
        ("有效期多久", ("result",)),
        ("材料交到哪里", ("place",)),
        ("小程序上能不能办", ("online",)),
        ("现在哪些店要办", ()),
    ],
)
def test_the_aspects_asked_are_told_in_the_order_asked(words, text, aspects):
    assert words.asked(text) == aspects


def test_what_is_left_over_is_what_the_question_is_about(words):
    assert words.left_over("啥是前置审批") == ("前置审批",)
    assert words.left_over("在哪里办理") == ()


@given(text=st.text(alphabet="在哪里办证多少钱几天的吗油烟，。 ", max_size=40))
def test_a_bare_question_leaves_nothing_over(words, text):
    assert not words.names_nothing(text) or (words.asked(text) and not words.left_over(text))
