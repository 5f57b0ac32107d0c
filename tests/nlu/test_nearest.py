"""先粗看再细比：最像的那些和全部细比的一样，粗看的差不了多少。"""

import numpy as np
import pytest

from bot.nlu.nearest import Nearest


@pytest.fixture(scope="module")
def vectors():
    """像编码器的向量：单位长，几十个方向散得开，别的方向几乎不动。"""
    rng = np.random.default_rng(7)
    made = rng.normal(size=(4000, 384)) * np.r_[np.full(40, 1.0), np.full(344, 0.05)]
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def test_the_likest_are_those_found_by_comparing_with_all(vectors):
    nearest, kept = Nearest(vectors), []
    for direction in vectors[:50]:
        found, exact = nearest.search(direction), vectors @ direction
        kept.append(np.isin(np.argsort(-exact)[:24], found.which).mean())
    assert np.mean(kept) > 0.98


def test_what_was_compared_is_exact_and_the_rest_close(vectors):
    found = Nearest(vectors).search(vectors[3])
    exact = vectors @ vectors[3]
    np.testing.assert_allclose(found.all()[found.which], exact[found.which], atol=1e-5)
    assert np.abs(found.all() - exact).max() < 0.15


def test_few_vectors_are_all_compared(vectors):
    assert Nearest(vectors[:30]).search(vectors[0]).which.tolist() == list(range(30))
