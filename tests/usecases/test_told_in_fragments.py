"""一句一句拆开说的诉求：答话里夹着经过、换了要求、说没有的是哪一样，各归各处。"""

from datetime import date, datetime

import pytest

from bot.hotline.draft import Draft
from bot.settings import TIME_ZONE
from bot.usecases.filing.hide_reporter import wants_anonymity
from bot.usecases.reading.read_correction import read_correction
from bot.usecases.reading.read_details import read_details
from bot.usecases.reading.read_draft import read_answer_to
from bot.usecases.reading.read_field import read_field
from tests import fakes

KNOWLEDGE = fakes.knowledge()
WORDS = KNOWLEDGE.intake_words
TODAY = date(2026, 4, 28)
NOW = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)


def a_draft(asking=None, latest=(), **values):
    return Draft("D1", "chat:1", "complaint", "chat", NOW, NOW, asking=asking, latest=latest, values=values, has_facts=True)


def answered(asked, said, entities=(), **values):
    found = [{"type": t, "text": s, "value": v, "start": said.index(s), "end": said.index(s) + len(s)} for t, s, v in entities]
    return read_answer_to(asked, said, found, a_draft(asked, **values), WORDS, TODAY)


@pytest.mark.parametrize(
    "said",
    [
        "是个热水壶", "抖音上买的包", "说能降血压", "还有两个孩子也这样", "说是纯棉其实是化纤", "母婴店说是正常的",
        "商家不承认说过", "页面写的包运费", "她说过两天就好", "师傅说要加钱", "项目叫碧水湾6栋 工头姓贾", "详情页写着七天退",
    ],
)  # fmt: skip
def test_what_it_is_or_what_they_said_is_no_shop(said):
    assert "respondent_name" not in answered("respondent_name", said)


@pytest.mark.parametrize("said", ["说书人茶馆", "小说之家", "就这家烤鱼", "是光眼镜店", "上岛咖啡"])
def test_a_shop_with_such_a_word_in_its_name_is_still_a_shop(said):
    assert "respondent_name" in answered("respondent_name", said)


@pytest.mark.parametrize(
    "said, shop",
    [
        ("美团点的 李姐砂锅", "李姐砂锅"),
        ("以前叫小剪刀 现在叫尚美", "尚美"),
        ("车行叫永通 车是五万二", "永通"),
        ("神州的 不是 是一嗨", "一嗨"),
        ("盛世的，不对，是盛华的", "盛华"),
    ],
)
def test_the_name_that_is_said_last_is_the_shop(said, shop):
    assert answered("respondent_name", said)["respondent_name"] == shop


@pytest.mark.parametrize("said", ["在河滨早市 进门右手第三家", "就在火车站北广场那个停车场", "公司就在活动室楼上 和平街"])
def test_where_it_is_is_no_name(said):
    found = answered("respondent_name", said)
    assert "respondent_name" not in found
    assert "respondent_address" in found


def test_the_whole_of_where_the_stall_is_is_kept():
    found = answered("respondent_name", "在河滨早市 进门右手第三家")
    assert found["respondent_address"] == "河滨早市 进门右手第三家"


def test_a_company_named_in_one_breath_ends_before_what_follows():
    found = read_details("拆了就不给退那个公司叫福满康我爸叫张德海我要他们退钱", [], None, WORDS, TODAY)
    assert found["respondent_name"] == "福满康"


def test_the_address_written_after_the_shop_on_a_form_is_the_shops():
    found = read_details("投诉人：赵兰 电话：13800000013 被投诉单位：云裳服装店 地址：人民东路56号 金额：580元", [], None, WORDS, TODAY)
    assert found["respondent_address"] == "人民东路56号"
    assert "citizen_address" not in found


def test_the_address_written_after_his_own_phone_is_his():
    found = read_details("商家：云裳服装店 姓名：赵兰 电话：13800000013 地址：人民东路56号", [], None, WORDS, TODAY)
    assert found["citizen_address"] == "人民东路56号"


@pytest.mark.parametrize("said", ["那咋办", "那好办", "那行不行"])
def test_a_sigh_is_no_name(said):
    assert read_field("citizen_name", said, WORDS, TODAY) is None


def test_the_name_of_his_mother_is_not_his():
    assert answered("citizen_name", "我妈叫赵秀英 我姓李")["citizen_name"] == "李"


@pytest.mark.parametrize("said", ["周强", "周海燕", "周晓"])
def test_a_man_called_zhou_is_no_week(said):
    assert read_field("event_on", said, WORDS, TODAY) is None


@pytest.mark.parametrize("said", ["师傅说要打孔加架子", "客服说让我等", "店员说得加钱"])
def test_what_their_people_say_is_no_wish(said):
    assert read_field("demand", said, WORDS, TODAY) is None


@pytest.mark.parametrize(
    "said, wish", [("那个 换就行 不用退了", "换就行"), ("算了 就退钱", "退钱"), ("不用换了 退我钱", "退我钱"), ("算了，给我换个新的", "给我换个新的")]
)
def test_a_wish_taken_back_is_replaced(said, wish):
    draft = a_draft("citizen_name", demand=("要求退货 不行就换",))
    assert read_correction(said, (), draft, WORDS, TODAY).found == {"demand": (wish,)}


def test_giving_up_all_wishes_is_no_new_wish():
    assert read_correction("算了 不用退了", (), a_draft("citizen_name", demand=("退钱",)), WORDS, TODAY) is None


@pytest.mark.parametrize("said, sum_", [("不是 是九千二", 9200.0), ("不对 是98", 98.0), ("不是，是五百", 500.0)])
def test_a_bare_sum_put_right_is_the_amount(said, sum_):
    draft = a_draft("citizen_phone", latest=("demand",), amount=88.0, demand=("退钱",))
    assert read_correction(said, (), draft, WORDS, TODAY).found == {"amount": sum_}


def test_the_same_wish_in_fewer_words_is_not_written_twice():
    assert "demand" not in answered("citizen_name", "退钱啊 上面写了", [("demand", "退钱啊", None)], demand=("给我退钱",))


def test_three_times_is_part_of_the_wish():
    assert "".join(read_field("demand", "要求退押金，赔偿三倍", WORDS, TODAY, is_asked=False)) == "退押金赔偿三倍"


def test_not_writing_a_home_is_not_being_anonymous():
    assert not wants_anonymity("府前街别写我家写单位", WORDS)


@pytest.mark.parametrize("said", ["去查的时候别说质检说的", "别讲是会计告诉的", "不要说是收银员反映的"])
def test_by_whom_it_was_told_is_hidden(said):
    hidden = KNOWLEDGE.reporter_hider.hide(said)
    assert "质检" not in hidden and "会计" not in hidden and "收银" not in hidden


def test_what_the_cook_says_of_the_meat_is_kept():
    assert KNOWLEDGE.reporter_hider.hide("老板说的都是假话 别说会计都不信") == "老板说的都是假话 别说会计都不信"


@pytest.mark.parametrize(
    "said, place, shop",
    [("在中山路那个苏宁买的 399", "中山路", "苏宁"), ("在社区活动室听课买的", "社区活动室", None), ("人民路的好家电买的", "人民路", "好家电")],
)
def test_where_and_from_whom_it_was_bought_are_two_things(said, place, shop):
    found = answered("respondent_address", said)
    assert (found["respondent_address"], found.get("respondent_name")) == (place, shop)


def test_a_telephone_is_no_shop():
    assert "respondent_name" not in answered("respondent_name", "电话13800000022")


def test_a_company_named_inside_where_it_is_is_not_lost():
    found = answered("respondent_name", "在经开区那个叫乐童塑业的", [("merchant", "乐童塑业", None)])
    assert found["respondent_name"] == "乐童塑业"


@pytest.mark.parametrize("said", ["还有几个孩子也这样", "好几个人都是这样"])
def test_that_others_had_it_too_is_no_wish(said):
    assert read_field("demand", said, WORDS, TODAY, is_asked=True) is None


@pytest.mark.parametrize("asked", ["respondent_name", "respondent_address", "demand"])
def test_phone_name_and_home_in_one_line_are_his_own(asked):
    found = answered(asked, "13800000051 马建国 东关街9号", [("phone", "13800000051", "13800000051")])
    assert found == {"citizen_phone": "13800000051", "citizen_name": "马建国", "citizen_address": "东关街9号"}


@pytest.mark.parametrize("said", ["只肯赔五十", "私教课还有22节", "就上午打的", "只送两次保养"])
def test_what_is_left_or_what_they_grant_is_no_shop(said):
    assert "respondent_name" not in answered("respondent_name", said)


@pytest.mark.parametrize("said", ["人早走了", "门都关了", "医院花了八百六", "在诊所看病花了300"])
def test_that_they_are_gone_is_no_place(said):
    assert read_field("respondent_address", said, WORDS, TODAY) is None


def test_his_known_name_before_his_home_is_no_part_of_it():
    assert answered("citizen_address", "郭伟 锦绣花园5栋", citizen_name="郭伟")["citizen_address"] == "锦绣花园5栋"


@pytest.mark.parametrize("said", ["我是学生家长 别说是家长说的", "去查的时候别说质检说的"])
def test_not_saying_who_told_is_being_anonymous(said):
    assert wants_anonymity(said, WORDS)


def test_a_name_refused_and_then_given_is_his_name():
    draft = a_draft("citizen_phone")
    draft = Draft(**{**draft.__dict__, "declined": ("citizen_name",)})
    assert read_answer_to("citizen_phone", "那就陈静吧", [], draft, WORDS, TODAY) == {"citizen_name": "陈静"}
