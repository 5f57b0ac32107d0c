"""知识编辑和看的人，真的 Chromium：看、找快到期的、提一处改动、自己批不了、另一个人看。

只走到“不用”：生效会改动正在用的知识文件，那一步在 tests/usecases/test_change_knowledge.py 里用拷贝试。
"""

import re
import uuid

import pytest
from playwright.sync_api import expect
from staff_day import DESK, at, sign_in


@pytest.fixture
def desk(open_page, credentials):
    def open_as(role):
        page = open_page(DESK, "/login?next=/knowledge")
        sign_in(page, next(one for one in credentials["accounts"] if one["role"] == role))
        page.wait_for_url(at("/knowledge"))
        expect(page.get_by_role("button", name="信用监管")).to_be_visible()
        return page

    return open_as


def test_a_change_is_proposed_by_one_and_reviewed_by_another(desk, picture, serious_barriers):
    page, why = desk("knowledge_editor"), f"窗口答复 {uuid.uuid4().hex[:6]}"
    picture(page, "knowledge-files")
    assert serious_barriers(page) == []
    page.get_by_role("button", name="信用监管").click()
    source = page.get_by_label("全文")
    expect(source).to_have_value(re.compile("faq_id: annual_report_when_how"))
    good = source.input_value()
    source.fill(good.replace("department: credit", "department: crediit", 1))
    page.get_by_label("为什么改").fill(why)
    page.get_by_role("button", name="提交，请另一个人看").click()
    expect(page.get_by_role("alert")).to_contain_text("crediit")  # 写错的当场说
    source.fill(good.replace("自己填报，免费。", "自己填报，不收钱。", 1))
    page.get_by_role("button", name="提交，请另一个人看").click()
    mine = page.get_by_role("article").filter(has_text=why)
    expect(mine).to_contain_text("自己提的要由另一个人来看")
    expect(mine.get_by_role("button", name="看过，生效")).to_have_count(0)

    reviewer = desk("shift_lead")
    change = reviewer.get_by_role("article").filter(has_text=why)
    expect(change.locator(".added")).to_contain_text("不收钱")
    expect(change.locator(".removed")).to_contain_text("免费")
    picture(reviewer, "knowledge-review")
    assert serious_barriers(reviewer) == []
    expect(change.get_by_role("button", name="不用")).to_be_disabled()  # 要写明为什么
    change.get_by_label("说明").fill("没有依据")
    change.get_by_role("button", name="不用").click()
    expect(reviewer.get_by_role("region", name="看过的改动")).to_contain_text("没有依据")


def test_an_operator_reads_but_cannot_change(desk):
    page = desk("operator")
    page.get_by_role("button", name="信用监管").click()
    expect(page.get_by_label("全文")).to_have_attribute("readonly", "")
    expect(page.get_by_role("button", name="提交，请另一个人看")).to_have_count(0)
