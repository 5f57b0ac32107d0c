"""一串东西各是哪一类：前后接着的也算数，不许的接法从不出现。"""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from bot.nlu.chain import Chain, _Problem, train_chain

OUTSIDE, FIRST, INSIDE = range(3)
LEGAL = np.array([[1, 1, 0], [1, 1, 1], [1, 1, 1]], bool)  # 不在里面的后面不能直接是中间
MAY_OPEN = np.array([True, True, False])


def one_hot(numbers, width):
    return sparse.csr_matrix(np.eye(width, dtype=np.float32)[np.asarray(numbers)])


def no_vectors(count):
    return np.zeros((count, 0), np.float32)


def problem(seed=0, lengths=(3, 1, 4)):
    random, count = np.random.RandomState(seed), sum(lengths)
    labels = np.concatenate([path(random, length) for length in lengths])
    vectors = random.randn(count, 2).astype(np.float32)
    terms = one_hot(random.randint(0, 5, count), 5)
    return _Problem(terms, vectors, np.array(lengths), labels, LEGAL.astype(np.float32), MAY_OPEN, np.float32(0.5))


def path(random, length):
    choices = [p for p in itertools.product(range(3), repeat=length) if is_legal(p)]
    return np.array(choices[random.randint(len(choices))])


def is_legal(labels):
    return MAY_OPEN[labels[0]] and all(LEGAL[a, b] for a, b in itertools.pairwise(labels))


def test_the_gradient_is_the_slope_of_the_loss():
    ours, random = problem(), np.random.RandomState(1)
    point = (random.randn(ours.rulers().size) * 0.3).astype(np.float32)
    _, gradient = ours.loss(point)
    for place in random.choice(ours.rulers().size, 12, replace=False):
        step = np.zeros(ours.rulers().size, np.float32)
        step[place] = 1e-2
        slope = (ours.loss(point + step)[0] - ours.loss(point - step)[0]) / 2e-2
        assert gradient[place] == pytest.approx(slope, abs=2e-3)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 6))
def test_the_best_path_is_the_best_of_all_legal_ones(seed, length):
    random = np.random.RandomState(seed)
    steps = np.where(LEGAL, random.randn(3, 3), -1e9).astype(np.float32)
    chain = Chain(random.randn(4, 3).astype(np.float32), np.zeros((0, 3), np.float32), random.randn(3).astype(np.float32), steps, MAY_OPEN)
    seen = random.randint(0, 4, length)
    scores = chain.weights[seen] + chain.bias

    def total(labels):
        return sum(scores[i, label] for i, label in enumerate(labels)) + sum(steps[a, b] for a, b in itertools.pairwise(labels))

    legal = [p for p in itertools.product(range(3), repeat=length) if is_legal(p)]
    best = chain.best(chain.weigh([[column] for column in seen]), no_vectors(length))
    assert is_legal(best) and total(best) == pytest.approx(max(map(total, legal)), abs=1e-4)


def test_what_follows_what_is_learnt():
    """同一个字，接在头后面是中间，单独出现不是：光看字分不出来，看前面接的就分得出。"""
    shop, plain = ([0, 1], [FIRST, INSIDE]), ([2, 1], [OUTSIDE, OUTSIDE])
    taught = [shop, plain] * 20
    seen, labels = (np.concatenate([pair[i] for pair in taught]) for i in range(2))

    chain = train_chain(one_hot(seen, 3), no_vectors(len(seen)), [2] * len(taught), labels, LEGAL, MAY_OPEN)

    assert chain.best(chain.weigh([[0], [1]]), no_vectors(2)) == [FIRST, INSIDE]
    assert chain.best(chain.weigh([[2], [1]]), no_vectors(2)) == [OUTSIDE, OUTSIDE]


def test_what_a_thing_has_is_summed_and_a_thing_without_any_weighs_nothing():
    weights = np.array([[1, 2, 4], [8, 16, 32]], np.float32)
    chain = Chain(weights, np.zeros((0, 3), np.float32), np.zeros(3, np.float32), np.zeros((3, 3), np.float32), MAY_OPEN)

    assert chain.weigh([[], [0, 1], [], [1]]).tolist() == [[0, 0, 0], [9, 18, 36], [0, 0, 0], [8, 16, 32]]
    assert chain.weigh([[], []]).tolist() == [[0, 0, 0], [0, 0, 0]]
