"""坐席帮助：真模型、真服务。"""

import pytest
import requests


@pytest.fixture
def ask(server_url, tokens):
    def ask(text, role="operator"):
        headers = {"authorization": f"Bearer {tokens[role]}"}
        answer = requests.post(f"{server_url}/api/v1/suggestions", json={"text": text}, headers=headers, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask


def test_a_guide_question_comes_with_words_materials_source_and_the_next_question(ask):
    found = ask("我想在校门口开个饭馆，食品经营许可证要带什么材料")
    first = found["suggestions"][0]
    assert first["id"] == "food_operation_license_new" and first["is_sure"]
    assert first["materials"] and first["sources"] and first["version"] and first["valid_until"]
    assert first["say"].startswith("您要办：") and "None" not in first["say"] and "告知书编号" not in first["say"]
    assert first["ask_next"]["options"] and first["limits"]["promised"]
    assert found["ticket"] is None and found["emergency"] is None


def test_an_emergency_comes_first_with_the_number_to_call(ask):
    found = ask("电梯里困了人，快来救命，有个孩子在哭")
    assert found["emergency"]["id"] == "lift_trapped" and "119" in found["emergency"]["say"]


def test_a_complaint_gets_a_department_a_reason_clocks_and_what_is_missing(ask):
    found = ask("我在北大街好再来烧烤店吃出了虫子，花了58块钱，老板不给退，我要投诉")
    ticket = found["ticket"]
    assert ticket["kind"] == "complaint" and ticket["department"] == "food" and ticket["ticket_system"] == "12315"
    assert ticket["reason"] and ticket["basis"] and ticket["route"]
    assert {"citizen_name", "citizen_phone"} <= {one["id"] for one in ticket["missing"]} and ticket["ask_next"]
    assert any(clock["name"] == "投诉受理决定" and clock["due_on"] for clock in ticket["clocks"])
    assert ticket["prefilled"]["subject"]["amount"] == 58.0


def test_what_is_prefilled_can_be_filed_as_it_is(ask, server_url, tokens):
    prefilled = ask("我在北大街好再来烧烤店吃出了虫子，花了58块钱，老板不给退，我要投诉，要求退钱")["ticket"]["prefilled"]
    filing = {**prefilled, "narrative": "吃出虫子", "citizen": {"name": "张三", "phone": "13800000001", "address": "建设路18号"}}
    filing["respondent"] = {"name": "好再来烧烤店", "address": "北大街5号"}
    filing["demands"] = filing.get("demands") or ["退款"]
    headers = {"authorization": f"Bearer {tokens['operator']}"}
    answer = requests.post(f"{server_url}/api/v1/tickets", json=filing, headers=headers, timeout=30)
    assert answer.status_code == 201, answer.text


def test_a_tip_off_is_never_prefilled_with_who_reports(ask):
    found = ask("我叫李小明，电话13911112222，我要举报建设路那家超市卖过期奶粉")
    assert found["ticket"]["kind"] == "tip_off" and "citizen" not in found["ticket"]["prefilled"]


@pytest.mark.parametrize("text", ["嗯嗯啊啊", "那个那个", "hello how are you", "。。。。"])
def test_when_unsure_nothing_is_suggested(ask, text):
    found = ask(text)
    assert found["suggestions"] == [] and found["ticket"] is None


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": 5}, {"text": "x" * 20001}, {"text": "好", "other": 1}])
def test_bad_input_is_told_what_is_wrong(server_url, tokens, body):
    headers = {"authorization": f"Bearer {tokens['operator']}"}
    answer = requests.post(f"{server_url}/api/v1/suggestions", json=body, headers=headers, timeout=30)
    assert answer.status_code == 422 and answer.json()["errors"]


def test_at_most_three(ask):
    for text in ("开饭馆要办什么证", "执照怎么办", "过期食品怎么赔偿", "老板拖欠工资找谁"):
        found = ask(text)
        assert len(found["suggestions"]) <= 3
        assert all(one["say"].strip() and "{" not in one["say"] for one in found["suggestions"]), found
