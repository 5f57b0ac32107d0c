"""台账与统计页，真的 Chromium：几个率、经营者、区县、没答上来的；科室只看本科室的；每张表都能导出。"""

import re
import uuid

import pytest
from playwright.sync_api import expect
from staff_day import a_complaint


@pytest.fixture
def page_of(desk):
    def open_as(role):
        page = desk("/ledger", role)
        expect(page.get_by_role("region", name="被反映最多的经营者")).to_be_visible()
        return page

    return open_as


@pytest.fixture
def shop(operator):
    """同一家被投诉三次：一次归消保科，两次归食品科；头一次没写区县。"""
    name = f"聚宝{uuid.uuid4().hex[:6]}商行"
    for address, department, problem in (("建设路18号", "consumer_protection", "after_sales"), ("凉州区北大街5号", "food", "food_safety"), ("民勤县三雷镇", "food", "food_safety")):
        operator.post("/tickets", a_complaint("", department=department, problem=problem, respondent={"name": name, "address": address}))
    return name


def test_the_figures_of_the_bureau(page_of, shop, picture, serious_barriers):
    page = page_of("shift_lead")
    rates = page.get_by_role("region", name="统计").get_by_role("list").first
    for name in ("登记", "响应率", "解决率", "回访满意率", "好评率", "超期率", "建议采纳率"):
        expect(rates).to_contain_text(name)
    row = page.get_by_role("region", name="经营者", exact=True).get_by_role("row", name=re.compile(shop))
    expect(row.get_by_role("cell").nth(1)).to_have_text("3")
    districts = page.get_by_role("figure").filter(has_text="各区县")
    expect(districts).to_contain_text("没写区县，不猜")
    districts.get_by_text("看数").click()
    expect(districts.get_by_role("row", name=re.compile("民勤县"))).to_be_visible()
    assert serious_barriers(page) == []
    picture(page, "ledger-figures", full_page=True)
    row.get_by_role("link", name="看工单").click()
    expect(page.get_by_role("row", name=re.compile(shop))).to_have_count(3)


def test_a_department_sees_only_its_own_figures(page_of, shop):
    page = page_of("ticket_staff")
    row = page.get_by_role("region", name="经营者", exact=True).get_by_role("row", name=re.compile(shop))
    expect(row.get_by_role("cell").nth(1)).to_have_text("1")
    expect(page.get_by_label("科室", exact=True)).to_have_count(0)
    expect(page.get_by_role("figure").filter(has_text="民勤县")).to_have_count(0)


def test_a_period_turned_round_is_told(page_of):
    page = page_of("shift_lead")
    page.get_by_label("从", exact=True).fill("2026-06-01")
    page.get_by_label("到（含）").fill("2026-05-01")
    page.get_by_role("button", name="看", exact=True).click()
    expect(page.get_by_role("region", name="统计").get_by_role("alert")).to_contain_text("倒过来")


@pytest.mark.parametrize("name", ["导出 趋势：登记、办结、超期", "导出 问题最多的几类", "导出 各科室", "导出 各区县", "导出 坐席帮助的建议"])
def test_every_chart_downloads_its_table(page_of, shop, name):
    page = page_of("shift_lead")
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    assert re.fullmatch(r"figures-\w+-[\d-]+\.xlsx", download.value.suggested_filename)
