"""一张举报从登记到办结走一遍真服务，翻遍服务端能流出去的一切，找举报人的姓名、电话、住址、证件号。

流出去的：平台收到的、平台寄回来再转出的、别的科室和各角色的接口、台账和导出、评价、对账、发件箱、指标、日志、检索。
"""

from __future__ import annotations

import io
import json
import re
from datetime import datetime

import openpyxl
import pytest
import requests
from hotline_server import Server
from platform_simulator import Simulator, wait_until
from test_ticket_api import Staff

from bot.hotline.privacy import plain_digits
from bot.settings import TIME_ZONE

NAME, PHONE, ADDRESS, ID = "慕容晓晓", "13987654321", "芙蓉里77号", "620102199003074512"
STORY = f"我叫{NAME}，手机{PHONE}（一三九八七六五四三二一），身份证{ID}，家住{ADDRESS}。城南百惠超市卖死猪肉"
# 能看到这张工单的和看不到的，都翻一遍。主办科室不经 reveal 也不行。
EVERYONE = ("operator", "shift_lead", "auditor", "admin", "food", "price_competition", "quality", "party_committee", "knowledge_editor")


@pytest.fixture(scope="module")
def simulator(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tip-off") / "platforms"
    folder.mkdir()
    simulator = Simulator(folder)
    yield simulator
    simulator.stop()


@pytest.fixture(scope="module")
def server(trained_model, simulator):
    server = Server("", simulator.folder.parent, simulator)
    server.wait_until_ready()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def staff(server, simulator):
    credentials = json.loads((simulator.folder.parent / "demo-credentials.json").read_text(encoding="utf-8"))
    tokens = {**credentials["department_tokens"], **credentials["tokens"]}
    return {name: Staff(server.url, token) for name, token in tokens.items()}


@pytest.fixture(scope="module")
def number(staff):
    """每一步都有人不小心写上了举报人。"""
    filing = {
        "kind": "tip_off",
        "narrative": STORY,
        "citizen": {"name": NAME, "phone": PHONE, "address": ADDRESS, "id_number": ID},
        "respondent": {"name": "城南百惠超市", "address": "南大街12号"},
        "subject": {"product_or_service": f"猪肉（{NAME}买的）"},
        "demands": [f"查清以后给{PHONE}回电"],
        "evidence": [f"{NAME}拍的照片.jpg"],
        "problem": "food_safety",
        "department": "food",
    }
    filed = staff["operator"].call("POST", "/tickets", filing, key=f"tip-off-{PHONE}")
    assert filed.status_code == 201, filed.text
    number = filed.json()["ticket_no"]
    food, operator = staff["food"], staff["operator"]
    steps = [
        (food, "accept", {}),
        (food, "contact", {"reason": f"已电话联系{NAME}（{PHONE}）"}),
        (food, "return", {"reason": f"{NAME}说的店在外区"}),
        (operator, "dispatch", {"to": "food", "supporting": ["price_competition"], "reason": f"{NAME}再次来电"}),
        (operator, "supplement", {"reason": f"{NAME}补充：凌晨送货", "has_new_facts": True}),
        (operator, "urge", {"reason": f"{PHONE}催办"}),
        (food, "accept", {}),
        (food, "resolve", {"outcome": "filed_as_case", "reason": f"根据{NAME}举报立案"}),
        (food, "reply", {"reason": f"{NAME}您好，已立案，如有疑问我们会打{PHONE}"}),
        (operator, "follow-up", {"satisfied": True, "reason": f"{NAME}满意"}),
    ]
    for who, verb, body in steps:
        answer = who.post(f"/tickets/{number}/{verb}", body)
        assert answer.status_code == 200, (verb, answer.text)
    rating = {"subject": "ticket", "about": number, "grade": "dissatisfied", "comment": f"我叫{NAME}，{PHONE}，太慢了"}
    assert operator.post("/ratings", rating).status_code == 201
    wait_until(lambda: operator.get("/deliveries").json()["counts"]["waiting"] == 0, 30, "没送完")
    return number


def traces(text):
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", text)  # 时刻的零头、投递的编号里碰巧有 4321，不是电话
    found = [secret for secret in (NAME, PHONE, ADDRESS, ID, NAME[:2], "晓晓", PHONE[-4:]) if secret in text]
    return found + ([PHONE] if PHONE in plain_digits(text) else [])


def test_the_platforms_never_learn_who_reported(number, simulator):
    everything = json.dumps([simulator.get("/admin/tickets"), simulator.get("/admin/notes")], ensure_ascii=False)
    assert number in everything and not traces(everything)


def test_no_role_and_no_department_reads_who_reported(number, staff):
    for role in EVERYONE:
        for answer in (
            staff[role].get(f"/tickets/{number}"),
            staff[role].get("/tickets", q="死猪肉"),
            staff[role].get("/tickets", q="城南百惠"),
            staff[role].get("/tickets", q=NAME),
            staff[role].get("/tickets", q=PHONE),
            staff[role].get("/deliveries", status="delivered"),
            staff[role].get("/ratings"),
            staff[role].get("/platforms/reconciliation", date=_today().date().isoformat()),
            staff[role].get("/statistics", month=f"{_today():%Y-%m}"),
        ):
            assert answer.status_code < 500 and not traces(answer.text), (role, answer.url, answer.text)
    assert staff["operator"].get("/tickets", q="死猪肉").json()["tickets"], "该找得到的也没找到，上面就白查了"
    assert staff["operator"].get("/tickets", q=NAME).json()["tickets"] == []


def test_the_ledger_and_its_export_do_not_name_who_reported(number, staff):
    week = "{}-W{:02d}".format(*_today().isocalendar())
    for role in ("shift_lead", "auditor", "food"):
        record = staff[role].get("/ledger", week=week)
        assert number in record.text and not traces(record.text)
        file = staff[role].get("/ledger", week=week, format="xlsx")
        cells = [str(c.value) for row in openpyxl.load_workbook(io.BytesIO(file.content)).active.iter_rows() for c in row]
        assert number in cells and not traces("\n".join(cells))


def test_neither_logs_nor_figures_name_who_reported(number, server, simulator):
    logs = "".join(path.read_text(errors="replace") for path in simulator.folder.parent.rglob("*.log"))
    assert number in logs and not [secret for secret in (NAME, PHONE, ADDRESS, ID) if secret in logs]
    figures = requests.get(f"{server.url}/metrics", timeout=30).text
    assert not traces(re.sub(r" [\d.e+]+$", "", figures, flags=re.MULTILINE))  # 时刻和次数的数字里碰巧会有“4321”


def test_the_files_on_disk_hold_who_reported_in_cipher_only(number, simulator):
    for path in simulator.folder.parent.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [secret for secret in (NAME, PHONE, ADDRESS, ID) if secret.encode() in content], path


def test_the_handling_department_can_still_call_back_and_that_is_recorded(number, staff):
    shown = staff["food"].post(f"/tickets/{number}/reveal", {"reason": "核实线索"})
    assert shown.json()["citizen"]["phone"] == PHONE
    assert staff["food"].get(f"/tickets/{number}").json()["history"][-1]["fact"] == "PersonRevealed"


def _today():
    return datetime.now(TIME_ZONE)
