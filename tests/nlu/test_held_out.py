"""四代留出集上的成绩，分开守线。句子由没看过训练语料的人写；调参看 bench/README.md。"""

from pathlib import Path

import pytest
import yaml

from bench.accuracy import evaluate, report

FOLDER = Path(__file__).parent
GENERATIONS = {"first": FOLDER, "fresh": FOLDER / "fresh", "third": FOLDER / "third", "fourth": FOLDER / "fourth"}
# 名单有几句出入不算错：换一台机器，浮点差一点，门槛边上的句子就会翻面。
MOST_CHANGES = 6
LEAST = {
    "first": {
        "item@1": 0.93,
        "aspect": 0.90,
        "kind of guide questions": 0.95,
        "right when it answers": 0.95,
        "not ours, not answered": 0.95,
        "rules, not answered as an item": 0.9,
        "calm stays calm": 0.99,
        "kind (requests)": 0.88,
        "system": 0.93,
        "department@1": 0.86,
        "department@3": 0.94,
        "problem": 0.8,
        "dialogue intent": 0.80,
    },
    "fresh": {
        "item@1": 0.92,
        "aspect": 0.87,
        "kind of guide questions": 0.95,
        "right when it answers": 0.96,
        "not ours, not answered": 0.96,
        "rules, not answered as an item": 0.85,
        "calm stays calm": 0.98,
        "kind (requests)": 0.88,
        "system": 0.9,
        "department@1": 0.83,
        "department@3": 0.9,
        "problem": 0.79,
        "dialogue intent": 0.82,
        "amount F1": 0.92,
        "phone F1": 1.00,
        "address F1, overlapping": 0.81,
        "merchant F1, overlapping": 0.78,
    },
    "third": {
        "item@1": 0.93,
        "aspect": 0.87,
        "kind of guide questions": 0.95,
        "right when it answers": 0.96,
        "not ours, not answered": 0.95,
        "rules, not answered as an item": 0.85,
        "calm stays calm": 0.98,
        "kind (requests)": 0.96,
        "system": 0.97,
        "department@1": 0.9,
        "department@3": 0.94,
        "problem": 0.93,
        "dialogue intent": 0.85,
        "amount F1": 0.92,
        "phone F1": 1.00,
        "address F1, overlapping": 0.88,
        "merchant F1, overlapping": 0.8,
    },
    "fourth": {
        "item@1": 0.93,
        "aspect": 0.8,
        "kind of guide questions": 0.96,
        "right when it answers": 0.94,
        "not ours, not answered": 0.96,
        "rules, not answered as an item": 0.92,
        "calm stays calm": 0.97,
        "kind (requests)": 0.91,
        "system": 0.93,
        "department@1": 0.91,
        "department@3": 0.96,
        "problem": 0.86,
        "dialogue intent": 0.82,
        "amount F1": 0.91,
        "phone F1": 1.00,
        "address F1, overlapping": 0.83,
        "merchant F1, overlapping": 0.75,
    },
}


@pytest.fixture(scope="module")
def scores(agent):
    """代 → 各项指标。"""
    from rasa.core.channels.channel import UserMessage

    def understand(texts):
        return agent.understand([UserMessage(text) for text in texts])

    by_generation = {generation: evaluate(understand, folder) for generation, folder in GENERATIONS.items()}
    for generation, scores in by_generation.items():
        print(f"── {generation} ──\n{report(scores)}")
    return by_generation


@pytest.mark.parametrize(
    "generation, name, least",
    [(generation, name, least) for generation, lines in LEAST.items() for name, least in lines.items()],
)
def test_the_held_out_score_does_not_fall_below_the_line(scores, generation, name, least):
    score = scores[generation][name]
    assert score.rate >= least, f"{score}\n" + "\n".join(f"{e} → {g}：{t}" for t, e, g in score.wrong[:15])


@pytest.mark.parametrize("generation", GENERATIONS)
def test_every_emergency_is_recognised(scores, generation):
    known = known_failures(generation, "emergency recognised")
    missed = [text for text, _, _ in scores[generation]["emergency recognised"].wrong if text not in known]
    assert not missed, "没听出来的紧急情况：\n" + "\n".join(missed)


@pytest.mark.parametrize("generation", GENERATIONS)
def test_no_calm_sentence_beyond_the_known_ones_is_taken_for_an_emergency(scores, generation):
    known = known_failures(generation, "calm stays calm")
    wrong = scores[generation]["calm stays calm"].wrong
    alarmed = [f"{got}：{text}" for text, _, got in wrong if text not in known]
    assert len(alarmed) <= MOST_CHANGES, "平常话听成了紧急，名单上没有：\n" + "\n".join(alarmed)


@pytest.mark.parametrize("generation", GENERATIONS)
@pytest.mark.parametrize("name", ["emergency recognised", "calm stays calm"])
def test_known_failures_that_start_to_pass_leave_the_list(scores, generation, name):
    still_wrong = {text for text, _, _ in scores[generation][name].wrong}
    passing = [text for text in known_failures(generation, name) if text not in still_wrong]
    assert len(passing) <= MOST_CHANGES, "已经听懂了，请从 known_failures.yml 里删去：\n" + "\n".join(passing)


def known_failures(generation, name):
    file = GENERATIONS[generation] / "known_failures.yml"
    return set((yaml.safe_load(file.read_text(encoding="utf-8")) or {}).get(name) or [])
