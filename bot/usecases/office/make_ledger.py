"""出一本问题台账、一份每月统计。"""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from bot.hotline.ledger import Ledger, LedgerRow, Period, ledger_row
from bot.hotline.points import Tally, tally
from bot.hotline.privacy import mask
from bot.hotline.rating import Grade


def make_ledger(period: Period, hotline, department: Optional[str] = None) -> Ledger:
    """department 给了就只要它主办、协办的。作风投诉只在机关党委自己的台账里。"""
    found = hotline.ledger.tickets_of(period, department)
    numbers = [ticket.ticket_no for ticket in found]
    histories, grades = hotline.ledger.histories(numbers), hotline.ratings.latest_of_tickets(numbers)
    now = hotline.now()
    rows = [ledger_row(t, histories[t.ticket_no], grades.get(t.ticket_no), period, now) for t in found]
    return Ledger(period, now, tuple(rows))


def count_points(period: Period, hotline) -> List[Tally]:
    """一段日子里各科室的积分次数。"""
    rules = hotline.knowledge.points
    happened = hotline.ledger.happenings(period, {fact for rule in rules for fact in rule.counts})
    return tally(happened, hotline.ledger.outcomes(sorted({one.ticket_no for one in happened})), rules)


# 台账的各栏，次序就是表里的次序：（字段，表头）。
COLUMNS = (
    ("number", "序号"),
    ("ticket_no", "工单编号"),
    ("kind", "诉求类型"),
    ("title", "问题"),
    ("problem", "问题性质"),
    ("source", "来源"),
    ("filed_on", "登记日期"),
    ("carried_over", "以前结转"),
    ("department", "责任科室（单位）"),
    ("person", "责任人"),
    ("limit", "解决时限"),
    ("due_on", "届满日"),
    ("overdue", "是否超期"),
    ("status", "进展"),
    ("resolved_on", "办结日期"),
    ("outcome", "办理结果"),
    ("satisfied", "回访"),
    ("grade", "评价"),
    ("urged", "催办次数"),
    ("external_no", "平台编号"),
)
_GRADES = {
    Grade.VERY_SATISFIED: "非常满意",
    Grade.SATISFIED: "满意",
    Grade.BASICALLY_SATISFIED: "基本满意",
    Grade.DISSATISFIED: "不满意",
    Grade.VERY_DISSATISFIED: "非常不满意",
}
_SATISFIED = {True: "满意", False: "不满意", None: "未回访"}


def ledger_lines(ledger: Ledger, hotline) -> List[Dict[str, Any]]:
    """台账的各行，都是给人看的话，个人信息遮住。"""
    return [_line(number, row, hotline) for number, row in enumerate(ledger.rows, 1)]


def _line(number: int, row: LedgerRow, hotline) -> Dict[str, Any]:
    ticket, names = row.ticket, hotline.knowledge.names
    limit = hotline.knowledge.time_limits.get(row.limit.time_limit) if row.limit else None
    return {
        "number": number,
        "ticket_no": ticket.ticket_no,
        "kind": names.kinds.get(ticket.kind, ticket.kind),
        "title": mask(ticket.title),
        "problem": names.problems.get(ticket.problem or "", ""),
        "source": ticket.source,
        "filed_on": ticket.filed_at.date().isoformat(),
        "carried_over": "是" if row.is_carried_over else "",
        "department": hotline.knowledge.name_of_body(row.department),
        "person": row.person,
        "limit": limit.name + ("" if limit.verified else "（待本市确认）") if limit else "",
        "due_on": row.limit.due_on.isoformat() if row.limit and row.limit.due_on else "",
        "overdue": "超期" if row.is_overdue else "",
        "status": names.statuses.get(ticket.status.value, ticket.status.value),
        "resolved_on": row.resolved_at.date().isoformat() if row.resolved_at else "",
        "outcome": names.resolutions.get(row.outcome or "", row.outcome or ""),
        "satisfied": _SATISFIED[row.satisfied],
        "grade": _GRADES[row.grade] if row.grade else "",
        "urged": ticket.urged,
        "external_no": ticket.external_no or ticket.origin_no or "",
    }
