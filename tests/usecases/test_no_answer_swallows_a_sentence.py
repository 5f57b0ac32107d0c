"""正问地址、店名、请求时说的是别的：改口、要求、时候、催着提交、说自己。一句都不能当成答话收下。"""

from datetime import date, datetime

import pytest

from bot.hotline.draft import Draft
from bot.settings import TIME_ZONE
from bot.usecases.reading.read_correction import read_correction
from bot.usecases.reading.read_draft import read_answer_to
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_statement import read_statement
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)
NOW = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)


def a_draft(asking=None, latest=(), **values):
    return Draft("D1", "chat:1", "complaint", "chat", NOW, NOW, asking=asking, latest=latest, values=values, has_facts=True)


def answered(asked, said, **values):
    return read_answer_to(asked, said, [], a_draft(asked, **values), WORDS, TODAY)


@pytest.mark.parametrize(
    "name, said",
    [
        ("respondent_address", "你帮我让他把卡延期"),
        ("respondent_address", "要定金"),
        ("respondent_address", "七点"),
        ("respondent_address", "时间是六月六号左右"),
        ("respondent_address", "就住他家后面那栋楼"),
        ("respondent_address", "我店就在它对面"),
        ("respondent_address", "不要写我在11楼"),
        ("citizen_address", "行吧"),
        ("citizen_address", "对 就是这样 提交"),
        ("citizen_address", "隔壁的老陈肉铺 卖的肉有异味 四十三块 要退"),
        ("respondent_name", "给我个编号"),
        ("respondent_name", "叫我小周就行"),
        ("respondent_name", "店叫"),
        ("respondent_name", "底下全是烂的"),
        ("demand", "我还要投诉另外一家"),
        ("demand", "那我等你们电话"),
    ],
)
def test_what_is_said_besides_is_no_answer(name, said):
    assert read_field(name, said, WORDS, TODAY) is None


@pytest.mark.parametrize(
    "name, said, value",
    [
        ("respondent_address", "金桂苑南门出来右手边第二家", "金桂苑南门出来右手边第二家"),
        ("citizen_address", "我妈住 南关村", "南关村"),
        ("respondent_address", "兰新市场，最里头那个铁皮棚", "兰新市场，最里头那个铁皮棚"),
        ("respondent_name", "我家酸菜鱼", "我家酸菜鱼"),
        ("demand", "让他把相片给我 多收的不给", ("把相片给我 多收的不给",)),
    ],
)
def test_plain_answers_are_still_taken_whole(name, said, value):
    assert read_field(name, said, WORDS, TODAY) == value


def test_a_whole_line_gives_shop_place_and_wish_apart():
    assert answered("respondent_address", "新城路18号 退680") == {"respondent_address": "新城路18号", "demand": ("退680",)}
    assert answered("respondent_address", "老孙羊肉馆 人民西路八十八号", respondent_name="老孙羊肉馆")["respondent_address"] == "人民西路八十八号"


def test_the_place_of_the_shop_is_heard_whatever_is_asked():
    found = answered("demand", "红星家具城在南环路", respondent_name="红星家具城")
    assert found == {"respondent_address": "南环路"}


def test_a_relative_and_his_class_are_no_shop():
    assert "respondent_name" not in answered("respondent_name", "我孙子叫刘子涵 上三年级")


def test_an_unnamed_shop_is_still_to_be_named():
    shop = {"type": "merchant", "text": "一个水果店", "start": 1, "end": 6, "value": None}
    assert "respondent_name" not in read_statement("在一个水果店", [shop], WORDS, TODAY)


@pytest.mark.parametrize("said", ["姓何 何巧云", "我姓何 何巧云", "免贵姓何，叫何巧云"])
def test_surname_first_is_a_name_whenever_it_is_said(said):
    assert read_statement(said, [], WORDS, TODAY)["citizen_name"] == "何巧云"


def test_the_name_of_a_shop_is_nobodys_own_name():
    found = read_statement("物业的名字叫安居物业", [], WORDS, TODAY)
    assert "citizen_name" not in found and found["respondent_name"] == "安居物业"


@pytest.mark.parametrize(
    "said, found",
    [
        ("不是那家 是隔壁 叫果然好", {"respondent_name": "果然好", "respondent_address": "人民路，鲜果时光隔壁"}),
        ("不是那家，是旁边那家果然好水果店", {"respondent_name": "果然好水果店", "respondent_address": "人民路，鲜果时光旁边"}),
        ("店不叫鲜果时光 叫果然好 果实的果", {"respondent_name": "果然好"}),
    ],
)
def test_not_that_shop_but_the_next_one(said, found):
    draft = a_draft("demand", respondent_name="鲜果时光", respondent_address="人民路")
    assert read_correction(said, [], draft, WORDS, TODAY).found == found


def test_what_was_paid_back_before_is_no_wish():
    assert read_field("demand", "前两次赔了 这次不赔", WORDS, TODAY, is_asked=False) is None


@pytest.mark.parametrize("said, who", [("我给我孙子投诉的", "我孙子"), ("给我外孙女反映个事", "我外孙女"), ("替我大姨投诉", "我大姨")])
def test_whoever_it_is_for_is_heard(said, who):
    assert read_statement(said, [], WORDS, TODAY)["represents"] == who


def test_a_room_in_a_tower_is_a_place_not_a_shop():
    assert answered("respondent_name", "金泰大厦1106") == {"respondent_address": "金泰大厦1106"}


def test_every_day_is_kept_without_who_passes_there():
    assert read_field("event_on", "我天天从那过 看见的", WORDS, TODAY) == "天天"


def test_the_shop_before_the_place_is_apart():
    assert answered("respondent_address", "旺旺火锅 在西大街60号", respondent_name="旺旺火锅店") == {"respondent_address": "西大街60号"}
    assert answered("respondent_address", "鲜果时光 在人民路") == {"respondent_name": "鲜果时光", "respondent_address": "人民路"}


def test_not_this_name_but_that_one_said_with_an_excuse_between():
    draft = a_draft("respondent_address", respondent_name="茶语时光")
    assert read_correction("不是茶语时光 说错了 是茶物语", [], draft, WORDS, TODAY).found == {"respondent_name": "茶物语"}


def test_only_a_wish_where_a_place_was_asked_is_the_wish():
    assert answered("respondent_address", "要他赔五百")["demand"]


@pytest.mark.parametrize("said", ["大概三四十个人吧", "他让我加钱重配 我不干"])
def test_how_many_and_what_the_shop_wants_are_no_wish(said):
    assert read_field("demand", said, WORDS, TODAY) is None


def test_it_is_the_address_of_the_shop():
    assert answered("citizen_address", "红旗路22号 是店的地址", respondent_address="红旗路") == {"respondent_address": "红旗路22号"}
