"""网页的对话接到微信：真的页面、真的热线、微信模拟器当手机。扫了、在微信里答应了才是同一个对话。"""

import json
import re

import pytest
import requests
from chat_page import DESKTOP, PHONE, SMALLEST, is_wider_than_the_window, press, said_by_citizen, say, wait_for_reply
from playwright.sync_api import expect
from test_draft_card import NARRATIVE, answer_what_is_still_asked, fill_in_place, sheet
from test_embed import foreign_site  # noqa: F401
from wechat_world import World, someone


@pytest.fixture(scope="module")
def world(trained_model, tmp_path_factory):
    world = World(tmp_path_factory.mktemp("doors"), server=["-m", "bot", "serve"])
    yield world
    world.stop()


@pytest.fixture(scope="module")
def server_url(world):
    """这里的页面都从接了公众号的这个服务来。"""
    return world.url


def open_panel(page):
    page.get_by_role("button", name=re.compile("^(已)?接到微信$")).last.click()
    return page.get_by_role("dialog")


def code_in(panel):
    """二维码里的网址：演示环境另给一个能点的。"""
    expect(panel.get_by_role("img", name="接到微信的二维码")).to_be_visible()
    return panel.get_by_role("link", name="用模拟的手机扫").get_attribute("href")


def scan(world, openid, url):
    return world.call("POST", f"{world.weixin}/phones/{openid}/scans", {"url": url})["text"]


def bind(page, world, openid):
    panel = open_panel(page)
    panel.get_by_role("button", name="同意，出二维码").click()
    scan(world, openid, code_in(panel))
    assert world.say(openid, "1")["text"].startswith("接上了")
    expect(panel.get_by_role("heading", name="已经接到微信")).to_be_visible()
    panel.get_by_role("button", name="接着聊").click()
    expect(page.get_by_role("button", name="已接到微信")).to_be_visible()


@pytest.mark.parametrize("window, name", [(DESKTOP, "desktop"), (PHONE, "phone"), (SMALLEST, "smallest")])
def test_after_scanning_and_agreeing_both_doors_are_one_conversation(open_page, world, picture, serious_barriers, window, name):
    page, openid = open_page(window), someone()
    say(page, "办食品经营许可证要带什么材料")
    panel = open_panel(page)
    expect(panel).to_contain_text("公用的电脑请不要接")  # 先说清，同意了才出二维码
    picture(page, f"bind-consent-{name}")
    assert serious_barriers(page) == [] and not is_wider_than_the_window(page)
    panel.get_by_role("button", name="同意，出二维码").click()
    url = code_in(panel)
    expect(panel).to_contain_text("等着您扫码")
    picture(page, f"bind-code-{name}")
    assert serious_barriers(page) == [] and not is_wider_than_the_window(page)

    assert "接上" in scan(world, openid, url)
    expect(panel).to_contain_text("扫到了")
    picture(page, f"bind-asked-{name}")
    assert world.say(openid, "1")["text"].startswith("接上了")
    expect(panel.get_by_role("heading", name="已经接到微信")).to_be_visible()
    picture(page, f"bind-bound-{name}")
    assert serious_barriers(page) == []
    panel.get_by_role("button", name="接着聊").click()

    expect(said_by_citizen(page)).to_have_text(["办食品经营许可证要带什么材料"])  # 说过的还在
    heard = world.say(openid, "说不清")["text"]  # 微信里接着答网页上问的
    assert "回复数字选" in heard  # 听懂了，接着问下一个情形
    expect(page.get_by_text("您在微信里说")).to_be_visible()
    expect(said_by_citizen(page).last).to_have_text("说不清")
    picture(page, f"bind-talk-{name}")
    page.reload()
    expect(said_by_citizen(page)).to_have_text(["办食品经营许可证要带什么材料", "说不清"])
    expect(page.get_by_role("button", name="已接到微信")).to_be_visible()


def test_a_ticket_filed_before_and_one_filed_after_binding_are_both_told_on_wechat(open_page, world):
    page, openid = open_page(), someone()
    numbers = [file_a_complaint(page)]
    page.get_by_role("article", name="登记成功").get_by_role("button", name="接到微信").click()
    panel = page.get_by_role("dialog")
    panel.get_by_role("button", name="同意，出二维码").click()
    scan(world, openid, code_in(panel))
    world.say(openid, "1")
    expect(panel.get_by_role("heading", name="已经接到微信")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("article", name="登记成功")).to_contain_text("微信里会告诉您")
    numbers.append(file_a_complaint(page))

    for number in numbers:
        accept(world, number)
    told = world.wait_seen(openid, 2, "custom", seconds=40)
    assert all(any(number in text for text in told) for number in numbers)


def test_cutting_on_the_page_starts_it_afresh_and_wechat_goes_on(open_page, world, picture):
    page, openid = open_page(PHONE), someone()
    say(page, "公司怎么注销")
    bind(page, world, openid)
    panel = open_panel(page)
    panel.get_by_role("button", name="断开微信").click()
    expect(panel).to_contain_text("断开了")
    picture(page, "bind-cut-phone")
    panel.get_by_role("button", name="好").click()
    expect(said_by_citizen(page)).to_have_count(0)
    world.say(openid, "要多久")
    say(page, "您好")
    expect(said_by_citizen(page)).to_have_text(["您好"])  # 断开以后在微信里说的看不到


def test_cutting_in_wechat_is_as_easy(open_page, world):
    page, openid = open_page(), someone()
    say(page, "公司怎么注销")
    bind(page, world, openid)
    assert world.say(openid, "断开网页")["text"].startswith("断开了")
    expect(page.get_by_role("button", name="接到微信", exact=True)).to_be_visible()
    expect(said_by_citizen(page)).to_have_count(0)


def test_saying_no_in_wechat_leaves_the_page_as_it_was(open_page, world, picture):
    page, openid = open_page(), someone()
    say(page, "公司怎么注销")
    panel = open_panel(page)
    panel.get_by_role("button", name="同意，出二维码").click()
    scan(world, openid, code_in(panel))
    assert "没有接" in world.say(openid, "2")["text"]
    expect(panel).to_contain_text("没有接上")
    picture(page, "bind-refused")
    panel.get_by_role("button", name="再出一个二维码").click()
    expect(panel).to_contain_text("等着您扫码")
    page.keyboard.press("Escape")
    expect(said_by_citizen(page)).to_have_text(["公司怎么注销"])


def test_what_was_said_in_wechat_before_binding_is_not_shown_on_the_page(open_page, world):
    openid = someone()
    world.say(openid, "我要投诉好再来烧烤店")
    page = open_page()
    say(page, "公司怎么注销")
    bind(page, world, openid)
    expect(said_by_citizen(page)).to_have_text(["公司怎么注销"])
    assert "好再来" not in page.locator(".conversation").inner_text()


def test_two_open_pages_both_move_to_the_bound_conversation(open_page, world):
    page, openid = open_page(), someone()
    say(page, "公司怎么注销")
    other = open_page(context=page.context)
    expect(said_by_citizen(other)).to_have_text(["公司怎么注销"])
    bind(page, world, openid)
    expect(other.get_by_role("button", name="已接到微信")).to_be_visible()
    world.say(openid, "要多久")
    for opened in (page, other):
        expect(said_by_citizen(opened)).to_have_text(["公司怎么注销", "要多久"])


def test_ending_on_the_page_cuts_the_connection(open_page, world):
    page, openid = open_page(), someone()
    say(page, "公司怎么注销")
    bind(page, world, openid)
    page.get_by_role("button", name="结束并清除").click()
    page.get_by_role("dialog").get_by_role("button", name="结束并清除").click()
    expect(page.get_by_role("button", name="接到微信", exact=True)).to_be_visible()
    world.say(openid, "要多久")
    say(page, "您好")
    expect(said_by_citizen(page)).to_have_text(["您好"])


def test_when_wechat_cannot_be_reached_the_citizen_is_told_and_can_try_again(open_page, world):
    page = open_page()
    panel = open_panel(page)
    world.faults(-1, -1, -1, -1, -1)
    panel.get_by_role("button", name="同意，出二维码").click()
    expect(panel.get_by_role("alert")).to_contain_text("连不上微信")
    world.faults()
    panel.get_by_role("button", name="同意，出二维码").click()
    expect(panel).to_contain_text("等着您扫码")


def test_inside_a_foreign_page_with_a_strict_policy_it_can_be_scanned_too(open_page, world, foreign_site, picture):  # noqa: F811
    page, openid, blocked = open_page(PHONE, "about:blank"), someone(), []
    page.on("console", lambda line: blocked.append(line.text) if line.type == "error" else None)
    page.goto(foreign_site)
    say(page, "公司怎么注销")
    bind(page, world, openid)
    picture(page, "bind-embedded-phone")
    world.say(openid, "要多久")
    expect(said_by_citizen(page)).to_have_text(["公司怎么注销", "要多久"])
    assert blocked == []


def test_the_link_of_the_demonstration_scans_by_itself(open_page, world):
    page = open_page()
    say(page, "公司怎么注销")
    panel = open_panel(page)
    panel.get_by_role("button", name="同意，出二维码").click()
    with page.context.expect_page() as opened:
        panel.get_by_role("link", name="用模拟的手机扫").click()
    phone = opened.value
    expect(phone.locator("#seen")).to_contain_text("接上")
    phone.get_by_label("说什么").fill("1")
    phone.get_by_role("button", name="发送").click()
    expect(phone.locator("#seen")).to_contain_text("接上了")
    expect(panel.get_by_role("heading", name="已经接到微信")).to_be_visible()


def file_a_complaint(page):
    say(page, NARRATIVE)
    if sheet(page).count():
        fill_in_place(page)
    answer_what_is_still_asked(page)
    press(page, re.compile("确认"))
    wait_for_reply(page)
    return page.locator(".ticket-no b").last.inner_text()


def accept(world, number):
    """承办的科室签收：市民应当知道的一步。"""
    credentials = json.loads((world.folder / "demo-credentials.json").read_text(encoding="utf-8"))
    ticket = call(world, "GET", f"/tickets/{number}", credentials["tokens"]["shift_lead"])
    call(world, "POST", f"/tickets/{number}/accept", credentials["department_tokens"][ticket["department"]])


def call(world, method, path, token):
    headers = {"authorization": f"Bearer {token}"}
    answer = requests.request(method, f"{world.url}/api/v1{path}", json={}, headers=headers, timeout=60)
    answer.raise_for_status()
    return answer.json()
