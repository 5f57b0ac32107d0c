"""先前问的一句接不接到投诉上：同一件才接。"""

from pathlib import Path

import pytest
import yaml

from bot.settings import PROJECT
from bot.usecases.filing.earlier_words import _goes_on

_NAMES = ("hollow", "another", "second_leads", "another_matter", "asks_to_lodge", "troubles", "misdeeds", "overcharged")


@pytest.fixture(scope="module")
def words():
    lexicon = yaml.safe_load(Path(PROJECT, "knowledge/lexicon/intake.yml").read_text(encoding="utf-8"))
    return type("Words", (), {name: tuple(lexicon[name]) for name in _NAMES})


@pytest.mark.parametrize(
    "before, text, goes_on",
    [
        ("健身房跑路了卡里还有钱咋办", "那你帮我投诉一下 就是东关街那个动力健身", True),
        ("装修公司收了我六万块钱干了一半不干了", "我要投诉装修公司 美家装饰 收了钱不干活", True),
        ("健身房跑路了卡里还有钱咋办", "还有一件 帮我投诉一下惠民超市 面包发霉了", False),
        ("健身房跑路了卡里还有钱咋办", "另外帮我投诉一下惠民超市 面包发霉了", False),
        ("昨天买的手机坏了咋办", "我要投诉惠民超市 昨天买的面包发霉了", False),
        ("个体户年报在哪报", "帮我登记一下 惠民超市面包发霉了", False),
        ("健身房跑路了卡里还有钱咋办", "惠民超市面包发霉了 我要退钱", False),
    ],
)
def test_only_the_same_matter_goes_on(before, text, goes_on, words):
    assert _goes_on(before, text, words) is goes_on
