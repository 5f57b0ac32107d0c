"""一张表：本热线、原版 Rasa、好几倍。"""

from __future__ import annotations

import unicodedata
from typing import Any, List, Mapping, NamedTuple, Optional, Tuple

from bench.figures import pick, times_better


class Row(NamedTuple):
    """表里的一行。stock 为空时两边取同一路径。"""

    what: str
    path: str
    form: str = "{:.1f}"
    less_is_better: Optional[bool] = True  # None：只比差，不算倍数（正确率）
    stock: str = ""


ROWS = (
    Row("训练（秒）", "training_s", "{:.0f}"),
    Row("启动到能答（秒）", "start_s"),
    Row("100 句后内存（MB）", "memory_mb", "{:.0f}"),
    Row("理解 p50（毫秒，进程内）", "parse_ms.p50"),
    Row("理解 p95（毫秒，进程内）", "parse_ms.p95"),
    Row("新会话一句 p50（毫秒）", "message_ms.p50"),
    Row("新会话一句 p95（毫秒）", "message_ms.p95"),
    Row("同上，原版的会话只放内存", "message_ms.p50", stock="in_memory_message_ms.p50"),
    Row("同一会话第 10 句（毫秒）", "long.tenth"),
    Row("同一会话第 200 句（毫秒）", "long.two_hundredth"),
    Row("第 200 句 ÷ 第 10 句", "long.growth", "{:.2f}"),
    Row("只说一句的规则，1 路（句/秒）", "per_second.utter_1", less_is_better=False),
    Row("只说一句的规则，8 路（句/秒）", "per_second.utter_8", less_is_better=False),
    Row("同一个小动作，1 路（句/秒）", "per_second.same_action_1", less_is_better=False),
    Row("同一个小动作，8 路（句/秒）", "per_second.same_action_8", less_is_better=False),
    Row("本热线的真动作，1 路（句/秒）", "per_second.action_1", less_is_better=False, stock="per_second.same_action_1"),
    Row("本热线的真动作，8 路（句/秒）", "per_second.action_8", less_is_better=False, stock="per_second.same_action_8"),
    Row("事项 item@1", "accuracy.item@1.rate", "{:.3f}", None),
    Row("方面 aspect", "accuracy.aspect.rate", "{:.3f}", None),
    Row("诉求类型（问办事）", "accuracy.kind of guide questions.rate", "{:.3f}", None),
    Row("诉求类型（诉求）", "accuracy.kind (requests).rate", "{:.3f}", None),
    Row("诉求类型（平常话）", "accuracy.kind (calm).rate", "{:.3f}", None),
    Row("诉求类型（问规则）", "accuracy.kind (regulation).rate", "{:.3f}", None),
    Row("不归本局的没有当成本局的答", "accuracy.not ours, not answered.rate", "{:.3f}", None),
    Row("问规则的没有当成办事答", "accuracy.rules, not answered as an item.rate", "{:.3f}", None),
    Row("紧急都认出来", "accuracy.emergency recognised.rate", "{:.3f}", None),
    Row("平常话没有当成紧急", "accuracy.calm stays calm.rate", "{:.3f}", None),
)
HEADER = ("", "本热线", "原版 Rasa", "本热线好")


def cells(results: Mapping[str, Any]) -> List[Tuple[str, str, str, str]]:
    """量到的各行；两边都没有量的不列。"""
    lines = []
    for row in ROWS:
        ours, stock = pick(results, f"ours.{row.path}"), pick(results, f"stock.{row.stock or row.path}")
        if ours is None and stock is None:
            continue
        if row.less_is_better is None:
            better = "—" if ours is None or stock is None else f"{ours - stock:+.3f}"
        else:
            ratio = times_better(ours, stock, row.less_is_better)
            better = "—" if ratio is None else f"{ratio:.1f} 倍"
        lines.append((row.what, *("—" if v is None else row.form.format(v) for v in (ours, stock)), better))
    return lines


def plain(results: Mapping[str, Any]) -> str:
    """终端里对齐的表。汉字占两格。"""
    lines = [HEADER, *cells(results)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join([_pad(line[0], widths[0]), *(_pad(c, w, left=True) for c, w in zip(line[1:], widths[1:], strict=True))])
        for line in lines
    )


def markdown(results: Mapping[str, Any]) -> str:
    lines = [f"| {' | '.join(line)} |" for line in [HEADER, *cells(results)]]
    return "\n".join([lines[0], "| --- | ---: | ---: | ---: |", *lines[1:]])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int, left: bool = False) -> str:
    space = " " * (width - _width(text))
    return space + text if left else text + space
