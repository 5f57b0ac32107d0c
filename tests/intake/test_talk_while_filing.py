"""登记时人们真这样说：点名问的是另一样、说好了不要了、匿名以后又想留电话，都听到该去的地方。"""

from dataclasses import replace

import pytest
from intake_builders import Citizen

from bot.hotline.understanding import RequestKind
from bot.usecases.rules.answer_regulation import answer_regulation
from bot.usecases.talk.take_turn import take_turn
from tests import fakes


@pytest.fixture
def asked_for_the_wish(hotline):
    citizen = Citizen(hotline).files("在朋友圈买的减肥药吃了心慌", problem="drug_device", department="drug")
    return citizen.say("小雅美妆")


@pytest.fixture
def asked_for_the_name(asked_for_the_wish):
    return asked_for_the_wish.say("退钱")


def test_why_the_address_is_answered_for_the_address_whatever_is_asked(asked_for_the_name):
    asked_for_the_name.say("为啥要我住址")
    assert asked_for_the_name.said[0] == "utter_draft_why" and "通讯地址" in asked_for_the_name.replies[0].fields["why"]
    assert asked_for_the_name.draft.asking == "citizen_name"


def test_may_i_leave_it_out_is_answered_with_what_happens_then_and_the_second_time_it_is_left_out(asked_for_the_name):
    assert asked_for_the_name.say("不说行不行").said == ["utter_draft_needed"]
    asked_for_the_name.say("能不能不说啊")
    assert "citizen_name" in asked_for_the_name.draft.declined and asked_for_the_name.draft.asking == "citizen_phone"


def test_how_long_is_answered_with_what_the_rules_say_and_no_promise(asked_for_the_name):
    asked_for_the_name.say("多久能有结果", "ask_regulation")
    assert asked_for_the_name.said == ["utter_draft_how_long", "utter_draft_ask"]
    assert "投诉受理决定7个工作日" in asked_for_the_name.replies[0].fields["limits"]


def test_solved_while_filing_is_put_aside_neither_filed_nor_deleted(ready):
    assert ready.say("店家已经退钱了", "state_facts").said == ["utter_draft_solved"]
    assert ready.draft.stage.value == "set_aside"
    assert ready.say("接着办").said == ["utter_draft_resumed", "utter_draft_summary"]


def test_a_sum_wanted_is_no_price_paid(asked_for_the_wish):
    entity = {"type": "amount", "text": "五百", "start": 1, "end": 3, "value": 500.0}
    asked_for_the_wish.say("赔五百", entities=(entity,))
    assert tuple(asked_for_the_wish.draft.values["demand"]) == ("赔五百",) and not asked_for_the_wish.draft.knows("amount")


def test_a_place_is_not_yet_a_story(hotline):
    citizen = Citizen(hotline).files("我要投诉")
    citizen.say("南街1号")
    assert citizen.draft.asking == "facts" and citizen.draft.values["respondent_address"] == "南街1号"


def test_what_is_told_beside_the_name_of_the_shop_stays_in_the_story(hotline):
    reporter = Citizen(hotline).files("我要举报一家店欺骗老人买东西", "tip_off", problem="food_safety", department="food")
    said = "那我举报 东关粮油店 卖陈化粮"
    entities = ({"type": "merchant", "text": "东关粮油店", "start": 5, "end": 10, "value": None},
                {"type": "product", "text": "陈化粮", "start": 12, "end": 15, "value": None})  # fmt: skip
    reporter.say(said, entities=entities)
    assert said in reporter.draft.said


def test_anonymity_asked_for_in_the_first_words_is_not_asked_again(hotline):
    reporter = Citizen(hotline).files("匿名举报学校食堂用过期油", "tip_off", problem="food_safety", department="food")
    for answer in ("实验小学", "实验小学", "上周三"):
        reporter.say(answer)
    assert reporter.said == ["utter_draft_summary"] and reporter.draft.is_anonymous


def test_who_just_goes_on_telling_after_the_offer_wants_it_lodged(hotline):
    heard = fakes.heard("中介收了我两千定金不退", "ask_for_help", department="housing")
    citizen = Citizen(hotline)
    citizen._take(replace(heard, kind=RequestKind.COMPLAINT))
    assert citizen.said == ["utter_request_not_ours"]
    assert citizen.say("就在汽车站对面那家").said == ["utter_draft_words_kept", "utter_lodge_again"]
    assert citizen.say("把我的定金退给我").said[0] == "utter_draft_words_kept"
    assert citizen.memory.draft_open and len(citizen.draft.said) == 3


@pytest.mark.parametrize("said, field, value", [
    ("老街火锅", "respondent_name", "老街火锅"), ("昨天晚上", "event_on", "2026-04-27"),
])  # fmt: skip
def test_a_shop_or_a_day_alone_is_not_yet_a_story(hotline, said, field, value):
    citizen = Citizen(hotline).files("我要投诉")
    entities = ({"type": "date", "text": said, "start": 0, "end": len(said), "value": None},) if field == "event_on" else ()
    citizen.say(said, entities=entities)
    assert citizen.draft.asking == "facts" and citizen.draft.values[field] == value


def test_no_address_said_while_the_name_is_asked_is_about_the_address(asked_for_the_name):
    asked_for_the_name.say("没有地址")
    assert "citizen_address" in asked_for_the_name.draft.declined and asked_for_the_name.draft.asking == "citizen_name"


def test_no_need_to_file_any_more_is_put_aside(asked_for_the_name):
    assert asked_for_the_name.say("不用登记了，我找到客服了").said == ["utter_draft_solved"]


def test_a_village_told_after_the_offer_starts_no_other_matter(hotline):
    heard = fakes.heard("我们村有人卖假种子", "ask_for_help", department="agriculture")
    citizen = Citizen(hotline)
    citizen._take(replace(heard, kind=RequestKind.TIP_OFF))
    more = replace(fakes.heard("大河村", "file_complaint", department="ecology"), kind=RequestKind.COMPLAINT)
    citizen._take(more)
    assert citizen.said == ["utter_draft_words_kept", "utter_lodge_again"]
    assert citizen.draft.said == ("我们村有人卖假种子", "大河村") and citizen.draft.department == "agriculture"


def test_a_phone_offered_after_asking_for_anonymity_is_kept(hotline):
    reporter = Citizen(hotline).files("作坊往香肠里加工业盐", "tip_off", problem="food_safety", department="food")
    for answer in ("福满多食品厂", "北大街口", "今天早上", "匿名"):
        reporter.say(answer)
    reporter.say("要不我留个电话吧13800000051")
    assert reporter.said == ["utter_draft_phone_kept", "utter_draft_summary"]
    assert reporter.draft.values["citizen_phone"] == "13800000051" and not reporter.draft.is_anonymous


def test_complaining_right_after_a_question_is_about_what_was_asked(hotline):
    question = fakes.heard("房东收电费太贵归谁管", "ask_regulation")
    hotline.answers = OneAnswer(next(iter(hotline.knowledge.faq)))
    citizen = Citizen(hotline)
    citizen.memory = take_turn(answer_regulation, citizen.memory, question, hotline).conversation
    citizen.files("那我投诉他")
    draft = citizen.draft
    assert draft.said == ("房东收电费太贵归谁管", "那我投诉他") and draft.asking == "respondent_name"
    assert draft.kind == RequestKind.COMPLAINT.value


class OneAnswer(fakes.NoAnswers):
    """什么都拿这一条答。"""

    def __init__(self, faq_id):
        self._faq_id = faq_id

    def find(self, text, limit=3):
        return [(self._faq_id, 0.99)]


def test_next_door_without_a_name_asks_which_shop_that_is(hotline):
    citizen = Citizen(hotline).files("买的车厘子底下全是烂的", problem="quality", department="food")
    citizen.say("鲜果时光").say("人民路")
    citizen.say("不是那家 是隔壁")
    assert citizen.draft.asking == "respondent_name" and not citizen.draft.knows("respondent_name")
    assert citizen.draft.values["respondent_address"] == "人民路，鲜果时光隔壁"
    citizen.say("果然好")
    assert citizen.draft.values["respondent_name"] == "果然好" and citizen.draft.asking == "demand"


def test_a_wish_with_no_give_in_it_is_a_wish_and_an_angry_no_exchange_is_no_refusal(hotline):
    citizen = Citizen(hotline).files("手机三天就坏了", problem="quality", department="consumer_protection")
    citizen.say("不给换")
    assert citizen.draft.asking == "respondent_name" and not citizen.draft.explained
    citizen.say("乐购手机店").say("南大街3号").say("让他给我换新的 别的不要 钱也不给")
    assert citizen.draft.knows("demand") and citizen.draft.asking == "citizen_name"


def test_a_second_shop_announced_first_is_kept_apart_when_it_is_told(asked_for_the_wish):
    asked_for_the_wish.say("我还要投诉另外一家", "file_complaint")
    assert asked_for_the_wish.said == ["utter_draft_another_later", "utter_draft_ask"]
    shop = {"type": "merchant", "text": "老陈肉铺", "start": 3, "end": 7, "value": None}
    asked_for_the_wish.say("隔壁的老陈肉铺 卖的肉有异味 要退四十三", "file_complaint", entities=(shop,))
    assert asked_for_the_wish.said == ["utter_draft_another_kept", "utter_draft_ask"]
    assert not asked_for_the_wish.draft.knows("demand") and asked_for_the_wish.draft.asking == "demand"


def test_in_a_second_complaint_of_the_same_person_nothing_about_him_is_asked_again(ready):
    ready.say("确认", "affirm")
    ready.files("投诉老陈肉铺，卖的肉有异味，要退四十三", problem="food_safety", department="food")
    ready.say("老陈肉铺").say("建国路48号")
    assert ready.said[-2:] == ["utter_draft_same_citizen", "utter_draft_summary"]
    assert ready.draft.values["citizen_name"] == "张三" and ready.draft.values["citizen_phone"] == "13800000012"


def test_wait_a_moment_is_waited_for_and_may_i_submit_says_what_is_missing(asked_for_the_wish):
    assert asked_for_the_wish.say("等一下 有人来了", "talk_to_operator").said == ["utter_draft_take_your_time", "utter_draft_ask"]
    assert asked_for_the_wish.say("可以提交了吗").said == ["utter_draft_not_yet", "utter_draft_ask"]
    assert asked_for_the_wish.say("嗯 没错 就这样吧", "affirm").draft.said[-1] == "小雅美妆"


def test_halfway_it_turns_out_to_be_for_his_mother(hotline):
    citizen = Citizen(hotline).files("我妈昨天在羊肉馆吃饭把牙硌了", problem="food_safety", department="food")
    citizen.say("老孙羊肉馆").say("我叫陈敏，我妈叫刘凤英")
    values = citizen.draft.values
    assert (values["represents"], values["citizen_name"], values["representative_name"]) == ("我妈", "刘凤英", "陈敏")
    citizen.say("我姓陈 陈敏")
    assert citizen.draft.values["citizen_name"] == "刘凤英"


def test_where_his_own_shop_is_does_not_move_the_one_reported(hotline):
    citizen = Citizen(hotline).files("匿名举报鸿运来饭店用回收的红油", "tip_off", problem="food_safety", department="food")
    citizen.say("鸿运来饭店").say("东风路41号")
    citizen.say("我店就在它对面 不是 我是说我表姐的店在它对面")
    assert citizen.draft.values["respondent_address"] == "东风路41号"
    assert "对面" not in "".join(citizen.draft.said)


def test_at_the_window_what_is_said_of_the_next_clerk_is_no_window(hotline):
    citizen = Citizen(hotline).files("我要投诉你们政务大厅的人", "conduct_complaint", department="party_committee")
    place = {"type": "address", "text": "旁边的人能办", "start": 22, "end": 28, "value": None}
    citizen.say("我去办食品证 那女的玩手机 说系统坏了明明旁边的人能办", entities=(place,))
    assert not citizen.draft.knows("respondent_name")
    desk = {"type": "address", "text": "3号窗口", "start": 0, "end": 4, "value": None}
    citizen.say("3号窗口 姓刘好像 短头发", entities=(desk,))
    assert citizen.draft.values["respondent_name"].startswith("3号窗口") and not citizen.draft.knows("citizen_address")


def test_the_half_that_is_known_is_kept_when_the_other_is_not(hotline):
    citizen = Citizen(hotline).files("昨天给我办证的小伙子态度真好", "commendation", department="party_committee")
    citizen.say("叫啥不知道 5号窗口的")
    assert "叫啥不知道 5号窗口的" in citizen.draft.said


def test_name_phone_and_home_in_one_line_are_all_taken(asked_for_the_name):
    phone = {"type": "phone", "text": "13800000046", "start": 3, "end": 14, "value": "13800000046"}
    asked_for_the_name.say("白雪 13800000046 和平路三号院", entities=(phone,))
    assert asked_for_the_name.draft.values["citizen_address"] == "和平路三号院" and asked_for_the_name.draft.values["citizen_name"] == "白雪"


def test_only_a_wish_is_no_story(hotline):
    citizen = Citizen(hotline).files("我要投诉")
    citizen.say("退一赔十")
    assert citizen.draft.asking == "facts" and not citizen.draft.has_facts


def test_mend_it_and_no_refund_is_a_wish(hotline):
    citizen = Citizen(hotline).files("电饭锅用了一个月不通电了", problem="quality", department="quality")
    citizen.say("好家电商城").say("火车站对面").say("给我修好就行 不用退")
    assert citizen.draft.knows("demand") and citizen.draft.asking == "citizen_name"


def test_i_do_not_know_the_clerks_name_is_no_refusal_of_the_phone(hotline):
    citizen = Citizen(hotline).files("昨天窗口一个男的让我跑了三趟 态度横", "conduct_complaint", department="party_committee")
    citizen.say("2号窗口").say("昨天").say("姓啥不知道")
    assert citizen.draft.asking == "citizen_phone"
    phone = {"type": "phone", "text": "13800000058", "start": 0, "end": 11, "value": "13800000058"}
    citizen.say("13800000058 有结果告诉我", entities=(phone,))
    assert citizen.draft.values["citizen_phone"] == "13800000058" and citizen.said[-1] == "utter_draft_summary"


def test_that_was_all_send_it_in_is_a_confirmation(ready):
    assert "utter_ticket_filed" in ready.say("没了 报上去吧").said


def test_back_from_a_licence_the_shop_belongs_to_the_same_complaint(hotline):
    citizen = Citizen(hotline).files("我要投诉隔壁理发店充卡不退", problem="contract", department="consumer_protection")
    first = citizen.memory.draft_id
    citizen.memory = replace(citizen.memory, draft_open=False)
    citizen.files("理发店叫尚艺 在文昌路6号 充了1000", problem="contract", department="consumer_protection")
    assert citizen.memory.draft_id == first and "我要投诉隔壁理发店充卡不退" in citizen.draft.said


def test_doubting_us_is_answered_and_being_fobbed_off_by_the_shop_is_the_story(asked_for_the_wish):
    assert asked_for_the_wish.say("你们真的会管吗", "ask_about_bot").said == ["utter_aside", "utter_draft_ask"]
    asked_for_the_wish.say("老板一直糊弄我 说了也白说", "state_facts")
    assert "utter_aside" not in asked_for_the_wish.said


def test_a_clerk_who_fobs_people_off_is_complained_about_not_reassured(hotline):
    assert Citizen(hotline).files("你们窗口的人敷衍我", "conduct_complaint", department="party_committee").said[0] == "utter_draft_started"
