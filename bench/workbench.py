"""量工单工作台：页面自己用的接口，一种开法一行。列表的每种条件、检索、队列数、打开一张工单。"""

from __future__ import annotations

import http.client
import time
from typing import Any, Dict, List, Tuple
from urllib.parse import quote

from bench.figures import percentile

_ROUNDS = 15
# 页面一打开就看没办完的，就是这几种状态。
_OPEN = "registered,dispatched,returned,in_hand,paused,resolved,replied,merged"
# (说法, 谁来看, 条件)。科室的人多一道“只看本科室主办、协办的”，坐席多一道“不看作风投诉”。
_LISTS: Tuple[Tuple[str, str, Dict[str, str]], ...] = (
    ("一打开（班长席）", "lead", {"status": _OPEN}),
    ("一打开（科室）", "food", {"status": _OPEN}),
    ("一打开（坐席）", "operator", {"status": _OPEN}),
    ("连办完的一起看", "food", {}),
    ("按状态：待签收", "food", {"status": "dispatched"}),
    ("按状态：少见的", "lead", {"status": "returned"}),
    ("按状态：一张也没有的", "lead", {"status": "paused"}),
    ("按科室", "lead", {"status": _OPEN, "department": "drug"}),
    ("按科室：一张也没有的", "lead", {"status": _OPEN, "department": "registration"}),
    ("按类型", "food", {"status": _OPEN, "kind": "tip_off"}),
    ("按类型：一张也没有的", "lead", {"status": _OPEN, "kind": "commendation"}),
    ("按问题", "lead", {"status": _OPEN, "problem": "food_safety"}),
    ("按问题：一张也没有的", "food", {"status": _OPEN, "problem": "price"}),
    ("按紧急", "lead", {"status": _OPEN, "urgency": "normal"}),
    ("按紧急：一张也没有的", "food", {"status": _OPEN, "urgency": "emergency"}),
    ("科室和问题凑不到一起", "lead", {"department": "drug", "problem": "price"}),
    ("科室、类型、紧急，连办完的", "lead", {"department": "drug", "kind": "suggestion", "urgency": "urgent"}),
    ("超期的（班长席）", "lead", {"status": _OPEN, "overdue": "true"}),
    ("超期的（科室）", "food", {"status": _OPEN, "overdue": "true"}),
    ("类型、问题、紧急、状态一起", "food", {"status": "returned", "kind": "tip_off", "problem": "food_safety", "urgency": "normal"}),
    ("市民有新话（班长席）", "lead", {"citizen_words": "true"}),
    ("市民有新话（科室）", "food", {"citizen_words": "true"}),
    ("市民有新话（坐席）", "operator", {"citizen_words": "true"}),
    ("市民有新话：一张也没有的", "lead", {"citizen_words": "true", "department": "drug", "problem": "price"}),
    ("市民有新话，检索", "lead", {"citizen_words": "true", "q": "烧烤店"}),
    ("检索", "food", {"status": _OPEN, "q": "健身房"}),
    ("检索加问题，一张也没有", "lead", {"status": _OPEN, "q": "烧烤店", "problem": "price"}),
    ("检索少见的话", "lead", {"status": _OPEN, "q": "驼铃母婴店拒开票据 北大街77号"}),
)


def measure_workbench(staff) -> Dict[str, Any]:
    """staff 见 bench/staff.py。返回每种开法每遍的毫秒数，和要过线的几个 p95。"""
    connection = http.client.HTTPConnection("127.0.0.1", staff.port)
    lists = {name: _times(connection, staff, who, [("GET", "/tickets", query)]) for name, who, query in _LISTS}
    queues = {f"队列数（{who}）": _times(connection, staff, who, [("GET", "/queues", {})]) for who in ("lead", "food", "operator")}
    numbers = _some_numbers(connection, staff)
    opened = {f"打开一张工单（{who}）": _times(connection, staff, who, _opening(number)) for who, number in numbers.items()}
    views = {"存下的查法": _times(connection, staff, "food", [("GET", "/ticket-views", {})])}
    return {
        "ms": {**lists, **queues, **opened, **views},
        "lists_p95_ms": _worst_p95(lists),
        "queues_p95_ms": _worst_p95(queues),
        "ticket_page_p95_ms": _worst_p95(opened),
    }


def report_workbench(figures: Dict[str, Any]) -> List[str]:
    lines = ["  工作台，页面自己的接口："]
    for name, took in figures["ms"].items():
        lines.append(f"  中位 {percentile(took, 50):7.1f} ms  p95 {percentile(took, 95):7.1f} ms  {name}")
    lines.append(f"  最慢的一种 p95：列表 {figures['lists_p95_ms']:.1f} ms，队列数 {figures['queues_p95_ms']:.1f} ms，打开一张 {figures['ticket_page_p95_ms']:.1f} ms")
    return lines


def _opening(number: str) -> List[Tuple[str, str, Dict[str, str]]]:
    """工单页一打开要的三样，一件接一件算，页面上头两件是一起要的。"""
    return [("GET", f"/tickets/{number}", {}), ("GET", f"/tickets/{number}/help", {}), ("POST", f"/tickets/{number}/presence", {})]


def _some_numbers(connection: http.client.HTTPConnection, staff) -> Dict[str, str]:
    """各人看得到的一张：同一商家的别的工单多，帮助最费事。"""
    found = {}
    for who in ("lead", "food"):
        page = staff.call(connection, who, "GET", "/tickets", {"status": _OPEN, "limit": "1"})
        found[who] = page["tickets"][0]["ticket_no"]
    return found


def _times(connection: http.client.HTTPConnection, staff, who: str, calls: List[Tuple[str, str, Dict[str, str]]]) -> List[float]:
    took: List[float] = []
    for round_ in range(_ROUNDS + 1):
        started = time.perf_counter()
        for method, path, query in calls:
            staff.call(connection, who, method, quote(path), query)
        if round_:  # 第一遍先把要用的页读进内存，不算
            took.append((time.perf_counter() - started) * 1000)
    return took


def _worst_p95(times: Dict[str, List[float]]) -> float:
    """最慢的一种的 p95：合在一起算会把一种慢的盖过去。"""
    return max(percentile(took, 95) for took in times.values())
