"""把 Excel 里的各行合成一个个事项；对不上的一处一条。"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from bot.hotline.guide_row import Misfit, Place, Row
from bot.hotline.guide_sheets import SHEETS

_ID = re.compile(r"[a-z][a-z0-9_]{2,63}")
# 一行：第几行，栏名 → 格子里的值。
Rows = Sequence[Tuple[int, Mapping[str, Any]]]


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
            reading = Row(sheet, row, cells, departments, guides.misfits)
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


def _add_item(guides: Guides, item_id: str, values: Dict[str, Any], reading: Row) -> None:
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


def _add_option(guides: Guides, item_id: str, values: Dict[str, Any], reading: Row) -> None:
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


def _append(guides: Guides, item_id: str, into: str, values: Dict[str, Any], reading: Row) -> None:
    rows = guides.items[item_id][into]
    rows.append(_nested(values))
    reading.keep(guides.places[item_id], f"{into}[{len(rows)}]")


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


def misfit_in(guides: Guides, item_id: Optional[str], path: str, message: str) -> Misfit:
    """知识检查查出的一处毛病，说到 Excel 的哪一格。"""
    sheet, row, column = guides.place_of(item_id, path) if item_id else ("事项", 0, "")
    reason, _, remedy = message.partition("，请")
    return Misfit(sheet, row, column, reason, f"请{remedy}" if remedy else "照左边说的改")
