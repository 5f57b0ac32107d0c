"""像真的身份证号、手机号，哪里都不许有。"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterator

from bot.stores.checks.shelf import error
from bot.stores.knowledge_schema import Problem

# 身份证号：六位地区、八位生日、三位顺序、一位校验；手机号中间容许空格和短横。
_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_INVENTED_MOBILE = re.compile(r"138000000\d\d")


def real_looking_personal_data(folder: Path, root: Path) -> Iterator[Problem]:
    """像真的身份证号、手机号。举例只用 138000000xx。"""
    for path in sorted(
        p for p in folder.rglob("*") if p.suffix in (".yml", ".yaml", ".json", ".jsonl", ".md", ".csv", ".txt")
    ):
        where = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if _ID_NUMBER.search(line):
                yield error(where, f"第{number}行", "像真的身份证号，请删去，举例不用完整号码")
            for phone in _MOBILE.findall(line):
                if not _INVENTED_MOBILE.fullmatch(re.sub("[ -]", "", phone)):
                    yield error(where, f"第{number}行", "像真的手机号，请改成 138000000xx")
