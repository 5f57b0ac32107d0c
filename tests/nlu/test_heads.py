"""分类头：字面的分先算好了，排名和当场算的一样。"""

import numpy as np
import pytest
from scipy import sparse

from bot.nlu.features import Features
from bot.nlu.heads import Heads


@pytest.fixture(scope="module")
def features():
    rng = np.random.default_rng(7)
    return Features(sparse.random(60, 40, density=0.2, format="csr", dtype=np.float32, random_state=7), rng.normal(size=(60, 8)).astype(np.float32))


@pytest.fixture(scope="module")
def heads(features):
    wishes = ["ask", "complain", "thank"] * 20
    return Heads.train(features, {"wish": wishes, "kind": [None if w == "thank" else w for w in wishes]})


def test_scores_made_ahead_give_the_same_ranking(heads, features):
    one = features.rows([5])
    ahead = one._replace(scored=heads.score(one.terms))
    for name, ranking in heads.rank(one)[0].items():
        prepared = heads.rank(ahead)[0][name]
        assert [label for label, _ in prepared] == [label for label, _ in ranking]
        assert [p for _, p in prepared] == pytest.approx([p for _, p in ranking], abs=1e-6)


def test_the_guess_is_the_first_of_the_ranking_without_vectors(heads, features):
    for row in range(20):
        terms = features.terms[[row]]
        assert heads.guess("wish", heads.score(terms)) == heads.rank(Features(terms))[0]["wish"][0][0]
