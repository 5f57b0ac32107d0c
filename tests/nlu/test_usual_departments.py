"""性质帮着认科室：卖药的多收钱是价格的事；别的部门的份额不动。"""

import pytest

from bot.nlu.usual_departments import UsualDepartments

LABELS = {
    "problem": ["price"] * 9 + ["drug_device"] * 10 + ["price", None, "price"],
    "department": ["price_competition"] * 9 + ["drug"] * 10 + ["drug", "housing", "education"],
}
KIND = {"kind": [("complaint", 0.9), ("inquiry", 0.1)]}


@pytest.fixture
def usual():
    return UsualDepartments.learn(LABELS, ["drug", "price_competition"])


def heard(department, problem, kind=KIND):
    return {**kind, "department": department, "problem": problem}


def test_a_price_matter_at_a_pharmacy_goes_to_the_price_department(usual):
    rankings = heard([("drug", 0.55), ("price_competition", 0.45)], [("price", 0.95), ("drug_device", 0.05)])
    assert usual.weigh(rankings)["department"][0][0] == "price_competition"


def test_another_bodys_share_stays_as_it_was(usual):
    weighed = dict(usual.weigh(heard([("housing", 0.6), ("drug", 0.4)], [("price", 1.0)]))["department"])
    assert weighed["housing"] == pytest.approx(0.6)
    assert sum(weighed.values()) == pytest.approx(1)


def test_only_complaints_and_tip_offs_are_weighed(usual):
    asked = heard([("drug", 0.55), ("price_competition", 0.45)], [("price", 1.0)], {"kind": [("inquiry", 0.9)]})
    assert usual.weigh(asked)["department"] == asked["department"]


def test_what_was_learnt_survives_storing(usual):
    rankings = heard([("drug", 0.55), ("price_competition", 0.45)], [("price", 0.7), ("drug_device", 0.3)])
    assert UsualDepartments.from_state(usual.state()).weigh(rankings) == usual.weigh(rankings)
