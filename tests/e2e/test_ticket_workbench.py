"""科室承办人的一天，真的 Chromium：登录、找、签收、受理、改分类、看个人信息、答复、退单、不予受理。"""

import re
import uuid

import pytest
from playwright.sync_api import expect
from staff_day import DESK, Staff, a_complaint, at, sign_in


@pytest.fixture
def number(operator):
    return operator.post("/tickets", a_complaint(uuid.uuid4().hex[:4]))["ticket_no"]


def step(page, name, **filled):
    """点一步，填好，办。"""
    page.get_by_role("navigation", name="能做的").get_by_role("button", name=name, exact=True).click()
    dialog = page.get_by_role("dialog", name=re.compile(name))
    for label, value in filled.items():
        field = dialog.get_by_label(re.compile(label)).first
        field.select_option(label=value) if field.evaluate("e => e.tagName") == "SELECT" else field.fill(value)
    dialog.get_by_role("button", name=name, exact=True).click()
    return dialog


def test_a_stranger_is_sent_to_sign_in_and_comes_back(open_page, account, picture, serious_barriers):
    page = open_page(DESK, "/tickets?kind=complaint")
    page.wait_for_url("**/login?next=*")
    assert serious_barriers(page) == []
    picture(page, "staff-login")
    page.get_by_label("账号").fill("demo-ticket-staff")
    page.get_by_label("口令").fill("wrong-password")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_have_text("账号或口令不对。")
    sign_in(page, account["ticket_staff"])
    page.wait_for_url("**/tickets?kind=complaint")


def test_another_site_cannot_be_the_page_after_signing_in(open_page, account):
    page = open_page(DESK, "/login?next=//example.com/tickets")
    sign_in(page, account["ticket_staff"])
    page.wait_for_url(at("/tickets"))
    assert "example.com" not in page.url


def test_the_list_shows_queues_filters_and_finds(desk, number, operator, picture, serious_barriers):
    operator.post("/tickets", a_complaint("隔壁", department="food", problem="food_safety", narrative="吃出了虫子，老板不肯退钱"))
    page = desk("/tickets")
    expect(page.get_by_role("link", name=number)).to_be_visible()
    expect(page.get_by_text("好再来隔壁号电器行")).to_have_count(0)  # 食品科的
    page.get_by_label("问题").select_option("price")
    expect(page.get_by_role("link", name=number)).to_have_count(0)
    page.get_by_role("button", name="清空").click()
    page.get_by_label("找").fill("好再来")
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_role("link", name=number)).to_be_visible()
    assert serious_barriers(page) == []
    picture(page, "staff-tickets")


def test_a_ticket_from_accepting_to_replying(desk, number, picture, serious_barriers):
    page = desk(f"/tickets/{number}")
    expect(page.get_by_text("张*丰")).to_be_visible()
    expect(page.get_by_text("13800001234")).to_have_count(0)
    picture(page, "staff-ticket", full_page=True)
    assert serious_barriers(page) == []
    step(page, "签收")
    expect(page.get_by_text("办理中").first).to_be_visible()
    step(page, "决定受理")
    expect(page.get_by_text("决定受理", exact=True).last).to_be_visible()
    step(page, "办结", 结果="达成调解协议", 怎么办的="双方当场达成协议，退款158元")
    expect(page.get_by_text("已办结，待答复").first).to_be_visible()

    page.get_by_role("button", name="答复市民").click()
    dialog = page.get_by_role("dialog", name=re.compile("答复市民"))
    dialog.get_by_role("button", name="答复市民").click()
    expect(dialog.get_by_role("alert")).to_contain_text("没有写")  # 样稿里的空
    dialog.get_by_label("答复全文").fill("我们保证马上解决，依据《食品安全法》第九百九十九条。")
    dialog.get_by_role("button", name="答复市民").click()
    expect(dialog.get_by_role("alert")).to_contain_text("保证")
    expect(dialog.get_by_role("alert")).to_contain_text("第九百九十九条")
    picture(page, "staff-reply-check")
    expect(page.locator(".el-message")).to_have_count(0)  # 正淡出的提示不算
    assert serious_barriers(page) == []
    dialog.get_by_label("答复全文").fill("您的投诉已调解：双方达成协议，商家退款158元。")
    dialog.get_by_role("button", name="答复市民").click()
    expect(page.get_by_text("已答复，待回访").first).to_be_visible()


def test_personal_fields_are_shown_only_with_a_reason_that_is_audited(desk, number, server_url, tokens, picture):
    page = desk(f"/tickets/{number}")
    page.get_by_role("button", name="看个人信息").click()
    dialog = page.get_by_role("dialog", name="看个人信息")
    expect(dialog.get_by_role("button", name="看", exact=True)).to_be_disabled()
    dialog.get_by_label("为什么要看").fill("回电核实消费日期")
    dialog.get_by_role("button", name="看", exact=True).click()
    expect(page.get_by_text("13800001234").first).to_be_visible()
    picture(page, "staff-revealed")
    entries = Staff(server_url, tokens["auditor"]).get(f"/audit?about={number}").json()["entries"]
    assert ("person_revealed", "回电核实消费日期") in [(one["what"], one["reason"]) for one in entries]


def test_a_wrong_classification_is_put_right_in_place(desk, number, picture):
    page = desk(f"/tickets/{number}")
    page.get_by_role("button", name="分错了，改").click()
    page.locator("#class-problem").select_option("price")
    page.get_by_label("为什么（必填）").fill("说的是结账多收钱")
    page.get_by_role("button", name="改", exact=True).click()
    expect(page.get_by_text("改好了，也记下了热线听错的这一句")).to_be_visible()
    expect(page.locator(".card", has_text="分类").get_by_text("价格").first).to_be_visible()


def test_declining_needs_grounds_and_names_the_other_ways(desk, number, picture):
    page = desk(f"/tickets/{number}")
    step(page, "签收")
    expect(page.get_by_text("办理中").first).to_be_visible()
    page.get_by_role("button", name="不予受理").click()
    dialog = page.get_by_role("dialog", name=re.compile("不予受理"))
    dialog.get_by_role("button", name="不予受理").click()
    expect(dialog.get_by_role("alert")).to_contain_text("属于哪种情形")
    dialog.get_by_role("checkbox").nth(2).check()
    expect(dialog.get_by_role("listitem").first).to_be_visible()  # 其他途径
    picture(page, "staff-decline")
    dialog.get_by_label(re.compile("为什么属于它")).fill("买来转卖的，不是生活消费")
    dialog.get_by_role("button", name="不予受理").click()
    expect(page.get_by_text("不予受理").first).to_be_visible()


def test_what_is_not_ours_goes_back_to_the_desk(desk, number):
    page = desk(f"/tickets/{number}")
    step(page, "退回坐席", 为什么="属于食品科")
    expect(page.get_by_text("已退单，待重新派单").first).to_be_visible()


def test_a_returned_ticket_is_sent_on_by_the_shift_lead(desk, number):
    step(desk(f"/tickets/{number}"), "退回坐席", 为什么="属于食品科")
    page = desk("/tickets", "shift_lead")
    page.get_by_role("button", name="已退单").click()
    page.get_by_role("link", name=number).click()
    step(page, "派单", 派给="食品监督管理科", 为什么派给="说的是吃的")
    expect(page.get_by_text("已派单，待签收").first).to_be_visible()
    expect(page.locator(".ticket-head").get_by_text("食品监督管理科")).to_be_visible()


def test_a_ticket_of_another_department_is_not_there(desk, operator):
    theirs = operator.post("/tickets", a_complaint("隔壁", department="food", problem="food_safety", narrative="吃出了虫子，老板不肯退钱"))["ticket_no"]
    page = desk(f"/tickets/{theirs}")
    expect(page.get_by_role("alert")).to_contain_text("或者不是您能看的")


def test_a_printed_ticket_carries_no_buttons(desk, number, picture):
    page = desk(f"/tickets/{number}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    picture(page, "staff-ticket-printed", full_page=True)


@pytest.mark.parametrize("role, path, name", [("shift_lead", "/ledger", "staff-ledger"), ("auditor", "/audit", "staff-audit")])
def test_the_figures_and_the_audit_can_be_read(desk, number, role, path, name, picture, serious_barriers):
    page = desk(path, role)
    expect(page.get_by_role("link" if path == "/ledger" else "cell", name=re.compile(r"T\d{8}")).first).to_be_visible()
    if path == "/ledger":
        expect(page.locator(".chart-box svg").nth(3)).to_be_visible()
    assert serious_barriers(page) == []
    picture(page, name, full_page=True)


def test_the_ledger_downloads_as_a_workbook(desk, number):
    page = desk("/ledger", "shift_lead")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出台账").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_after_signing_out_the_back_button_shows_nothing(desk, number):
    page = desk(f"/tickets/{number}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(at("/login"))
    page.goto(f"/tickets/{number}")
    page.wait_for_url("**/login?next=*")
