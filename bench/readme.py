"""把最近一次完整测量的表填进 bench/README.md：python -m bench.readme"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Mapping

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
    how = f"量于 {results['measured_at']}，{results['cores']} 核 {results['machine']}，分量 {results['plan']}。"
    lines = "\n".join(f"- {line}" for line in acceptance(results))
    return f"{before}{START}\n{how}\n\n{markdown(results)}\n\n验收：\n\n{lines}\n{END}{after}"


def main() -> None:
    folder = Path(__file__).parent
    results = folder / "out" / "results.json"
    if not results.exists():
        raise SystemExit("还没有完整的结果，请先运行 python -m bot bench")
    readme = folder / "README.md"
    filled = fill(readme.read_text(encoding="utf-8"), json.loads(results.read_text(encoding="utf-8")))
    readme.write_text(filled, encoding="utf-8")
    print("bench/README.md 的表已更新")


if __name__ == "__main__":
    main()
