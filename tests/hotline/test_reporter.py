"""举报人是谁从话里拿得掉，被举报的是谁、干了什么留得住。"""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hotline.privacy import HIDDEN
from bot.settings import PROJECT
from tests import fakes

HIDER = fakes.knowledge().reporter_hider
SHOP = "鑫旺超市"

# 说的话，不许再有的，要留下的。
TELLS = [
    ("我要举报我们老板，往馒头里加东西", ["我们"], ["老板", "往馒头里加东西"]),
    ("我们厂用过期的面粉做馒头", ["我们"], ["厂用过期的面粉做馒头"]),
    ("我们单位的锅炉房没证就在烧", ["我们"], ["单位的锅炉房没证就在烧"]),
    ("我举报我舅舅开的加油站", ["舅舅"], ["加油站"]),
    ("对了 是我表妹告诉我的", ["表妹"], []),
    ("我们店老板叫王建国，用工业盐腌菜", ["我们"], ["店老板叫王建国，用工业盐腌菜"]),
    ("我是鑫旺超市的收银员马小红，我举报他们卖过期面包", ["马小红", "收银员"], ["鑫旺超市", "过期面包"]),
    ("我是李桂兰的女儿李静，我妈在他家买的假药", ["李桂兰", "李静", "女儿"], ["假药"]),
    ("我的微信lifang1988，有照片可以发", ["lifang1988"], ["照片"]),
    ("我QQ 12345678", ["12345678"], []),
    ("有事加我微信：xiao_hong-77", ["xiao_hong-77"], []),
    ("工号A017，晚班", ["A017"], ["晚班"]),
    ("我工号A017，能作证", ["A017"], []),
    ("我在鑫旺超市当收银员，亲眼看见换标签", ["收银员"], ["鑫旺超市", "换标签"]),
    ("在鑫旺超市当收银员，看见他们换标签", ["收银员"], ["鑫旺超市", "换标签"]),
    ("我叫马小红，在鑫旺超市做理货员两年了", ["马小红", "理货员", "两年"], ["鑫旺超市"]),
    ("是服务员小芳告诉我的，后厨用死鸡", ["小芳", "服务员"], ["后厨用死鸡"]),
    ("是他们厨师老李跟我说的，用的是病猪", ["老李", "厨师"], ["病猪"]),
    ("听库管王强说，仓库里还有三百箱", ["王强", "库管"], ["三百箱"]),
    ("小芳偷偷告诉我后厨有老鼠", ["小芳"], ["后厨有老鼠"]),
    ("张小玉昨天告诉我他们又进了一车", ["张小玉"], ["又进了一车"]),
    ("我叫马小红，他们卖过期面包，马小红亲眼见的", ["马小红"], ["过期面包"]),
    ("我叫欧阳小梅，在店里做会计", ["欧阳小梅", "会计"], []),
    ("我是他家收银员", ["收银员"], []),
    ("我是他们厂的质检员，检验报告都是假的", ["质检员"], ["检验报告都是假的"]),
    ("我以前在他家后厨打工，看见拿死虾炒菜", ["打工"], ["拿死虾炒菜"]),
    ("我在他家上班三年了，每天都这样", ["上班", "三年"], ["每天都这样"]),
    ("我老公是他们公司的司机，天天拉过期奶", ["老公", "司机"], ["天天拉过期奶"]),
    ("我表哥在里面上班，说月底要转移", ["表哥"], ["月底要转移"]),
    ("我给他家送货三年，仓库里全是假酒", ["送货"], ["假酒"]),
    ("我是供货商，他卖假酒", ["供货商"], ["假酒"]),
    ("我是他家隔壁邻居，半夜杀猪", ["邻居"], ["半夜杀猪"]),
    ("我是这家店的房东，他们无证", ["房东"], ["无证"]),
    ("我邮箱xiaohong@example.com，可以发材料", ["xiaohong@example.com"], []),
    ("联系人：李芳 13800000096 北街8号", ["李芳", "北街8号"], []),
    ("李芳 13800000096 北街8号", ["李芳", "北街8号"], []),
    ("我是车间主任，他们往奶粉里掺东西", ["车间主任"], ["往奶粉里掺东西"]),
    ("俺在他厂里干活，亲眼见的", ["干活"], ["亲眼见的"]),
    ("我叫马小红我举报他们缺斤少两", ["马小红"], ["缺斤少两"]),
    ("本人系该公司会计王丽，举报偷税", ["王丽", "会计"], ["偷税"]),
    ("我就是他店里的，月底要搬仓库", ["店里的"], ["月底要搬仓库"]),
    ("我是她前夫，知道她店里没证", ["前夫"], ["没证"]),
    ("我在他家干了三年，天天用地沟油", ["三年"], ["地沟油"]),
    ("他是我亲舅舅", ["舅舅"], ["他"]),
    ("会计是我老婆", ["老婆"], ["会计"]),
    ("我跟老板是同学，他卖假酒", ["同学"], ["他卖假酒"]),
    ("我是整个车间唯一的女工", ["女工", "车间"], []),
    ("我家孩子在他店对面一小三年级二班", ["一小", "三年级"], []),
    ("我是他家洗碗工小芳，小芳看见后厨有老鼠", ["小芳", "洗碗工"], ["后厨有老鼠"]),
    ("我天天去他家取餐，老板认识我", ["取餐", "认识"], []),
    ("老板知道我住哪", ["住哪"], []),
    ("我在配料车间", ["配料车间"], []),
    ("我还在那干", ["在那干"], []),
    ("我们住对门，半夜杀猪", ["对门"], ["半夜杀猪"]),
    ("我住在他家楼上，每天半夜有人往店里搬死猪", ["楼上"], ["每天半夜有人往店里搬死猪"]),
    ("就住他家后面那栋楼", ["后面"], []),
    ("我店就在它对面，看得见他往里搬", ["对面"], ["往里搬"]),
    ("我表姐的店在它对面", ["表姐", "对面"], []),
    ("我是三中的学生 食堂的鸡腿是馊的 你们别说出去", ["学生"], ["食堂的鸡腿是馊的"]),
    ("我在他后厨干了三年 天天用回收的油", ["三年"], ["天天用回收的油"]),
    ("我是楼上502的，他用过期油", ["502"], ["他用过期油"]),
    ("我是隔壁203的", ["203"], []),
    ("别写我的名字，我是对面理发店的", ["理发店"], []),
    ("我叫马小红，是配料车间的，天天往里掺色素", ["马小红", "配料车间"], ["天天往里掺色素"]),
    ("我是给他们送菜的，后厨有老鼠", ["送菜"], ["后厨有老鼠"]),
    ("我是卖菜的，他用烂菜", ["卖菜"], ["他用烂菜"]),
    ("我是学生，食堂饭里有虫子", ["学生"], ["食堂饭里有虫子"]),
    ("本人曾在鑫旺超市任店长，知道他们改日期", ["店长"], ["鑫旺超市", "改日期"]),
]
# 被举报的一方、事实：一个字不动。
FACTS = [
    "老板叫王建国，四十来岁，微信wangjg88收钱",
    "店主张德胜的电话是写在门上的",
    "他们的微信群号是abc8899",
    "客服工号8821说不退",
    "加了他微信meirong520买的减肥药",
    "卖家微信号xx_shop99，收了钱不发货",
    "老板王建国告诉我是正品",
    "服务员告诉我这个包治百病",
    "法人是李强，厂子在河西村3号",
    "我在他家买了三百块的面包都发霉",
    "我是被店员骗的，她说能治糖尿病",
    "我看见收银员把临期的换成新标签",
    "厨师不戴帽子，直接用手抓",
    "我花了300块买的酒是假的",
    "老板的儿子叫王强，在里面当经理",
    "店里的服务员都没有健康证",
    "他家在北街8号，二楼是仓库",
    "主播叫小美，直播间卖三无面膜",
    "住在店后面的工人没有健康证",
    "老板住他店楼上",
    "后厨的张师傅和王强往肉里打水",
    "经销商从仓库拉走三百箱过期奶",
    "他们厂的会计做两本账",
    "我在他家做了个面膜烂脸了",
    "我在超市工作人员那问过，说不退",
    "我到店里帮忙的朋友买菜，秤不准",
    "在他家打工的都知道用的是回收油",
    "在店里干活的小工没有健康证",
    "我叫他退钱他不退",
    "我看见他们厂司机张大山半夜卸货",
    "我是昨天看到的",
    "我是下午三点到的",
    "我是在他家吃饭看见的",
    "我在人民路3号看见他们卸货",
    "我在店里等了两个小时",
    "我是消费者",
    "我家楼下的饭店，天天排油烟",
    "老板叫刘芳，她住在店后面",
    "是北街的那家，不是南街的",
    "我儿子的老师推荐买的资料没书号",
]


@pytest.mark.parametrize("said, gone, kept", TELLS, ids=[said for said, _, _ in TELLS])
def test_what_shows_who_told_is_hidden_and_the_matter_stays(said, gone, kept):
    hidden = HIDER.hide(said, keep=[SHOP])
    assert HIDDEN in hidden
    assert not [word for word in gone if word in hidden], hidden
    assert not [word for word in kept if word not in hidden], hidden


@pytest.mark.parametrize("said", FACTS)
def test_the_reported_side_and_the_facts_are_not_touched(said):
    assert HIDER.hide(said, keep=[SHOP]) == said


def test_a_shop_in_the_sentence_before_does_not_make_the_card_the_shops():
    hidden = HIDER.hide("我举报的是好再来饭店的老板\n李芳 13800000096 北街8号", keep=["好再来饭店"])
    assert "李芳" not in hidden and "13800000096" not in hidden and "好再来饭店的老板" in hidden


@given(st.lists(st.sampled_from([said for said, _, _ in TELLS] + FACTS), min_size=1, max_size=4))
def test_hiding_twice_changes_nothing_more(sentences):
    """核对时看到的和登记的要一样：登记时会再隐一遍。"""
    once = HIDER.hide("\n".join(sentences), keep=[SHOP])
    assert HIDER.hide(once, keep=[SHOP]) == once


names = st.sampled_from("王李张刘陈杨赵黄周吴徐孙胡朱").flatmap(
    lambda surname: st.text(alphabet="伟芳娜敏静强磊军洋艳勇杰娟涛超霞", min_size=2, max_size=2).map(lambda given: surname + given)
)
introductions = st.sampled_from(["我叫{}，", "我是{}，", "我是他们店的收银员{}，", "我是店里的会计，叫{}，", "我的名字叫{}，", "我是{}的儿子，"])
matters = st.sampled_from(["他们用地沟油", "仓库里有三百箱假酒", "天天缺斤少两", "往肉里打水"])


@given(names, introductions, matters)
def test_however_the_reporter_introduces_himself_the_name_goes(name, introduction, matter):
    hidden = HIDER.hide(f"{introduction.format(name)}{matter}，这事{name}能作证")
    assert name not in hidden and matter in hidden


@given(names, st.sampled_from(["老板叫{}，", "法人是{}，", "店主{}，", "负责人是{}，"]), matters)
def test_the_name_of_the_one_reported_stays(name, words, matter):
    said = f"{words.format(name)}{matter}"
    assert HIDER.hide(said) == said


@pytest.mark.parametrize("said", ["李芳 13800000096 北街8号", "李芳 13800000096", "马小红，电话13800000096，住北街8号"])
def test_a_contact_card_is_the_reporters_own(said):
    assert HIDER.is_contact_card(said)


@pytest.mark.parametrize("said", ["老板王建国 13800000096", "好再来烧烤 13800000096", "店主李芳13800000096"])
def test_a_shop_with_its_phone_is_no_contact_card(said):
    assert not HIDER.is_contact_card(said)


def test_the_word_list_has_no_empty_word():
    text = (Path(PROJECT) / "knowledge/lexicon/reporters.yml").read_text(encoding="utf-8")
    assert not re.search(r"[\[,]\s*[,\]]", text)
