"""演出来的：核对时改口、问东答西、楼层摊号、不是要求的要求、要不要留名。"""

from dataclasses import replace
from datetime import date

import pytest
from intake_builders import Citizen

from bot.hotline.conversation import Awaiting
from bot.hotline.draft import Stage
from bot.hotline.visibility import PARTY_COMMITTEE
from bot.usecases.ask_draft import keep_draft
from bot.usecases.hear_story import hear_story
from bot.usecases.read_correction import read_correction
from bot.usecases.read_details import from_entities, read_labelled
from bot.usecases.read_field import read_field
from bot.usecases.start_draft import new_draft
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)


@pytest.fixture
def asked_for_the_wish(hotline):
    citizen = Citizen(hotline).files("手机是翻新机 花了四千九", problem="counterfeit", department="quality")
    citizen.say("讯捷通讯").say("通讯市场")
    assert citizen.draft.asking == "demand"
    return citizen


@pytest.fixture
def asked_for_the_name(asked_for_the_wish):
    asked_for_the_wish.say("退一赔三")
    assert asked_for_the_wish.draft.asking == "citizen_name"
    return asked_for_the_wish


@pytest.fixture
def bought_online(hotline):
    citizen = Citizen(hotline).files("网上买的羽绒服跑毛", problem="quality", department="online_trade").say("拼多多").say("店铺叫暖冬服饰旗舰店")
    assert citizen.draft.asking == "demand"
    return citizen


@pytest.fixture
def tip_off(hotline):
    citizen = Citizen(hotline).files("举报有人把过期面粉倒进新袋子", kind="tip_off", problem="food_safety", department="food")
    citizen.say("康源食品厂").say("新区纬三路").say("天天都这样")
    assert citizen.draft.asking == "citizen_phone"
    return citizen


# ── 改口 ──


@pytest.mark.parametrize("said", ["金额不是4900 是4700 我看错了", "不是4900 是4700 看反了", "价格不是四千九 是四千七", "我说错了 金额是4700"])
def test_the_sum_put_right_is_the_later_one(asked_for_the_name, said):
    assert read_correction(said, (), asked_for_the_name.draft, WORDS, TODAY).found == {"amount": 4700.0}


@pytest.mark.parametrize("said", ["等一下 店名是鑫达汽车服务中心", "哦对了 店名叫鑫达汽车服务中心", "店铺名字写的是 鑫达汽车服务中心", "店名显示的是鑫达汽车服务中心"])
def test_the_name_told_with_its_label_at_the_reading_back_is_changed(ready, said):
    assert ready.say(said).draft.values["respondent_name"] == "鑫达汽车服务中心" and ready.draft.stage.value == "confirming"


def test_the_name_on_the_papers_is_written_beside_the_one_on_the_sign(asked_for_the_name):
    asked_for_the_name.say("合同上写的是 江州讯捷通讯有限公司")
    assert asked_for_the_name.draft.values["respondent_name"] == "江州讯捷通讯有限公司（讯捷通讯）"


@pytest.mark.parametrize("said, place", [("家是建兰新村", "建兰新村"), ("地址就写兰工坪路76号", "兰工坪路76号"), ("填东关街9号吧", "东关街9号")])
def test_what_leads_to_the_address_is_no_part_of_it(said, place):
    assert read_field("citizen_address", said, WORDS, TODAY) == place


# ── 问要求时 ──


@pytest.mark.parametrize("said", ["没有地址啊 网上的店我哪知道在哪", "不知道在哪 反正是外卖"])
def test_not_knowing_the_place_of_an_online_shop_is_no_refusal_of_the_wish(bought_online, said):
    bought_online.say(said)
    assert bought_online.said[-1] == "utter_draft_ask" and "demand" not in bought_online.draft.explained


@pytest.mark.parametrize("said", ["工长也找不到 电话关机", "老板人找不着了 店也锁着"])
def test_nobody_to_be_found_is_the_story_and_no_refusal_of_the_wish(asked_for_the_wish, said):
    assert "utter_draft_needed" not in asked_for_the_wish.say(said).said and said in asked_for_the_wish.draft.said


@pytest.mark.parametrize("said", ["假的吧这是", "七天无理由 他说拆了不给退", "四十块", "鉴定证书有"])
def test_what_is_no_wish_is_asked_once_more(asked_for_the_wish, said):
    assert not asked_for_the_wish.say(said).draft.knows("demand") and asked_for_the_wish.said[-1] == "utter_draft_ask"


@pytest.mark.parametrize("said", ["赔医药费 面膜钱退了", "把手机退了就行", "退了 另外赔路费"])
def test_wanting_it_given_back_is_no_word_that_it_was(asked_for_the_wish, said):
    assert asked_for_the_wish.say(said).draft.knows("demand") and "utter_draft_solved" not in asked_for_the_wish.said


@pytest.mark.parametrize(
    "said, wish", [("我不想要了 退我剩下的", ("退我剩下的",)), ("请求再加一条 道歉", ("道歉",)), ("上店里吃饭不给钱 还说要查我", None), ("鉴定证书有", None)]
)
def test_the_wish_is_what_he_wants(said, wish):
    assert read_field("demand", said, WORDS, TODAY, is_asked=False) == wish


# ── 店名、地方 ──


@pytest.mark.parametrize("said", ["不听", "七楼", "就进去第二个卖苹果的", "3栋2单元"])
def test_what_is_no_shop_is_not_taken_for_one(said):
    assert read_field("respondent_name", said, WORDS, TODAY) is None


@pytest.mark.parametrize("said", ["现在还有两个在医院输液", "还有三个住院了", "三袋 一共四百五", "现在还在家充着呢 烫手"])
def test_what_is_no_place_is_not_taken_for_one(said):
    assert read_field("respondent_address", said, WORDS, TODAY) is None


def test_the_story_told_when_asked_where_is_no_place(hotline):
    citizen = Citizen(hotline).files("电动车电池一充电就发烫", problem="quality", department="quality").say("雅迪专卖店")
    assert not citizen.say("现在还在家充着呢 烫手").draft.knows("respondent_address")


@pytest.mark.parametrize("said", ["二楼B12", "二楼 B12", "在二楼B12号"])
def test_the_floor_and_stall_belong_to_the_place_already_told(asked_for_the_wish, said):
    place = asked_for_the_wish.say(said).draft.values["respondent_address"]
    assert place.startswith("通讯市场") and "二楼" in place and "B12" in place


def test_the_floor_told_when_asked_whom_belongs_to_the_place(hotline):
    citizen = Citizen(hotline).files("举报半夜在家里灌酒", kind="tip_off", problem="counterfeit", department="enforcement")
    citizen.say("雁南小区4号楼2单元").say("七楼")
    assert citizen.draft.values == {**citizen.draft.values, "respondent_address": "雁南小区4号楼2单元七楼"} and not citizen.draft.knows("respondent_name")


@pytest.mark.parametrize("said", ["就王庄集嘛", "王庄集上呗", "就在王庄集"])
def test_a_fair_with_a_tail_is_where(hotline, said):
    citizen = Citizen(hotline).files("买苹果给我少秤", problem="metrology", department="quality").say(said)
    assert "王庄集" in citizen.draft.values["respondent_address"] and not citizen.draft.knows("respondent_name")


def test_a_stall_without_a_name_says_nothing_of_the_citizens_name(hotline):
    citizen = Citizen(hotline).files("贴手机膜多收我九十八", problem="price", department="price_competition").say("没名字 就个小摊")
    assert "citizen_name" not in citizen.draft.declined


def test_called_something_told_when_asked_where_is_the_shop(hotline):
    citizen = Citizen(hotline).files("老人听课买了两万块的床垫", problem="false_promotion", department="food").say("不知道叫啥").say("人民公园南门")
    citizen.say("叫什么御善堂", "ask_overview", item_id="name_declaration", kind_confidence=0.95)
    assert citizen.draft.values["respondent_name"] == "御善堂"


def test_goods_heard_in_the_name_of_the_shop_are_no_goods(hotline):
    citizen = Citizen(hotline).files("举报老马牛肉面用罂粟壳", kind="tip_off", problem="food_safety", department="food")
    assert citizen.say("老马牛肉面").draft.values.get("product") != "牛肉面"


def test_the_day_of_the_month_with_its_hour_is_when(hotline):
    citizen = Citizen(hotline).files("有个接线员挂我电话", kind="conduct_complaint", department=PARTY_COMMITTEE)
    assert citizen.say("25号下午三点多").draft.values["event_on"] == "2026-04-25"


# ── 他自己 ──


def test_the_name_given_after_all_while_the_phone_is_asked(asked_for_the_name):
    asked_for_the_name.say("能不能不说名字").say("不说")
    assert asked_for_the_name.say("那就陈静").draft.values["citizen_name"] == "陈静"


@pytest.mark.parametrize("said", ["俺不识字 你给俺念念", "你给我念念吧"])
def test_asked_to_read_it_out_it_is_read(asked_for_the_name, said):
    assert asked_for_the_name.say(said).said[0] == "utter_draft_so_far"


def test_no_phone_and_no_name_in_a_tip_off_is_anonymous(tip_off):
    assert tip_off.say("那算了不给").draft.is_anonymous or tip_off.say("不给").draft.is_anonymous


@pytest.mark.parametrize("said", ["我姓啥就不说了", "叫啥我就不说了", "不要写我是对门"])
def test_not_to_be_named_is_anonymous(tip_off, said):
    assert tip_off.say(said).draft.is_anonymous and "对门" not in "".join(tip_off.draft.said)


# ── 哪一类、归谁 ──


@pytest.mark.parametrize("said", ["不用赔我 就是想让你们查", "那就算举报吧", "我不要赔偿 你们去查他"])
def test_only_to_be_looked_into_is_a_tip_off(hotline, said):
    citizen = Citizen(hotline).files("标价牌写的9块9 结账收我12块9", problem="price", department="price_competition").say("华联超市东口店")
    assert citizen.say(said).draft.kind == "tip_off"


def test_either_will_do_is_no_second_matter(asked_for_the_wish):
    assert asked_for_the_wish.say("投诉也行举报也行 我不懂").draft.second is None


@pytest.mark.parametrize("said", ["市场局来检查的两个人拿了我两条烟", "市监局的人上门就骂", "工商所的上店里吃饭不给钱", "你们市场所那个姓赵的收钱"])
def test_our_own_people_go_to_the_party_committee(hotline, said):
    assert Citizen(hotline).files(said, kind="conduct_complaint", department="tobacco").draft.department == PARTY_COMMITTEE


# ── 放下、接着办 ──


@pytest.mark.parametrize("said", ["算了还是登吧", "等下 还是投诉吧 气不过", "想了想还是要投诉", "还是给我登记上吧"])
def test_taking_it_up_again_goes_on_with_the_same_draft(ready, said):
    first = ready.draft.draft_id
    ready.say("先别登记 我再问问他")
    assert not ready.memory.draft_open
    ready.files(said) if "投诉" in said else ready.say(said)
    assert ready.memory.draft_open and ready.draft.draft_id == first


def test_few_words_at_the_reading_back_are_kept(ready):
    assert "一亩半" in ready.say("一亩半").draft.said


# ── 岔开问、岔开说 ──


@pytest.mark.parametrize("said", ["你们不会说出去吧", "会不会告诉他", "他们老板跟你们所里人熟 会不会告诉他"])
def test_asked_whether_they_will_be_told_it_is_answered(tip_off, said):
    tip_off.say(said, "abuse" if "吧" in said else "ask_regulation", kind_confidence=0.9)
    assert tip_off.said[0] in ("utter_draft_secrecy", "utter_draft_secrecy_anonymous", "utter_regulation") and said not in tip_off.draft.said


@pytest.mark.parametrize("said", ["你们能逼他修吗", "他们要是不同意赔咋办", "他死活不赔你们有办法吗", "你们说我这个占理不", "我占不占理"])
def test_asked_what_we_can_make_them_do_it_is_answered(asked_for_the_name, said):
    assert asked_for_the_name.say(said, "ask_regulation", kind_confidence=0.9).said[0] in ("utter_aside", "utter_outcome", "utter_regulation")


@pytest.mark.parametrize("said", ["截图我有 咋发", "我一会儿把合同照片发过来咋发"])
def test_asked_how_to_send_pictures_it_is_answered(asked_for_the_name, said):
    assert asked_for_the_name.say(said, "ask_materials", item_id="company_establishment", kind_confidence=0.9).said[0] == "utter_regulation"


def test_a_question_put_to_nobody_is_no_question_about_the_bot(asked_for_the_wish):
    assert "utter_about_bot" not in asked_for_the_wish.say("你说这是不是抢", "ask_about_bot", kind_confidence=0.9).said


def test_all_over_is_no_goodbye(asked_for_the_wish):
    assert asked_for_the_wish.say("拔了没事了", "goodbye", kind_confidence=0.9).memory.draft_open


def test_anonymous_once_more_is_no_answer_to_when(hotline):
    citizen = Citizen(hotline).files("举报用罂粟壳", kind="tip_off", problem="food_safety", department="food").say("老马牛肉面").say("大众巷18号")
    assert citizen.draft.asking == "event_on"
    assert citizen.say("别让他知道是我说的").say("不留").say("不留").draft.asking is None


def test_the_place_told_beside_his_own_house_is_the_place(hotline):
    citizen = Citizen(hotline).files("举报康寿堂天天给老人讲课卖药", kind="tip_off", problem="false_promotion", department="food").say("康寿堂")
    citizen.say("就在我们小区门口 桃树坪")
    assert "桃树坪" in citizen.draft.values["respondent_address"] and not citizen.draft.knows("citizen_address")


def test_his_own_address_told_with_a_grievance_about_us_is_no_shops(hotline):
    citizen = Citizen(hotline).files("你们食药所的人吃饭不给钱", kind="conduct_complaint", department=PARTY_COMMITTEE)
    citizen.say("城东所").say("昨天晚上").say("13800000068").say("东方红路52号")
    assert not citizen.draft.knows("respondent_address")


def test_the_shop_told_after_railing_at_the_hotline_is_the_complaint(hotline):
    citizen = Citizen(hotline).files("你们这热线就是个摆设 打了三遍没人管", kind="conduct_complaint", department=PARTY_COMMITTEE)
    citizen.files("那个东方宫牛肉面馆 吃出苍蝇", problem="food_safety", department="food")
    assert citizen.draft.kind == "complaint" and "东方宫牛肉面馆" in citizen.draft.values["respondent_name"] and len(citizen.draft.said) == 2


def test_the_property_company_told_by_its_name_is_the_body():
    assert read_labelled("物业叫安泰", WORDS, TODAY)["respondent_name"] == "安泰"


def test_the_stall_is_told_the_matter_anew_when_the_number_is_lost(hotline):
    citizen = Citizen(hotline).say("我上次投诉的那个到哪了", "check_ticket")
    citizen.files("那我重新说一遍吧 好利来的面包发霉", problem="food_safety", department="food")
    assert citizen.memory.draft_open and "发霉" in citizen.draft.said[0]


def test_a_spelled_surname_goes_with_the_name(asked_for_the_name):
    assert asked_for_the_name.say("我叫理强 木子李").draft.values["citizen_name"] == "李强"


def test_to_have_it_checked_is_a_wish(asked_for_the_wish):
    assert asked_for_the_wish.say("让你们检定一下他机子").draft.knows("demand")


def test_the_kept_matter_is_chosen_by_what_it_is_about(hotline):
    citizen = Citizen(hotline).files("买的跑步机坏了", problem="quality", department="quality")
    kept = new_draft(citizen.memory, fakes.heard("昨天在菜市场买的鱼是死的", "file_complaint", problem="food_safety", department="food"), hotline, ())
    keep_draft(replace(kept, kind="complaint", stage=Stage.SET_ASIDE, has_facts=True), hotline)
    citizen.say("先说鱼的事吧")
    assert citizen.draft.draft_id == kept.draft_id and citizen.memory.draft_open
    assert citizen.say("先说跑步机").draft.said == ("买的跑步机坏了",)


# ── 又演的一轮 ──


@pytest.mark.parametrize("said", ["就这两个礼拜的事", "也就半个月的事"])
def test_how_long_it_has_been_is_no_place(said):
    assert read_field("respondent_address", said, WORDS, TODAY) is None


@pytest.mark.parametrize("said", ["加油站给我加错油了 我是柴油车 给加了汽油", "我是老客户 他也这么坑", "我是金卡会员", "我是白酒店的顾客"])
def test_what_he_is_is_no_name(said):
    assert "citizen_name" not in read_labelled(said, WORDS, TODAY)


@pytest.mark.parametrize("said, name", [("康乐大药房 十里店", "康乐大药房十里店"), ("85度西点 中山桥店", "85度西点中山桥店")])
def test_the_branch_belongs_to_the_shop(hotline, said, name):
    citizen = Citizen(hotline).files("面包过期了", problem="food_safety", department="food").say(said)
    assert citizen.draft.values["respondent_name"] == name


@pytest.mark.parametrize("said", ["福星家园", "翠英小区", "安居花园"])
def test_where_people_live_is_where_and_no_shop(hotline, said):
    citizen = Citizen(hotline).files("物业乱收暖气费", problem="price", department="price_competition").say(said)
    assert not citizen.draft.knows("respondent_name") and citizen.draft.values["respondent_address"] == said
    assert citizen.say("物业就叫福星物业").draft.values["respondent_name"] == "福星物业"


def test_the_price_written_up_is_not_what_was_paid():
    sums = ({"type": "amount", "text": "五块", "value": 5.0, "start": 14, "end": 16},)
    assert "amount" not in from_entities("一小时收我十五 门口牌子写的五块", sums, None, WORDS, TODAY)


@pytest.mark.parametrize("said", ["那要是他就是不肯呢", "他们不愿意赔呢", "他要是不退呢"])
def test_and_if_he_will_not_is_answered(asked_for_the_name, said):
    assert asked_for_the_name.say(said, "ask_regulation", kind_confidence=0.9).said[0] in ("utter_aside", "utter_outcome")


@pytest.mark.parametrize("said", ["噢 商场名字叫新百广场", "物业名字是新百广场", "对了 超市名字写的新百广场"])
def test_the_name_of_any_kind_of_shop_is_put_right(ready, said):
    assert ready.say(said).draft.values["respondent_name"] == "新百广场"


def test_no_address_and_no_name_before_it_is_handed_in_is_anonymous(tip_off):
    assert tip_off.say("确认").draft.is_anonymous


@pytest.mark.parametrize("said", ["马超", "党有福"])
def test_a_bare_name_at_the_reading_back_is_his(hotline, said):
    citizen = Citizen(hotline).files("驾校不给我排车", kind="complaint", department="transport").say("转吧").say("顺达驾校").say("北街5号").say("13800000012").say("退钱")
    assert citizen.say(said).draft.values["citizen_name"] == said


def test_bought_and_found_bad_is_a_complaint_whatever_item_it_sounds_like(hotline):
    citizen = Citizen(hotline).say("我在小区门口超市买了箱奶 到家一看 过期十天了", "ask_regulation", item_id="prepackaged_food_filing", kind_confidence=0.5)
    assert citizen.said[0] == "utter_draft_started" and citizen.draft.kind == "complaint"


@pytest.mark.parametrize("said", ["买了台二手锅炉 检验过期了", "我买了个门面 前面那家没执照", "我想买过期的食品证能用吗"])
def test_what_he_needs_for_his_business_is_no_complaint(hotline, said):
    turn = hear_story(Citizen(hotline).memory, fakes.heard(said, "ask_overview"), hotline)
    assert turn is None or turn.replies[0].name != "utter_draft_started"


def test_punish_him_and_then_no_money_is_a_tip_off(hotline):
    citizen = Citizen(hotline).files("打印一张两块没标价", problem="price", department="price_competition").say("三中门口打印店").say("罚他")
    assert citizen.say("不用退我钱").draft.kind == "tip_off"


def test_asked_whether_it_is_kept_secret_is_no_wish(asked_for_the_name):
    assert asked_for_the_name.say("能不能保密").said[0] in ("utter_draft_secrecy_complaint", "utter_draft_secrecy") and list(asked_for_the_name.draft.values["demand"]) == ["退一赔三"]


def test_a_person_said_for_himself_calls_no_operator(hotline):
    citizen = Citizen(hotline).files("补习班不退钱", department="education").say("个人", "talk_to_operator", kind_confidence=0.9)
    assert citizen.said[-1] == "utter_lodge_again"


def test_the_matter_told_anew_while_a_phone_is_asked_is_taken(hotline):
    citizen = Citizen(hotline)
    citizen.memory = replace(citizen.memory, awaiting=Awaiting.CALLBACK_PHONE, hand_over_no="H20260428-ABCDEF")
    citizen.files("算了我重新说 好利来的面包发霉", problem="food_safety", department="food")
    assert citizen.memory.draft_open and citizen.draft.kind == "complaint"


@pytest.mark.parametrize("said, heard_as", [("烧气的", "fire_gas"), ("导游不接电话 钱交了人不见了", "missing_person")])
def test_what_it_burns_and_who_took_the_money_are_no_danger(said, heard_as):
    assert fakes.knowledge().emergency_hearing.calm_rule(said, heard_as, False) is not None


@pytest.mark.parametrize("said, heard_as", [("烧气的锅炉漏了 有味", "fire_gas"), ("导游说老人走丢了", "missing_person"), ("孩子跟导游走散了", "missing_person")])
def test_danger_told_with_them_stays_danger(said, heard_as):
    assert fakes.knowledge().emergency_hearing.calm_rule(said, heard_as, False) is None


def test_where_the_stall_stood_is_no_home_of_his(hotline):
    citizen = Citizen(hotline).files("庙会上买的玉镯子是玻璃", problem="counterfeit", department="quality").say("城隍庙会").say("退钱").say("卖的人走了")
    citizen.say("不晓得叫啥 就记得摆在戏台跟前")
    assert not citizen.draft.knows("citizen_address") and "戏台跟前" in str(citizen.draft.values["respondent_address"])


@pytest.mark.parametrize("said, when", [("我前两天进去借厕所看见的", "前两天"), ("我上个月路过看见的", "上个月"), ("我天天从那过", "天天")])
def test_when_it_was_is_only_the_time(said, when):
    assert read_field("event_on", said, WORDS, TODAY) == when


def test_asked_which_is_better_it_is_answered_and_not_decided(tip_off):
    assert tip_off.say("我要实名还是匿名好").said[0] == "utter_regulation" and not tip_off.draft.is_anonymous


def test_not_about_you_but_about_a_shop_is_a_complaint(hotline):
    citizen = Citizen(hotline).files("你们12345咋回事 让我等到现在没人理", kind="conduct_complaint", department=PARTY_COMMITTEE)
    assert citizen.say("不是投诉你们 是我那个洗衣机的事").draft.kind == "complaint"


def test_his_surname_does_not_matter_is_anonymous(tip_off):
    assert tip_off.say("我姓什么不重要吧", "ask_overview", item_id="name_self_declaration", kind_confidence=0.9).draft.is_anonymous


@pytest.mark.parametrize("said", ["一把二百六", "一节一百二", "现在我爸还要去买 我拦不住"])
def test_a_price_each_or_what_goes_on_is_no_wish(said):
    assert read_field("demand", said, WORDS, TODAY) is None


def test_the_address_told_beside_a_question_is_taken(asked_for_the_name):
    asked_for_the_name.say("龚雪梅").say("13800000130").say("我老家的地址行不 绵阳市涪城区南街5号", "ask_regulation", kind_confidence=0.95)
    assert asked_for_the_name.draft.values["citizen_address"] == "绵阳市涪城区南街5号"


def test_where_the_one_he_speaks_for_lives_is_no_shop(hotline):
    citizen = Citizen(hotline).files("我朋友结账多出来两瓶洋酒 我替他投诉", problem="price", department="price_competition").say("金色年华KTV").say("南大街")
    citizen.say("他住南大街66号")
    assert citizen.draft.values["respondent_address"] == "南大街" and citizen.draft.values["citizen_address"] == "南大街66号"


def test_the_shop_said_again_is_no_place(hotline):
    citizen = Citizen(hotline).files("举报磨坊面粉里掺滑石粉", kind="tip_off", problem="food_safety", department="food").say("村口老赵家磨坊")
    assert citizen.say("赵家磨坊").draft.values.get("respondent_address") != "赵家磨坊"


def test_asked_whether_it_is_ours_after_the_offer_it_is_told(hotline):
    citizen = Citizen(hotline).files("快递把手机弄丢了", department="postal").say("顺丰")
    assert citizen.say("那你们管吗", "ask_overview", kind_confidence=0.9).said == ["utter_lodge_whose"]


def test_goods_that_are_the_whole_answer_and_end_like_a_shop_are_the_shop():
    heard = ({"type": "product", "text": "老地方烧烤店", "value": None, "start": 0, "end": 6},)
    assert from_entities("老地方烧烤店", heard, None, WORDS, TODAY) == {"respondent_name": "老地方烧烤店"}
