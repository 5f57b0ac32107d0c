"""头一句里的店和地方：商场里的店、路标旁边的店、没有招牌的摊子；只是哪一类店的不算。"""

from __future__ import annotations

import pytest

from bot.usecases.reading.landmarks import is_named
from bot.usecases.reading.read_purchase import bought_plainly, with_purchase
from bot.usecases.reading.read_shop import trimmed, with_shop
from bot.usecases.reading.unsigned_shop import pedlars_goods
from tests import fakes

WORDS = fakes.knowledge().intake_words


def shops(text, *names):
    return [{"type": "merchant", "text": name, "value": name, "start": text.index(name), "end": text.index(name) + len(name)} for name in names]


@pytest.mark.parametrize(
    ("text", "names", "shop", "place"),
    [
        ("在华夏家具城的全友家私买的床", ["华夏家具城", "全友家私"], "全友家私", "华夏家具城"),
        ("居然之家二楼左右沙发 颜色发错了", ["居然之家二楼左右沙发"], "左右沙发", "居然之家二楼"),
        ("沙发 顾家家居买的 掉皮了 红星美凯龙二楼", ["顾家家居", "红星美凯龙"], "顾家家居", "红星美凯龙二楼"),
        ("西北电脑城的联想专卖买的笔记本", ["西北电脑城"], "联想专卖", "西北电脑城"),
        ("永丰家具城买的床塌了", ["永丰家具城"], "永丰家具城", None),
        ("红星美凯龙二楼买的床塌了", ["红星美凯龙"], None, "红星美凯龙二楼"),
    ],
)
def test_a_shop_in_a_mall_is_the_one_complained_of(text, names, shop, place):
    found = with_shop({"respondent_name": names[0]}, shops(text, *names), text, WORDS)
    assert (found.get("respondent_name"), found.get("respondent_address")) == (shop, place)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("我爸在广场边上的福康大药房买了钙片", "广场边上"),
        ("明亮眼镜 就在一中对面", "一中对面"),
        ("就北街上那个刘家羊肉馆多收我40", "北街"),
        ("学习机坏了 新华书店一楼专柜", "新华书店一楼专柜"),
        ("我家楼下小卖部卖的烟是假的", None),
        ("屏幕边上 有条缝", None),
        ("网约车司机绕路 多收我二十", None),
        ("小区门口有个卖假茅台的", None),
    ],
)
def test_what_it_is_beside_says_where(text, place):
    assert with_shop({}, [], text, WORDS).get("respondent_address") == place


@pytest.mark.parametrize(
    ("text", "shop"),
    [
        ("昨天在县城东大街的美味轩吃饭 吃出个苍蝇", "美味轩"),
        ("我投诉小区门口张记包子铺", "张记包子铺"),
        ("买的金项链是18K 周六福金店 解放路", "周六福金店"),
        ("菜市场那个卖肉的老王缺斤短两", "卖肉的老王"),
        ("在县医院门口药店买的血压计不准", None),
        ("楼下手机维修店换的屏", None),
        ("充了八千 那个理疗店关门了", None),
    ],
)
def test_a_shop_is_known_by_how_it_is_spoken_of(text, shop):
    address = {"respondent_address": "县城东大街"} if "东大街" in text else {}
    assert with_shop(address, [], text, WORDS).get("respondent_name") == shop


@pytest.mark.parametrize(("heard", "name"), [("天府串串香吃饭", "天府串串香"), ("喝喜酒在大唐饭店", "大唐饭店"), ("康乐什么", "康乐"), ("壹品牛排办", "壹品牛排"), ("老百姓大药房", "老百姓大药房")])
def test_what_was_done_there_is_no_part_of_the_name(heard, name):
    assert trimmed(heard, WORDS) == name


def test_a_brand_is_not_the_shop_it_was_bought_in():
    text = "康师傅的方便面里面有头发 在楼下小卖部买的"
    assert "respondent_name" not in with_shop({"respondent_name": "康师傅"}, [], text, WORDS)


@pytest.mark.parametrize(("shop", "named"), [("手机维修店", False), ("镇上超市", False), ("张记包子铺", True), ("马回回牛肉铺", True)])
def test_a_kind_of_shop_is_no_name(shop, named):
    assert is_named(shop, WORDS) is named


def test_goods_and_services():
    assert bought_plainly("宠物店买的狗三天就死了", WORDS) == "狗" and bought_plainly("买的是假货", WORDS) is None
    assert pedlars_goods("卖鱼的老孙头秤有问题") == "鱼"
    assert with_purchase({}, "拍婚纱照4999 底片不给", WORDS)["product"] == "婚纱照"
