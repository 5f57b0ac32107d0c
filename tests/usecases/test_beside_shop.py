"""先说在哪、连着说是哪家；举报的是一个人。"""

from datetime import date
from pathlib import Path

import pytest

from bot.stores.knowledge_files import load_knowledge
from bot.usecases.reading.beside_shop import beside_shop
from bot.usecases.reading.read_accused import person_who_does
from bot.usecases.reading.read_official import looks_told, read_official

KNOWLEDGE = load_knowledge(Path(__file__).parents[2] / "knowledge")
WORDS = KNOWLEDGE.intake_words
TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(("said", "place", "shop"), [
    ("县二中门口李记小卖部", "县二中门口", "李记小卖部"),
    ("在县二中门口的李记小卖部 娃已经送医院了", "县二中门口", "李记小卖部"),
    ("就是建设路那家红满天火锅", "建设路", "红满天火锅"),
])  # fmt: skip
def test_where_and_which_shop_in_one_breath(said, place, shop):
    found = beside_shop(said, WORDS)
    assert found is not None and (found.place, found.shop) == (place, shop)


@pytest.mark.parametrize("said", ["学校门口的小卖部", "就南门菜市场门口 一个三轮车", "他家对面的好再来饭店"])
def test_no_shop_is_named(said):
    assert beside_shop(said, WORDS) is None


def test_the_person_who_does_it():
    assert person_who_does("举报隔壁老王卖的猪肉没盖章", (), WORDS) == "老王"
    assert person_who_does("我要举报东街口卖炒货的老马 秤不准", (), WORDS) == "老马"
    assert person_who_does("举报高价卖口罩的药店", (), WORDS) is None


@pytest.mark.parametrize(("said", "who"), [
    ("你们城关所的人给我说话难听", "城关所"),
    ("食品科副科长给饭店通风报信", "食品科副科长"),
    ("就告那个办证的王姐 她收我红包", "办证的王姐"),
    ("你们所里老刘老是来我店里白吃", "所里老刘"),
    ("我投诉12315 三次都没给我回电话", "12315热线"),
    ("窗口那个人打我了", None),
    ("你们市场局的人太差劲了", None),
    ("派出所的人不管", None),
])  # fmt: skip
def test_which_office_which_person(said, who):
    assert read_official(said, WORDS) == who


def test_looks_are_kept_when_the_name_is_not_known():
    assert looks_told("没看清工牌 个子矮", WORDS, TODAY) == "个子矮"
    assert looks_told("两个男的 一个戴眼镜", WORDS, TODAY, "event_on") == "两个男的 一个戴眼镜"
    assert looks_told("到现在没人联系我", WORDS, TODAY, "event_on") is None


def test_an_insider_tells_what_is_done_inside():
    hider = KNOWLEDGE.reporter_hider
    assert hider.is_insider("我是福源食品厂的工人 厂里把过期的火腿肠拆了重新打日期")
    assert not hider.is_insider("我想在学校食堂上班 要办健康证吗")
