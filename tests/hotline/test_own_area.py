"""本局管哪里：设了才判断，只认话里明说的地名。"""

import pytest

from bot.hotline.own_area import OwnArea
from bot.settings import Settings
from tests import fakes

WORDS = fakes.knowledge().region_words
OURS = OwnArea("武威市", ("凉州区", "民勤县"))


@pytest.mark.parametrize("address, place", [
    ("武威市凉州区北大街5号", "local"),
    ("凉州北大街", "local"),
    ("民勤", "local"),
    ("西安市雁塔区小寨", "elsewhere"),
    ("在兰州城关区", "elsewhere"),
    ("陕西省宝鸡市", "elsewhere"),
    ("西安那边", "elsewhere"),
    ("西安", "elsewhere"),
    ("西关什字", None),
    ("兰州路18号", None),
    ("兰州拉面馆对面", None),
    ("北京路市场二楼", None),
    ("成都市场", None),
    ("上海市场旁边", None),
    ("", None),
    (None, None),
])  # fmt: skip
def test_only_a_place_name_said_outright_is_believed(address, place):
    assert OURS.place_of(address, WORDS) == place


def test_nothing_is_judged_when_the_bureau_did_not_say_where_it_is():
    assert OwnArea().place_of("西安市雁塔区", WORDS) is None


def test_the_area_is_set_in_the_environment():
    settings = Settings.from_environment({"HOTLINE_CITY": "武威市", "HOTLINE_DISTRICTS": "凉州区， 民勤县"})
    assert (settings.city, settings.districts) == ("武威市", ("凉州区", "民勤县"))
    assert Settings.from_environment({}).city == ""
