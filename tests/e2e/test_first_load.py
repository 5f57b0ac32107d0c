"""头一次打开要多少字节、多久能用：手机、慢网。"""

import os
import time

import pytest
import requests
from chat_page import DESKTOP, PHONE
from playwright.sync_api import expect

_MOST_BYTES = 150_000
_SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
_CPU_SLOWDOWN = 4
_MOST_TRIES = 6
_LONGEST_SECONDS = 1.0

# 样式到了浏览器才画第一笔，人才看得见框；脚本问位置不等这一笔。
_PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"


@pytest.fixture
def sizes(server_url):
    """{地址: 压缩后的字节}。"""

    def fetch(path):
        answer = requests.get(f"{server_url}{path}", headers={"Accept-Encoding": "gzip"}, stream=True, timeout=30)
        assert answer.status_code == 200
        return len(answer.raw.read(decode_content=False))

    return fetch


def test_the_first_load_of_the_chat_is_at_most_150_kilobytes_compressed(open_page, sizes, server_url):
    page = open_page(path="about:blank")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/webhooks/" not in request.url else None)
    page.goto("/")
    expect(page.get_by_label("您要问的事")).to_be_visible()
    loaded = {url.removeprefix(server_url): sizes(url.removeprefix(server_url)) for url in dict.fromkeys(asked)}
    print(f"\n对话页头一次下载（gzip）：{sum(loaded.values())} 字节 {loaded}")
    assert sum(loaded.values()) <= _MOST_BYTES


def test_the_embedded_script_is_at_most_150_kilobytes_compressed(sizes):
    size = sizes("/embed/hotline-chat.js")
    print(f"\n<hotline-chat>（gzip）：{size} 字节")
    assert size <= _MOST_BYTES


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_words_typed_before_the_script_arrives_are_kept_and_the_box_stays_where_it_was(open_page, window, picture):
    page = open_page(window, "about:blank")
    held = []
    page.route("**/assets/chat-*.js", lambda route: held.append(route))
    page.goto("/", wait_until="commit")
    page.wait_for_function(_PAINTED)
    box = page.get_by_label("您要问的事")
    box.press_sequentially("我想开个小饭馆")
    before = box.bounding_box()
    picture(page, f"before-the-script-{window['viewport']['width']}")
    held.pop().continue_()
    expect(page.get_by_role("button", name="发送")).to_be_enabled()
    expect(box).to_have_value("我想开个小饭馆")
    expect(box).to_be_focused()
    after = box.bounding_box()
    assert abs(after["y"] - before["y"]) <= 4, (before, after)
    box.press("Enter")
    expect(page.get_by_text("我想开个小饭馆").last).to_be_visible()


def test_on_a_slow_phone_the_first_question_can_be_typed_within_a_second(browser, server_url):
    """慢网（1.6 Mbps、150 毫秒）、慢四倍的手机；试几次，有一次够快就行。

    机器忙不过来时量的是机器，不是页面：排队的活比核多几倍，就放宽几倍，印出来。
    """
    crowded = max(1.0, os.getloadavg()[0] / os.cpu_count())
    longest, seconds = _LONGEST_SECONDS * crowded, []
    while len(seconds) < _MOST_TRIES and min(seconds, default=99) > longest:
        context = browser.new_context(base_url=server_url, locale="zh-CN", **PHONE)
        page = context.new_page()
        tuned = context.new_cdp_session(page)
        tuned.send("Network.enable")
        tuned.send("Network.emulateNetworkConditions", _SLOW_4G)
        tuned.send("Emulation.setCPUThrottlingRate", {"rate": _CPU_SLOWDOWN})
        started = time.monotonic()
        page.goto("/", wait_until="commit")
        page.locator("#utterance").wait_for(state="visible")
        page.locator("#utterance").fill("您好", timeout=10_000)
        seconds.append(time.monotonic() - started)
        expect(page.get_by_role("button", name="发送")).to_be_enabled()
        context.close()
    print(f"\n慢网慢手机，打开到能打字：{'、'.join(f'{s:.2f}' for s in seconds)} 秒；机器忙 {crowded:.1f} 倍，限 {longest:.1f} 秒")
    assert min(seconds) <= longest
