"""长答复切成几条：先在空行、换行处切，再在句号、逗号处切，最后才在字之间切；绝不切在一个字、一个号码里面。"""

from __future__ import annotations

import re
import unicodedata
from typing import List

LONGEST_BYTES = 2048  # 微信一条文字最多这么多字节
_BREAKS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"[。！？!?](?:[”」』）)])?"),
    re.compile(r"[；;]"),
    re.compile(r"[，、,：:]"),
    re.compile(r"\s"),
)
_EARLIEST = 0.4  # 在这之前的断处不用：切得太碎
# 切开就看不懂的：网址、号码、编号。
_WHOLE = re.compile(r"https?://[^\s，。；）)]+|[0-9A-Za-z][0-9A-Za-z_.@-]*")


def cut(text: str, longest: int = LONGEST_BYTES) -> List[str]:
    """切成每条不超过 longest 字节的几条；空白不单独成条。"""
    pieces, rest = [], _only_characters(text).strip()
    while size(rest) > longest:
        at = _where(rest, longest)
        piece = rest[:at].rstrip()
        if piece:
            pieces.append(piece)
        rest = rest[at:].lstrip()
    return [*pieces, rest] if rest else pieces


def size(text: str) -> int:
    return len(text.encode("utf-8"))


def _where(text: str, longest: int) -> int:
    """第一条到第几个字为止。"""
    most = _fits(text, longest)
    for pattern in _BREAKS:
        ends = [m.end() for m in pattern.finditer(text, 0, most + 1) if m.end() <= most]
        good = [end for end in ends if end >= most * _EARLIEST and not _is_inside(text, end)]
        if good:
            return good[-1]
    at = most
    while at > 1 and (_is_inside(text, at) or _joins(text, at)):
        at -= 1
    if at > 1:
        return at
    at = most  # 整条是一个长得离谱的网址：只好切，仍不切在一个字里
    while at > 1 and _joins(text, at):
        at -= 1
    return at


def _fits(text: str, longest: int) -> int:
    """前几个字不超过 longest 字节；至少一个字。"""
    return max(1, len(text.encode("utf-8")[:longest].decode("utf-8", "ignore")))


def _is_inside(text: str, at: int) -> bool:
    """这里是不是在一个网址或号码的中间。"""
    return any(m.start() < at < m.end() for m in _WHOLE.finditer(text, max(0, at - 400), at + 400))


def _joins(text: str, at: int) -> bool:
    """前后两个码位是不是同一个字：变音、肤色、连接符。"""
    after, before = text[at : at + 1], text[at - 1 : at]
    return bool(after) and (
        unicodedata.combining(after) != 0
        or after in "\u200d\ufe0e\ufe0f\u20e3"
        or before == "\u200d"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or ("\U0001f1e6" <= after <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff")
    )


def _only_characters(text: str) -> str:
    """XML 里不许有的控制字符、落单的代理项去掉。"""
    return "".join(ch for ch in text if ch in "\n\t" or (ch >= " " and not "\ud800" <= ch <= "\udfff" and ch not in "\ufffe\uffff"))
