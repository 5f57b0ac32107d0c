"""近邻投票：意思相近的话怎么标，就往哪边偏；标得少时不投。"""

import subprocess
import sys

import numpy as np
import pytest

from bot.nlu.danger import danger_of
from bot.nlu.neighbours import Neighbours
from bot.nlu.thresholds import Thresholds
from bot.settings import PROJECT

FOOD, ONLINE = np.eye(2, 8, dtype=np.float32)


@pytest.fixture
def neighbours():
    rng = np.random.default_rng(7)
    vectors = np.vstack([centre + 0.1 * rng.normal(size=(30, 8)) for centre in (FOOD, ONLINE)]).astype(np.float32)
    labels = {"department": ["food"] * 30 + ["online_trade"] * 30, "problem": ["food_safety"] * 5 + [None] * 55}
    return Neighbours.remember(vectors, labels)


def refined(neighbours, rankings, vector):
    return neighbours.refine(rankings, neighbours.search(vector))


UNSURE = {"department": [("online_trade", 0.51), ("food", 0.49)], "problem": [("price", 0.6), ("food_safety", 0.4)]}


def test_a_close_call_goes_the_way_of_the_nearest_sentences(neighbours):
    departments = refined(neighbours, UNSURE, FOOD)["department"]
    assert departments[0][0] == "food"
    assert sum(p for _, p in departments) == pytest.approx(1, abs=1e-5)


def test_a_sure_head_is_not_overruled(neighbours):
    sure = {**UNSURE, "department": [("online_trade", 0.97), ("food", 0.03)]}
    assert refined(neighbours, sure, FOOD)["department"][0][0] == "online_trade"


def test_too_few_labelled_sentences_do_not_vote(neighbours):
    assert refined(neighbours, UNSURE, FOOD)["problem"] == UNSURE["problem"]


def test_remembered_sentences_survive_storing(neighbours):
    back = Neighbours.from_state(neighbours.state())
    again, before = (refined(n, UNSURE, FOOD)["department"] for n in (back, neighbours))
    assert [name for name, _ in again] == [name for name, _ in before]
    assert [p for _, p in again] == pytest.approx([p for _, p in before], abs=1e-3)


DANGER, CALM = FOOD, ONLINE


@pytest.fixture
def witnesses():
    rng = np.random.default_rng(7)
    vectors = np.vstack([centre + 0.1 * rng.normal(size=(30, 8)) for centre in (DANGER, CALM)]).astype(np.float32)
    return Neighbours.remember(vectors, {"emergency": ["fire_gas"] * 30 + ["none"] * 30})


def heard_in_danger(head, wish):
    return {"emergency": [("fire_gas", head), ("none", 1 - head)], "wish": [("report_emergency", wish), ("noise", 1 - wish)]}


def test_the_nearest_sentences_say_whether_it_sounds_like_danger(witnesses):
    heard = heard_in_danger(0.6, 0.4)
    assert danger_of(refined(witnesses, heard, DANGER)) > danger_of(heard) > danger_of(refined(witnesses, heard, CALM))


def test_nearest_sentences_that_are_all_calm_do_not_silence_two_sure_heads(witnesses):
    assert danger_of(refined(witnesses, heard_in_danger(0.95, 0.9), CALM)) > Thresholds().emergency


def test_the_encoder_can_be_loaded_after_the_graph():
    """usearch 先装、onnxruntime 后装，进程会崩。"""
    late = "from bot.nlu.neighbours import Neighbours; from onnxruntime import InferenceSession"
    assert subprocess.run([sys.executable, "-c", late], cwd=PROJECT, check=False).returncode == 0
