"""<hotline-chat> 嵌在别的政府网站里：那一页的安全策略很严，也没有第三方 cookie。"""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from chat_page import ASKS_FOR_MATERIALS, DESKTOP, PHONE, choose_until_notice, said_by_citizen, said_by_hotline, say
from playwright.sync_api import expect

# 不许行内脚本、行内样式、不许求值，只许热线那一个外站；连 Trusted Types 都要求了。
POLICY = (
    "default-src 'none'; script-src {server}; connect-src {server}; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>某某县人民政府</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/site.css"></head>
<body><h1>某某县人民政府</h1><p>办事咨询</p><hotline-chat></hotline-chat>
<script src="{server}/embed/hotline-chat.js"></script></body></html>"""
# 那一页自己的样式很霸道，不应当弄坏里面的对话。
SITE_CSS = "* { font-size: 9px; } button { display: none; } p { color: white; } html { font-size: 10px; }"


@pytest.fixture(scope="module")
def foreign_site(server_url):
    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            is_style = self.path == "/site.css"
            body = (SITE_CSS if is_style else PAGE.format(server=server_url)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if is_style else "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY.format(server=server_url))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    # 换个名字，对浏览器就是另一个网站
    yield f"http://localhost:{site.server_port}"
    site.shutdown()


@pytest.mark.parametrize("window, name", [(DESKTOP, "desktop"), (PHONE, "phone")])
def test_the_chat_works_inside_a_foreign_page_with_a_strict_policy(open_page, foreign_site, server_url, picture, serious_barriers, window, name):
    page = open_page(window, "about:blank")
    asked, blocked = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: blocked.append(line.text) if line.type == "error" else None)
    page.goto(foreign_site)
    say(page, ASKS_FOR_MATERIALS)
    choose_until_notice(page)
    page.get_by_role("checkbox").first.check()
    picture(page, f"embed-{name}")
    link = page.get_by_role("link", name="打印告知书").get_attribute("href")
    assert link.startswith(f"{server_url}/notices/N")
    assert blocked == []
    assert all(url.startswith((foreign_site, server_url)) for url in asked)
    assert page.context.cookies(server_url) == []  # 没有第三方 cookie
    assert serious_barriers(page) == []


def test_the_look_of_the_foreign_page_does_not_leak_in(open_page, foreign_site):
    page = open_page(DESKTOP, foreign_site)
    title = page.get_by_text("您好，要办什么事请直接说")
    expect(title).to_be_visible()
    assert title.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 16
    expect(page.get_by_role("button", name="转人工")).to_be_visible()
    assert page.locator("hotline-chat").bounding_box()["height"] >= 600


def test_after_a_reload_of_the_foreign_page_the_conversation_is_there(open_page, foreign_site):
    page = open_page(DESKTOP, foreign_site)
    say(page, ASKS_FOR_MATERIALS)
    page.reload()
    expect(said_by_citizen(page)).to_have_text([ASKS_FOR_MATERIALS])
    choose_until_notice(page)


def test_the_foreign_page_and_the_portal_are_two_conversations(open_page, foreign_site):
    page = open_page(DESKTOP, foreign_site)
    say(page, ASKS_FOR_MATERIALS)
    portal = open_page(context=page.context)
    say(portal, "说不清")
    expect(said_by_citizen(portal)).to_have_text(["说不清"])
    assert "食品经营" not in said_by_hotline(portal).last.inner_text()


def test_elder_mode_and_the_small_windows_work_inside_a_foreign_page(open_page, foreign_site):
    page = open_page(PHONE, foreign_site)
    page.get_by_role("button", name="大字版").click()
    expect(page.locator(".chat.elder")).to_be_visible()
    page.get_by_role("button", name="查进度").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
