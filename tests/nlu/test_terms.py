"""字面特征：字连排和 scikit-learn 的 TF-IDF 算得一样，存取不变。"""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.terms import TermIndex, TermIndexes, edges, multiply, ngrams, words

TEXTS = ["开饭馆要办什么证", "饭馆饭馆的证丢了怎么补", "电梯坏了", "超市卖过期牛奶，要求退钱", "牛奶过期了找谁", "证"]


@pytest.fixture(scope="module")
def index():
    return TermIndex.fit(ngrams(1, 4), TEXTS, min_count=2)


def test_the_numbers_are_those_of_sublinear_tf_idf(index):
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True, min_df=2)
    asked = [*TEXTS, "没见过的话", ""]
    expected = vectorizer.fit(TEXTS).transform(asked).toarray()
    np.testing.assert_allclose(index.rows(asked).toarray(), expected, atol=1e-6)


def test_an_index_read_back_counts_the_same(index):
    back = TermIndex.from_state(ngrams(1, 4), index.state())
    np.testing.assert_array_equal(back.rows(TEXTS).toarray(), index.rows(TEXTS).toarray())


def test_taking_only_the_needed_weights_is_the_same_product(index):
    weights = np.random.default_rng(7).normal(size=(len(index), 5)).astype(np.float32)
    rows = index.rows(TEXTS)
    np.testing.assert_allclose(multiply(rows, weights), rows @ weights, rtol=1e-5, atol=1e-6)


class Token:
    def __init__(self, text):
        self.text = text


def cut_at_spaces(text):
    return [Token(word) for word in text.split(" ")]


def test_words_and_pairs_of_words_are_counted_but_not_punctuation():
    assert words(cut_at_spaces)("饭馆 ， 要 办证") == ["饭馆", "要", "办证", "饭馆 要", "要 办证"]


def test_two_kinds_of_terms_stand_side_by_side(index):
    others = TermIndex.fit(words(cut_at_spaces), ["要 办证", "办证"])
    texts = ["要 办证", "开饭馆要办什么证"]
    both = TermIndexes([index, others]).rows(texts).toarray()
    np.testing.assert_array_equal(both, np.hstack([index.rows(texts).toarray(), others.rows(texts).toarray()]))


def test_one_sentence_alone_weighs_the_same_as_among_others(index):
    indexes, weights = TermIndexes([index, index]), np.random.default_rng(7).normal(size=(2 * len(index), 5)).astype(np.float32)
    for text, among_others in zip(["", *TEXTS], multiply(indexes.rows(["", *TEXTS]), weights), strict=True):
        np.testing.assert_allclose(multiply(indexes.row(text), weights)[0], among_others, rtol=1e-5, atol=1e-6)


def test_the_beginning_and_the_end_are_not_the_same_as_the_middle():
    assert set(edges(2, within=3)("能退吗")) == {"^能", "^能退", "吗$", "退吗$"}


def test_how_a_letter_begins_and_ends_does_not_count():
    assert edges(2, within=3)("您好能退吗") == []


def test_a_lighter_kind_of_terms_counts_for_less_also_when_read_back():
    full, half = (TermIndex.fit(ngrams(1, 2), TEXTS, weight=weight) for weight in (1.0, 0.5))
    back = TermIndex.from_state(ngrams(1, 2), half.state(), weight=0.5)
    np.testing.assert_allclose(half.rows(TEXTS).toarray(), full.rows(TEXTS).toarray() / 2)
    np.testing.assert_array_equal(back.rows(TEXTS).toarray(), half.rows(TEXTS).toarray())


def test_counting_once_is_the_same_as_fitting_and_then_counting(index):
    whole, rows = TermIndex.fit_rows(ngrams(1, 4), TEXTS)
    plain = TermIndex.fit(ngrams(1, 4), TEXTS)
    order = [whole.state()["terms"].tolist().index(term) for term in plain.state()["terms"]]
    np.testing.assert_allclose(rows.toarray()[:, order], plain.rows(TEXTS).toarray(), atol=1e-7)
    np.testing.assert_array_equal(rows.toarray(), whole.rows(TEXTS).toarray())
