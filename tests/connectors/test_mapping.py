"""对照表：几张样单译成什么样，一个字段一个字段地对；译不出来的停下叫人，不猜。"""

import pytest
import yaml
from platform_simulator import DEPARTMENTS, a_ticket

from bot.errors import MappingGap
from bot.hotline.ticket_life import TicketStatus
from bot.settings import PROJECT
from connectors.platforms.hotline_12345 import to_work_order
from connectors.platforms.mapping import load_mapping
from connectors.platforms.platform_12315 import to_case
from connectors.platforms.settings import field_mapping

M12345, M12315 = field_mapping("12345", DEPARTMENTS), field_mapping("12315", DEPARTMENTS)
TAXONOMY_KINDS = "inquiry complaint tip_off conduct_complaint help_request suggestion commendation other".split()
PROBLEMS = (
    "quality safety food_safety drug_device special_equipment metrology contract after_sales price advertising "
    "false_promotion counterfeit trademark unlicensed registration_fraud unfair_competition dignity other"
).split()


def test_a_complaint_for_12345():
    assert to_work_order(M12345, "ticket", a_ticket("T20260511-AB2C3D")) == {
        "来源工单编号": "T20260511-AB2C3D",
        "来源单位": "市场监督管理局",
        "来电人": "张三",
        "联系电话": "13800000000",
        "联系地址": "解放路2号",
        "是否匿名": "否",
        "是否保密": "否",
        "来电类别": "投诉",
        "一级分类": "市场监管",
        "二级分类": "食品安全",
        "紧急程度": "一般",
        "受理渠道": "portal",
        "受理类型": "转办",
        "标题": "早餐店包子有异物",
        "主要内容": "今早在建设路18号早餐店买的包子里吃出一根铁丝，要求退钱。",
        "涉及主体": {"名称": "建设路早餐店", "经营地址": "建设路18号", "是否网络经营": "否"},
        "涉及客体": {"名称": "包子", "涉及金额": 12.5, "事发时间": "2026-05-11"},
        "诉求": "退款、赔偿",
        "证据": ["小票照片.jpg"],
        "办理单位": "食品监督管理科",
        "工单状态": "待派遣",
    }


def test_a_complaint_for_12315_with_the_narrative_a_station_is_used_to():
    case = to_case(M12315, "ticket", a_ticket("T1", urgency="emergency", demands=["refund", "道歉"]))
    assert case["类型"] == "投诉"
    assert case["提供方"] == {"姓名": "张三", "联系电话": "13800000000", "地址": "解放路2号", "匿名": "否"}
    assert case["诉求内容"] == ["退赔费用", "道歉"]
    assert case["业务信息"] == {
        "问题性质": "安全",
        "问题类别": "食品安全",
        "事件级别": "特别紧急",
        "标题": "早餐店包子有异物",
        "问题陈述": "今早在建设路18号早餐店买的包子里吃出一根铁丝，要求退钱。",
        "具体问题": "商户名称：建设路早餐店\n商户地址：建设路18号\n事件发生时间：2026-05-11\n消费金额：12.5元\n"
        "问题描述：今早在建设路18号早餐店买的包子里吃出一根铁丝，要求退钱。\n主要诉求：refund、道歉",
    }


def test_a_tip_off_for_12315_is_sorted_by_the_tip_off_list_and_carries_no_reporter():
    case = to_case(M12315, "ticket", a_ticket("T1", kind="tip_off"))
    assert case["业务信息"]["问题类别"] == "违反食品安全法规"
    assert case["提供方"] == {"匿名": "是"}


def test_a_matter_for_another_body_gets_its_own_category_at_12345():
    ticket = a_ticket("T1", kind="help_request", problem=None, department="human_resources")
    order = to_work_order(M12345, "ticket", ticket)
    assert (order["来电类别"], order["一级分类"]) == ("求助", "劳动和社会保障")
    assert "二级分类" not in order


def test_an_urge_names_the_ticket_it_urges():
    ticket = a_ticket("T1", external={"external_no": "260511093000000001"}, note="三天没人联系")
    assert to_work_order(M12345, "urge", ticket) == {
        "来源工单编号": "T1", "被催办单ID": "260511093000000001", "来电类别": "催办", "紧急程度": "一般", "催办内容": "三天没人联系",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["conduct_complaint", "help_request", "inquiry", "suggestion"])
def test_12315_takes_complaints_and_tip_offs_only(kind):
    with pytest.raises(MappingGap):
        to_case(M12315, "status", a_ticket("T1", kind=kind))


@pytest.mark.parametrize(
    "change", [{"urgency": "whenever"}, {"narrative": ""}, {"problem": "new_problem"}, {"status": "lost"}]
)
def test_what_the_table_does_not_know_stops_and_does_not_name_the_citizen(change):
    with pytest.raises(MappingGap) as gap:
        to_work_order(M12345, "ticket", a_ticket("T1", **change))
    assert "张三" not in str(gap.value)


@pytest.mark.parametrize("mapping", [M12345, M12315], ids=["12345", "12315"])
def test_every_status_and_problem_of_ours_has_a_word_there(mapping):
    assert set(mapping.tables["status"]) == {status.value for status in TicketStatus}
    assert set(mapping.tables["problem"]) == set(PROBLEMS)


def test_every_kind_of_request_has_a_word_at_12345():
    assert set(M12345.tables["kind"]) == set(TAXONOMY_KINDS)


def test_every_external_body_has_a_category_at_12345():
    bodies = yaml.safe_load((PROJECT / "knowledge/external_bodies.yml").read_text(encoding="utf-8"))["external_bodies"]
    assert {body["id"] for body in bodies} <= set(M12345.tables["top_category"])


@pytest.mark.parametrize("row", [
    "{to: 标题, form: title}", "{from: title}", "{to: 标题, from: title, values: no_such_table}",
])  # fmt: skip
def test_a_badly_written_row_is_refused_when_loading(tmp_path, row):
    path = tmp_path / "mapping.yml"
    path.write_text(
        f"platform: x\nname: x\nexternal_no: x\npaths: {{}}\nvalues: {{}}\nforms: {{ticket: [{row}]}}\n",
        encoding="utf-8",
    )
    with pytest.raises(MappingGap):
        load_mapping(path)
