"""日子。按来话那天折算成一天；说个大概的（上个月、去年）只照录，值是 None。"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Optional, Tuple

from bot.hotline.acceptance import years_later
from bot.hotline.any_of import any_of
from bot.hotline.chinese_numbers import parse_chinese_integer
from bot.hotline.entity_words import DateWords
from bot.hotline.said_day import DOTTED
from bot.nlu.entities.entity import Worksheet

Period = Tuple[date, date]
_CN = "零〇一二两三四五六七八九十"
_NUM = rf"(?:\d{{1,2}}|[{_CN}]{{1,3}})"
_YEAR = rf"(?:(?:19|20)?\d{{2}}年|[一二][{_CN}]{{3}}年|大前年|今年|去年|前年)"
_YEARS_AGO = {"今年": 0, "去年": 1, "前年": 2, "大前年": 3}
_LUNAR_MONTH = {"正": 1, "冬": 11, "腊": 12}
_WEEKDAY = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5}


class DateFinder:
    def __init__(self, words: DateWords):
        self._words = words
        festivals = any_of([*words.festivals, *words.lunar_festivals])
        self._not_days = tuple(words.not_days)
        self._pattern = re.compile(
            rf"(?P<lunar>(?:{_YEAR}的?)?(?:农历|阴历)?(?:(?P<lm>[正冬腊]|{_NUM})月)(?P<ld>初[一二三四五六七八九十]|廿[一二三四五六七八九]?)(?:那天)?"
            rf"|(?:{_YEAR}的?)?(?:(?:农历|阴历)(?P<lm2>{_NUM})|(?P<lm3>[正冬腊]))月(?P<ld2>{_NUM})(?:那天)?)|"
            rf"(?P<full>(?:19|20)\d{{2}}(?P<sep>[-/.])\d{{1,2}}(?P=sep)\d{{1,2}}(?!\d))|"
            rf"(?P<day>(?:{DOTTED}[日号]?)|(?:{_YEAR}的?)?(?<!\d){_NUM}月(?:份)?{_NUM}(?:几?[日号]|(?![\d{_CN}百千万几个号日到点多来年月])))(?:那天|当天)?|"
            rf"(?P<month_day>(?:这个月|本月|上个月|上月|这月)(?:的)?{_NUM}(?:日|号))|"
            rf"(?P<ago>(?:\d{{1,3}}|[{_CN}]{{1,3}})(?P<unit>天|个星期|周|个月|年)(?:多)?(?:之|以)?前(?!台|面|后))|"
            rf"(?P<week>(?:(?<!下)|(?=上))(?:上上个?|上个?|这个?|本)?(?:周|星期|礼拜)[一二三四五六日天](?![\d一二三四五六七八九]?[斤个年]))|"
            rf"(?P<year_month>{_YEAR}(?:的)?(?:{_NUM}月(?:份|初|底|中旬|上旬|下旬)?|年初|年底|夏天|冬天|春天|秋天|暑假|寒假)|(?:19|20)\d{{2}}年(?:初|底|上半年|下半年)?)|"
            rf"(?P<festival>(?:{_YEAR}的?)?(?<![\d一二三四五六七八九十第块元毛])(?:{festivals})(?:那天|当天|当日|那日)?(?![路街村元块号广场农大道小区多个斤楼期假前后饭食餐酒超商宾旅]))|"
            rf"(?P<vague>{any_of(words.vague)})|"
            rf"(?P<relative>{any_of(words.days)})(?:早上|上午|中午|下午|晚上|傍晚|凌晨|半夜|夜里|一早|晚)?|"
            rf"(?P<bare_month>(?<![\d{_CN}个])(?:{_NUM}月(?:份|初|底|中旬|上旬|下旬)|{_NUM}月(?=[起,，。就]|$)))|"
            rf"(?P<bare_day>(?<![\d{_CN}月路街巷道第弄村栋楼.-]){_NUM}号(?=(?:那天|当天|早上|上午|中午|下午|晚上|傍晚|凌晨|晚|我|在|去|买|到|就|下单|付|办|充|从)))"
        )

    def find(self, sheet: Worksheet) -> None:
        told_year = None  # “2020年8月12日……8月16日”：没写年的随前面的
        for match in self._pattern.finditer(sheet.text):
            start, end = match.span()
            if sheet.text.startswith(self._not_days, start):
                continue
            period = self._told(match, sheet.received_on)
            year = _year(match[0], sheet.received_on) if match["day"] else None
            if told_year and match["day"] and not year and period:
                try:
                    period = _one(period[0].replace(year=told_year))
                except ValueError:
                    period = None
            told_year = year or told_year
            if period and period[0] == period[1]:
                sheet.add("date", start, end, period[0].isoformat())
            else:
                sheet.add_unknown("date", start, end)

    def period(self, text: str, received_on: Optional[date]) -> Optional[Period]:
        """这种说法指哪一天到哪一天；认不出、说不准是 None。没有来话日时只认写全了年月日的。"""
        match = self._pattern.search(text)
        return self._told(match, received_on) if match else None

    def _told(self, match: re.Match[str], received_on: Optional[date]) -> Optional[Period]:
        try:
            return self._period(match, received_on)
        except (ValueError, OverflowError, KeyError):  # 说不准（两三天前），没有这一天（二月三十），农历表里没有这一年
            return None

    def _period(self, match: re.Match[str], today: Optional[date]) -> Optional[Period]:
        text, kind = match[0], match.lastgroup
        kinds = ("lunar", "full", "day", "month_day", "ago", "week", "year_month", "festival", "vague", "relative", "bare_month", "bare_day")
        kind = next(k for k in kinds if match[k] is not None)
        if kind == "full":
            return _one(date(*map(int, re.split(r"[-/.]", text))))
        year = _year(text, today)
        if today is None and (kind != "day" or year is None):
            return None
        if kind == "day" and "几" in text:
            return None  # “十月二十几号”说不准是哪一天
        if kind == "day":
            month, day = (_number(n) for n in re.search(rf"({_NUM})(?:月份?|\.)({_NUM})", text).groups())
            return _one(date(year, month, day)) if year else _one(_last_time(month, day, today))
        if kind == "month_day":
            month_start = today.replace(day=1)
            if text.startswith("上"):
                month_start = (month_start - timedelta(days=1)).replace(day=1)
            return _one(month_start.replace(day=_first_number(text)))
        if kind == "bare_day":
            day = _first_number(text)
            start = today.replace(day=1) if day <= today.day else (today.replace(day=1) - timedelta(days=1))
            return _one(start.replace(day=day))
        if kind == "relative":
            offset = self._words.days[match["relative"]]
            return None if offset is None else _one(today + timedelta(days=offset))
        if kind == "week":
            return _one(_weekday(text, today))
        if kind == "ago":
            return _ago(_first_number(text), match["unit"], "多" in text, today)
        if kind == "festival":
            return self._festival(text, year, today)
        if kind == "lunar":
            return self._lunar(match, year, today)
        if kind in ("year_month", "vague") and year:
            return _within_year(text, year)
        return None

    def _festival(self, text: str, year: Optional[int], today: date) -> Optional[Period]:
        name = max((n for n in (*self._words.festivals, *self._words.lunar_festivals) if n in text), key=len)
        if name in self._words.festivals:
            at = self._words.festivals[name]
            if at is None:
                return None
            return _one(date(year, *at)) if year else _one(_last_time(*at, today))
        return _one(self._last_lunar(*self._words.lunar_festivals[name], year, today))

    def _lunar(self, match: re.Match[str], year: Optional[int], today: date) -> Period:
        month, day = match["lm"] or match["lm2"] or match["lm3"], match["ld"] or match["ld2"]
        month = _LUNAR_MONTH.get(month) or _number(month)
        day = day.replace("初", "").replace("廿", "二十")
        return _one(self._last_lunar(month, _number(day), year, today))

    def _last_lunar(self, month: int, day: int, year: Optional[int], today: date) -> date:
        if year:
            return self._from_lunar(year, month, day)
        days = [self._from_lunar(int(y), month, day) for y in self._words.lunar_years]
        return max(d for d in days if d <= today)

    def _from_lunar(self, year: int, month: int, day: int) -> date:
        table = self._words.lunar_years[str(year)]
        index = month - 1 + (1 if table.leap and month > table.leap else 0)
        day = min(day, table.months[index])  # 除夕是腊月最后一天，二十九或三十
        return table.new_year + timedelta(days=sum(table.months[:index]) + day - 1)


def _one(day: date) -> Period:
    return day, day


def _first_number(text: str) -> int:
    return _number(re.search(rf"\d+|[{_CN}]+", text)[0])


def _number(said: str) -> int:
    """“十五”是几；“十五六”说不准是几，抛 ValueError。"""
    number = parse_chinese_integer(said)
    if number is None:
        raise ValueError(said)
    return number


def _year(text: str, today: Optional[date]) -> Optional[int]:
    match = re.search(_YEAR, text)
    if not match:
        return None
    said = match[0]
    if said in _YEARS_AGO:
        return today.year - _YEARS_AGO[said] if today else None
    digits = "".join(str(parse_chinese_integer(c)) if not c.isascii() else c for c in said[:-1])
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _last_time(month: int, day: int, today: date) -> date:
    """没说哪年的，取不晚于来话那天最近的一次。"""
    this_year = date(today.year, month, day)
    return this_year if this_year <= today else date(today.year - 1, month, day)


def _weekday(text: str, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    weeks = 2 if text.startswith("上上") else 1 if text.startswith("上") else 0
    day = monday + timedelta(days=_WEEKDAY[text[-1]] - 7 * weeks)
    if weeks == 0 and day > today and text[0] not in "这本":  # “周六买的”是刚过去的那个
        day -= timedelta(days=7)
    return day


def _ago(count: int, unit: str, is_more: bool, today: date) -> Optional[Period]:
    if unit == "天" and not is_more:
        return _one(today - timedelta(days=count))
    if unit == "年":
        return years_later(today, -count - 1), years_later(today, -count)
    return None


def _within_year(text: str, year: int) -> Period:
    month = re.search(rf"({_NUM})月", text)
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    first = date(year, _number(month[1]), 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
