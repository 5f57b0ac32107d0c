"""会改变清单的问题，市民怎么答：真的 Agent 问到那一问，听对几成，有没有记下没说的。"""

from pathlib import Path

import pytest
import yaml

from tests.nlu.answer_desk import ELSEWHERE, RIGHT, WRONG, AnswerDesk, rates, read_examples, report

FOLDER = Path(__file__).parent
# 名单有几句出入不算错：浮点差一点，门槛边上的句子就会翻面。
MOST_CHANGES = 4
LEAST_RIGHT = {"answer": 0.89, "two at once": 0.84, "opening": 0.86, "not an answer": 0.94}
MOST_WRONG = {"answer": 0.008, "two at once": 0.025, "opening": 0.05, "not an answer": 0.06}


@pytest.fixture(scope="module")
def heard(agent):
    from bot.bootstrap import get_hotline

    desk = AnswerDesk(agent, get_hotline().knowledge.items)
    heard = [desk.hear(example) for example in read_examples(FOLDER / "answers.jsonl")]
    print(report(heard))
    return heard


@pytest.mark.parametrize("group", LEAST_RIGHT)
def test_what_citizens_answer_is_understood(heard, group):
    assert rates(heard)[group][RIGHT] >= LEAST_RIGHT[group], report(heard)


@pytest.mark.parametrize("group", MOST_WRONG)
def test_what_nobody_said_is_hardly_ever_written_down(heard, group):
    assert rates(heard)[group][WRONG] <= MOST_WRONG[group], report(heard)


@pytest.mark.parametrize("outcome", [WRONG, ELSEWHERE])
def test_no_answer_beyond_the_known_ones_goes_wrong(heard, outcome):
    known = known_failures()[f"answers {outcome}"]
    fresh = [name(one) for one in heard if one.outcome == outcome and name(one) not in known]
    assert len(fresh) <= MOST_CHANGES, "名单上没有：\n" + "\n".join(fresh)


def test_known_failures_that_are_understood_leave_the_list(heard):
    understood = {name(one) for one in heard if one.outcome == RIGHT}
    passing = [one for names in known_failures().values() for one in names if one in understood]
    assert len(passing) <= MOST_CHANGES, "已经听懂了，请从 known_failures.yml 里删去：\n" + "\n".join(passing)


def name(heard):
    example = heard.example
    return f"{example.item_id}.{example.asked or '开口'}：{example.text}"


def known_failures():
    listed = yaml.safe_load((FOLDER / "known_failures.yml").read_text(encoding="utf-8"))
    return {key: names or [] for key, names in listed.items() if key.startswith("answers ")}
