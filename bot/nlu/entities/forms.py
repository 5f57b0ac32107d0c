"""平台表单式的记录：“商户名称：… 商户地址：… 消费金额：…”，一栏一栏照抄。"""

from __future__ import annotations

import re
from datetime import date
from typing import Callable, Mapping, Optional

from bot.hotline.any_of import any_of
from bot.hotline.chinese_numbers import parse_amount
from bot.hotline.entity_words import FormWords
from bot.nlu.entities.entity import Worksheet

_ANY_LABEL = re.compile(r"[㐀-鿿]{2,8}[:：]")
_EDGES = " ,。;、，；()[]【】|/-:\n"


class FormReader:
    """两栏以上才算表单；只有一栏的（“电话：138…”）要有冒号。"""

    def __init__(self, words: FormWords, period: Callable[[str, Optional[date]], object]):
        self._types: Mapping[str, str] = {name.lower(): type_ for type_, names in words.fields.items() for name in names}
        self._label = re.compile(
            rf"(?:^|(?<=[,。;、，；|\])】\n0-9.])|(?<=[^a-z0-9]))(?P<name>{any_of(n.lower() for n in self._types)})(?P<colon>[】\]]?(?:是|为)?[:：]|】)|(?P<sure>{any_of(words.sure)})(?=[^\s的])"
        )
        self._empty = set(words.empty)
        self._period = period

    def find(self, sheet: Worksheet) -> None:
        labels = [*self._label.finditer(sheet.text)]
        labels = sorted([*labels, *self._unknown_labels(sheet, labels)], key=lambda m: m.start())
        if not labels or (len(labels) < 2 and not sheet.text[labels[0].start() : labels[0].end()].endswith(":")):
            return
        ends = [m.start() for m in labels[1:]] + [len(sheet.text)]
        for label, end in zip(labels, ends, strict=True):
            groups = label.groupdict()
            type_ = self._types[groups.get("name") or groups.get("sure") or "内容"]
            start = label.end()
            sheet.labels.append(label.span())
            if type_ in ("merchant", "address", "person", "product") and len(labels) == 1:
                end = min([end, *(i for i in range(start + 1, end) if sheet.text[i] in ",。;，；")])
            start, end = _trimmed(sheet.text, start, end)
            if start >= end:
                continue
            sheet.fields.append((type_, start, end))
            if sheet.text[start:end] not in self._empty:
                self._copy(sheet, type_, start, end)

    @staticmethod
    def _unknown_labels(sheet: Worksheet, known: list) -> list:
        """词表里没有的栏目（另起、带冒号）：照自由叙述看，不能并进前一栏。"""
        if not known:
            return []
        return [
            m
            for piece in sheet.pieces()
            for m in _ANY_LABEL.finditer(sheet.text, *piece)
            if (m.start() in sheet.gaps or sheet.text[m.start() - 1 : m.start()] in ";。；")
            and m.start() > known[0].start()
            and not any(m.start() < k.end() and k.start() < m.end() for k in known)
        ]

    def _copy(self, sheet: Worksheet, type_: str, start: int, end: int) -> None:
        text = sheet.text[start:end]
        if type_ == "amount":
            value = parse_amount(text)
            if value is not None:
                sheet.add("amount", start, end, value)
        elif type_ == "date":
            period = self._period(text, sheet.received_on)
            if period and period[0] == period[1]:
                sheet.add("date", start, end, period[0].isoformat())
        elif type_ in ("merchant", "address", "product"):
            sheet.add(type_, start, _first_piece(sheet, start, end))
        elif type_ == "person" and (name := re.match(r"[㐀-鿿·]{2,6}(?=$|[\s\d,，(（])", text)):  # “联系人：周海艳 138……”
            sheet.add("person", start, start + name.end())


def _first_piece(sheet: Worksheet, start: int, end: int) -> int:
    """栏目里写到分号、句号、换行为止；后面是另起的话。"""
    stops = [i for i in range(start + 1, end) if sheet.text[i] in "。;；,，" or (i in sheet.gaps and _is_new_line(sheet, i))]
    return min([end, *stops])


def _is_new_line(sheet: Worksheet, i: int) -> bool:
    offsets = sheet.reading.offsets
    return "\n" in sheet.reading.original[offsets[i - 1] + 1 : offsets[i]]


def _trimmed(text: str, start: int, end: int) -> tuple:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES and not (text[end - 1] == ")" and "(" in text[start:end]):
        end -= 1
    return start, end
