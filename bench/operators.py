"""量坐席工作台：二十位坐席一起接电话，市民说完一句（转写送到）到页面拿到帮助要多久，走页面自己的接口。"""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from typing import Any, Dict, List

from bench.figures import percentile
from bench.processes import BenchFailed
from bench.sentences import Sentences

_OPERATORS, _UTTERANCES, _PAUSE_SECONDS = 20, 10, 3.0


def measure_operators(staff, sentences: Sentences) -> Dict[str, Any]:
    """staff 见 bench/staff.py。每位坐席一通来电，隔三秒来一句，句句不同；第一句热身，不算。

    一句的毫秒数：转写程序送出 → 推送到页面 → 页面问到这一句的帮助。接着问整段话那一次另算。
    """
    took: List[float] = []
    whole: List[float] = []
    failures: List[BaseException] = []

    def operator(k: int, texts: List[str]) -> None:
        try:
            time.sleep(k * _PAUSE_SECONDS / _OPERATORS)  # 二十个人不会同一刻开口
            _one_call(staff, texts, took, whole)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=operator, args=(k, sentences.mixed(_UTTERANCES))) for k in range(_OPERATORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise BenchFailed(f"有坐席没有量完：{failures[0]}")
    return {"operators": _OPERATORS, "ms": took, "whole_ms": whole, "p95_ms": percentile(took, 95), "whole_p95_ms": percentile(whole, 95)}


def report_operators(figures: Dict[str, Any]) -> List[str]:
    took, whole = figures["ms"], figures["whole_ms"]
    return [
        f"  坐席帮助，{figures['operators']} 位一起接电话，各隔 {_PAUSE_SECONDS:.0f} 秒来一句：",
        f"  中位 {percentile(took, 50):7.1f} ms  p95 {percentile(took, 95):7.1f} ms  说完一句到页面拿到帮助",
        f"  中位 {percentile(whole, 50):7.1f} ms  p95 {percentile(whole, 95):7.1f} ms  再问整段话、备好工单",
    ]


def _one_call(staff, texts: List[str], took: List[float], whole: List[float]) -> None:
    call_id = f"bench-{uuid.uuid4().hex[:12]}"
    speech, page = (http.client.HTTPConnection("127.0.0.1", staff.port, timeout=60) for _ in range(2))
    _post(staff, speech, f"/calls/{call_id}/utterances", {"text": "喂，您好"})
    _post(staff, page, f"/calls/{call_id}/take", {})
    feed = http.client.HTTPConnection("127.0.0.1", staff.port, timeout=60)
    feed.request("GET", f"/api/v1/calls/{call_id}/feed", headers=_headers(staff))
    pushed = feed.getresponse()
    _next_utterance(pushed)
    for n, text in enumerate(texts):
        started = time.perf_counter()
        _post(staff, speech, f"/calls/{call_id}/utterances", {"text": text})
        heard = _next_utterance(pushed)
        _post(staff, page, "/suggestions", {"text": heard})
        helped = time.perf_counter()
        _post(staff, page, "/suggestions", {"text": "。".join(texts[: n + 1])[-4000:]})
        if n:
            took.append((helped - started) * 1000)
            whole.append((time.perf_counter() - helped) * 1000)
        time.sleep(max(0.0, _PAUSE_SECONDS - (time.perf_counter() - started)))
    feed.close()
    _post(staff, page, f"/calls/{call_id}/end", {"outcome": "answered"})


def _next_utterance(pushed: http.client.HTTPResponse) -> str:
    while line := pushed.readline():
        if line.startswith(b"data: "):
            return json.loads(line[6:])["text"]
    raise BenchFailed("推送断了")


def _post(staff, connection: http.client.HTTPConnection, path: str, body: Dict[str, Any]) -> None:
    connection.request("POST", f"/api/v1{path}", json.dumps(body, ensure_ascii=False).encode(), _headers(staff))
    answer = connection.getresponse()
    said = answer.read()
    if answer.status >= 300:
        raise BenchFailed(f"{path} 答了 {answer.status}：{said.decode(errors='replace')[:200]}")


def _headers(staff) -> Dict[str, str]:
    return {"authorization": f"Bearer {staff.tokens['operator']}", "content-type": "application/json"}
