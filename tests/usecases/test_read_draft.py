"""登记时的短答话怎么读：问什么读什么，一句两样都收，改口改对地方。没有实体可用时也要读得出。"""

from datetime import date, datetime

import pytest

from bot.hotline.draft import Draft
from bot.settings import TIME_ZONE
from bot.usecases.reading.place_words import is_vague_place
from bot.usecases.reading.read_command import asks_why, is_command, says_none
from bot.usecases.reading.read_correction import read_correction
from bot.usecases.reading.read_draft import read_answer_to
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_name import is_full_name
from bot.usecases.reading.read_statement import read_statement
from tests import fakes

WORDS = fakes.knowledge().intake_words
TODAY = date(2026, 4, 28)
NOW = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)


def a_draft(asking=None, latest=(), **values):
    return Draft("D1", "chat:1", "complaint", "chat", NOW, NOW, asking=asking, latest=latest, values=values, has_facts=True)


@pytest.mark.parametrize(
    "name, said, value",
    [
        ("citizen_name", "我叫王小明", "王小明"),
        ("citizen_name", "免贵姓名是欧阳小红吧", "欧阳小红"),
        ("citizen_name", "阿依古丽·买买提", "阿依古丽·买买提"),
        ("citizen_name", "谁知道呢", None),
        ("citizen_phone", "一三八零零零零零零一二", "13800000012"),
        ("citizen_phone", "１３８ 0000-0012", "13800000012"),
        ("citizen_phone", "家里座机0935-2200012", "0935-2200012"),
        ("citizen_phone", "1380000001", None),
        ("citizen_address", "我住在建设路18号2单元501", "建设路18号2单元501"),
        ("respondent_address", "就在人民医院对面吧", "人民医院对面"),
        ("respondent_address", "西关什字", "西关什字"),
        ("respondent_address", "具体哪儿我说不上，西关什字", "西关什字"),
        ("respondent_address", "大概西关什字那儿，门牌不晓得", "西关什字"),
        ("respondent_address", "就以前老电影院再往里走那一块儿", "以前老电影院再往里走那一块儿"),
        ("respondent_address", "他们还骂我", None),
        ("respondent_address", "老板不讲理", None),
        ("respondent_address", "不投诉了，已经解决了", None),
        ("respondent_address", "我也说不上来叫啥路", None),
        ("respondent_name", "店名应该是叫好再来烧烤店吧", "好再来烧烤店"),
        ("citizen_address", "谁来找我们", None),
        ("respondent_name", "已经出来了", None),
        ("respondent_name", "我又看到他们收别人的", None),
        ("respondent_name", "我想知道举报人是谁", None),
        ("respondent_name", "我家酸菜鱼", "我家酸菜鱼"),
        ("respondent_name", "他加油不够秤", None),
        ("respondent_name", "他们不认", None),
        ("respondent_name", "少了半斤吧", None),
        ("respondent_name", "办卡五千块", None),
        ("respondent_name", "不能让单位知道是我", None),
        ("respondent_name", "他乡小馆", "他乡小馆"),
        ("respondent_name", "饭店的服务员骂我", None),
        ("respondent_name", "两元店", "两元店"),
        ("respondent_address", "卖的降糖药吃了没用 批号对不上", None),
        ("respondent_address", "陶瓷的花瓶 八百块", None),
        ("respondent_address", "就知道在解放路上", "解放路上"),
        ("respondent_address", "每天都这样", None),
        ("respondent_address", "工业园区甲3号", "工业园区甲3号"),
        ("respondent_name", "他们", None),
        ("respondent_name", "退钱", None),
        ("respondent_name", "每天晚上", None),
        ("respondent_name", "啊啊啊", None),
        ("platform", "在拼多多上买的", "拼多多"),
        ("demand", "把钱退给我", ("把钱退给我",)),
        ("demand", "投诉", None),
        ("event_on", "昨天下午", "2026-04-27"),
        ("event_on", "天天晚上", "天天晚上"),
        ("event_on", "你们什么时候去查", None),
        ("companions", "十五个人", 15),
        ("companions", "一共23个", 23),
        ("companions", "三五个人", 3),
        ("companions", "两三个", 2),
        ("authorization", "写好了，有", True),
        ("authorization", "还没写", False),
    ],
)
def test_what_is_asked_is_what_is_read(name, said, value):
    assert read_field(name, said, WORDS, TODAY) == value


def test_a_title_is_no_full_name():
    assert is_full_name("王秀英", WORDS) and not is_full_name("王女士", WORDS) and not is_full_name("王", WORDS)


def test_two_answers_at_once_are_both_taken():
    assert read_answer_to("citizen_name", "张三丰，13800000022", [], a_draft("citizen_name"), WORDS, TODAY) == {
        "citizen_name": "张三丰",
        "citizen_phone": "13800000022",
    }


def test_the_phone_beside_a_shop_is_the_shops():
    text = "亮洁洗车行，电话0935-6123456"
    phone = {"type": "phone", "text": "0935-6123456", "start": 8, "end": 20, "value": "0935-6123456"}
    found = read_answer_to("respondent_name", text, [phone], a_draft("respondent_name"), WORDS, TODAY)
    assert found["respondent_name"] == "亮洁洗车行"


def test_a_pasted_form_is_read_by_its_labels():
    found = read_statement("姓名 何小梅，电话 15900001111，地址 万达公寓1204，要求退一赔三", [], WORDS, TODAY)
    assert found["citizen_name"] == "何小梅" and found["citizen_phone"] == "15900001111"
    assert found["citizen_address"] == "万达公寓1204" and found["demand"] == ("退一赔三",)


@pytest.mark.parametrize("text", ["天天都有 早上四点就开始", "早上四点就开始", "晚上才来"])
def test_when_it_happens_is_no_name_of_a_shop(text):
    assert "respondent_name" not in read_answer_to("respondent_name", text, [], a_draft("respondent_name"), WORDS, TODAY)


def test_a_labelled_demand_ends_where_the_next_label_begins():
    text = "商家名称：鑫隆家电城；商品：海尔冰箱；要求：换新；联系人：周海艳 13800000040；住址：南滨河路11号；商家地址：庆阳路200号"
    found = read_statement(text, [], WORDS, TODAY)
    assert found["demand"] == ("换新",) and found["citizen_name"] == "周海艳"


@pytest.mark.parametrize("between", ["；联系人：", "，联系人：", " 联系人：", "，", "；联系人 "])
def test_a_labelled_demand_never_holds_a_name_or_a_phone(between):
    assert read_statement(f"要求：换新{between}周海艳 13800000040", [], WORDS, TODAY)["demand"] == ("换新",)


def test_a_shop_below_a_landmark_is_the_shop():
    text = "北大街万家乐超市楼下的青禾手机店买了个手机"
    landmark = {"type": "merchant", "text": "万家乐超市", "start": 3, "end": 8, "value": "万家乐超市"}
    found = read_statement(text, [landmark], WORDS, TODAY)
    assert (found["respondent_name"], found["respondent_address"]) == ("青禾手机店", "万家乐超市楼下")


def test_digits_in_a_net_name_are_no_sum():
    text = "就是个人卖家 叫小鱼泡88 手机花了650"
    sums = [a_sum(text, "88", 88.0), a_sum(text, "650", 650.0)]
    assert read_statement(text, sums, WORDS, TODAY)["amount"] == 650.0


def test_a_sum_is_not_cut_in_the_middle_of_a_demand():
    text = "要求退还剩余课时费10240元 被投诉人地址为南滨河路11号"
    assert read_statement(text, [], WORDS, TODAY)["demand"] == ("退还剩余课时费10240元",)


def a_sum(text, said, value):
    return {"type": "amount", "text": said, "start": text.index(said), "end": text.index(said) + len(said), "value": value}


@pytest.mark.parametrize(
    "text, sums, paid",
    [
        ("羽绒服洗坏咧 赔五十块打发叫花子呢 我衣服一千二买的", [("五十块", 50.0), ("一千二", 1200.0)], 1200.0),
        ("要价八千六我还到六千五", [("八千六", 8600.0), ("六千五", 6500.0)], 6500.0),
        ("一共花了312 酸菜鱼98", [("312", 312.0), ("98", 98.0)], 312.0),
    ],
)
def test_of_two_sums_the_one_paid_counts(text, sums, paid):
    assert read_statement(text, [a_sum(text, *one) for one in sums], WORDS, TODAY)["amount"] == paid


def test_a_mother_who_gives_her_phone_gives_her_own():
    text = "我叫何小婷 是他妈妈 13800000057"
    phone = {"type": "phone", "text": "13800000057", "start": 11, "end": 22, "value": "13800000057"}
    assert read_statement(text, [phone], WORDS, TODAY)["citizen_phone"] == "13800000057"


@pytest.mark.parametrize("text", ["老板不肯退钱", "商家拒绝退货", "我家楼下的电梯老是卡", "商家不给换"])
def test_what_others_did_is_no_demand_and_no_address_of_mine(text):
    assert not {"demand", "citizen_address", "respondent_name"} & set(read_statement(text, [], WORDS, TODAY))


@pytest.mark.parametrize("text", ["买的面包发霉了 能赔多少", "这种赔几倍", "能退款吗", "只退一半合理吗"])
def test_what_one_only_wonders_about_is_no_demand(text):
    assert "demand" not in read_statement(text, [], WORDS, TODAY)


def test_a_question_heard_as_a_wish_is_no_demand():
    asked = {"type": "demand", "text": "赔几倍", "start": 10, "end": 13, "value": "赔几倍"}
    assert "demand" not in read_statement("二手车里程表被调了能赔几倍", [asked], WORDS, TODAY)


@pytest.mark.parametrize(
    "text, who",
    [("我替我妈投诉", "我妈"), ("我爷爷让我帮他投诉", "我爷爷"), ("我和我妈去买的", None), ("老板替他们说话", None)],
)
def test_for_whom_is_heard(text, who):
    assert read_statement(text, [], WORDS, TODAY).get("represents") == who


@pytest.mark.parametrize(
    "text, found",
    [
        ("不对，电话是13800000014", {"citizen_phone": "13800000014"}),
        ("名字写错了，应该是王晓明", {"citizen_name": "王晓明"}),
        ("地址改成北大街6号", {"respondent_address": "北大街6号"}),
        ("我的地址也不对，是南大街13号", {"citizen_address": "南大街13号"}),
        ("请求改成换货", {"demand": ("换货",)}),
        ("日期不对，是前天", {"event_on": "2026-04-26"}),
    ],
)
def test_a_correction_goes_where_it_belongs(text, found):
    known = a_draft(respondent_address="北大街5号", citizen_address="南大街1号", citizen_phone="13800000013")
    assert read_correction(text, [], known, WORDS, TODAY).found == found


def test_a_correction_without_a_value_is_asked_for():
    assert read_correction("金额写错了", [], a_draft(amount=58.0), WORDS, TODAY).to_edit == ("amount",)


@pytest.mark.parametrize("text", ["电话最后两位改成77", "手机尾号应该是77", "电话错了，后两位是77"])
def test_only_the_last_digits_of_the_phone_change(text):
    assert read_correction(text, [], a_draft(citizen_phone="13800000013"), WORDS, TODAY).found == {"citizen_phone": "13800000077"}


def test_not_right_means_what_was_said_last():
    said = read_correction("不对，是13800000099", [], a_draft(latest=("citizen_phone",), citizen_phone="1"), WORDS, TODAY)
    assert said.found == {"citizen_phone": "13800000099"}


@pytest.mark.parametrize("text", ["汽车改装店", "北大街5号", "味道一点也没变"])
def test_an_answer_is_no_correction(text):
    assert read_correction(text, [], a_draft(latest=("amount",)), WORDS, TODAY) is None


@pytest.mark.parametrize(
    "name, text",
    [
        ("cancel", "算了不投诉了"), ("cancel", "那就删掉吧"), ("set_aside", "不想说了"), ("set_aside", "好吧，改天再说"),
        ("restart", "全部重来"), ("anonymous", "我要匿名"), ("confirm", "对，没问题，提交吧"), ("deny", "不对"),
        ("resume", "接着办"), ("lookup", "查一下进度"),
    ],
)  # fmt: skip
def test_a_whole_sentence_that_is_a_command(name, text):
    assert is_command(name, text, WORDS)


@pytest.mark.parametrize(
    "name, text", [("cancel", "他取消了我的订单还不退钱"), ("confirm", "对面的那家店"), ("set_aside", "他说改天退我钱")]
)
def test_the_same_words_inside_a_story_are_no_command(name, text):
    assert not is_command(name, text, WORDS)


def test_why_is_asked_of_us_and_not_of_the_shop():
    assert asks_why("为什么要我的地址", WORDS)
    assert not asks_why("我去问老板为什么不给我退钱，他说我自己弄坏的，根本不讲理", WORDS)


def test_not_knowing_is_short():
    assert says_none("店名我忘了", WORDS)
    assert not says_none("我不知道他们为什么一直拖着不给我办退款手续", WORDS)


def entity(type_, text, said, value=None):
    start = said.index(text)
    return {"type": type_, "text": text, "start": start, "end": start + len(text), "value": value}


@pytest.mark.parametrize(
    "asked, said, entities, read",
    [
        # 问的是要求，说的是自己是谁、住哪
        ("demand", "李四 住东关小区3号楼", [("person", "李四"), ("address", "东关小区3号楼")], {"citizen_name": "李四", "citizen_address": "东关小区3号楼"}),
        ("demand", "姓周 周建国", [("person", "周建国")], {"citizen_name": "周建国"}),
        ("demand", "周建国", [("person", "周建国")], {"citizen_name": "周建国"}),
        ("respondent_name", "姓周 周建国", [("person", "周建国")], {"citizen_name": "周建国"}),
        ("respondent_name", "姓周，周建国", [], {"citizen_name": "周建国"}),
        ("event_on", "去年十月来我店里检查的 拿了两条烟", [("date", "去年十月")], {"event_on": "去年十月"}),
        # 问的是店名，说的是要求
        ("respondent_name", "少了我半斤肉 让他赔", [], {"demand": ("赔",)}),
        # 问的是地方，说的是店名、人名
        ("respondent_address", "店名叫花样年华", [], {"respondent_name": "花样年华"}),
        ("respondent_address", "店名是张姐麻辣烫", [], {"respondent_name": "张姐麻辣烫"}),
        ("respondent_address", "叫苏宁电器", [], {"respondent_name": "苏宁电器"}),
        ("respondent_address", "张三", [], {}),
        ("respondent_address", "安宁", [("address", "安宁")], {"respondent_address": "安宁"}),
    ],
)
def test_what_is_said_out_of_turn_goes_where_it_belongs(asked, said, entities, read):
    found = read_answer_to(asked, said, [entity(t, x, said) for t, x in entities], a_draft(asked), WORDS, TODAY)

    assert found == read


def test_a_wish_said_as_a_question_is_still_the_wish():
    said = "退钱啊还能要啥"

    assert read_answer_to("demand", said, [entity("demand", "退钱", said)], a_draft("demand"), WORDS, TODAY)["demand"]


def test_a_finer_address_of_the_shop_replaces_the_coarse_one_whatever_is_asked():
    said = "在建设路18号 昨天下午"
    draft = a_draft("citizen_name", respondent_address="建设路")

    found = read_answer_to("citizen_name", said, [entity("address", "建设路18号", said)], draft, WORDS, TODAY)

    assert found["respondent_address"] == "建设路18号" and "citizen_address" not in found


def test_a_home_said_after_name_and_phone_is_not_the_address_of_the_shop():
    said = "我叫孙丽 13800000044 甘州区南环路12号"
    entities = [entity("person", "孙丽", said), entity("phone", "13800000044", said, "13800000044"), entity("address", "甘州区南环路12号", said)]

    found = read_answer_to("respondent_address", said, entities, a_draft("respondent_address"), WORDS, TODAY)

    assert found["citizen_address"] == "甘州区南环路12号" and "respondent_address" not in found


@pytest.mark.parametrize("place, is_vague", [("西关什字", True), ("县城里", True), ("北大街5号", False), ("人民医院对面", False), ("西关市场二楼", False)])
def test_a_place_without_a_number_or_a_neighbour_is_vague(place, is_vague):
    assert is_vague_place(place, WORDS) is is_vague


def test_a_door_number_is_no_day():
    said = "新华路2号"
    entities = [entity("address", said, said), entity("date", "2号", said)]
    found = read_answer_to("event_on", said, entities, a_draft("event_on"), WORDS, TODAY)
    assert "event_on" not in found


def test_what_follows_a_blank_is_not_part_of_the_wish():
    assert read_statement("面包发霉了要求退6块钱 北街12号", [], WORDS, TODAY)["demand"] == ("退6块钱",)
