"""命令行上写的日子、情形，读成程序用的。写错了说该怎么写。"""

from __future__ import annotations

from datetime import date
from typing import Tuple

import typer


def parse_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} 应当写作 2026-04-28") from None


def parse_pair(text: str) -> Tuple[str, str]:
    """“问题=选项” → （问题，选项）。"""
    key, separator, value = text.partition("=")
    if not separator:
        raise typer.BadParameter(f"{text!r} 应当写作 问题=选项")
    return key, value
