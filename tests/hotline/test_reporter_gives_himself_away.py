"""举报人不经意说出自己是谁的话：同行、家里人、邻居、离了职的；匿名的一样隐去，事情留下。"""

import pytest

from bot.hotline.privacy import HIDDEN
from tests import fakes

HIDER = fakes.knowledge().reporter_hider

GIVEN_AWAY = [
    ("我是对面开饭馆的 举报隔壁老马牛肉面用罂粟壳", "对面开饭馆", "用罂粟壳"),
    ("我是做水产批发的 那家卖的全是死鱼", "水产批发", "那家卖的全是死鱼"),
    ("我们对门那户 在家里灌酒", "我们对门", "在家里灌酒"),
    ("我隔壁那家卖肉的 半夜收死猪", "我隔壁", "半夜收死猪"),
    ("瓶子往外搬，不要写我是对门", "对门", "瓶子往外搬"),
    ("他用回收油，你们去的时候别提我", "别提我", "他用回收油"),
    ("我以前给他供过货 知道底细", "供过货", "知道底细"),
    ("我给他家送面粉的，肉是臭的", "送面粉", "肉是臭的"),
    ("我们竞争对手 在墙上刷广告说自己是全国第一", "竞争对手", "全国第一"),
    ("同行举报，他家用回收油", "同行", "他家用回收油"),
    ("咱们做这行的都知道 他家用工业盐", "做这行的", "他家用工业盐"),
    ("我家老爷子也买了，说能治糖尿病", "老爷子", "也买了"),
    ("我妈在里头打过针 脸肿了", "我妈", "脸肿了"),
    ("我闺女在那儿上学 天天吃剩菜", "我闺女", "天天吃剩菜"),
    ("我同事吃了心慌", "我同事", "吃了心慌"),
    ("我们家长群里七八个都这样", "家长群", "七八个都这样"),
    ("我跟他是一个村的，他家卖假种子", "一个村", "他家卖假种子"),
    ("我是刚辞职的，他们改日期", "辞职", "他们改日期"),
    ("上个月刚从他那儿离职，他们改日期", "离职", "他们改日期"),
    ("我还在那干着呢，他们改日期", "干着", "他们改日期"),
    ("我就在他斜对过摆摊，他的秤少二两", "斜对过", "少二两"),
    ("都是一个村的 他家磨坊掺滑石粉", "一个村", "掺滑石粉"),
    ("我私教课还没上完，教练没证", "私教课", "教练没证"),
    ("也是搞培训的", "搞培训", ""),
]


@pytest.mark.parametrize("said, gone, stays", GIVEN_AWAY)
def test_what_gives_the_reporter_away_goes_and_the_facts_stay(said, gone, stays):
    hidden = HIDER.hide(said)
    assert gone not in hidden and stays in hidden and HIDDEN in hidden
    assert HIDER.hide(hidden) == hidden


@pytest.mark.parametrize(
    "said",
    [
        "他们是同行里最便宜的",
        "老板的儿子也在里面干活",
        "他家隔壁是小学",
        "员工都不戴口罩",
        "不要写过期的日期，他们自己改",
        "厂里给工人吃剩菜",
        "从外地进的货没有检疫票",
        "他们专门给学校送菜",
        "竞争对手被他们恶意差评",
    ],
)
def test_what_is_said_of_the_others_stays(said):
    assert HIDER.hide(said) == said


def test_next_door_to_the_shop_known_by_name_goes_and_its_landmark_stays():
    assert HIDER.hide("举报隔壁老马牛肉面 用罂粟壳", keep=["老马牛肉面"]) == f"举报{HIDDEN}老马牛肉面 用罂粟壳"
    assert HIDER.hide("三中隔壁老马牛肉面 用罂粟壳", keep=["老马牛肉面"]) == "三中隔壁老马牛肉面 用罂粟壳"
