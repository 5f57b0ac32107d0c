"""平台的来信：验过才读，读成记录；看不懂的说清是哪个字段，请对方改。"""

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import CallbackUnreadable, SignatureInvalid
from bot.settings import TIME_ZONE
from connectors.platforms import signature
from connectors.platforms.callbacks import LARGEST_LETTER, open_letter, read_callback, read_transfer
from connectors.platforms.settings import field_mapping

NOW = datetime(2026, 5, 11, 9, 30, tzinfo=TIME_ZONE)
KEY = b"k" * 32
M12345, M12315 = field_mapping("12345"), field_mapping("12315")
ORDER = {
    "工单编号": "260511093000000001",
    "来电类别": "投诉",
    "紧急程度": "紧急",
    "标题": "短斤少两",
    "主要内容": "五斤包子少给半斤",
    "来电人": "张三",
    "联系电话": "13800000000",
    "是否匿名": "否",
    "是否保密": "是",
    "涉及主体": {"名称": "早餐店", "经营地址": "建设路18号"},
    "涉及客体": {"名称": "包子", "涉及金额": "30.5", "事发时间": "2026-05-10"},
    "诉求": "补足",
    "受理时间": "2026-05-11 09:30:00",
}


def letter(**changes):
    return json.dumps({key: value for key, value in {**ORDER, **changes}.items() if value is not ...}).encode()


def test_a_transferred_work_order():
    transfer = read_transfer(M12345, "L-1", letter())
    assert (transfer.letter_id, transfer.platform, transfer.external_no) == ("L-1", "12345", "260511093000000001")
    assert (transfer.kind, transfer.urgency, transfer.is_confidential) == ("complaint", "urgent", True)
    assert (transfer.citizen_name, transfer.respondent_address) == ("张三", "建设路18号")
    assert (transfer.amount, transfer.event_on) == (30.5, date(2026, 5, 10))
    assert transfer.received_at == datetime(2026, 5, 11, 9, 30, tzinfo=TIME_ZONE)


def test_a_kind_we_have_not_seen_is_taken_and_left_to_a_person():
    assert read_transfer(M12345, "L-1", letter(来电类别="网络问政")).kind == "other"


def test_an_urge_points_to_the_earlier_order():
    assert (
        read_transfer(M12345, "L-1", letter(被催办单ID="260510093000000009")).urges_external_no
        == "260510093000000009"
    )


def test_without_a_title_the_beginning_of_the_narrative_stands_in():
    assert read_transfer(M12345, "L-1", letter(标题=...)).title == "五斤包子少给半斤"


def test_a_case_from_12315():
    body = {
        "登记编号": "6206000000000202605110001", "类型": "举报", "接收时间": "2026-05-11T09:30:00+08:00",
        "业务信息": {"问题陈述": "卖假酒", "事件级别": "一般"}, "提供方": {"匿名": "是"}, "诉求内容": ["退货", "道歉"],
    }  # fmt: skip
    transfer = read_transfer(M12315, "L-2", json.dumps(body).encode())
    assert (transfer.kind, transfer.is_anonymous, transfer.citizen_name, transfer.demand) == (
        "tip_off",
        True,
        None,
        "退货、道歉",
    )


@pytest.mark.parametrize(
    "word, status", [("已结案", "archived"), ("退回重办", "reopened"), ("待督办", "escalated"), ("已处置", "noted")]
)
def test_progress_changes_our_status_only_for_the_words_in_the_table(word, status):
    body = {"工单编号": "260511093000000001", "来源工单编号": "T1", "工单状态": word, "发生时间": "2026-05-11 10:00:00"}
    progress = read_callback(M12345, "L-3", json.dumps(body).encode())
    assert (progress.status, progress.status_word, progress.ticket_no) == (status, word, "T1")


@pytest.mark.parametrize("changes, field", [
    ({"工单编号": ...}, "工单编号"),
    ({"工单编号": "1' OR 1=1"}, "工单编号"),
    ({"主要内容": ...}, "主要内容"),
    ({"主要内容": "内" * 20001}, "主要内容"),
    ({"主要内容": "空\x00字符"}, "主要内容"),
    ({"主要内容": ["不是文字"]}, "主要内容"),
    ({"来电人": "\ud800"}, "来电人"),
    ({"受理时间": "昨天"}, "受理时间"),
    ({"涉及客体": {"涉及金额": "很多"}}, "涉及金额"),
    ({"涉及客体": {"涉及金额": "nan"}}, "涉及金额"),
    ({"涉及客体": {"涉及金额": -1}}, "涉及金额"),
])  # fmt: skip
def test_what_cannot_be_read_is_sent_back_with_the_fields_name(changes, field):
    with pytest.raises(CallbackUnreadable, match=field):
        read_transfer(M12345, "L-1", letter(**changes))


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100000])
def test_rubbish_is_unreadable_and_nothing_worse(body):
    with pytest.raises(CallbackUnreadable):
        read_transfer(M12345, "L-1", body)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(ORDER)), inner, max_size=6),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # 头一回抽样要装不少东西，机器忙时超过一秒
@given(changes=st.dictionaries(st.sampled_from(list(ORDER)), JSON, max_size=4))
def test_any_json_is_either_read_or_called_unreadable(changes):
    try:
        transfer = read_transfer(M12345, "L-1", json.dumps({**ORDER, **changes}).encode())
    except CallbackUnreadable:
        return
    transfer.narrative.encode()
    assert M12345.external_no.fullmatch(transfer.external_no)


def test_only_a_signed_letter_is_opened():
    body = letter()
    headers = signature.sign("L-1", NOW, body, [KEY])
    assert open_letter(headers, body, [KEY], NOW) == "L-1"
    with pytest.raises(SignatureInvalid):
        open_letter(headers, body + b" ", [KEY], NOW)
    with pytest.raises(SignatureInvalid):
        open_letter(headers, body, [KEY], NOW + timedelta(minutes=10))


def test_a_huge_letter_is_not_even_hashed():
    with pytest.raises(CallbackUnreadable, match="太大"):
        open_letter({}, b"x" * (LARGEST_LETTER + 1), [KEY], NOW)
