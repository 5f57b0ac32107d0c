"""正问是哪家、在哪里，两段话一段是地方、一段是店名；自己的住处、又说的一样错处，都不是。"""

from datetime import datetime
from zoneinfo import ZoneInfo

import fakes
import pytest

from bot.hotline.draft import Draft
from bot.usecases.reading.read_draft import read_answer_to
from bot.usecases.reading.read_shop_answer import shop_of_place

NOW = datetime(2026, 4, 28, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
WORDS = fakes.knowledge().intake_words


def answered(asked, said, entities=(), **values):
    draft = Draft("D1", "chat:1", "complaint", "chat", NOW, NOW, asking=asked, values=values, has_facts=True)
    found = [{"type": t, "text": s, "value": None, "start": said.index(s), "end": said.index(s) + len(s)} for t, s in entities]
    return read_answer_to(asked, said, found, draft, WORDS, NOW.date())


@pytest.mark.parametrize("asked", ["respondent_name", "respondent_address"])
@pytest.mark.parametrize(
    "said, entities, shop, place",
    [
        ("在人民公园南门 康乐堂", [("address", "人民公园南门"), ("merchant", "康乐堂")], "康乐堂", "人民公园南门"),
        ("老地方烧烤 和平路12号", [("product", "老地方烧烤"), ("address", "和平路12号")], "老地方烧烤", "和平路12号"),
        ("建材市场，兴达陶瓷", [("address", "建材市场"), ("merchant", "兴达陶瓷")], "兴达陶瓷", "建材市场"),
        ("就在十字路口东边 大刘修车铺", [], "大刘修车铺", "十字路口东边"),
    ],
)
def test_two_pieces_are_the_place_and_the_shop(asked, said, entities, shop, place):
    found = answered(asked, said, entities)
    assert (found.get("respondent_name"), found.get("respondent_address")) == (shop, place)


@pytest.mark.parametrize("asked", ["respondent_name", "respondent_address"])
@pytest.mark.parametrize("said, shop, place", [("人民路东头的百姓缘", "百姓缘", "人民路东头"), ("就在步行街的海澜之家", "海澜之家", "步行街"), ("东湖小区北门的鲜又多那家", "鲜又多", "东湖小区北门")])
def test_a_shop_told_by_its_place(asked, said, shop, place):
    found = answered(asked, said)
    assert (found.get("respondent_name"), found.get("respondent_address")) == (shop, place)


@pytest.mark.parametrize("said", ["东关菜市场的老板", "南关市场的三号摊", "北街口的那家", "西关桥头的人", "中心广场的二楼"])
def test_a_place_and_no_name_names_no_shop(said):
    assert shop_of_place(said, WORDS, NOW.date()) is None


@pytest.mark.parametrize("said", ["公园南门 好多人都买了", "文化路12号 昨天下午", "北街口 卖菜的", "和平路 二楼"])
def test_a_place_and_a_remark_name_no_shop(said):
    assert "respondent_name" not in answered("respondent_address", said)


def test_a_person_beside_a_place_is_no_shop():
    assert "respondent_name" not in answered("respondent_address", "东关小区3号楼 李国强", [("person", "李国强")])


@pytest.mark.parametrize("said", ["就是态度差", "还用过期的肉", "还卖假烟", "也不给开票", "又涨价了", "而且没有执照"])
def test_one_more_misdeed_is_no_shops_name(said):
    assert "respondent_name" not in answered("respondent_name", said)


def test_where_i_live_is_never_where_the_shop_is():
    found = answered("demand", "住在南苑小区3号楼", [("address", "南苑小区3号楼")], respondent_name="兴达陶瓷", respondent_address="建材市场")
    assert found == {"citizen_address": "南苑小区3号楼"}


@pytest.mark.parametrize("said", ["委托书有", "小票没有", "身份证没带"])
def test_what_one_has_at_hand_is_no_address(said):
    assert "citizen_address" not in answered("citizen_address", said)
