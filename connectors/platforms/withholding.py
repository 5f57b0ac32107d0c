"""举报人的信息不出本局。在翻译之前做，对照表怎么写都带不出去。

投诉要调解，平台需要投诉人的姓名电话；举报只需要线索（总局令第121号第三十七条）。
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Dict, List, Sequence, Tuple

from bot.hotline.privacy import mask

WITHHELD = "〔举报人信息由受理机关保存〕"
_TIP_OFF = "tip_off"
# 举报只送这些；新加的字段不写进来就不送。linked 会把匿名举报和实名投诉连起来，history 里有经手人。
_SENT_AS_IS = (
    "ticket_no", "kind", "ticket_system", "problem", "urgency", "department", "status", "status_sequence", "source",
    "external", "filed_at",
)  # fmt: skip
_FREE_TEXT = ("title", "narrative", "subject", "demands", "note", "reply")
_GAP = r"[\s\-－—–·.。_、,，]*"
_CUT = r"[\s…]*\Z"
_DIGITS = {
    "0": "0０零〇", "1": "1１一幺壹", "2": "2２二两贰", "3": "3３三叁", "4": "4４四肆",
    "5": "5５五伍", "6": "6６六陆", "7": "7７七柒", "8": "8８八捌", "9": "9９九玖",
}  # fmt: skip


def withhold_reporter(ticket: Dict[str, Any]) -> Dict[str, Any]:
    """返回可以送出去的工单。举报去掉举报人的一切，正文里提到的也去掉；别的工单原样。"""
    if ticket.get("kind") != _TIP_OFF:
        return ticket
    told = _texts(ticket.get("citizen") or {})
    identity = [_spellings(text) for key, text in told if key != "address"]
    everything = identity + [_spellings(text) for key, text in told if key == "address"]

    sent = {name: ticket[name] for name in _SENT_AS_IS if name in ticket}
    for name in _FREE_TEXT:
        if name in ticket:
            # 正文里别的手机号、证件号说不清是谁的，一律遮住；原文在本局。
            sent[name] = _scrub(ticket[name], everything, mask_numbers=True)
    if "respondent" in ticket:
        # 被举报的地方可能就是举报人住的楼，所以这一栏只去姓名和号码，不去地址。
        sent["respondent"] = _scrub(ticket["respondent"], identity, mask_numbers=False)
    sent["citizen"] = {"is_anonymous": True}
    sent["evidence"] = [f"证据{len(ticket['evidence'])}件，由受理机关保存"] if ticket.get("evidence") else []
    return sent


def _texts(record: Any, key: str = "") -> List[Tuple[str, str]]:
    """记录里所有认得出人的文字。单个字（「王」）认不出人，去了反而伤正文。"""
    if isinstance(record, dict):
        return [pair for name, value in record.items() for pair in _texts(value, name)]
    if isinstance(record, (list, tuple)):
        return [pair for value in record for pair in _texts(value, key)]
    return [(key, record)] if isinstance(record, str) and len(record.strip()) > 1 else []


def _spellings(text: str) -> re.Pattern[str]:
    """同一个号码、名字的各种写法：全角、汉字数字、中间隔开；还有标题截断时剩下的半截。"""
    letters = [c for c in unicodedata.normalize("NFKC", text) if not re.fullmatch(_GAP, c)]
    if len(letters) < 2:
        return re.compile("(?!)")
    parts = [f"[{_DIGITS[c]}]" if c in _DIGITS else re.escape(c) for c in letters]
    shortest = 4 if text[:4].isdigit() else 2
    rest = ""
    for index in range(len(parts) - 1, 0, -1):
        rest = _GAP + parts[index] + rest
        if index >= shortest:
            rest = f"(?:{rest}|{_CUT})"
    return re.compile(parts[0] + rest, re.IGNORECASE)


def _scrub(value: Any, patterns: Sequence[re.Pattern[str]], mask_numbers: bool) -> Any:
    if isinstance(value, dict):
        return {key: _scrub(inner, patterns, mask_numbers) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_scrub(inner, patterns, mask_numbers) for inner in value]
    if not isinstance(value, str):
        return value
    for pattern in patterns:
        value = pattern.sub(WITHHELD, value)
    return mask(value) if mask_numbers else value
