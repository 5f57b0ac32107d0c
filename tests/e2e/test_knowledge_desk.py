"""知识编辑和看的人，真的 Chromium：看、找快到期的、提一处改动、自己批不了、另一个人看。

只走到“不用”：生效会改动正在用的知识文件，那一步在 tests/usecases/test_change_knowledge.py 里用拷贝试。
"""

import re
import uuid

import pytest
import requests
from playwright.sync_api import expect
from staff_day import DESK, at, sign_in

from tests.guide_builders import a_workbook


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


@pytest.fixture
def asked(server_url):
    """市民在网上说了两句差不多、热线听不懂的；返回里面独有的词。"""
    thing = f"飞碟{uuid.uuid4().hex[:4]}"
    for text in (f"咕噜呜啦{thing}叽里呱啦", f"咕噜呜啦{thing}叽里呱啦啦"):
        body = {"sender": uuid.uuid4().hex, "message": text}
        requests.post(f"{server_url}/webhooks/rest/webhook", json=body, timeout=60).raise_for_status()
    return thing


def test_a_question_without_an_answer_becomes_a_proposed_one(desk, asked, picture, serious_barriers):
    page = desk("knowledge_editor")
    questions = page.get_by_role("region", name="没答上来的问题", exact=True)
    row = questions.get_by_role("row", name=re.compile(asked)).first
    expect(row).to_contain_text("还有 1 种说法")
    expect(row.get_by_role("cell").nth(1)).to_have_text("2")
    picture(page, "knowledge-unanswered", full_page=True)
    assert serious_barriers(page) == []
    row.get_by_role("button", name="写成问答").click()
    dialog = page.get_by_role("dialog", name="写成一条问答")
    dialog.get_by_label(re.compile("放进哪个问答文件")).select_option("food")
    dialog.get_by_label(re.compile("^答案（必填）")).fill("包过，保证能挂。")
    dialog.get_by_label(re.compile("依据")).first.fill("《中华人民共和国食品安全法》第一条")
    dialog.get_by_label(re.compile("哪个科室管")).select_option("food")
    why = f"试 {uuid.uuid4().hex[:6]}"
    dialog.get_by_label(re.compile("为什么这样答")).fill(why)
    dialog.get_by_role("button", name="提交，请另一个人看").click()
    expect(dialog.get_by_role("alert")).to_contain_text("包过")  # 许诺的话当场拦下
    picture(page, "knowledge-answer")
    assert serious_barriers(page) == []
    dialog.get_by_label(re.compile("^答案（必填）")).fill("这件事没有规定，请以窗口答复为准。")
    dialog.get_by_role("button", name="提交，请另一个人看").click()
    change = page.get_by_role("article").filter(has_text=why)
    expect(change.locator(".added", has_text=asked).first).to_be_visible()
    expect(questions.get_by_role("row", name=re.compile(asked))).to_have_count(0)  # 有人管了


def test_a_misheard_or_idle_question_leaves_the_list(desk, asked):
    page = desk("knowledge_editor")
    questions = page.get_by_role("region", name="没答上来的问题", exact=True)
    questions.get_by_role("row", name=re.compile(asked)).first.get_by_role("button", name="听错了").click()
    dialog = page.get_by_role("dialog", name="热线听错了")
    dialog.get_by_label("归哪里").select_option("food")
    dialog.get_by_label(re.compile("为什么")).fill("问的是食品")
    dialog.get_by_role("button", name="热线听错了").click()
    expect(questions.get_by_role("row", name=re.compile(asked))).to_have_count(0)


def test_what_expires_is_listed_and_exported(desk, picture):
    page = desk("operator")
    expect(page.get_by_role("region", name="快到期的", exact=True)).to_contain_text("60 天内到期的")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出全部的到期日").click()
    assert download.value.suggested_filename == "knowledge.xlsx"


def choose(page, data, why="科室报来的指南"):
    form = page.get_by_role("region", name="从 Excel 导入事项")
    form.get_by_label("填好的 .xlsx").set_input_files({"name": "guides.xlsx", "mimeType": "application/octet-stream", "buffer": data})
    form.get_by_label(re.compile("凭什么")).fill(why)
    form.get_by_role("button", name="导入").click()
    return form


def test_guides_come_in_from_excel_after_every_misfit_is_put_right(desk, picture, serious_barriers):
    page, why = desk("knowledge_editor"), f"科室报来的 {uuid.uuid4().hex[:6]}"
    with page.expect_download() as download:
        page.get_by_role("link", name="下载模板").click()
    assert download.value.suggested_filename == "guide-template.xlsx"
    form = choose(page, b"not a workbook")
    expect(form.get_by_role("alert")).to_contain_text("不是 .xlsx")
    form = choose(page, a_workbook(事项_3_主题="吃的", 材料_4_什么情形才要="委托"))
    expect(form.get_by_role("alert")).to_contain_text("有 2 处对不上，一个也没有导入")
    misfits = form.get_by_role("region", name="对不上的地方")
    expect(misfits.get_by_role("row", name=re.compile("材料 4 什么情形才要"))).to_contain_text("写作 问题编号=选项编号")
    form.scroll_into_view_if_needed()
    picture(page, "knowledge-import-misfits")
    assert serious_barriers(page) == []
    form = choose(page, a_workbook(), why)
    expect(form.get_by_role("status")).to_contain_text("提了 1 个事项")
    mine = page.get_by_role("article").filter(has_text=why)
    expect(mine).to_contain_text("自己提的要由另一个人来看")
    expect(mine.locator(".added", has_text="面摊告知登记").first).to_be_visible()

    reviewer = desk("shift_lead")
    change = reviewer.get_by_role("article").filter(has_text=why)
    picture(reviewer, "knowledge-import-review")
    change.get_by_label("说明").fill("测试，不用")
    change.get_by_role("button", name="不用").click()
    expect(reviewer.get_by_role("region", name="看过的改动")).to_contain_text("测试，不用")
