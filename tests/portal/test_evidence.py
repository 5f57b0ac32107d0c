"""证据：凭内容认类型，去掉拍摄信息，加密存放，只有自己和看得到工单的人拿得到。"""

import io
import os
import re
import zlib
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from pdf_builders import ATTACHED, AUTHOR, PHONE, a_locked_pdf, a_pdf, a_telltale_pdf
from pikepdf import Dictionary, Name
from PIL import Image
from portal_citizen import TIMEOUT, a_photo

from bot.stores.pdf_cleaning import bare_jpeg, clean_pdf

PDF = clean_pdf(a_pdf())  # 干净的再洗一遍一字不变
A_SKETCH = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def a_pdf_with(hidden):
    """把 hidden 压缩进一个流里的 PDF。"""
    packed = zlib.compress(hidden)
    return b"%PDF-1.5\n2 0 obj<</Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj\n%%EOF"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_without_the_place_and_the_phone_it_was_taken_with(citizen, kind):
    photo = a_photo(kind)
    assert b"SomePhone 12" in photo
    kept = citizen.upload(photo, "小票 照片.jpeg")
    assert kept.status_code == 201
    mine = citizen.http.get(f"{citizen.portal}/evidence/{kept.json()['evidence_no']}", timeout=TIMEOUT)
    image = Image.open(io.BytesIO(mine.content))
    assert image.format == kind and not image.getexif() and "exif" not in image.info
    assert b"SomePhone 12" not in mine.content
    assert image.size == (480, 640)  # 按拍的方向转正
    assert mine.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in mine.headers["content-security-policy"] and mine.headers["cache-control"] == "no-store"


def test_a_pdf_is_kept_without_its_author_its_attachments_and_the_phone_in_its_photos(citizen):
    scan = a_telltale_pdf()
    assert PHONE in scan
    kept = citizen.upload(scan, "扫描件.pdf").json()
    content = citizen.http.get(f"{citizen.portal}/evidence/{kept['evidence_no']}", timeout=TIMEOUT).content
    assert kept["size"] == len(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1 and dict(pdf.attachments) == {} and not pdf.docinfo
        photo = pdf.pages[0].Resources.XObject.Photo
        assert pikepdf.PdfImage(photo).as_pil_image().size == (80, 60)  # 画面还在
        streams = [found.read_raw_bytes() for found in pdf.objects if isinstance(found, pikepdf.Stream)]
    for secret in (AUTHOR.encode(), AUTHOR.encode("utf-16-be"), PHONE, ATTACHED, b"Exif", b"/Metadata", b"/PieceInfo"):
        assert secret not in content and all(secret not in stream for stream in streams)


def test_an_older_version_inside_a_pdf_is_not_kept():
    """PDF 改过以后，改以前的样子还在文件里。"""
    first = a_pdf(lambda pdf: pdf.pages[0].obj.__setitem__(Name.Contents, pdf.make_stream(b"% crossed out")), compress_streams=False)
    number = int(re.search(rb"/Contents (\d+) 0 R", first)[1])
    start = int(first.rpartition(b"startxref")[2].split()[0])
    body = b"%d 0 obj\n<< /Length 5 >>\nstream\n%% new\nendstream\nendobj\n" % number
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer << /Size 9 /Root 1 0 R /Prev %d >>\n" % (number, len(first), start)
    edited = first + body + table + b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(body))
    assert b"crossed out" in edited
    with pikepdf.open(io.BytesIO(clean_pdf(edited))) as pdf:
        assert [found.read_bytes() for found in pdf.objects if isinstance(found, pikepdf.Stream)] == [b"% new"]


@pytest.mark.parametrize("data, why", [
    (a_locked_pdf(), "密码"),
    (A_SKETCH, "打不开|一页也没有"),
    (a_pdf(lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS="app.alert(1)"))), "自动运行"),
    (a_pdf(lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(XFA=pdf.make_stream(b"<xdp/>")))), "自动运行"),
    (a_pdf()[:-9], "不完整"),
], ids=["locked", "no pages", "script", "xfa", "cut off"])
def test_a_pdf_that_is_refused_says_why(citizen, data, why):
    answer = citizen.upload(data, "合同.pdf")
    assert answer.status_code == 422 and re.search(why, answer.json()["detail"])


def test_a_photo_inside_a_pdf_keeps_its_picture_to_the_last_byte():
    photo = a_photo()
    bare = bare_jpeg(photo)
    assert b"Exif" in photo and b"Exif" not in bare
    assert list(Image.open(io.BytesIO(bare)).getdata()) == list(Image.open(io.BytesIO(photo)).getdata())
    assert bare_jpeg(b"\xff\xd8not a jpeg") == b"\xff\xd8not a jpeg"


def test_a_pdf_is_given_back_to_who_handed_it_in(citizen):
    kept = citizen.upload(PDF, "合同.pdf").json()
    assert kept["media_type"] == "application/pdf" and kept["said"] == f"{kept['evidence_no']} 合同.pdf"
    assert citizen.http.get(f"{citizen.portal}/evidence/{kept['evidence_no']}", timeout=TIMEOUT).content == PDF


@pytest.mark.parametrize("data, name", [
    (b"MZ\x90\x00" + b"\x00" * 100, "照片.jpg"),
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "图.png"),
    (b"<html><script>alert(1)</script>", "图.jpg"),
    (b"GIF89a" + b"\x00" * 50, "动图.gif"),
    (b"PK\x03\x04" + b"\x00" * 50, "合同.pdf"),
    (a_photo()[:2000], "断了的.jpg"),
    (b"\xff\xd8\xff" + b"\x00" * 50, "假的.jpg"),
    (b"", "空的.jpg"),
    (b"%PDF-1.4 no end", "断了的.pdf"),
    (A_SKETCH.replace(b"/Type/Catalog", b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "带脚本的.pdf"),
    (A_SKETCH.replace(b"/Type/Catalog", b"/J#61vaScript 2 0 R"), "换了写法的.pdf"),
    (A_SKETCH.replace(b"trailer<<", b"trailer<</Encrypt 5 0 R"), "加密的.pdf"),
    (a_pdf_with(b"<</S/Launch/F(cmd.exe)>>"), "藏在压缩里的.pdf"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_a_file_that_lies_about_its_type_or_may_do_harm_is_refused_in_plain_words(citizen, data, name):
    answer = citizen.upload(data, name)
    assert answer.status_code == 422 and answer.json()["code"] == "evidence_refused"
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.json()["detail"])
    assert citizen.http.get(f"{citizen.portal}/evidence", timeout=TIMEOUT).json()["evidence"] == []


def test_a_picture_that_unpacks_to_something_enormous_is_refused(citizen):
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 100_000
    assert citizen.upload(bomb.getvalue(), "炸弹.png").status_code == 422


def test_a_file_over_the_limit_is_refused(citizen):
    answer = citizen.upload(b"\xff\xd8\xff" + b"\x00" * 10_000_001)
    assert answer.status_code in (413, 422)


def test_a_file_of_five_megabytes_is_taken(citizen):
    photo = a_photo("PNG", (1500, 1200), exif=False)
    assert 1_000_000 < len(photo) < 10_000_000
    assert citizen.upload(photo, "大图.png").status_code == 201


def test_there_is_a_limit_to_the_number_of_files(citizen):
    statuses = [citizen.upload(PDF, f"{i}.pdf").status_code for i in range(10)]
    assert statuses == [201] * 9 + [422]


@pytest.mark.parametrize("name, kept", [
    ("../../etc/passwd", "passwd.pdf"), ("C:\\坏\\小票.exe", "小票.pdf"), ("", "证据.pdf"), ("\x00\r\nSet-Cookie: a.pdf", "Set-Cookie a.pdf"), ("长" * 500, "长" * 80 + ".pdf"),
])
def test_a_file_name_is_only_a_name(citizen, name, kept):
    answer = citizen.upload(PDF, name)
    assert answer.status_code == 201 and answer.json()["name"] == kept
    download = citizen.http.get(f"{citizen.portal}/evidence/{answer.json()['evidence_no']}", timeout=TIMEOUT)
    assert "set-cookie" not in download.headers


def test_nobody_elses_file_can_be_read_or_deleted(a_citizen):
    owner, other = a_citizen(), a_citizen()
    number = owner.upload(PDF).json()["evidence_no"]
    for method in ("GET", "DELETE"):
        answer = other.http.request(method, f"{other.portal}/evidence/{number}", timeout=TIMEOUT)
        missing = other.http.request(method, f"{other.portal}/evidence/E20260101-AAAAAA", timeout=TIMEOUT)
        assert answer.status_code == missing.status_code == 404 and answer.json() == missing.json()
    assert owner.http.get(f"{owner.portal}/evidence/{number}", timeout=TIMEOUT).content == PDF


@pytest.mark.parametrize("number", ["x", "..%2F..%2Fdata-key", "E20260101-AAAAA%00", "e20260101-aaaaaa", "E" * 3000])
def test_a_number_that_is_none_finds_nothing(citizen, number):
    assert citizen.http.get(f"{citizen.portal}/evidence/{number}", timeout=TIMEOUT).status_code in (404, 414)


def test_a_deleted_file_is_gone(citizen):
    number = citizen.upload(PDF).json()["evidence_no"]
    assert citizen.http.delete(f"{citizen.portal}/evidence/{number}", timeout=TIMEOUT).status_code == 204
    assert citizen.http.get(f"{citizen.portal}/evidence/{number}", timeout=TIMEOUT).status_code == 404


def test_on_disk_there_is_only_ciphertext(citizen, var_folder):
    number = citizen.upload(PDF, "合同.pdf").json()["evidence_no"]
    path = Path(os.environ.get("HOTLINE_TEST_VAR") or var_folder) / "evidence" / number
    assert path.stat().st_mode & 0o077 == 0
    assert b"PDF" not in path.read_bytes() and "合同".encode() not in path.read_bytes()


def test_staff_get_a_file_only_through_a_ticket_that_names_it_and_that_they_may_see(citizen, server_url, credentials):
    import requests

    kept = citizen.upload(PDF, "合同.pdf").json()
    tokens, by_department = credentials["tokens"], credentials["department_tokens"]

    def as_staff(token):
        return {"Authorization": f"Bearer {token}"}

    filing = {
        "kind": "complaint", "narrative": "在好再来烧烤店吃坏了肚子，要求赔医药费", "problem": "food_safety", "department": "food",
        "citizen": {"name": "张三", "phone": "13800000000", "address": "建设路18号"},
        "respondent": {"name": "好再来烧烤店", "address": "建设路20号"}, "demands": ["赔偿医药费"], "evidence": [kept["said"]],
    }
    filed = requests.post(f"{server_url}/api/v1/tickets", json=filing, headers=as_staff(tokens["operator"]), timeout=TIMEOUT)
    assert filed.status_code == 201, filed.text
    ticket_no, department = filed.json()["ticket_no"], filed.json()["department"]
    where = f"{server_url}/api/v1/tickets/{ticket_no}/evidence/{kept['evidence_no']}"
    assert requests.get(where, headers=as_staff(by_department[department]), timeout=TIMEOUT).content == PDF
    stranger = next(token for name, token in by_department.items() if name != department and name != "consumer_protection")
    assert requests.get(where, headers=as_staff(stranger), timeout=TIMEOUT).status_code == 404
    assert requests.get(where, timeout=TIMEOUT).status_code == 401
    other = citizen.upload(PDF, "没写进工单的.pdf").json()["evidence_no"]
    unnamed = where.replace(kept["evidence_no"], other)
    assert requests.get(unnamed, headers=as_staff(by_department[department]), timeout=TIMEOUT).status_code == 404


def test_files_are_sealed_again_when_the_key_changes(tmp_path, engine):
    from bot.hotline.evidence import Evidence
    from bot.settings import TIME_ZONE
    from bot.stores.cipher import Cipher, new_key
    from bot.stores.evidence_store import EvidenceFiles

    old, new = new_key(), new_key()
    at = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)
    number = f"E20260428-{os.urandom(3).hex().upper()}"
    EvidenceFiles(engine, Cipher([old]), tmp_path).add(Evidence(number, "portal:x", "a.pdf", "application/pdf", 3, at), b"abc")
    both = EvidenceFiles(engine, Cipher([new, old]), tmp_path)
    assert both.reseal() == 1 and both.reseal() == 0
    assert EvidenceFiles(engine, Cipher([new]), tmp_path).content(number) == b"abc"
