"""读上传的 Excel 办事指南；写出给人填的模板。凭内容认，不凭文件名。"""

from __future__ import annotations

import io
import zipfile
from typing import Any, Dict, List, Mapping, Tuple

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bot.errors import WorkbookRefused
from bot.hotline.guide_sheets import SHEETS, Column

_MOST_ROWS = 2000
_LARGEST_UNPACKED = 20_000_000
_HEADER, _REQUIRED = PatternFill("solid", fgColor="DDE8F5"), PatternFill("solid", fgColor="FFF1D6")
_NOTES = (
    "每张表第一行是栏名，第二行是怎么填，从第三行写起。黄底的必填。",
    "一栏写几条的用；隔开。不知道的空着，不要编：热线会说“以窗口为准”。",
    "本局承诺免交的材料（租房协议、房屋产权证明等）写在“不用带的”里，不要写进“材料”。",
    "没有核实的写“否”，并在“没核实的”里写明是哪几句。",
    "导入的都是提议，另一个人看过才生效；有一处对不上，整份都不导入，会告诉您哪一行、哪一栏、怎么改。",
    "已经有的事项不能用它改，请在知识页上改。",
)


def read_workbook(data: bytes) -> Dict[str, List[Tuple[int, Mapping[str, Any]]]]:
    """表名 → 各行（行号，栏名 → 值），空行不要。不是 Excel、带宏、太大、缺表缺栏的抛 WorkbookRefused。"""
    _refuse_disguised(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        return {sheet.name: _rows(book, sheet.name, sheet.headings) for sheet in SHEETS if sheet.into == "" or sheet.name in book.sheetnames}
    except WorkbookRefused:
        raise
    except Exception as error:  # 外来的文件什么样的都有，openpyxl 抛的错也各式各样
        raise WorkbookRefused("这个文件打不开，可能坏了。请用 Excel 或 WPS 另存为 .xlsx 再传") from error


def write_template() -> bytes:
    """空的模板，每一栏写着怎么填。"""
    book = Workbook()
    notes = book.active
    notes.title = "说明"
    for line, text in enumerate(("办事指南导入模板", *_NOTES), 1):
        notes.cell(line, 1, text)
    notes.column_dimensions["A"].width = 100
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        for number, column in enumerate(sheet.columns, 1):
            head, hint = page.cell(1, number, column.heading), page.cell(2, number, _hint(column))
            head.font, head.fill = Font(bold=True), _REQUIRED if column.required else _HEADER
            hint.font, hint.alignment = Font(italic=True, color="4D5B6A"), Alignment(wrap_text=True, vertical="top")
            page.column_dimensions[get_column_letter(number)].width = 22
        page.freeze_panes = "B3"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _hint(column: Column) -> str:
    kinds = {"texts": "几条用；隔开", "yes_no": "是 或 否", "day": "如 2026-11-23", "number": "只写数字", "choice": "、".join(column.choices)}
    said = column.hint or kinds.get(column.kind, "")
    return f"{'必填。' if column.required else ''}{said}"


def _rows(book: Workbook, name: str, headings: Tuple[str, ...]) -> List[Tuple[int, Mapping[str, Any]]]:
    if name not in book.sheetnames:
        raise WorkbookRefused(f"没有“{name}”这张表，请从模板写起，不要改表名")
    lines = book[name].iter_rows(values_only=True)
    found = [str(cell).strip() if cell is not None else "" for cell in next(lines, ())]
    missing = [heading for heading in headings if heading not in found]
    if missing:
        raise WorkbookRefused(f"“{name}”表没有这几栏：{'、'.join(missing)}。请从模板写起，不要改栏名")
    rows: List[Tuple[int, Mapping[str, Any]]] = []
    next(lines, None)  # 第二行是怎么填
    for number, cells in enumerate(lines, 3):
        if not any(cell is not None and str(cell).strip() for cell in cells):
            continue
        if len(rows) >= _MOST_ROWS:
            raise WorkbookRefused(f"“{name}”表超过 {_MOST_ROWS} 行，请分几次导入")
        rows.append((number, dict(zip(found, cells))))
    return rows


def _refuse_disguised(data: bytes) -> None:
    """凭内容认：是不是 .xlsx，带不带宏，展开有多大。"""
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise WorkbookRefused("这不是 .xlsx 文件，请用 Excel 或 WPS 另存为 .xlsx 再传") from None
    names = packed.namelist()
    if "xl/workbook.xml" not in names:
        raise WorkbookRefused("这不是 .xlsx 文件，请用 Excel 或 WPS 另存为 .xlsx 再传")
    if any("vbaproject" in name.lower() for name in names):
        raise WorkbookRefused("文件里有宏，不收。请另存为不带宏的 .xlsx 再传")
    if sum(part.file_size for part in packed.infolist()) > _LARGEST_UNPACKED:
        raise WorkbookRefused("文件展开以后太大，请分几次导入")
