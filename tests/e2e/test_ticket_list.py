"""工单列表，真的 Chromium：成批签收、存查法、同时开着一张的两个人看得见对方。"""

import re
import uuid

import pytest
from playwright.sync_api import expect
from staff_day import Staff, a_complaint


@pytest.fixture
def marker():
    return f"聚宝{uuid.uuid4().hex[:6]}"


@pytest.fixture
def numbers(operator, marker):
    """同一家的三张，头一张已经签收了，不能再签。"""
    filed = [operator.post("/tickets", a_complaint(f"{marker}店{n}"))["ticket_no"] for n in range(3)]
    return filed


def find(page, words):
    page.get_by_label("找").fill(words)
    page.get_by_role("button", name="查找").click()


def test_many_are_accepted_at_once_and_what_could_not_be_is_listed(desk, numbers, marker, server_url, credentials, picture, serious_barriers):
    page = desk("/tickets")
    find(page, marker)
    for number in numbers:
        page.get_by_role("checkbox", name=f"选 {number}").check()
    expect(page.get_by_role("region", name="成批办")).to_contain_text("选了 3 张")
    picture(page, "tickets-chosen")
    assert serious_barriers(page) == []
    colleague = Staff(server_url, credentials["department_tokens"]["consumer_protection"])
    colleague.post(f"/tickets/{numbers[0]}/accept")  # 选好以后，同事先签收了一张
    page.get_by_role("region", name="成批办").get_by_role("button", name="签收").click()
    dialog = page.get_by_role("dialog", name=re.compile("签收：3 张"))
    dialog.get_by_role("button", name="签收 3 张").click()
    expect(dialog.get_by_role("status")).to_contain_text("办成 2 张")
    expect(dialog.get_by_role("row", name=re.compile(numbers[0]))).to_contain_text("现在是“办理中”，不能“签收”")
    picture(page, "tickets-outcomes")
    assert serious_barriers(page) == []
    dialog.get_by_role("button", name="知道了").click()
    expect(page.get_by_role("row", name=re.compile(numbers[2]))).to_contain_text("办理中")


def test_a_tick_made_while_the_list_is_fetched_anew_stays(desk, numbers, marker):
    page = desk("/tickets")
    find(page, marker)
    box = page.get_by_role("checkbox", name=f"选 {numbers[0]}")
    expect(box).to_be_visible()
    asked = []
    page.route("**/tickets?*", lambda route: asked.append(route))
    with page.expect_request("**/tickets?*"):
        find(page, f"{marker}店")
    box.check()
    for route in asked:
        route.continue_()
    page.unroute("**/tickets?*")
    expect(page.get_by_text("到底了，共 3 张")).to_be_visible()
    expect(box).to_be_checked()
    find(page, f"{marker}店1")  # 不在新的一页里的，不再算选中
    expect(page.get_by_text("到底了，共 1 张")).to_be_visible()
    expect(page.get_by_role("region", name="成批办")).not_to_be_visible()


def test_the_shift_lead_sends_many_on_at_once(desk, numbers, marker):
    page = desk("/tickets")
    find(page, marker)
    page.get_by_role("checkbox", name="这一页全选").check()
    page.get_by_role("region", name="成批办").get_by_role("button", name="退回坐席").click()
    dialog = page.get_by_role("dialog", name=re.compile("退回坐席：3 张"))
    dialog.get_by_role("button", name="退回坐席 3 张").click()
    expect(dialog.get_by_role("alert")).to_contain_text("还没有填")
    dialog.get_by_label(re.compile("为什么不归本科室")).fill("说的是价格")
    dialog.get_by_role("button", name="退回坐席 3 张").click()
    expect(dialog.get_by_role("status")).to_have_text(re.compile("办成 3 张"))

    lead = desk("/tickets", "shift_lead")
    find(lead, marker)
    lead.get_by_role("checkbox", name="这一页全选").check()
    lead.get_by_role("region", name="成批办").get_by_role("button", name="派单").click()
    dialog = lead.get_by_role("dialog", name=re.compile("派单：3 张"))
    dialog.get_by_label(re.compile("^派给")).select_option(label="价格监督检查和反不正当竞争科")
    dialog.get_by_role("button", name="派单 3 张").click()
    expect(dialog.get_by_role("status")).to_have_text(re.compile("办成 3 张"))
    dialog.get_by_role("button", name="知道了").click()
    expect(lead.get_by_role("row", name=re.compile(numbers[0]))).to_contain_text("价格监督")


def test_the_list_opens_on_what_is_not_finished(desk, numbers):
    page = desk("/tickets")
    expect(page.get_by_role("button", name=re.compile("全部没办完的"))).to_have_class(re.compile("on"))
    assert "archived" not in page.url and "in_hand" in page.url


def test_what_is_finished_is_found_by_its_number_and_by_looking_among_the_finished_too(desk, operator, numbers, marker, server_url, credentials):
    handler = Staff(server_url, credentials["department_tokens"]["consumer_protection"])
    handler.post(f"/tickets/{numbers[0]}/accept")
    handler.post(f"/tickets/{numbers[0]}/decline", {"grounds": ["art16_3"], "reason": "买来转卖的"})
    page = desk("/tickets")
    find(page, numbers[0])
    expect(page.get_by_role("link", name=numbers[0])).to_be_visible()
    page.get_by_role("button", name=re.compile("全部没办完的")).click()
    find(page, f"{marker}店0")
    expect(page.get_by_role("link", name=numbers[0])).to_have_count(0)
    page.get_by_role("button", name="连办完的一起找").click()
    expect(page.get_by_role("row", name=re.compile(numbers[0]))).to_contain_text("不予受理")


def test_a_view_is_saved_used_again_and_shared(desk, numbers, marker, server_url, credentials, picture, serious_barriers):
    page, name = desk("/tickets"), f"查法{uuid.uuid4().hex[:6]}"
    find(page, marker)
    page.get_by_label("问题").select_option("after_sales")
    page.get_by_role("button", name="存下现在的条件").click()
    dialog = page.get_by_role("dialog", name="存下现在的条件")
    dialog.get_by_label(re.compile("叫什么")).fill(name)
    dialog.get_by_role("checkbox").check()
    picture(page, "tickets-save-view")
    dialog.get_by_role("button", name="存下", exact=True).click()
    views = page.get_by_role("region", name="存下的查法")
    expect(views.get_by_role("button", name=re.compile(name)).first).to_contain_text("已分享")
    page.get_by_role("button", name="清空").click()
    views.get_by_role("button", name=re.compile(f"^{name}")).click()
    expect(page.get_by_role("link", name=numbers[0])).to_be_visible()
    expect(page.get_by_label("问题")).to_have_value("after_sales")
    assert serious_barriers(page) == []
    picture(page, "tickets-views")
    colleague = Staff(server_url, credentials["department_tokens"]["consumer_protection"])
    assert name in colleague.get("/ticket-views").text
    page.get_by_role("button", name=f"删掉查法 {name}").click()
    expect(views.get_by_role("button", name=re.compile(name))).to_have_count(0)
    assert name not in colleague.get("/ticket-views").text


def test_two_people_on_one_ticket_see_each_other_and_each_others_steps(desk, numbers, picture):
    lead = desk(f"/tickets/{numbers[0]}", "shift_lead")
    expect(lead.get_by_role("heading", level=1)).to_be_visible()
    page = desk(f"/tickets/{numbers[0]}")
    expect(page.get_by_text("也开着这一张")).to_contain_text("demo-shift-lead")
    picture(page, "ticket-two-people")
    page.get_by_role("navigation", name="能做的").get_by_role("button", name="签收").click()
    page.get_by_role("dialog").get_by_role("button", name="签收").click()
    expect(page.locator(".ticket-head").get_by_text("办理中")).to_be_visible()
    lead.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # 切回这一页时马上报到，不用等十五秒
    expect(lead.get_by_text("也开着这一张")).to_contain_text("demo-ticket-staff")
    expect(lead.get_by_text("别人刚动过这一张")).to_contain_text("办理中")
    lead.get_by_role("button", name="看最新的").click()
    expect(lead.locator(".ticket-head").get_by_text("办理中")).to_be_visible()
    expect(lead.get_by_text("别人刚动过这一张")).to_have_count(0)
    page.close()
    lead.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(lead.get_by_text("也开着这一张")).to_have_count(0)


def test_a_printed_list_carries_only_the_list(desk, numbers, marker, picture):
    page = desk("/tickets")
    find(page, marker)
    expect(page.get_by_role("link", name=numbers[0])).to_be_visible()
    page.emulate_media(media="print")
    for name in ("查找", "打印这一页", "存下现在的条件"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    picture(page, "tickets-printed")
