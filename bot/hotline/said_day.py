"""“昨天”“上周六”“三月五号”是哪一天。"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Optional

from bot.hotline.chinese_numbers import at_least

_NUMBER = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_ISO = re.compile(r"(20\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_MONTH_DAY = re.compile(rf"(今年|去年|前年)?的?{_NUMBER}月{_NUMBER}(?![\d月几一二三四五六七八九十])[日号]?")  # “9月10月各一次”不是九月十号
_DAY_ONLY = re.compile(rf"(上个?月|这个?月|本月)?(?<!\d月)(?<![一二三四五六七八九十]月){_NUMBER}[号日]")
_THEN = "早上|上午|中午|下午|晚上|傍晚|凌晨|半夜|夜里|晚|那天|当天|[日号]"
_DID = "[买付办拍订去在到交收吃充取送搬住看下]"
DOTTED = rf"(?<![\d.])(?:1[0-2]|0?[1-9])\.(?:(?:3[01]|[12]\d|0?[1-9])(?=(?:{_THEN}))|(?:3[01]|[12]\d)(?={_DID})|[1-9](?=[去住送取搬]))"  # “11.26晚上”“11.11买的”；“3.5买的”可能是价钱
_DOTTED = re.compile(rf"({DOTTED})[日号]?")
_DOOR = re.compile(r"[\d一二三四五六七八九十]{1,3}号(?=[窗柜桌楼线店门厅车房机院库馆摊台])")  # “3号窗口”不是日子
_DAYS_AGO = re.compile(r"(\d{1,3}|[一二两三四五六七八九十]{1,3})天(?:以)?前")
_WEEKDAY = re.compile(r"(上上|上|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天])")
_NAMED = (("大前天", 3), ("前天", 2), ("前晚", 2), ("昨", 1), ("今天", 0), ("今早", 0), ("今晚", 0), ("刚才", 0), ("刚刚", 0), ("今日", 0))
_WEEKS_BACK = {"上上": 2, "上": 1}
_YEARS_BACK = {"今年": 0, "去年": 1, "前年": 2}
_YEARS_AGO = re.compile(r"(\d{1,2}|[一二两三四五六七八九十]{1,3})多?年(?:多|半)?(?:以|之)?前")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年(?:(\d{1,2})月)?")


def said_day(text: str, today: date) -> Optional[date]:
    """话里说的哪一天；说的不是哪一天（“上个月”“天天”）或者在将来，返回 None。"""
    text = _DOTTED.sub(lambda said: said[1].replace(".", "月") + "日", without_doors(text))
    for find in (_full, _named, _days_ago, _weekday, _month_day, _day_only):
        day = find(text, today)
        if day is not None:
            return day if day <= today else None
    return None


def without_doors(text: str) -> str:
    """去掉“3号窗口”“5号楼”里的号。"""
    return _DOOR.sub("", text)


def said_month(text: str, today: date) -> Optional[str]:
    """话里说的哪年哪月：“去年12月”是“2025年12月”；没说哪一年哪一月的返回 None。"""
    match = re.search(rf"(今年|去年|前年|20\d{{2}}年)的?{_NUMBER}月", text)
    if match is None and (before := re.search(r"(上上|上|这|本)个?月(?![\d一二三四五六七八九十])", text)):
        back = {"上上": 2, "上": 1}.get(before[1], 0)
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        return f"{year}年{month + 1}月"
    if match is None or not 1 <= at_least(match[2]) <= 12:
        return None
    year = today.year - _YEARS_BACK[match[1]] if match[1] in _YEARS_BACK else int(match[1][:4])
    return f"{year}年{at_least(match[2])}月"


def is_said_years_ago(text: str, years: int, today: date) -> bool:
    """话里说的是 years 年以前的事：“五年前”“2021年3月”。说的哪年哪月不到日子的，月份也要过了才算。"""
    if any(at_least(match[1]) >= years for match in _YEARS_AGO.finditer(text)):
        return True
    return any((int(m[1]) + years, int(m[2] or 12)) < (today.year, today.month) for m in _YEAR.finditer(text))


def _full(text: str, today: date) -> Optional[date]:
    match = _ISO.search(text)
    return _date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _named(text: str, today: date) -> Optional[date]:
    return next((today - timedelta(days=ago) for word, ago in _NAMED if word in text), None)


def _days_ago(text: str, today: date) -> Optional[date]:
    match = _DAYS_AGO.search(text)
    return today - timedelta(days=at_least(match[1])) if match else None


def _weekday(text: str, today: date) -> Optional[date]:
    match = _WEEKDAY.search(text)
    if not match:
        return None
    weekday = "一二三四五六日天".index(match[2]) % 7 if match[2] != "天" else 6
    day = today - timedelta(days=today.weekday() - weekday + 7 * _WEEKS_BACK.get(match[1] or "", 0))
    # 只说“周六”、这周的还没到，说的是上一个。
    return day - timedelta(days=7) if day > today and not match[1] else day


def _month_day(text: str, today: date) -> Optional[date]:
    match = _MONTH_DAY.search(text)
    if not match:
        return None
    day = _date(today.year - _YEARS_BACK.get(match[1] or "今年", 0), at_least(match[2]), at_least(match[3]))
    # 没说哪一年、今年的还没到，说的是去年的。
    return _date(day.year - 1, day.month, day.day) if day and day > today and not match[1] else day


def _day_only(text: str, today: date) -> Optional[date]:
    match = _DAY_ONLY.search(text)
    if not match:
        return None
    last_month = today.replace(day=1) - timedelta(days=1)
    month = last_month if (match[1] or "").startswith("上") else today
    day = _date(month.year, month.month, at_least(match[2]))
    return _date(last_month.year, last_month.month, day.day) if day and day > today and not match[1] else day


def _date(year: int, month: int, day: int) -> Optional[date]:
    try:
        return date(year, month, day)
    except ValueError:
        return None
