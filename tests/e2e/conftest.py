"""浏览器测试共用：真的 Chromium，桌面和手机两种窗口，截图放 tests/out/。"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from chat_page import DESKTOP, OUT
from playwright.sync_api import expect, sync_playwright
from staff_day import DESK, Staff, at, sign_in

PROJECT = Path(__file__).parents[2]
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# 有头有尾的动画都放完了；没有尾的（等待的三个点）不等。
_SETTLED = """() => Promise.allSettled(document.getAnimations()
  .filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime)).map((one) => one.finished))"""

expect.set_options(timeout=20_000)


@pytest.fixture(scope="session", autouse=True)
def built_pages():
    """网页是新的；源文件变过就先构建。"""
    subprocess.run(["make", "--silent", "web"], cwd=PROJECT, check=True)


# 一个模块一个浏览器：同步的 playwright 占着事件循环，留到别的测试里，那里的异步测试就跑不了。
@pytest.fixture(scope="module")
def browser():
    path = os.environ.get("HOTLINE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("缺少 chromium：请安装软件包 chromium 和 fonts-noto-cjk")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, server_url):
    """open_page(DESKTOP, "/")：在一个全新的会话里打开一页；页面脚本出错、缺文件，测试就不过。"""
    contexts, wrong = [], []

    def open_in(window=DESKTOP, path="/", context=None):
        if context is None:
            context = browser.new_context(locale="zh-CN", base_url=server_url, **window)
            contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("response", lambda answer: wrong.append(answer.url) if answer.status == 404 and "/api/" not in answer.url and "/notices/" not in answer.url else None)
        page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
        page.goto(path)
        return page

    yield open_in
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def chat(open_page):
    return open_page(DESKTOP)


@pytest.fixture
def console(open_page, credentials):
    def open_as(role="operator"):
        page = open_page(DESK, "/login?next=/operator")
        sign_in(page, next(one for one in credentials["accounts"] if one["role"] == role))
        page.wait_for_url(at("/operator"))
        expect(page.get_by_role("button", name="来了电话，边听边记")).to_be_visible()
        return page

    return open_as


@pytest.fixture
def picture():
    """picture(page, "名字")：截一张图，给人看的，不作判断。"""

    def take(page, name, full_page=False, whole_conversation=False):
        window = page.viewport_size
        if whole_conversation:  # 对话在自己的框里滚动，窗口拉高了才照得全
            page.set_viewport_size({"width": window["width"], "height": 2600})
        page.screenshot(path=OUT / f"{name}.png", full_page=full_page)
        page.set_viewport_size(window)

    return take


@pytest.fixture
def serious_barriers():
    """serious_barriers(page)：axe-core 查出的严重、危急的无障碍问题。"""

    def find(page):
        page.evaluate(_SETTLED)  # 对话框淡入到一半，字是半透明的，量出来的对比度不作数
        found = Axe().run(page).response["violations"]
        return [(f["id"], f["nodes"][0]["html"]) for f in found if f["impact"] in ("serious", "critical")]

    return find


@pytest.fixture(scope="session")
def issued_notice(server_url):
    """从对话里真出的一份告知书（卡片的全部字段）。"""
    citizen = requests.Session()
    portal = f"{server_url}/webhooks/portal"
    citizen.post(f"{portal}/session", json={}, timeout=60).raise_for_status()
    utterance = "办食品经营许可证要带什么材料"
    for _ in range(8):
        entries = citizen.post(f"{portal}/messages", json={"message": utterance}, timeout=60).json()["entries"]
        for entry in entries:
            if (entry.get("custom") or {}).get("type") == "notice":
                return entry["custom"]
        utterance = next(entry for entry in entries if entry.get("buttons"))["buttons"][-1]["payload"]
    raise AssertionError("问了八轮还没有出告知书")


@pytest.fixture
def operator(server_url, tokens):
    return Staff(server_url, tokens["operator"])


@pytest.fixture
def account(credentials):
    return {one["role"]: one for one in credentials["accounts"]}


@pytest.fixture
def desk(open_page, account):
    """desk("/tickets")：消保科的承办人（或者别的角色）登录好，开了一页。"""

    def open_as(path, role="ticket_staff"):
        page = open_page(DESK, f"/login?next={path}")
        sign_in(page, account[role])
        page.wait_for_url(at(path))
        return page

    return open_as
