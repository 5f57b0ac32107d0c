"""分词：词典由知识来，换了词典就换了词，不碰 jieba 的全局词典。"""

import jieba
import pytest

from bot.nlu.entities.segmenter import Segmenter

TEXT = "想办小餐饮登记再问问智慧监管码"


def words(segmenter, text=TEXT):
    return [token.text for token in segmenter.cut(text)]


def test_a_word_of_ours_is_one_word():
    assert "智慧监管码" in words(Segmenter(["智慧监管码"]))
    assert "智慧监管码" not in words(Segmenter([]))


def test_a_changed_dictionary_has_another_fingerprint():
    assert Segmenter(["智慧监管码"]).fingerprint != Segmenter([]).fingerprint
    assert Segmenter(["智慧监管码", "小餐饮登记"]).fingerprint == Segmenter(["小餐饮登记", "智慧监管码"]).fingerprint


def test_two_dictionaries_do_not_disturb_each_other_or_jieba_itself():
    ours, plain = Segmenter(["智慧监管码"]), Segmenter([])
    assert words(ours) != words(plain)
    assert "智慧监管码" not in jieba.dt.FREQ


@pytest.mark.parametrize("text", ["wifi 密码是 abc 123", "买了 2 斤", "a b", "", "买买买!!!", "138 0000 0012"])
def test_tokens_say_where_they_are_and_blanks_are_no_tokens(text):
    for token in Segmenter([]).cut(text):
        assert text[token.start : token.end] == token.text
        assert not token.text.isspace()
    assert "".join(t.text for t in Segmenter([]).cut(text)) == text.replace(" ", "")
