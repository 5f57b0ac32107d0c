"""写 Excel（WPS 也能开）。格子里都是文字和数字，“=1+1”这样的话不会被当成公式算。"""

from __future__ import annotations

import io
from typing import Any, Mapping, Sequence, Tuple

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

_HEADER, _LONGEST_CELL = PatternFill("solid", fgColor="DDE8F5"), 32_000
_NARROWEST, _WIDEST = 8, 44
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(title: str, remarks: str, columns: Sequence[Tuple[str, str]], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """一张表：标题一行，说明一行，表头一行，下面是各行。columns 是（字段，表头）。"""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    _write(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    _write(sheet.cell(2, 1), remarks)
    for number, (name, header) in enumerate(columns, 1):
        cell = sheet.cell(3, number)
        _write(cell, header)
        cell.font, cell.fill = Font(bold=True), _HEADER
        widest = max([_width(header), *(_width(row[name]) for row in rows)])
        sheet.column_dimensions[get_column_letter(number)].width = min(max(widest + 2, _NARROWEST), _WIDEST)
    for line, row in enumerate(rows, 4):
        for number, (name, _) in enumerate(columns, 1):
            cell = sheet.cell(line, number)
            _write(cell, row[name])
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "A4"
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(columns))}{3 + len(rows)}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(cell: Cell, value: Any) -> None:
    if isinstance(value, (int, float)):
        cell.value = value
        return
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:_LONGEST_CELL]
    cell.value = text
    cell.data_type = "s"  # openpyxl 把 = 开头的当公式，改回文字
    if text.startswith(_LOOKS_LIKE_FORMULA):
        cell.quotePrefix = True  # 另存为 CSV 再打开，也还是文字


def _width(value: Any) -> int:
    """汉字占两格。"""
    return sum(2 if ord(ch) > 0x2E7F else 1 for ch in str(value))
