"""管理员的一天，真的 Chromium：开账号、本人换口令、换角色当场出门、停用、解锁、发令牌、收令牌。"""

import re
import uuid

import pytest
import requests
from chat_page import PHONE
from playwright.sync_api import expect
from staff_day import DESK, at, sign_in


@pytest.fixture
def account(credentials):
    return {one["role"]: one for one in credentials["accounts"]}


@pytest.fixture
def admin(open_page, account):
    page = open_page(DESK, "/login?next=/staff")
    sign_in(page, account["admin"])
    page.wait_for_url(at("/staff"))
    expect(page.get_by_role("rowheader", name="demo-operator")).to_be_visible()
    return page


@pytest.fixture
def username():
    return f"wang.fang-{uuid.uuid4().hex[:6]}"


def secret(page):
    shown = page.get_by_test_id("secret").inner_text()
    page.get_by_role("button", name="记下了，关掉").click()
    expect(page.get_by_test_id("secret")).to_have_count(0)
    return shown


def open_account(page, username, role="坐席"):
    form = page.get_by_role("form", name="开账号")
    form.get_by_label(re.compile("^账号")).fill(username)
    form.get_by_label("角色").select_option(label=role)
    form.get_by_role("button", name="开账号").click()
    return secret(page)


def row(page, username):
    return page.get_by_role("row", name=re.compile(re.escape(username))).first


def step(page, username, name, **filled):
    row(page, username).get_by_role("button", name=name, exact=True).click()
    dialog = page.get_by_role("dialog", name=re.compile(name))
    for label, value in filled.items():
        field = dialog.get_by_label(re.compile(f"^{label}"))
        field.select_option(label=value) if field.evaluate("e => e.tagName") == "SELECT" else field.fill(value)
    dialog.get_by_role("button", name=name, exact=True).click()
    expect(dialog).to_be_hidden()


def choose_own_password(page, username, first, own="my-own-password"):
    sign_in(page, {"username": username, "password": first})
    expect(page.get_by_role("heading", name="换口令")).to_be_visible()
    page.get_by_label("管理员给的口令").fill(first)
    page.get_by_label("新口令（至少十个字符）").fill(own)
    page.get_by_label("再填一遍新口令").fill(own)
    page.get_by_role("button", name="换口令").click()
    expect(page.get_by_role("button", name="来了电话，边听边记")).to_be_visible()
    return own


def test_a_new_colleague_chooses_a_password_and_starts_work(admin, open_page, username, picture, serious_barriers):
    first = open_account(admin, username)
    expect(row(admin, username)).to_contain_text("还没换头一个口令")
    page = open_page(DESK, "/login")
    sign_in(page, {"username": username, "password": first})
    expect(page.get_by_role("heading", name="换口令")).to_be_visible()
    picture(page, "admin-first-password")
    assert serious_barriers(page) == []
    page.get_by_label("管理员给的口令").fill(first)
    page.get_by_label("新口令（至少十个字符）").fill("short")
    page.get_by_role("button", name="换口令").click()
    expect(page.get_by_role("alert")).to_contain_text("至少 10 个字符")
    page.get_by_label("新口令（至少十个字符）").fill("my-own-password")
    page.get_by_label("再填一遍新口令").fill("my-own-password")
    page.get_by_role("button", name="换口令").click()
    expect(page.get_by_role("button", name="来了电话，边听边记")).to_be_visible()


def test_an_odd_account_is_refused_and_what_was_typed_stays(admin):
    form = admin.get_by_role("form", name="开账号")
    form.get_by_label(re.compile("^账号")).fill("demo-operator")
    form.get_by_role("button", name="开账号").click()
    expect(form.get_by_role("alert")).to_contain_text("已经有了")
    expect(form.get_by_label(re.compile("^账号"))).to_have_value("demo-operator")
    form.get_by_label("角色").select_option(label="科室承办人")
    form.get_by_role("button", name="开账号").click()
    expect(form.get_by_role("alert")).to_contain_text("要选科室")


def test_another_role_puts_the_colleague_out_of_the_open_page(admin, open_page, username, picture, serious_barriers):
    first = open_account(admin, username)
    theirs = open_page(DESK, "/login")
    own = choose_own_password(theirs, username, first)
    step(admin, username, "换角色", 角色="科室承办人", 科室="食品监督管理科", 为什么换="调到食品科")
    expect(row(admin, username)).to_contain_text("食品监督管理科")
    picture(admin, "admin-accounts")
    assert serious_barriers(admin) == []
    theirs.wait_for_url(at("/login"))  # 页面隔几秒问一次有谁在等，当场被请出去
    sign_in(theirs, {"username": username, "password": own})
    expect(theirs.get_by_text(f"食品监督管理科 · {username}")).to_be_visible()


def test_who_is_put_out_is_sent_to_the_login_page_only_once(admin, open_page, username):
    first = open_account(admin, username)
    theirs = open_page(DESK, "/login")
    choose_own_password(theirs, username, first)
    asked, refused = [], []
    theirs.route(re.compile(r"/login(\?|$)"), lambda route: asked.append(route))  # 登录页迟迟不来，这时又有请求说没登录
    theirs.on("response", lambda response: refused.append(response) if response.status == 401 else None)
    step(admin, username, "换角色", 角色="科室承办人", 科室="食品监督管理科", 为什么换="调到食品科")
    while len(refused) < 3:  # 坐席台三处各自隔几秒问一次
        theirs.wait_for_event("response")
    assert len(asked) == 1
    asked[0].continue_()
    theirs.wait_for_url(at("/login"))


def test_a_closed_account_cannot_come_in_until_reopened(admin, open_page, username, picture):
    first = open_account(admin, username)
    row(admin, username).get_by_role("button", name="停用").click()
    dialog = admin.get_by_role("dialog", name=re.compile("停用"))
    dialog.get_by_role("button", name="停用", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("请写为什么停用")
    picture(admin, "admin-close")
    dialog.get_by_label("为什么停用").fill("离职")
    dialog.get_by_role("button", name="停用", exact=True).click()
    expect(row(admin, username)).to_contain_text("已停用")
    theirs = open_page(DESK, "/login")
    sign_in(theirs, {"username": username, "password": first})
    expect(theirs.get_by_role("alert")).to_have_text("账号或口令不对。")
    step(admin, username, "启用")
    sign_in(theirs, {"username": username, "password": first})
    expect(theirs.get_by_role("heading", name="换口令")).to_be_visible()


def test_a_locked_account_is_unlocked_and_a_forgotten_password_replaced(admin, open_page, username):
    open_account(admin, username)
    theirs = open_page(DESK, "/login")
    for _ in range(5):
        sign_in(theirs, {"username": username, "password": "wrong-password"})
        expect(theirs.get_by_role("button", name="登录")).to_be_enabled()
        expect(theirs.get_by_role("alert")).to_be_visible()
    admin.reload()
    expect(row(admin, username)).to_contain_text("锁到")
    step(admin, username, "解锁")
    expect(row(admin, username)).not_to_contain_text("锁到")
    step(admin, username, "重置口令")
    choose_own_password(theirs, username, secret(admin))


def test_a_token_works_until_it_is_taken_back(admin, server_url, username, picture, serious_barriers):
    open_account(admin, username)
    step(admin, username, "发令牌", 给哪个程序="语音转写")
    picture(admin, "admin-token")
    assert serious_barriers(admin) == []
    headers = {"authorization": f"Bearer {secret(admin)}"}
    assert requests.get(f"{server_url}/api/v1/calls", headers=headers, timeout=30).status_code == 200
    tokens = admin.get_by_role("region", name="令牌")
    tokens.get_by_role("row", name=re.compile(username)).get_by_role("button", name="收回").click()
    admin.get_by_role("dialog", name="收回令牌").get_by_role("button", name="收回", exact=True).click()
    expect(tokens.get_by_role("row", name=re.compile(username))).to_have_count(0)
    assert requests.get(f"{server_url}/api/v1/calls", headers=headers, timeout=30).status_code == 401


def test_one_cannot_close_oneself_and_everything_done_is_in_the_audit(admin, username):
    mine = row(admin, "demo-admin")
    expect(mine.get_by_role("button", name="停用")).to_have_count(0)
    expect(mine.get_by_role("button", name="换角色")).to_have_count(0)
    open_account(admin, username)
    step(admin, username, "停用", 为什么停用="试用结束")
    admin.get_by_role("link", name="审计").click()
    admin.get_by_label("关于哪个编号、账号").fill(username)
    admin.get_by_role("button", name="查").click()
    lines = admin.get_by_role("row").filter(has_text=username)
    expect(lines.first).to_contain_text("停用账号")
    expect(lines.first).to_contain_text("试用结束")
    expect(lines.last).to_contain_text("开账号")


def test_the_page_can_be_used_on_a_phone(open_page, account, picture, serious_barriers):
    page = open_page(PHONE, "/login?next=/staff")
    sign_in(page, account["admin"])
    expect(page.get_by_role("rowheader", name="demo-operator")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    picture(page, "admin-phone", full_page=True)
    assert serious_barriers(page) == []


def test_only_the_administrator_has_the_page(open_page, account):
    page = open_page(DESK, "/login?next=/staff")
    sign_in(page, account["auditor"])
    expect(page.get_by_role("alert")).to_contain_text("没有这一页")
