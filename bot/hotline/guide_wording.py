"""把事项里的事实变成各方面答话要填的内容。说法本身在 domain.yml。"""

from __future__ import annotations

import re
from typing import Dict, List, Sequence

from bot.hotline.one_time_notice import say_fee, say_limit, say_place, say_result
from bot.hotline.service_item import ServiceItem

# 要填的表；“法定代表人身份证”不是。
_FORM = re.compile("申请|表(?![人示明决])|承诺书")
_UNKNOWN = "还没有核实，请以窗口答复为准"


def wording_of(item: ServiceItem, aspect: str) -> Dict[str, str]:
    """一个方面的答话要填的字段；事项没有的事实明说没有核实，不留空白。"""
    return {
        "item": item.name,
        "elsewhere": f"由谁办：{item.handled_elsewhere.who}。" if item.handled_elsewhere else "",
        "caveat": _caveat(item),
        **_FIELDS[aspect](item),
    }


def lines(entries: Sequence[str]) -> str:
    """一条一行，带序号；只有一条时不编号。"""
    if len(entries) == 1:
        return entries[0]
    return "\n".join(f"{i}. {entry}" for i, entry in enumerate(entries, 1))


def _caveat(item: ServiceItem) -> str:
    return f"（核对日期{item.reviewed_on.isoformat()}；部分内容尚未核实，以窗口为准）" if not item.verified else f"（核对日期{item.reviewed_on.isoformat()}）"


def _eligibility(item: ServiceItem) -> Dict[str, str]:
    exceptions = f"\n下列情形不适用或不予受理：\n{lines(item.not_accepted)}" if item.not_accepted else ""
    return {"applicant": item.applicant, "eligibility": lines(item.eligibility) or _UNKNOWN, "exceptions": exceptions}


def _time_limit(item: ServiceItem) -> Dict[str, str]:
    promised, statutory = say_limit(item.promised_limit), say_limit(item.statutory_limit)
    parts: List[str] = []
    if promised:
        parts.append(f"本局承诺：{promised}")
    if statutory:
        parts.append(f"法定时限：{statutory}")
    return {"limits": "\n".join(parts) or _UNKNOWN}


def _process(item: ServiceItem) -> Dict[str, str]:
    return {"steps": lines(item.process) or _UNKNOWN}


def _place(item: ServiceItem) -> Dict[str, str]:
    return {"place": "\n".join(f"{name}：{value}" for name, value in say_place(item)), "channels": _channels(item)}


def _online(item: ServiceItem) -> Dict[str, str]:
    online = [c for c in item.channels if c.kind in ("online", "app")]
    return {
        "online": lines([f"{c.name}（{c.note}）" if c.note else c.name for c in online])
        or "还没有核实这件事能不能网上办，请按窗口办理准备",
        "channels": _channels(item),
    }


def _channels(item: ServiceItem) -> str:
    return "、".join(c.name for c in item.channels) or _UNKNOWN


_FIELDS = {
    "overview": lambda item: {"summary": item.summary},
    "materials": lambda item: {"summary": item.summary},
    "eligibility": _eligibility,
    "time_limit": _time_limit,
    "fee": lambda item: {"fee": say_fee(item)},
    "process": _process,
    "place": _place,
    "online": _online,
    "result": lambda item: {"result": say_result(item)},
    "legal_basis": lambda item: {"basis": lines([str(b) for b in item.legal_basis]) or _UNKNOWN},
    "contact": lambda item: {"phone": f"{item.place.phone}，也可以拨打12345" if item.place.phone else "拨打12345，转承办科室", "place": "\n".join(f"{n}：{v}" for n, v in say_place(item))},
    "progress": lambda item: {"channels": _channels(item), "limits": _time_limit(item)["limits"]},
    "consequence": lambda item: {"consequences": lines(item.consequences) or "没有录入这一项，请向窗口了解"},
    "forms": lambda item: {
        "forms": lines([m.name for m in item.materials if _FORM.search(m.name)]) or "没有需要事先填的表",
        "channels": _channels(item),
    },
}

# 能单独问的各个方面。
ASPECTS = tuple(_FIELDS)
