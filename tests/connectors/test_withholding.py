"""举报人的信息不出本局：姓名、电话、证件号、住址，怎么写都出不去。"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from platform_simulator import a_ticket

from connectors.platforms.hotline_12345 import to_work_order
from connectors.platforms.platform_12315 import to_case
from connectors.platforms.settings import field_mapping
from connectors.platforms.withholding import withhold_reporter

CITIZEN = {"name": "欧阳小明", "phone": "13812345678", "address": "解放路2号3单元", "id_number": "62060019900101123X"}
TRANSLATIONS = [(field_mapping("12345"), to_work_order), (field_mapping("12315"), to_case)]


def a_tip_off(**fields):
    return a_ticket("T1", **{"kind": "tip_off", "citizen": CITIZEN, **fields})


def outputs(ticket):
    """一张单能送出去的一切：两个平台、四种件。"""
    for mapping, translate in TRANSLATIONS:
        for kind in ("ticket", "urge", "supplement", "status"):
            yield json.dumps(translate(mapping, kind, ticket), ensure_ascii=False)


@pytest.mark.parametrize("said", [
    "我叫欧阳小明，电话13812345678，隔壁黑作坊卖假酒",
    "电话：138-1234-5678 找欧阳 小明",
    "电话１３８１２３４５６７８",
    "电话一三八一二三四五六七八",
    "电话幺三八幺二三四五六七八",
    "138 1234 5678是我",
    "身份证62060019900101123X",
    "身份证６２０６００１９９００１０１１２３ｘ",
    "我住解放路2号3单元，楼下天天卖假酒",
])  # fmt: skip
def test_the_reporter_is_gone_from_everything_however_it_is_written(said):
    ticket = a_tip_off(narrative=said, title=said[:20], demands=[said], evidence=[said], note=said, reply=said,
                       linked=[{"ticket_no": "T2"}], history=[{"by": "欧阳小明"}])  # fmt: skip
    for text in outputs(ticket):
        for trace in (
            "欧阳",
            "小明",
            "12345678",
            "1234",
            "5678",
            "６７８",
            "六七八",
            "19900101",
            "１９９０",
            "解放路",
            "T2",
        ):
            assert trace not in text.replace("12345", ""), trace


@pytest.mark.parametrize("title", ["我叫欧阳", "我叫欧阳小…", "电话1381234", "电话138-1234…", "身份证620600199"])
def test_a_title_cut_in_the_middle_does_not_leave_half_a_name(title):
    sent = withhold_reporter(a_tip_off(title=title))["title"]
    assert "欧阳" not in sent and "138" not in sent and "620600" not in sent


def test_what_the_platform_is_told_about_a_tip_off_still_arrives():
    mapping, translate = TRANSLATIONS[0]
    told = translate(
        mapping, "status", a_tip_off(status="replied", reply="已立案查处", note="已核查", status_sequence=7)
    )
    assert (told["公开答复内容"], told["办理情况"], told["状态序号"]) == ("已立案查处", "已核查", 7)


def test_what_is_reported_stays():
    ticket = withhold_reporter(a_tip_off(narrative="建设路18号早餐店用地沟油，每斤2元"))
    assert ticket["narrative"] == "建设路18号早餐店用地沟油，每斤2元"
    assert ticket["respondent"]["address"] == "建设路18号"
    assert ticket["evidence"] == ["证据1件，由受理机关保存"]


def test_the_place_reported_stays_even_when_the_reporter_lives_there():
    ticket = a_tip_off(
        respondent={"name": "黑作坊", "address": "解放路2号3单元101"}, narrative="我住解放路2号3单元，楼下造假"
    )
    sent = withhold_reporter(ticket)
    assert sent["respondent"]["address"] == "解放路2号3单元101"
    assert "解放路" not in sent["narrative"]


def test_someone_elses_number_in_a_tip_off_is_masked_too():
    assert withhold_reporter(a_tip_off(narrative="联系我爱人13911112222"))["narrative"] == "联系我爱人139****2222"


def test_a_field_added_later_does_not_leave_with_a_tip_off():
    assert "callback_phone" not in withhold_reporter(a_tip_off(callback_phone="13812345678"))


def test_a_complaint_keeps_the_complainant_because_mediation_needs_it():
    ticket = a_ticket("T1", citizen=CITIZEN)
    assert withhold_reporter(ticket) is ticket
    assert "欧阳小明" in next(outputs(ticket))


NAMES = st.text("赵钱孙李周吴郑王冯陈小明丽华", min_size=2, max_size=4)
PHONES = st.integers(13000000000, 19999999999).map(str)
GAPS = st.sampled_from(["", " ", "-", "－", " - ", "."])


@settings(max_examples=40)
@given(name=NAMES, phone=PHONES, gap=GAPS, before=st.text("买卖假酒的店主说我", max_size=10))
def test_no_spelling_of_name_or_phone_leaves(name, phone, gap, before):
    written = gap.join([phone[:3], phone[3:7], phone[7:]])
    ticket = a_tip_off(
        citizen={"name": name, "phone": phone}, narrative=f"{before}{name}{gap}{written}以及{gap.join(name)}"
    )
    for text in outputs(ticket):
        assert name not in text
        assert phone not in "".join(c for c in text if c.isdigit())
