"""脱敏：电话、证件号给人看之前遮住中间。"""

from __future__ import annotations

import re

# 不用 \b：汉字在正则里也算“词”，“电话13800000000投诉”里没有词边界。
_PHONE = re.compile(r"(?<!\d)(1[3-9]\d)[\s-]?(\d{4})[\s-]?(\d{4})(?!\d)")
_ID_NUMBER = re.compile(r"(?<!\d)(\d{6})(\d{8})(\d{3}[\dXx])(?![\dXx])")
_LONG_NUMBER = re.compile(r"(?<!\d)(\d{3})\d{4,}(\d{4})(?!\d)")


def mask(text: str) -> str:
    """遮住正文里的身份证号、手机号和其他十一位以上的长数字。"""
    text = _ID_NUMBER.sub(r"\1********\3", text)
    text = _PHONE.sub(r"\1****\3", text)
    return _LONG_NUMBER.sub(r"\1****\2", text)


def mask_name(name: str) -> str:
    """张三 → 张*；欧阳小明 → 欧**明。"""
    if len(name) <= 1:
        return name
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]
