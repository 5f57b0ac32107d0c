"""留出集上的成绩。句子由没看过训练语料的人写；这里只守线，调参看 bench/README.md。"""

from pathlib import Path

import pytest
import yaml

from bench.accuracy import evaluate, report

FOLDER = Path(__file__).parent
# 名单有几句出入不算错：换一台机器，浮点差一点，门槛边上的句子就会翻面。
MOST_CHANGES = 6


@pytest.fixture(scope="module")
def scores(agent):
    from rasa.core.channels.channel import UserMessage

    scores = evaluate(lambda texts: agent.understand([UserMessage(text) for text in texts]), FOLDER)
    print(report(scores))
    return scores


@pytest.mark.parametrize(
    "name, least",
    [
        ("item@1", 0.90),
        ("aspect", 0.90),
        ("kind of guide questions", 0.95),
        ("right when it answers", 0.95),
        ("not ours, not answered", 0.95),
        ("calm stays calm", 0.985),
        ("kind (requests)", 0.85),
        ("system", 0.88),
        ("department@1", 0.78),
        ("department@3", 0.90),
        ("problem", 0.75),
        ("dialogue intent", 0.80),
    ],
)
def test_the_held_out_score_does_not_fall_below_the_line(scores, name, least):
    score = scores[name]
    assert score.rate >= least, f"{score}\n" + "\n".join(f"{e} → {g}：{t}" for t, e, g in score.wrong[:15])


def test_every_emergency_is_recognised(scores):
    known = known_failures("emergency recognised")
    missed = [text for text, _, _ in scores["emergency recognised"].wrong if text not in known]
    assert not missed, "没听出来的紧急情况：\n" + "\n".join(missed)


def test_no_calm_sentence_beyond_the_known_ones_is_taken_for_an_emergency(scores):
    known = known_failures("calm stays calm")
    alarmed = [f"{got}：{text}" for text, _, got in scores["calm stays calm"].wrong if text not in known]
    assert len(alarmed) <= MOST_CHANGES, "平常话听成了紧急，名单上没有：\n" + "\n".join(alarmed)


@pytest.mark.parametrize("name", ["emergency recognised", "calm stays calm"])
def test_known_failures_that_start_to_pass_leave_the_list(scores, name):
    still_wrong = {text for text, _, _ in scores[name].wrong}
    passing = [text for text in known_failures(name) if text not in still_wrong]
    assert len(passing) <= MOST_CHANGES, "已经听懂了，请从 known_failures.yml 里删去：\n" + "\n".join(passing)


def known_failures(name):
    return set((yaml.safe_load((FOLDER / "known_failures.yml").read_text(encoding="utf-8")) or {}).get(name) or [])
