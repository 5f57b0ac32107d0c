"""证据落库以前：看得开、没有夹带，图片里的拍摄地点、机型去掉。"""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from bot.errors import EvidenceRefused
from bot.hotline.evidence import IMAGE_TYPES, LARGEST_BYTES, PDF, media_type_of

_MOST_PIXELS = 50_000_000
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def clean_evidence(data: bytes) -> tuple[bytes, str]:
    """返回（可以存的内容，类型）；不能收的抛 EvidenceRefused，消息是给市民的话。"""
    if not data:
        raise EvidenceRefused("这个文件是空的，请重新选。")
    if len(data) > LARGEST_BYTES:
        raise EvidenceRefused(f"文件超过{LARGEST_BYTES // 1_000_000}兆，请拍小一点、分几份发，或者登记后到窗口交。")
    media_type = media_type_of(data)
    if media_type in IMAGE_TYPES:
        return _clean_image(data, media_type), media_type
    if media_type == PDF:
        from bot.stores.pdf_cleaning import clean_pdf  # qpdf 用到才装，别的命令不用等它

        return clean_pdf(data), PDF
    raise EvidenceRefused("只收照片（JPG、PNG、WebP）和 PDF；这个文件的内容不是。截一张图再发也可以。")


def _clean_image(data: bytes, media_type: str) -> bytes:
    """重画一遍：转正、去掉一切附带信息。只留画面，地点、机型、缩略图都不带走。"""
    try:
        image = Image.open(io.BytesIO(data), formats=[_FORMATS[media_type]])
        if image.width * image.height > _MOST_PIXELS:
            raise EvidenceRefused("这张图片太大了，请缩小一点再发。")
        image.load()
        image = ImageOps.exif_transpose(image)
    except EvidenceRefused:
        raise
    except Exception:  # Pillow 对坏图片抛的错五花八门
        raise EvidenceRefused("这张图片打不开，可能没有传完整。请重新选，或者截一张图发。") from None
    if media_type == "image/jpeg" and image.mode not in ("RGB", "L"):
        image = image.convert("RGB")
    bare = Image.new(image.mode, image.size)
    if image.mode == "P":
        bare.putpalette(image.getpalette() or [])
    bare.paste(image)
    cleaned = io.BytesIO()
    options = {"quality": 88} if media_type != "image/png" else {"optimize": False}
    bare.save(cleaned, _FORMATS[media_type], **options)
    return cleaned.getvalue()
