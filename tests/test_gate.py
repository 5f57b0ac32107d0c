"""关口：差得超出偶然的模型不放行，偶然的出入放行。"""

import fcntl
import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bench.accuracy import Score
from bench.gate import judge_scores, record_of
from bot.nlu import model
from bot.settings import PROJECT


def score(name, right, wrong):
    made = Score(name)
    for i in range(right):
        made.add(f"听对的第{i}句", ["a"], "a")
    for text in wrong:
        made.add(text, ["a"], "b")
    return {name: made}


def lines(name, start, stop):
    return [f"{name}第{i}句" for i in range(start, stop)]


def refused(before, after):
    return [v.name for v in judge_scores(record_of(before), after) if v.refused]


def test_the_same_figures_pass():
    assert refused(score("item@1", 90, lines("难", 0, 10)), score("item@1", 90, lines("难", 0, 10))) == []


def test_many_newly_wrong_sentences_are_refused():
    assert refused(score("item@1", 90, lines("难", 0, 10)), score("item@1", 80, lines("难", 0, 20))) == ["item@1"]


def test_a_few_sentences_turning_over_both_ways_are_chance():
    before, after = lines("难", 0, 10), [*lines("难", 3, 10), *lines("新难", 0, 5)]
    assert refused(score("item@1", 90, before), score("item@1", 88, after)) == []


def test_one_more_missed_emergency_is_refused():
    name = "emergency recognised"
    assert refused(score(name, 100, []), score(name, 99, ["漏了的一句"])) == [name]


def test_a_better_model_passes():
    assert refused(score("problem", 80, lines("难", 0, 20)), score("problem", 95, lines("难", 0, 5))) == []


@pytest.mark.parametrize("rate, expected", [(0.70, ["problem"]), (0.79, [])])
def test_a_held_out_set_that_grew_is_compared_by_its_rate(rate, expected):
    grown = score("problem", int(800 * rate), lines("别的", 0, 800 - int(800 * rate)))
    assert refused(score("problem", 320, lines("难", 0, 80)), grown) == expected


def test_a_promoted_model_is_the_one_that_is_trusted_from_then_on(tmp_path):
    (tmp_path / "encoder").mkdir()
    candidate = model.candidate_folder(tmp_path)
    assert (candidate / "encoder").resolve() == (tmp_path / "encoder").resolve()
    archive = candidate / "hotline.tar.gz"
    archive.write_bytes(b"new model")
    (candidate / "hotline.json").write_text(
        f'{{"model": "hotline.tar.gz", "sha256": "{model._sha256(archive)}", "inputs": "x"}}', encoding="utf-8"
    )
    model.promote(candidate, tmp_path)
    assert model.trusted_model(tmp_path).read_bytes() == b"new model"


def test_who_waited_for_another_training_uses_what_it_trained(tmp_path):
    with (tmp_path / "training.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with ThreadPoolExecutor(1) as pool:
            second = pool.submit(model.train, tmp_path)
            time.sleep(0.2)
            assert not second.done()
            (tmp_path / "hotline.tar.gz").write_bytes(b"trained by the first")
            record = {"model": "hotline.tar.gz", "sha256": "", "inputs": model.inputs_hash(PROJECT)}
            (tmp_path / "hotline.json").write_text(json.dumps(record))
            fcntl.flock(other, fcntl.LOCK_UN)
            assert second.result(timeout=20) == tmp_path / "hotline.tar.gz"
    assert (tmp_path / "hotline.tar.gz").read_bytes() == b"trained by the first"
