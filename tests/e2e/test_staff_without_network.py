"""工作人员的页面打开到一半网断了：说清楚，再试就好。"""

from playwright.sync_api import expect


def test_a_page_whose_program_does_not_arrive_says_so_and_can_be_opened_again(desk):
    page = desk("/password")
    page.route("**/assets/TicketDesk-*.js", lambda route: route.abort())
    page.goto("/tickets")
    expect(page.get_by_role("alert")).to_contain_text("这一页没有打开")
    page.unroute("**/assets/TicketDesk-*.js")
    page.get_by_role("button", name="重新打开").click()
    expect(page.get_by_role("region", name="工单列表")).to_be_visible()


def test_a_page_whose_words_do_not_arrive_can_be_tried_again(desk):
    page = desk("/password")
    page.route("**/api/v1/vocabulary", lambda route: route.abort())
    page.goto("/tickets")
    expect(page.get_by_role("alert")).to_contain_text("连不上服务器")
    page.unroute("**/api/v1/vocabulary")
    page.get_by_role("button", name="再试一次").click()
    expect(page.get_by_role("region", name="工单列表")).to_be_visible()


def test_the_list_of_those_waiting_does_not_say_nobody_waits(console):
    page = console()
    page.route("**/api/v1/hand-overs", lambda route: route.abort())
    expect(page.get_by_role("alert")).to_contain_text("连不上服务器")
    expect(page.get_by_text("没有人在等")).to_have_count(0)
    page.unroute("**/api/v1/hand-overs")
    expect(page.get_by_role("alert")).to_have_count(0)
