"""把一本台账写成 Excel 文件。"""

from __future__ import annotations

from bot.hotline.ledger import Ledger
from bot.usecases.office.make_ledger import COLUMNS, ledger_lines


def write_ledger(ledger: Ledger, hotline) -> bytes:
    """hotline.write_table 是写表格的（stores/workbook.py）。"""
    totals, period = ledger.totals(), ledger.period
    remarks = (
        f"{period.since.date()} 至 {period.last_day}；本周登记 {totals['filed']} 件，以前结转 {totals['carried_over']} 件，"
        f"办结 {totals['resolved']} 件，超期 {totals['overdue']} 件，回访满意 {totals['satisfied']} 件、"
        f"不满意 {totals['dissatisfied']} 件。{ledger.computed_at:%Y-%m-%d %H:%M} 统计。"
    )
    return hotline.write_table(f"问题台账 {period.name}", remarks, COLUMNS, ledger_lines(ledger, hotline))
