"""PDF 证据落库以前：只留看得见的几页。作者、软件、时间、夹带的文件、照片里的拍摄信息去掉；会自己动的不收。"""

from __future__ import annotations

import io
import re
import zlib
from typing import Any, Iterator

import pikepdf
from pikepdf import Name

from bot.errors import EvidenceRefused

_MOST_UNPACKED = 20_000_000
# 会自己动起来的；XFA 表单、富媒体去掉了就什么也看不见，也不收。
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|RichMedia|XFA)\b")
_LEFT_OVER = re.compile(rb"/(EmbeddedFiles?|Metadata|PieceInfo|Author|Producer|CreationDate)\b")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n")
_PDF_MEDIA_DATA = re.compile(rb"/Subtype\s*/Image\b")
_PACKED_TWICE = re.compile(rb"FlateDecode\s*/FlateDecode")
# 不是画面的：文件信息、编辑软件的私货、缩略图、夹带的文件、打开时和翻页时自动做的事。
_HIDDEN = (
    Name.Metadata, Name.PieceInfo, Name.LastModified, Name.Thumb, Name.EF, Name.EmbeddedFiles, Name.AF, Name.OpenAction, Name.AA,
)  # fmt: skip
_TOO_COMPLEX = "这份 PDF 太复杂，请截图发，或者另存一份普通的 PDF。"


def clean_pdf(data: bytes) -> bytes:
    """重写一遍：旧版本、没用到的、看不见的都不带走。不能收的抛 EvidenceRefused，消息是给市民的话。

    电子签名经不起重写，验签要用市民手里的原件。
    """
    if b"%%EOF" not in data[-2048:]:
        raise EvidenceRefused("这份 PDF 不完整，请重新选。")
    _refuse_active(data)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if not pdf.pages:
                raise EvidenceRefused("这份 PDF 里一页也没有，请重新选。")
            cleaned = _rewritten(pdf)
    except pikepdf.PasswordError:
        raise EvidenceRefused("这份 PDF 加了密码，工作人员打不开。请去掉密码再发，或者截图发。") from None
    except EvidenceRefused:
        raise
    except Exception:  # qpdf 对坏文件抛的错五花八门
        raise EvidenceRefused("这份 PDF 打不开，可能没有传完整。请重新选，或者截图发。") from None
    _refuse_active(cleaned)
    if any(_LEFT_OVER.search(part) for part in _parts(cleaned)):
        raise EvidenceRefused("这份 PDF 里夹带了去不掉的东西，不能收。请截图发，或者另存一份普通的 PDF。")
    return cleaned


def _rewritten(pdf: pikepdf.Pdf) -> bytes:
    if Name.Info in pdf.trailer:
        del pdf.trailer[Name.Info]
    for found in pdf.objects:
        _strip(found)
        if isinstance(found, pikepdf.Stream) and found.get(Name.Filter) in (Name.DCTDecode, [Name.DCTDecode]):
            found.write(bare_jpeg(found.read_raw_bytes()), filter=Name.DCTDecode, decode_parms=found.get(Name.DecodeParms))
    written = io.BytesIO()
    pdf.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable, encryption=False, deterministic_id=True)
    return written.getvalue()


def _strip(found: Any) -> None:
    """去掉这个对象和直接写在它里面的对象中看不见的几样。间接引用的各自轮到。"""
    waiting = [found]
    while waiting:
        this = waiting.pop()
        if isinstance(this, (pikepdf.Dictionary, pikepdf.Stream)):
            for name in _HIDDEN:
                if name in this:
                    del this[name]
            inside = [this[key] for key in this.keys()]
        elif isinstance(this, pikepdf.Array):
            inside = list(this)
        else:
            continue
        waiting += [one for one in inside if isinstance(one, pikepdf.Object) and not one.is_indirect]


def bare_jpeg(data: bytes) -> bytes:
    """去掉 JPEG 里的拍摄信息（APP1、APP3 以后的各段和注释）；色彩要用的 APP0、APP2、APP14 留着。看不懂的原样返回。"""
    kept, at = [data[:2]], 2
    while data[at : at + 1] == b"\xff" and len(data) >= at + 4:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:  # 以后都是画面
            return b"".join([*kept, data[at:]])
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in (0xE0, 0xE2, 0xEE):
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    return data


def _refuse_active(data: bytes) -> None:
    for part in _parts(data):
        if _ACTIVE.search(_HEX.sub(lambda found: bytes([int(found[1], 16)]), part)):
            raise EvidenceRefused("这份 PDF 里有会自动运行的内容，不能收。请截图发，或者另存一份普通的 PDF。")


def _parts(data: bytes) -> Iterator[bytes]:
    """PDF 的各部分：外面写明的，和压缩流里藏着的（图片除外）。解开的总量有限。"""
    last, unpacked = 0, 0
    for found in _STREAM.finditer(data):
        start = found.end()
        if start < last:
            continue
        head = data[last : found.start()]
        yield head
        end = data.find(b"endstream", start)
        last = end if end > 0 else start
        if _PACKED_TWICE.search(head[-2000:]):
            raise EvidenceRefused(_TOO_COMPLEX)
        if b"FlateDecode" not in head[-2000:] or _PDF_MEDIA_DATA.search(head[-2000:]):
            continue
        try:
            text = zlib.decompressobj().decompress(data[start:last], _MOST_UNPACKED - unpacked)
        except zlib.error:
            continue
        unpacked += len(text)
        yield text
        if unpacked >= _MOST_UNPACKED:
            raise EvidenceRefused(_TOO_COMPLEX)
    yield data[last:]
