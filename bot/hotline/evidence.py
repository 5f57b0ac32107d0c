"""证据：市民交来的图片和 PDF。能收什么、多大、多少；凭内容认，不看文件名。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Optional, Tuple

LARGEST_BYTES = 10_000_000
MOST_FILES = 9  # 一件事最多几份
IMAGE_TYPES = ("image/jpeg", "image/png", "image/webp")
PDF = "application/pdf"
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Evidence:
    """一份证据。evidence_no 以 E 开头；草稿和工单里只写编号和名字。

    ticket_nos 是这次对话登记成的工单：记着的，只给办这几张的人看，不凭工单里写的编号（那是市民写的字）。
    """

    evidence_no: str
    conversation_id: str
    name: str
    media_type: str
    size: int
    at: datetime
    ticket_nos: Tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """写进草稿、工单里的样子。"""
        return f"{self.evidence_no} {self.name}"


def media_type_of(data: bytes) -> Optional[str]:
    """开头的几个字节说它是什么；不收的返回 None。"""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"%PDF-"):
        return PDF
    return None


def tidy_name(name: str, media_type: str) -> str:
    """只留文件名里看得见、能放心写进文件名的字；后缀照内容定。"""
    stem = name.replace("\\", "/").rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    kept = "".join(ch for ch in stem if ch.isprintable() and ch not in '<>:"/\\|?*').strip(" .")
    suffix = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", PDF: "pdf"}[media_type]
    return f"{kept[:_LONGEST_NAME] or '证据'}.{suffix}"
