"""字写得不一样的，照知识里的写法看。"""

import pytest

from bot.nlu.speller import SoundSpeller

SPELLER = SoundSpeller()


def test_traditional_characters_become_simplified_one_for_one():
    assert SPELLER.plain("線上線下都有，ok") == "线上线下都有，ok"


@pytest.mark.parametrize(
    "said, meant",
    [
        ("愿已", "愿意"),
        ("委脱代办", "委托代办"),
        ("我本仁去", "我本人去"),
        ("老板自己开车去买油", "老板自己开车去买油"),  # 两个字的同音，占不到一半，不换
    ],
)
def test_a_homophone_is_respelt(said, meant):
    assert SPELLER.respell(said, [["愿意", "愿意承诺"], ["委托代办", "没有"], ["本人去"]]) == meant


def test_two_groups_that_sound_alike_are_left_alone():
    assert SPELLER.respell("权立", [["权利"], ["权力"]]) == "权立"
