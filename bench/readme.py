"""把最近一次完整测量的表填进 bench/README.md：python -m bench.readme"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, Mapping, Optional

from bench.acceptance import acceptance
from bench.processes import BenchFailed
from bench.table import markdown

START, END = "<!-- 表：开始 -->", "<!-- 表：结束 -->"


def fill(readme: str, results: Mapping[str, Any]) -> str:
    """两个记号之间换成表和验收线，别处不动。"""
    before, found, rest = readme.partition(START)
    _, found_end, after = rest.partition(END)
    if not found or not found_end:
        raise BenchFailed(f"README 里没有 {START} 和 {END}")
    again = f"，快慢重量于 {results['speed_measured_at']}" if "speed_measured_at" in results else ""
    how = f"量于 {results['measured_at']}{again}，{results['cores']} 核 {results['machine']}，分量 {results['plan']}。"
    lines = "\n".join(f"- {line}" for line in acceptance(results))
    return f"{before}{START}\n{how}\n\n{markdown(results)}\n\n验收：\n\n{lines}\n{END}{after}"


def with_later_speed(results: Mapping[str, Any], speed: Optional[Mapping[str, Any]]) -> Dict[str, Any]:
    """speed 是 --only speed 的结果：同样的分量、量得更晚，两边的快慢就用它的。"""
    if speed is None or speed["plan"] != results["plan"] or speed["measured_at"] <= results["measured_at"]:
        return dict(results)
    sides = {side: {**results[side], **speed[side]} for side in ("ours", "stock")}
    return {**results, **sides, "speed_measured_at": speed["measured_at"]}


def main() -> None:
    folder = Path(__file__).parent
    results, speed = folder / "out" / "results.json", folder / "out" / "results-speed.json"
    if not results.exists():
        raise SystemExit("还没有完整的结果，请先运行 python -m bot bench")
    readme = folder / "README.md"
    later = json.loads(speed.read_text(encoding="utf-8")) if speed.exists() else None
    filled = fill(readme.read_text(encoding="utf-8"), with_later_speed(json.loads(results.read_text(encoding="utf-8")), later))
    readme.write_text(filled, encoding="utf-8")
    print("bench/README.md 的表已更新")


if __name__ == "__main__":
    main()
