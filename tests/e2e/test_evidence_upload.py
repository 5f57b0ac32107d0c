"""在页面上交证据：选、传、看、删，收不了的说清为什么。"""

import io

import pytest
from chat_page import DESKTOP, PHONE
from pdf_builders import a_pdf
from PIL import Image
from playwright.sync_api import expect

PDF = a_pdf()


def a_photo(size=(800, 600)):
    data = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(data, "JPEG", quality=95)
    return data.getvalue()


def choose_files(page, *files):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="传证据").click()
    chooser.value.set_files([{"name": name, "mimeType": kind, "buffer": data} for name, kind, data in files])


@pytest.mark.parametrize("window, name", [(DESKTOP, "desktop"), (PHONE, "phone")])
def test_a_citizen_hands_in_photos_and_a_contract_looks_at_one_and_takes_one_back(open_page, picture, serious_barriers, window, name):
    page = open_page(window)
    choose_files(page, ("小票.jpg", "image/jpeg", a_photo()), ("合同.pdf", "application/pdf", PDF))
    tray = page.locator(".tray")
    expect(tray).to_contain_text("2份")
    picture(page, f"evidence-{name}")
    assert serious_barriers(page) == []
    with page.expect_download() as download:
        tray.get_by_role("button", name="合同.pdf", exact=True).click()
    assert download.value.suggested_filename == "合同.pdf"
    tray.get_by_role("button", name="删除小票.jpg").click()
    expect(tray).to_contain_text("1份")
    page.reload()
    expect(page.locator(".tray")).to_contain_text("合同.pdf")
    expect(page.locator(".tray")).not_to_contain_text("小票.jpg")


def test_what_is_not_a_photo_or_a_pdf_is_refused_with_a_reason_and_the_rest_is_kept(chat):
    choose_files(chat, ("假的.jpg", "image/jpeg", b"MZ not a photo"), ("合同.pdf", "application/pdf", PDF))
    expect(chat.locator(".tray .failed")).to_contain_text("只收照片")
    expect(chat.locator(".tray")).to_contain_text("合同.pdf")
    chat.get_by_role("button", name="不传了").click()
    expect(chat.locator(".tray .failed")).to_have_count(0)


def test_a_large_photo_is_made_smaller_before_it_is_sent(chat):
    photo = a_photo((3600, 2700))
    assert len(photo) > 1_500_000
    sent = []
    chat.on("request", lambda r: sent.append(len(r.post_data_buffer or b"")) if r.url.endswith("/evidence") and r.method == "POST" else None)
    choose_files(chat, ("大照片.jpg", "image/jpeg", photo))
    expect(chat.locator(".tray")).to_contain_text("1份")
    assert sent and sent[0] < len(photo)


def test_an_upload_that_broke_can_be_tried_again(chat):
    expect(chat.locator(".starter").first).to_be_visible()
    broken = []

    def break_the_first(route):
        if route.request.method == "POST" and not broken:
            broken.append(route.abort())
        else:
            route.continue_()

    chat.route("**/webhooks/portal/evidence", break_the_first)
    choose_files(chat, ("小票.jpg", "image/jpeg", a_photo()))
    expect(chat.get_by_text("没有传上去")).to_be_visible()
    chat.get_by_role("button", name="再传").click()
    expect(chat.locator(".tray")).to_contain_text("1份")
