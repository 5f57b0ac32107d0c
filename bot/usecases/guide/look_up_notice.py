"""凭编号查告知书：窗口多要了什么，一对就知道。"""

from __future__ import annotations

import re

from bot.errors import NoticeUnknown
from bot.hotline.one_time_notice import OneTimeNotice

_NUMBER = re.compile(r"N\d{8}-[0-9A-Z]{6}")


def look_up_notice(number: str, hotline) -> OneTimeNotice:
    """编号不分大小写；没有这个编号抛 NoticeUnknown。"""
    number = number.strip().upper()
    notice = hotline.notices.get(number) if _NUMBER.fullmatch(number) else None
    if notice is None:
        raise NoticeUnknown("没有这个编号的告知书，请核对编号（形如 N20260105-7K4MPQ）。")
    return notice
