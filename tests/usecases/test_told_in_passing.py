"""顺着话说的：一个多少钱、剩多少、怎么联系、村名、号码是谁的，都放对地方；登记后又说的一件接得上。"""

from datetime import datetime

import fakes
import pytest

from bot.hotline.draft import Draft, fill
from bot.settings import TIME_ZONE
from bot.usecases.reading.read_command import is_command
from bot.usecases.reading.read_draft import read_answer_to
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_numbers import says_whose_phone
from bot.usecases.reading.read_shop_answer import place_and_shop
from bot.usecases.returning.file_anew import is_unanswered

WORDS = fakes.knowledge().intake_words
NOW = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)
TODAY = NOW.date()


def answered(asked, said, entities=(), **values):
    draft = Draft("D1", "chat:1", "complaint", "chat", NOW, NOW, asking=asked, values=values, has_facts=True)
    found = [{"type": t, "text": s, "value": None, "start": said.index(s), "end": said.index(s) + len(s)} for t, s in entities]
    return read_answer_to(asked, said, found, draft, WORDS, TODAY)


@pytest.mark.parametrize("said", ["80一瓶", "十五块一斤", "3元一个", "拿回家发现是糖浆", "现在换老板不认账"])
def test_a_price_or_what_happened_is_no_shops_name(said):
    assert read_field("respondent_name", said, WORDS, TODAY) is None


@pytest.mark.parametrize("said, wish", [
    ("一共消费312 要求退开瓶费", "要求退开瓶费"), ("还剩八百没用 退剩下的钱", "退剩下的钱"), ("花了两千六 给我换台新的", "给我换台新的"),
    ("退货 赔三百", "退货 赔三百"),
])  # fmt: skip
def test_what_was_spent_is_no_part_of_the_wish(said, wish):
    assert read_field("demand", said, WORDS, TODAY) == (wish,)


@pytest.mark.parametrize("said", ["还剩一千三百五没用", "卡里两千三", "一共八百六"])
def test_a_sum_alone_is_no_wish(said):
    assert read_field("demand", said, WORDS, TODAY) is None


@pytest.mark.parametrize("said", ["没给我号", "没有单号"])
def test_a_number_not_given_is_no_day(said):
    assert read_field("event_on", said, WORDS, TODAY) is None


@pytest.mark.parametrize("said", ["万达公寓1203", "孙家庄", "老纺织厂宿舍6排", "刘家沟"])
def test_a_flat_or_a_village_is_where_he_lives(said):
    assert answered("citizen_address", said, citizen_name="孙丽", respondent_address="北街")["citizen_address"] == said


@pytest.mark.parametrize("said", ["农历十五", "上个集 就是农历十五"])
def test_a_day_of_the_old_calendar_is_nowhere(said):
    assert "citizen_address" not in answered("citizen_address", said, citizen_name="孙丽")


@pytest.mark.parametrize("said", ["俺叫孙大柱 13800000037", "姓刘 刘洋 13800000042", "我的是13800000038"])
def test_a_phone_given_with_his_name_is_his_own_whatever_was_asked(said):
    assert says_whose_phone(said, WORDS)
    assert answered("respondent_address", said, [("phone", said[-11:])], respondent_name="好再来面馆")["citizen_phone"] == said[-11:]


def test_where_the_principal_lives_is_the_principals_dwelling():
    said = "我妈住和平路老机械厂家属院"
    found = answered("representative_identity", said, [("address", said[3:])], represents="我妈", respondent_address="北街12号", respondent_name="康寿馆")
    assert found["citizen_address"] == "和平路老机械厂家属院"


@pytest.mark.parametrize("said, both", [
    ("叫力动健身 北关广场对面", ("北关广场对面", "力动健身")), ("中医馆叫济仁堂 北关大桥头", ("北关大桥头", "济仁堂")), ("好多人 北关大桥头", None),
])  # fmt: skip
def test_what_it_is_called_and_where_it_is(said, both):
    assert place_and_shop(said, (), WORDS, TODAY) == both


@pytest.mark.parametrize("kind, field", [("conduct_complaint", "product"), ("commendation", "demand"), ("commendation", "product"), ("suggestion", "amount")])
def test_a_kind_keeps_only_what_it_can_have(kind, field):
    assert fill(Draft("D1", "chat:1", kind, "chat", NOW, NOW), {field: "戴眼镜"}).values == {}


@pytest.mark.parametrize("said", ["行那就登记成举报吧", "那就按投诉登记吧", "那还是当举报登记"])
def test_a_laid_down_matter_is_taken_up_again(said):
    assert is_command("takes_up_again", said, WORDS)


@pytest.mark.parametrize("said, is_so", [("12315投诉了十天没人理", True), ("举报了好几次没人管", True), ("窗口没人", False), ("我要投诉一家店", False)])
def test_a_complaint_left_unanswered(said, is_so):
    assert is_unanswered(said, WORDS) == is_so


@pytest.mark.parametrize("said", ["你们别打电话给我", "打电话给我就行"])
def test_how_to_reach_him_asks_for_no_ones_number(said):
    assert not any(phrase in said for phrase in WORDS.asks_whose)


def test_a_sum_told_when_asked_for_the_name_breaks_nothing():
    assert answered("citizen_name", "花了三千") is not None
