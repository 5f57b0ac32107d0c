"""存着的向量：先编着的不再编一遍，编不了的错误到要用的时候才抛。"""

import threading
from collections import Counter

import numpy as np
import pytest

from bot.nlu.vector_cache import KeptVectors

MANY = [f"第{number}句" for number in range(1000)]


class CountingEncoder:
    """每句编了几遍记着；一批编完在 gate 那里等。"""

    name, dimension = "counting", 2

    def __init__(self):
        self.times, self.begun, self.gate = Counter(), threading.Event(), threading.Event()

    def encode(self, texts):
        self.times.update(texts)
        self.begun.set()
        assert self.gate.wait(10)
        return np.array([[len(text), 1] for text in texts], np.float32)


@pytest.fixture
def encoder():
    return CountingEncoder()


@pytest.fixture
def kept(encoder, tmp_path):
    return KeptVectors(encoder, tmp_path)


def test_what_was_begun_is_not_encoded_again_and_the_rest_is_encoded_when_it_is_wanted(kept, encoder):
    kept.begin(iter(MANY))
    encoder.begun.wait(10)
    threading.Timer(0.01, encoder.gate.set).start()

    vectors = kept.encode(MANY)

    assert vectors.tolist() == [[len(text), 1] for text in MANY]
    assert set(encoder.times.values()) == {1} and len(encoder.times) == len(MANY)


def test_an_encoder_that_fails_says_so_to_whoever_wants_the_vectors(kept, encoder):
    encoder.encode = lambda texts: 1 / 0
    kept.begin(MANY)

    with pytest.raises(ZeroDivisionError):
        kept.encode(MANY)


def test_once_vectors_were_wanted_nothing_is_begun(kept, encoder):
    encoder.gate.set()
    kept.encode(MANY[:1])
    kept.begin(MANY)

    assert list(encoder.times) == MANY[:1]
