"""可打印的一次性告知书，在真的浏览器里看和印。"""

import re

import pytest
from chat_page import DESKTOP, OUT, PHONE, SMALLEST
from playwright.sync_api import expect


@pytest.fixture
def path(issued_notice):
    return issued_notice["url"]


def test_the_page_says_everything_the_notice_says(open_page, issued_notice, path, picture):
    page = open_page(DESKTOP, path)
    sheet = page.get_by_role("main").inner_text()
    notice = issued_notice
    assert notice["bring"] and notice["not_needed"] and notice["unverified"]
    for said in (
        notice["number"],
        notice["item_name"],
        *(answer for _, answer in notice["situation"]),
        *(line["name"] for line in notice["bring"]),
        *(line["note"] for line in notice["bring"] if line["note"]),
        *(words for line in notice["not_needed"] for words in line),
        *notice["eligibility"],
        *notice["process"],
        notice["promised_limit"],
        notice["statutory_limit"],
        notice["fee"],
        *notice["channels"],
        *(place for _, place in notice["place"]),
        notice["result"],
        *notice["legal_basis"],
        *notice["unverified"],
        notice["item_version"],
        notice["reviewed_on"],
        "窗口要求提供本告知书以外材料的，请出示编号",
    ):
        if said:
            assert said in sheet, said
    picture(page, "notice-desktop", full_page=True)


def test_the_time_is_local_time(open_page, issued_notice, path):
    date, time = issued_notice["issued_at"][:10], issued_notice["issued_at"][11:16]
    assert issued_notice["issued_at"].endswith("+08:00")
    year, month, day = (int(part) for part in date.split("-"))
    expect(open_page(DESKTOP, path).get_by_text(f"出具时间：{year}年{month}月{day}日 {time}")).to_be_visible()


def test_the_qr_code_is_there_and_black(open_page, path):
    qr = open_page(DESKTOP, path).locator(".qr svg")
    expect(qr).to_be_visible()
    assert qr.bounding_box()["width"] >= 80
    assert qr.locator("path").get_attribute("stroke") == "#000"


def test_the_materials_are_numbered_in_order(open_page, issued_notice, path):
    numbers = open_page(DESKTOP, path).locator("td.no").all_inner_texts()
    assert numbers == [str(n + 1) for n in range(len(issued_notice["bring"]))]


def test_on_paper_there_are_no_buttons_or_links_to_press(open_page, path):
    page = open_page(DESKTOP, path)
    button = page.get_by_role("button", name="打印这份告知书")
    expect(button).to_be_visible()
    page.emulate_media(media="print")
    expect(button).to_be_hidden()
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator(".materials thead")).to_be_visible()


def test_it_prints_on_one_sheet(open_page, path):
    OUT.mkdir(exist_ok=True)
    pdf = open_page(DESKTOP, path).pdf(path=OUT / "notice.pdf", prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1


def test_the_button_prints(open_page, path):
    page = open_page(DESKTOP, path)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="打印这份告知书").click()
    assert page.evaluate("window.printed") is True


@pytest.mark.parametrize("window, name", [(PHONE, "phone"), (SMALLEST, "smallest")])
def test_on_a_phone_nothing_scrolls_sideways(open_page, path, picture, window, name):
    page = open_page(window, path)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    picture(page, f"notice-{name}", full_page=True)


def test_the_number_may_be_typed_in_lower_case(open_page, issued_notice):
    page = open_page(DESKTOP, f"/notices/{issued_notice['number'].lower()}")
    expect(page.get_by_text(f"编号：{issued_notice['number']}")).to_be_visible()


def test_an_unknown_number_says_what_to_do_and_a_known_one_can_be_looked_up_there(open_page, issued_notice, picture):
    page = open_page(PHONE, "/notices/N20200101-AAAAAA")
    expect(page.get_by_role("heading", name="没有查到这份告知书")).to_be_visible()
    expect(page.locator("a[href='tel:12345']")).to_be_visible()
    picture(page, "notice-missing")
    page.get_by_label("告知书编号").fill(f" {issued_notice['number'].lower()} ")
    page.get_by_role("button", name="查告知书").click()
    expect(page.get_by_role("heading", name="一次性告知书")).to_be_visible()


@pytest.mark.parametrize("number", ["N20200101-AAAAAA", "x", "%3Cscript%3Ewindow.hacked%3D1%3C%2Fscript%3E", "%E5%BC%A0%E4%B8%89", "..%2F..%2Fetc"])
def test_a_wrong_number_is_not_found_and_not_run(open_page, number):
    page = open_page(DESKTOP, f"/notices/{number}")
    assert page.request.get(f"/notices/{number}").status == 404
    expect(page.get_by_role("heading", name="没有查到这份告知书")).to_be_visible()
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("window", [DESKTOP, SMALLEST], ids=["desktop", "smallest"])
def test_axe_finds_no_serious_barrier(open_page, path, serious_barriers, window):
    assert serious_barriers(open_page(window, path)) == []
    assert serious_barriers(open_page(window, "/notices/N20200101-AAAAAA")) == []


def test_materials_that_depend_on_the_situation_say_when_they_are_needed(open_page, issued_notice, path):
    depending = [line for line in issued_notice["bring"] if line["only_if"]]
    assert depending  # 这份是样样都答“说不清”的
    page = open_page(DESKTOP, path)
    expect(page.get_by_role("heading", name=f"其中{len(depending)}样看情形")).to_be_visible()
    for line in depending:
        expect(page.get_by_role("row").filter(has_text=line["name"]).filter(has_text=f"{line['only_if']}时才要").first).to_be_visible()
