"""说的数怎么算、说的几个字归哪一格：单价乘数量、型号、另花的费用、路名、住处、改口的半截。"""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.hotline.draft import Draft
from bot.settings import TIME_ZONE
from bot.usecases.filing.add_statement import _only_refuses
from bot.usecases.reading.for_another_words import represents_in
from bot.usecases.reading.read_command import says_none
from bot.usecases.reading.read_correction import read_correction
from bot.usecases.reading.read_details import from_entities, is_no_wish
from bot.usecases.reading.read_draft import read_answer_to
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_official import looks_told
from bot.usecases.reading.read_shop import with_shop
from bot.usecases.reading.read_shop_answer import branch_of
from bot.usecases.reading.read_statement import home_on_card, own_card
from bot.usecases.reading.read_swap import read_swap
from bot.usecases.reading.sort_answer import for_whom, of_agent
from bot.usecases.reading.sum_of_units import sum_of_units
from bot.usecases.returning.check_ticket import _lost_number
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)
NOW = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)


def a_draft(asking=None, kind="complaint", **values):
    return Draft("D1", "chat:1", kind, "chat", NOW, NOW, asking=asking, values=values, has_facts=True)


def entity(type_, said, text, value=None):
    at = said.rindex(text)
    return {"type": type_, "text": text, "value": value, "start": at, "end": at + len(text)}


# ── 钱数 ──


@pytest.mark.parametrize(
    "said, total",
    [
        ("60块一片的瓷砖 买了200片 全部有色差", 12000),
        ("一箱牛奶68块 我买了5箱", 340),
        ("订了十桌 一桌888", 8880),
        ("换了四条轮胎 回来一看是杂牌子 一条收了我们六百八", 2720),
        ("排骨32一斤 称了三斤 少了四两", 96),
        ("买了一箱牛奶 一箱68块", None),
        ("一年的卡1999 健身房关门了", None),
        ("一件事说了三件", None),
    ],
)
def test_the_price_of_one_times_how_many(said, total):
    assert sum_of_units(said) == total


@pytest.mark.parametrize("said", ["检测费300 沙发5600", "沙发5600 检测费300", "运费300 沙发5600"])
def test_what_was_spent_beside_it_is_not_the_sum(said):
    sums = [entity("amount", said, "300", 300.0), entity("amount", said, "5600", 5600.0)]
    assert from_entities(said, sorted(sums, key=lambda e: e["start"]), None, WORDS, TODAY) == {"amount": 5600.0}


@pytest.mark.parametrize("said", ["5600 检测费300", "那个稽查队的来我店里检查 要吃要喝 拿了我两条烟走", "收了我八百"])
def test_what_they_did_is_no_wish(said):
    assert is_no_wish(said, WORDS)


# ── 时候 ──


def test_the_day_denied_is_not_the_day():
    said = "昨天的事 不是今天"
    days = [entity("date", said, "昨天"), entity("date", said, "今天")]
    assert from_entities(said, days, None, WORDS, TODAY) == {"event_on": "2026-04-27"}


def test_only_the_time_is_taken_out_of_a_long_sentence():
    assert read_field("event_on", "每天晚上做豆腐干用工业盐", WORDS, TODAY) == "每天晚上"
    assert read_field("event_on", "一直这样 从去年开始", WORDS, TODAY) != "一直"


# ── 哪家、在哪 ──


@pytest.mark.parametrize("said, road", [("我要投诉老灶火锅，大同路", "大同路"), ("老灶火锅，就在南环路12号，吃出钢丝", "南环路12号"), ("老灶火锅，走了一路", None)])
def test_a_piece_that_is_all_road_is_where_the_shop_is(said, road):
    assert with_shop({"respondent_name": "老灶火锅"}, [entity("merchant", said, "老灶火锅")], said, WORDS).get("respondent_address") == road


@pytest.mark.parametrize(
    "shop, said, where",
    [("佳佳超市", "佳佳超市在育才路8号", "育才路8号"), ("万福大酒店", "万福酒店 滨江路", "滨江路"), ("城南加油站", "环城路的", "环城路")],
)
def test_the_shop_told_again_is_no_part_of_the_place(shop, said, where):
    assert read_answer_to("respondent_address", said, (), a_draft("respondent_address", respondent_name=shop), WORDS, TODAY)["respondent_address"] == where


def test_a_shop_told_behind_its_mall_is_the_shop():
    said = "建设路红星家具城二楼顾家沙发"
    found = read_answer_to("respondent_name", said, [entity("address", said, "建设路红星家具城二楼")], a_draft("respondent_name"), WORDS, TODAY)
    assert (found["respondent_name"], found["respondent_address"]) == ("顾家沙发", "建设路红星家具城二楼")


@pytest.mark.parametrize("said", ["全部有色差", "全都坏了", "好多同事拉肚子", "大家都吐"])
def test_what_went_wrong_is_no_shop(said):
    assert read_field("respondent_name", said, WORDS, TODAY) is None


def test_a_bakery_with_a_village_in_its_name_is_a_shop():
    said = "麦香村面包房"
    assert from_entities(said, [entity("address", said, said)], None, WORDS, TODAY) == {"respondent_name": said}


def test_the_platform_is_not_what_was_bought():
    said = "网上买的 拼多多 买了个u盘"
    assert from_entities(said, [entity("product", said, "拼多多", "拼多多"), entity("product", said, "u盘", "u盘")], None, WORDS, TODAY) == {"product": "u盘"}


@pytest.mark.parametrize("said, known, right", [("不是东门 是南门菜市场", "东门菜市场", "南门菜市场"), ("不是东门 是南门", "东门菜市场", "南门菜市场"), ("不是北街 是南街5号", "北街5号", "南街5号")])
def test_the_half_told_with_the_correction_is_not_written_twice(said, known, right):
    assert read_swap(said, a_draft(respondent_address=known), WORDS, TODAY) == {"respondent_address": right}


# ── 自己的几样 ──


def test_where_one_lives_is_no_shop():
    for said, place in (("住解放街18号", "解放街18号"), ("东街18号楼302 我家", "东街18号楼302")):
        assert from_entities(said, [entity("address", said, place)], "representative_identity", WORDS, TODAY) == {"citizen_address": place}
    moved = "西街18号楼 不对 是东街18号楼302 我家"
    assert from_entities(moved, [entity("address", moved, "西街18号楼"), entity("address", moved, "东街18号楼302")], "respondent_name", WORDS, TODAY) == {"citizen_address": "东街18号楼302"}


def test_both_papers_are_told_in_one_answer():
    draft = a_draft("authorization", represents="我妈")
    assert of_agent({"authorization": False}, draft, "没有委托书 身份证有", WORDS) == {"authorization": False, "representative_identity": True}
    assert "representative_identity" not in of_agent({}, draft, "没有", WORDS)


def test_who_it_was_is_kept_beside_what_is_not_known():
    assert looks_told("姓赵 戴工牌 工号没看清", WORDS, TODAY, "event_on") == "姓赵 戴工牌"


# ── 不是答话的 ──


def test_a_refusal_at_the_reading_back_is_no_story():
    assert all(_only_refuses(said, WORDS) for said in ("不方便说", "不想留电话", "我的名字不想说"))
    assert not any(_only_refuses(said, WORDS) for said in ("没有小票", "他们不给退", "不知道是谁家的车"))


@pytest.mark.parametrize("said, lost", [("编号找不着了", True), ("短信我删了", True), ("那个单号忘了记", True), ("鞋子找不着了", False), ("编号是T20260428", False)])
def test_the_number_is_lost(said, lost):
    assert _lost_number(said, WORDS) is lost


# ── 是谁、哪家 ──


def test_the_one_who_speaks_for_his_kin_names_himself():
    draft = a_draft("authorization", represents="我爸")
    assert of_agent({"citizen_name": "何大庆"}, draft, "我爸叫何大庆 我是他女儿何苗", WORDS) == {"citizen_name": "何大庆", "representative_name": "何苗"}
    assert of_agent({"citizen_name": "小陈 陈思"}, draft, "我叫小陈 陈思", WORDS) == {"representative_name": "陈思"}
    assert read_field("citizen_name", "小陈 陈思", WORDS, TODAY) == "陈思"


def test_speaking_for_ones_employer_is_said_outright():
    assert represents_in("我替我老板投诉", WORDS) == "我老板"
    assert represents_in("老板叫刘三 我叫王五", WORDS) is None


def test_the_brand_gives_way_to_the_shop_behind_its_mall():
    draft = replace(a_draft("respondent_address", respondent_name="惠普"), said=("公司买的打印机 惠普的 三千八",))
    assert read_answer_to("respondent_address", "科达电脑城二楼 宏图数码", (), draft, WORDS, TODAY) == {"respondent_name": "宏图数码", "respondent_address": "科达电脑城二楼"}


def test_a_block_of_a_tower_is_a_place_and_a_room_in_it_a_home():
    assert read_answer_to("respondent_name", "时代广场写字楼 B座", (), a_draft("respondent_name"), WORDS, TODAY) == {"respondent_address": "时代广场写字楼 B座"}
    assert own_card("叫沈佳 13800000058 时代广场5号", WORDS)["citizen_address"] == "时代广场5号" and home_on_card("沈佳 13800000058 时代广场B座1203", WORDS) == "时代广场B座1203"


def test_what_the_sign_says_is_the_shop():
    said = "西关十字 那个烟酒店 门头写的红盛"
    assert with_shop({"respondent_address": "西关十字"}, [], said, WORDS)["respondent_name"] == "红盛"


@pytest.mark.parametrize("said", ["有委托书 也有身份证", "身份证没有"])
def test_papers_are_no_address(said):
    assert read_field("citizen_address", said, WORDS, TODAY) is None


def test_small_change_is_multiplied_too():
    assert sum_of_units("5毛钱一包 买了4包") == 2


def test_what_leads_to_the_name_is_no_name():
    assert branch_of("店名是 星辰数码专营店", WORDS) is None and branch_of("康乐大药房 十里店", WORDS) == "康乐大药房十里店"


@pytest.mark.parametrize("said, refuses", [("我开饭店的 他说不给就来查", False), ("老板不给看", False), ("不给", True), ("电话不给", True)])
def test_what_they_refuse_is_no_refusal_of_his(said, refuses):
    assert says_none(said, WORDS) is refuses


def test_a_name_that_is_a_holiday_is_no_day():
    said = "我爸叫曹国庆 我叫曹阳"
    assert from_entities(said, [entity("date", said, "国庆")], None, WORDS, TODAY) == {}


def test_somebody_is_no_name():
    assert read_field("citizen_name", "吴某某", WORDS, TODAY) is None


@pytest.mark.parametrize("said, total", [("99一箱 两箱", 198), ("我买了两箱 99一箱", 198), ("一箱99 说是五箱水果里最好的", None), ("两张票 一张150", 300)])
def test_how_many_needs_no_verb_when_it_stands_alone(said, total):
    assert sum_of_units(said) == total


def test_a_number_put_right_belongs_to_the_home_told_before():
    said, draft = "不对 是泰和苑6号楼", a_draft(respondent_name="果鲜生", citizen_address="泰和苑8号楼2单元")
    assert read_correction(said, [entity("address", said, "泰和苑6号楼")], draft, WORDS, TODAY).found == {"citizen_address": "泰和苑6号楼2单元"}


def test_what_they_offer_and_he_refuses_is_no_wish():
    assert read_field("demand", "只退我20 我不同意", WORDS, TODAY) is None
    assert read_field("demand", "赔医药费 把三千二退了", WORDS, TODAY, is_asked=False) == ("赔医药费", "把三千二退了")


def test_the_son_is_the_one_who_speaks():
    assert of_agent({}, a_draft("authorization", represents="我妈"), "儿子叫孙伟", WORDS) == {"representative_name": "孙伟"}
    assert for_whom(a_draft("citizen_name"), "我妈姓韩 韩秀芝 我是她儿子", WORDS).values["represents"] == "我妈"


def test_the_home_told_behind_the_phone_is_his():
    assert read_answer_to("citizen_phone", "13800000096 汽车城家园2号楼", (), a_draft("citizen_phone", respondent_address="汽车城B区12号"), WORDS, TODAY) == {"citizen_phone": "13800000096", "citizen_address": "汽车城家园2号楼"}


def test_where_in_the_market_is_no_shop():
    assert read_answer_to("respondent_name", "早市 北门那个", (), a_draft("respondent_name"), WORDS, TODAY) == {"respondent_address": "早市 北门那个"}


def test_a_word_of_justice_is_no_shop():
    assert read_field("respondent_name", "就是要个说法", WORDS, TODAY) is None


def test_what_one_cannot_use_was_not_bought():
    said = "他不会用手机"
    assert from_entities(said, [entity("product", said, "手机", "手机")], None, WORDS, TODAY) == {}


def test_the_nickname_before_the_name_of_the_one_who_speaks():
    assert of_agent({"citizen_name": "赵磊"}, a_draft("authorization", represents="我大爷"), "王大爷叫王德山 我叫小赵 赵磊", WORDS) == {"representative_name": "赵磊"}


def test_her_name_told_where_the_name_is_asked():
    assert read_answer_to("citizen_name", "她叫白洁 13800000113", (), a_draft("citizen_name"), WORDS, TODAY)["citizen_name"] == "白洁"


def test_anyway_is_no_part_of_the_place():
    assert read_field("respondent_address", "反正在实验小学旁边", WORDS, TODAY) == "实验小学旁边"
