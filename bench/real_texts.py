"""市民真写的话（只量，不训练，也不放进项目）：投诉有没有当成问办事，留言的类型听得对不对。"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence

from bench.accuracy import Understand
from bench.processes import BenchFailed

FOLDER = "HOTLINE_REAL_TEXTS"
COMPLAINTS, MESSAGES = "consumer_complaints.jsonl", "message_board.jsonl"
# 留言板只有三类，本热线分得细；对照写在这里。表扬和其他在留言板里没有对应，算错。
SITE_KIND = {
    "complaint": "投诉/求助",
    "tip_off": "投诉/求助",
    "conduct_complaint": "投诉/求助",
    "help_request": "投诉/求助",
    "inquiry": "咨询",
    "suggestion": "建言",
}
SITE_KINDS = ("投诉/求助", "咨询", "建言")
NO_MATCH = "（无对应）"


def real_texts_folder(environ: Mapping[str, str] = os.environ) -> Optional[Path]:
    """环境变量 HOTLINE_REAL_TEXTS 指的文件夹；没有设就是 None。"""
    value = environ.get(FOLDER)
    if not value:
        return None
    folder = Path(value)
    if not folder.is_dir():
        raise BenchFailed(f"{FOLDER} 指的不是一个文件夹")
    return folder


def read_rows(folder: Path, name: str) -> List[Dict[str, Any]]:
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def utterance_of(row: Mapping[str, Any]) -> str:
    """标题和正文连成一段，像市民一口气说的。"""
    title, text = (row.get("title") or "").strip(), (row.get("text") or "").strip()
    return text if text.startswith(title) else f"{title}。{text}"


def utterances_in(folder: Path) -> List[str]:
    rows = read_rows(folder, COMPLAINTS) + read_rows(folder, MESSAGES)
    return list(dict.fromkeys(map(utterance_of, rows)))


def measure_real_texts(understand: Understand, folder: Path) -> Dict[str, Any]:
    complaints = read_rows(folder, COMPLAINTS)
    messages = read_rows(folder, MESSAGES)
    return {
        "complaints": about_complaints(understand([utterance_of(row) for row in complaints])),
        "messages": about_messages(
            [row["site_kind"] for row in messages], understand([utterance_of(row) for row in messages])
        ),
    }


def about_complaints(heard: Sequence[Mapping[str, Any]]) -> Dict[str, Any]:
    """真实投诉。当成问办事：认准一个事项答了，或者听成咨询。"""
    as_guide = [h for h in heard if h["item_decision"] == "answer" or h["kind"] == "inquiry"]
    return {
        "total": len(heard),
        "as_guide_question": len(as_guide),
        "answered_with_an_item": sum(h["item_decision"] == "answer" for h in heard),
        "kinds": _counts(h["kind"] for h in heard),
        "systems": _counts(h["ticket_system"] for h in heard),
        "emergencies": sum(bool(h["emergency"]) for h in heard),
    }


def about_messages(site_kinds: Sequence[str], heard: Sequence[Mapping[str, Any]]) -> Dict[str, Any]:
    got = [SITE_KIND.get(h["kind"], NO_MATCH) for h in heard]
    confusion = Counter(zip(site_kinds, got, strict=True))
    return {
        "total": len(heard),
        "confusion": {site: {g: confusion[site, g] for g in (*SITE_KINDS, NO_MATCH)} for site in SITE_KINDS},
        "macro_f1": macro_f1(site_kinds, got),
        "item_decisions": _counts(h["item_decision"] for h in heard),
        "departments": _counts((h["department"] or NO_MATCH for h in heard), most=12),
        "emergencies": sum(bool(h["emergency"]) for h in heard),
    }


def macro_f1(expected: Sequence[str], got: Sequence[str]) -> float:
    """三类 F1 的平均；没有出现过的类不算。"""
    scores = []
    for kind in sorted(set(expected)):
        right = sum(e == g == kind for e, g in zip(expected, got, strict=True))
        scores.append(2 * right / (sum(e == kind for e in expected) + sum(g == kind for g in got)))
    return sum(scores) / len(scores) if scores else 0.0


def report_real_texts(real: Mapping[str, Any]) -> str:
    complaints, messages = real["complaints"], real["messages"]
    lines = [
        f"消费投诉 {complaints['total']} 件：当成问办事 {complaints['as_guide_question']} 件"
        f"（其中答了事项 {complaints['answered_with_an_item']} 件），当成紧急 {complaints['emergencies']} 件",
        f"  听成：{_say(complaints['kinds'])}；走：{_say(complaints['systems'])}",
        f"留言 {messages['total']} 件：类型 macro-F1 {messages['macro_f1']:.3f}，当成紧急 {messages['emergencies']} 件",
        "  网站的类型 → 本热线听成：",
        *(f"    {site}：{_say(row)}" for site, row in messages["confusion"].items()),
        f"  事项判断：{_say(messages['item_decisions'])}",
        f"  最多的去处：{_say(messages['departments'])}",
    ]
    return "\n".join(lines)


def _counts(values, most: Optional[int] = None) -> Dict[str, int]:
    return {str(value): count for value, count in Counter(values).most_common(most)}


def _say(counts: Mapping[str, int]) -> str:
    return "，".join(f"{name} {count}" for name, count in counts.items())
