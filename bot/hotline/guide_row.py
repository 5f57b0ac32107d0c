"""读 Excel 的一行：一格一格按那一栏该有的样子读；读不成的记下哪张表、第几行、哪一栏、为什么、怎么改。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Dict, List, Mapping, Tuple

from bot.hotline.guide_sheets import SEPARATORS, Column, Sheet

_YES_NO = {"是": True, "否": False, "对": True, "不是": False, "true": True, "false": False}
Place = Tuple[str, int, str]  # 哪张表、第几行、哪一栏


@dataclass(frozen=True)
class Misfit:
    """对不上的一处。row 是 Excel 的行号，整张表的毛病是 0。"""

    sheet: str
    row: int
    column: str
    reason: str
    remedy: str


class Row:
    """departments 是科室名称到编号；毛病添到 misfits 里。"""

    def __init__(self, sheet: Sheet, row: int, cells: Mapping[str, Any], departments: Mapping[str, str], misfits: List[Misfit]):
        self.sheet, self.row, self._cells = sheet, row, cells
        self._departments, self._misfits = departments, misfits

    def values(self) -> Dict[str, Any]:
        return {column.into: self._value(column) for column in self.sheet.columns}

    def places(self) -> Dict[str, Place]:
        return {column.into: (self.sheet.name, self.row, column.heading) for column in self.sheet.columns}

    def keep(self, places: Dict[str, Place], prefix: str) -> None:
        places[prefix] = (self.sheet.name, self.row, "")
        places.update({f"{prefix}.{into}": place for into, place in self.places().items()})

    def complain(self, heading: str, reason: str, remedy: str) -> None:
        self._misfits.append(Misfit(self.sheet.name, self.row, heading, reason, remedy))

    def _value(self, column: Column) -> Any:
        cell = self._cells.get(column.heading)
        text = _text(cell)
        if not text:
            if column.required:
                self.complain(column.heading, "没有填", column.hint or f"填上{column.heading}")
            return [] if column.kind == "texts" else {} if column.kind == "when" else column.default
        try:
            return getattr(self, f"_{column.kind}")(column, cell, text)
        except _Wrong as wrong:
            self.complain(column.heading, f"“{text[:40]}”{wrong.reason}", wrong.remedy)
            return None

    def _text(self, column: Column, cell: Any, text: str) -> str:
        return text

    def _texts(self, column: Column, cell: Any, text: str) -> List[str]:
        return _split(text, SEPARATORS)

    def _number(self, column: Column, cell: Any, text: str) -> Any:
        try:
            number = float(text)
        except ValueError:
            raise _Wrong("不是数字", "只写阿拉伯数字，不带单位") from None
        if not 0 <= number < 1e9:
            raise _Wrong("不像个合理的数", "写 0 以上的数")
        return int(number) if number == int(number) else number

    def _day(self, column: Column, cell: Any, text: str) -> date:
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        try:
            return date.fromisoformat(text.replace("/", "-").replace(".", "-"))
        except ValueError:
            raise _Wrong("不是日子", "写作 2026-11-23") from None

    def _yes_no(self, column: Column, cell: Any, text: str) -> bool:
        if text.lower() not in _YES_NO:
            raise _Wrong("看不出是还是否", "写 是 或 否")
        return _YES_NO[text.lower()]

    def _choice(self, column: Column, cell: Any, text: str) -> str:
        if text in column.choices.values():
            return text
        if text not in column.choices:
            raise _Wrong("不是可以写的", f"只能写：{'、'.join(column.choices)}")
        return column.choices[text]

    def _department(self, column: Column, cell: Any, text: str) -> str:
        if text in self._departments.values():
            return text
        if text not in self._departments:
            raise _Wrong("不是本局的科室", f"写科室全称：{'、'.join(self._departments)}")
        return self._departments[text]

    def _when(self, column: Column, cell: Any, text: str) -> Dict[str, List[str]]:
        wanted = {}
        for part in _split(text, SEPARATORS):
            name, equals, options = part.partition("=")
            if not (equals and name.strip() and options.strip()):
                raise _Wrong("看不懂", "写作 问题编号=选项编号，如 agent=agent；premises=shop、canteen")
            wanted[name.strip()] = _split(options, "、,，")
        return wanted


class _Wrong(Exception):
    """这一格读不成。"""

    def __init__(self, reason: str, remedy: str):
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


def _split(text: str, separators: str) -> List[str]:
    return [part.strip() for part in re.split(f"[{re.escape(separators)}]", text) if part.strip()]


def _text(cell: Any) -> str:
    """格子里的字；整数写成 5，不写成 5.0；日子照 2026-11-23。"""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return str(cell).strip()
