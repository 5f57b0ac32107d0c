"""把 Excel 里的各行合成一个个事项；对不上的一处一条：哪张表、第几行、哪一栏、为什么、怎么改。"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from bot.hotline.guide_sheets import SEPARATORS, SHEETS, Column, Sheet

_ID = re.compile(r"[a-z][a-z0-9_]{2,63}")
_YES_NO = {"是": True, "否": False, "对": True, "不是": False, "true": True, "false": False}
# 一行：第几行，栏名 → 格子里的值。
Rows = Sequence[Tuple[int, Mapping[str, Any]]]
Place = Tuple[str, int, str]


@dataclass(frozen=True)
class Misfit:
    """对不上的一处。row 是 Excel 的行号，整张表的毛病是 0。"""

    sheet: str
    row: int
    column: str
    reason: str
    remedy: str


@dataclass
class Guides:
    """读出来的。items 是事项编号到事项（照 YAML 的字段）；places 是字段写在哪一格，查出毛病时说得清。"""

    items: Dict[str, Dict[str, Any]] = field(default_factory=dict)
    places: Dict[str, Dict[str, Place]] = field(default_factory=dict)
    misfits: List[Misfit] = field(default_factory=list)

    def place_of(self, item_id: str, path: str) -> Place:
        """materials[2].form → 材料表第几行、形式那一栏；找不到细的就往上找，最后是事项那一行。"""
        known = self.places.get(item_id, {})
        while path:
            if path in known:
                return known[path]
            path = path.rpartition(".")[0] if "." in path else re.sub(r"\[\d+\]$", "", path) if path.endswith("]") else ""
        return known.get("", ("事项", 0, ""))


def read_guides(sheets: Mapping[str, Rows], departments: Mapping[str, str]) -> Guides:
    """sheets 是表名到各行；departments 是科室名称到编号。毛病全收在 misfits 里，不在第一处停下。"""
    guides = Guides()
    for sheet in SHEETS:
        for row, cells in sheets.get(sheet.name, ()):
            reading = _Row(sheet, row, cells, departments, guides.misfits)
            values = reading.values()
            item_id = values.pop("item_id", None)
            if item_id is None:
                continue
            if sheet.into == "":
                _add_item(guides, item_id, values, reading)
            elif item_id not in guides.items:
                reading.complain("事项编号", f"“事项”表里没有 {item_id}", "先在“事项”表里写这个事项，或者改对编号")
            elif sheet.into == "situations":
                _add_option(guides, item_id, values, reading)
            else:
                _append(guides, item_id, sheet.into, values, reading)
    if not guides.items and not guides.misfits:
        guides.misfits.append(Misfit("事项", 0, "", "一个事项也没有", "照模板在“事项”表里从第三行写起"))
    return guides


def _add_item(guides: Guides, item_id: str, values: Dict[str, Any], reading: _Row) -> None:
    if not _ID.fullmatch(item_id):
        return reading.complain("事项编号", f"“{item_id[:40]}”不能当编号", "英文小写字母开头，只用小写字母、数字、下划线")
    if item_id in guides.items:
        return reading.complain("事项编号", f"{item_id} 写了两行", "一个事项只写一行")
    lists: Dict[str, List] = {sheet.into: [] for sheet in SHEETS if sheet.into}
    nested = _nested(values)
    for limit in ("statutory_limit", "promised_limit"):
        if nested.get(limit, {}).get("workdays") is None:
            nested[limit] = None
    guides.items[item_id] = {"item_id": item_id, **nested, **lists}
    guides.places[item_id] = {"": (reading.sheet.name, reading.row, ""), **reading.places()}


def _add_option(guides: Guides, item_id: str, values: Dict[str, Any], reading: _Row) -> None:
    """同一个问题的几个选项各写一行，合成一个问题。"""
    option = _nested(values).pop("option", {})
    asked = {name: values.get(name) for name in ("id", "ask", "why")}
    situations = guides.items[item_id]["situations"]
    known = next((one for one in situations if one["id"] == asked["id"]), None)
    if known is None:
        known = {**asked, "options": []}
        situations.append(known)
        reading.keep(guides.places[item_id], f"situations[{len(situations)}]")
    elif known["ask"] != asked["ask"]:
        return reading.complain("怎么问", f"{asked['id']} 这个问题前后问法不一样", "同一个问题编号，问法写成一样的")
    known["options"].append(option)


def _append(guides: Guides, item_id: str, into: str, values: Dict[str, Any], reading: _Row) -> None:
    rows = guides.items[item_id][into]
    rows.append(_nested(values))
    reading.keep(guides.places[item_id], f"{into}[{len(rows)}]")


class _Row:
    """读一行：一格一格按那一栏该有的样子读。"""

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


def _nested(values: Mapping[str, Any]) -> Dict[str, Any]:
    """place.counter → {place: {counter: …}}。"""
    made: Dict[str, Any] = {}
    for name, value in values.items():
        outer, dot, inner = name.partition(".")
        if dot:
            made.setdefault(outer, {})[inner] = value
        else:
            made[name] = value
    return made


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


def misfit_in(guides: Guides, item_id: Optional[str], path: str, message: str) -> Misfit:
    """知识检查查出的一处毛病，说到 Excel 的哪一格。"""
    sheet, row, column = guides.place_of(item_id, path) if item_id else ("事项", 0, "")
    reason, _, remedy = message.partition("，请")
    return Misfit(sheet, row, column, reason, f"请{remedy}" if remedy else "照左边说的改")
