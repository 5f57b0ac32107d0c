"""正问是哪家、在哪，说的是价钱、多久、不是什么、要怎样：不是店名、不是地方；店名、要求、数目各归各处。"""

from datetime import date, datetime

import pytest

from bot.hotline.draft import Draft
from bot.settings import TIME_ZONE
from bot.usecases.reading.read_command import lays_down, says_none
from bot.usecases.reading.read_correction import read_correction
from bot.usecases.reading.read_details import read_details
from bot.usecases.reading.read_draft import read_answer_to
from bot.usecases.reading.read_field import read_field
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)
NOW = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)


def a_draft(asking=None, **values):
    return Draft("D1", "chat:1", "complaint", "chat", NOW, NOW, asking=asking, values=values, has_facts=True)


def answered(asked, said, entities=(), **values):
    found = [{"type": t, "text": s, "value": v, "start": said.index(s), "end": said.index(s) + len(s)} for t, s, v in entities]
    return read_answer_to(asked, said, found, a_draft(asked, **values), WORDS, TODAY)


@pytest.mark.parametrize(
    "said",
    ["还剩3000", "一千九", "不是光头 是头发少", "也不是不干 就是拖", "让他退", "两年 每个月299", "赶集的 找不着人了", "电视上看的广告 超市买的", "XX公司", "某某店"],
)
def test_a_sum_a_time_or_a_story_is_no_shop(said):
    assert "respondent_name" not in answered("respondent_name", said)


@pytest.mark.parametrize("said", ["名车汇", "千百媚美容", "黑奥秘", "萌宠之家", "老地方", "不二家", "好再来", "一品香", "再回首"])
def test_a_bare_name_is_still_a_shop(said):
    assert answered("respondent_name", said)["respondent_name"] == said


@pytest.mark.parametrize("said", ["精修给齐 不然退一半钱", "厨师长让我们不要说", "十来块", "想让他退", "真名我不能说", "他说过两天就送来"])
def test_what_they_do_or_what_i_want_is_no_place(said):
    assert "respondent_address" not in answered("respondent_address", said, respondent_name="喜洋洋婚庆")


def test_the_shop_is_not_the_place_that_comes_after_it():
    found = answered("respondent_name", "车行叫诚信二手车 在汽车城")
    assert (found["respondent_name"], found["respondent_address"]) == ("诚信二手车", "汽车城")


def test_the_name_of_that_shop_is_not_the_citizens_own():
    said = "那家店名字叫花漾美妆 就在步行街"
    found = answered("respondent_name", said, [("merchant", "花漾美妆", "花漾美妆"), ("address", "步行街", "步行街")])
    assert found == {"respondent_name": "花漾美妆", "respondent_address": "步行街"}


def test_whose_shop_is_reported_when_both_names_are_told():
    assert answered("respondent_name", "我叫茶小鹿 他叫茶小鹿儿")["respondent_name"] == "茶小鹿儿"


@pytest.mark.parametrize("said", ["全退", "退", "退呗", "想让他退", "让店家换", "退 八十块"])
def test_a_short_wish_is_a_wish_whatever_was_asked(said):
    assert read_field("demand", said, WORDS, TODAY, is_asked=False)
    assert "citizen_name" not in answered("citizen_name", said)


@pytest.mark.parametrize("said", ["商家说给我退十块钱", "他说只赔一百", "商家非说从发货那天算 不给我退", "老板答应退款", "退了"])
def test_what_they_say_they_will_do_is_no_wish_of_mine(said):
    assert read_field("demand", said, WORDS, TODAY, is_asked=False) is None


def test_the_sum_they_offer_is_not_what_it_cost():
    said = "在饿了么点的麻辣烫吃出苍蝇 商家说给我退十块钱"
    offer = [{"type": "amount", "text": "十块钱", "value": 10.0, "start": said.index("十块"), "end": len(said)}]
    assert "amount" not in read_details(said, offer, None, WORDS, TODAY)


def test_two_wishes_in_one_line_are_both_kept():
    assert answered("respondent_address", "退钱 赔我500", [("demand", "退钱", "退款")], respondent_name="家家福")["demand"] == ("退钱", "赔我500")


@pytest.mark.parametrize("said, found", [("不是3万2 是2万3 说反了", {"amount": 23000.0}), ("不是手机是平板 说错了", {"product": "平板"})])
def test_a_word_after_the_correction_does_not_spoil_it(said, found):
    assert read_correction(said, (), a_draft("respondent_name", amount=32000.0, product="手机"), WORDS, TODAY).found == found


@pytest.mark.parametrize("said", ["她说合同写了不退", "他说没钱"])
def test_their_refusal_is_no_wish_even_when_asked(said):
    assert read_field("demand", said, WORDS, TODAY) is None


def test_the_whole_sum_back_is_a_wish_not_a_name():
    assert read_field("demand", "全款退", WORDS, TODAY) == ("全款退",)


def test_either_or_is_a_wish_and_its_sum_is_not_what_it_cost():
    found = answered("respondent_address", "要不把东西补齐 要不退我三千", [("amount", "三千", 3000.0)], respondent_name="广汽丰田")
    assert found["demand"] == ("退我三千",) and "amount" not in found and "respondent_address" not in found


def test_what_is_left_beside_a_day_is_no_place():
    found = answered("respondent_address", "上个月28号提的车", [("date", "上个月28号", "2026-03-28")], respondent_name="广汽丰田")
    assert "respondent_address" not in found


def test_where_he_lives_is_not_where_the_shop_is():
    found = answered("respondent_address", "就住活动室后面的福寿苑3栋", respondent_name="康寿")
    assert found == {"citizen_address": "活动室后面的福寿苑3栋"}


def test_the_shop_before_that_place_is_the_shop():
    said = "广汽丰田 就汽车城那家"
    heard = [("merchant", "广汽丰田 就汽车城", "广汽丰田 就汽车城")]
    assert answered("respondent_name", said)["respondent_name"] == answered("respondent_name", said, heard)["respondent_name"] == "广汽丰田"


def test_a_window_number_is_no_day():
    assert read_field("event_on", "3号窗口", WORDS, TODAY) is None


def test_where_i_used_to_work_is_not_the_shop_complained_of():
    said = "我退休前在纺织厂上班 上个月买了口服液"
    shop = [{"type": "merchant", "text": "纺织厂", "value": "纺织厂", "start": said.index("纺织"), "end": said.index("上班")}]
    assert "respondent_name" not in read_details(said, shop, None, WORDS, TODAY)


def test_a_shop_inside_a_mall_is_the_shop():
    said = "我在贵区的红星美凯龙里一家叫欧雅的店订了沙发"
    mall = [{"type": "merchant", "text": "红星美凯龙", "value": "红星美凯龙", "start": 5, "end": 10}]
    found = read_details(said, mall, None, WORDS, TODAY)
    assert (found["respondent_name"], found["respondent_address"]) == ("欧雅", "红星美凯龙")


def test_our_district_is_no_address():
    said = "我在贵区买的沙发"
    area = [{"type": "address", "text": "贵区", "value": "贵区", "start": 2, "end": 4}]
    assert "respondent_address" not in read_details(said, area, None, WORDS, TODAY)


def test_they_refuse_to_check_it_is_no_refusal_of_his():
    assert not says_none("自来水公司不给验", WORDS)
    assert says_none("不给", WORDS) and says_none("不给你们", WORDS)


def test_half_a_mobile_number_is_no_phone():
    assert "citizen_phone" not in answered("citizen_phone", "手机1380000", [("phone", "1380000", "1380000")])


def test_a_surname_is_no_week():
    assert read_field("event_on", "我妈叫周玉芬", WORDS, TODAY) is None


def test_no_fixed_address_is_no_address():
    assert "respondent_address" not in read_details("没有固定地址 我住校的", [], "citizen_address", WORDS, TODAY)


def test_later_ends_it_for_now():
    assert lays_down("算了我先找平台 回头再说", WORDS) and not lays_down("退钱 别的再说", WORDS)


def test_where_the_shop_is_may_come_before_its_name():
    found = answered("respondent_name", "药房在中医院对面 叫仁心")
    assert (found["respondent_name"], found["respondent_address"]) == ("仁心", "中医院对面")
