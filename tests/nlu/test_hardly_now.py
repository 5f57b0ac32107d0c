"""只有几分像险情、话里又说明白多半不是眼下的事，按平常话听；像得很的、说了眼下的，照样先说电话。"""

import pytest

from bot.nlu.judge import judge
from bot.nlu.normalise import normalise
from bot.nlu.thresholds import Thresholds

A_BIT, VERY = 0.35, 0.9


def heard(knowledge, text, kind, danger):
    rankings = {
        "wish": [("report_emergency", danger), ("ask_for_help", 1 - danger)],
        "kind": [("help_request", 0.97)],
        "aspect": [("overview", 1.0)],
        "scope": [("catalogue", 0.9), ("other_body", 0.1)],
        "department": [("fire", 0.95)],
        "problem": [("other", 1.0)],
        "urgency": [("normal", 1.0)],
        "emergency": [(kind, danger), ("none", 1 - danger)],
    }
    return judge(normalise(text), rankings, [], [], knowledge, Thresholds())


def emergency_heard(knowledge, text, kind, danger):
    return heard(knowledge, text, kind, danger).emergency


@pytest.mark.parametrize(
    "text, kind",
    [
        ("前年库房失过火，到现在还堆着海绵", "fire_gas"),
        ("上个月吃坏的肚子，药费他们不认", "food_poisoning"),
        ("去年让电梯关了一会儿，要他们道歉", "lift_trapped"),
        ("万一烧起来，消防车开不进来", "fire_gas"),
        ("买的豆腐一股消毒水味", "fire_gas"),
    ],
)
def test_what_is_long_past_over_or_only_feared_is_no_emergency_unless_it_sounds_very_much_like_one(knowledge, text, kind):
    assert emergency_heard(knowledge, text, kind, A_BIT) is None
    assert emergency_heard(knowledge, text, kind, VERY) == kind


@pytest.mark.parametrize(
    "text, kind",
    [
        ("上周刚换的气罐，这会儿呲呲响", "fire_gas"),
        ("去年就困过我，又卡住了", "lift_trapped"),
        ("早晚要出事，翻了，压着人呢", "traffic"),
        ("豆腐一股消毒水味，吃完我们都吐了", "food_poisoning"),
        ("去年就想不开过", "self_harm"),
    ],
)
def test_what_is_told_as_happening_now_keeps_the_usual_threshold(knowledge, text, kind):
    assert emergency_heard(knowledge, text, kind, A_BIT) == kind


def test_a_lift_with_nobody_in_it_traps_nobody_however_alike_it_sounds(knowledge):
    assert emergency_heard(knowledge, "电梯停着不动，门开着没人", "lift_trapped", VERY) is None
    assert emergency_heard(knowledge, "里面没人应，是不是还有人在里面", "lift_trapped", VERY) == "lift_trapped"


def test_who_is_out_of_the_lift_already_is_not_trapped_however_alike_it_sounds(knowledge):
    assert emergency_heard(knowledge, "让电梯关了一会儿，放出来了，要他们道歉", "lift_trapped", VERY) is None
    assert emergency_heard(knowledge, "放出来一个，我妈还困在里面", "lift_trapped", VERY) == "lift_trapped"


def test_a_lift_that_stopped_with_nobody_in_it_is_a_complaint(knowledge):
    assert heard(knowledge, "没有人困在电梯里，就是停了", "lift_trapped", VERY).intent == "file_complaint"
