"""容易派错的边界，一条一个文件，两边的句子都有。线是成绩之下留的余地，各条的数看 bench/README.md。"""

from pathlib import Path

import pytest

from bench.accuracy import evaluate_boundaries, report

FOLDER = Path(__file__).parent / "boundaries"
LEAST = {
    "12315_or_12345": 0.86,
    "bank_products": 0.84,
    "business_to_business": 0.5,
    "complaint_tip_off_conduct_help_inquiry": 0.87,
    "farm_supplies": 0.69,
    "medical_acts": 0.76,
    "prepaid_cards": 0.79,
    "property_service": 0.89,
    "school_meals": 0.63,
    "second_hand": 0.68,
    "telecom_products": 0.84,
    "tobacco": 0.49,
    "training_refunds": 0.74,
}


@pytest.fixture(scope="module")
def scores(agent):
    from rasa.core.channels.channel import UserMessage

    scores = evaluate_boundaries(lambda texts: agent.understand([UserMessage(text) for text in texts]), FOLDER)
    print(report(scores))
    return scores


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.jsonl")))
def test_both_sides_of_the_boundary_are_told_apart(scores, name):
    score = scores[name]
    assert score.rate >= LEAST[name], f"{score}\n" + "\n".join(f"{e} → {g}：{t}" for t, e, g in score.wrong)
