"""把字段填进 domain.yml 的说法。不依赖 Rasa。"""

from __future__ import annotations

import string
from typing import Any, Dict

_parser = string.Formatter()


def fill(template: str, fields: Dict[str, Any]) -> str:
    """把字段填进说法。一行的字段全空时整行去掉；句中空字段只是不说。"""
    said = []
    for line in template.split("\n"):
        names = [name for _, name, _, _ in _parser.parse(line) if name]
        if names and not any(str(fields.get(name) or "") for name in names):
            continue
        said.append(line.format(**{name: fields.get(name) or "" for name in names}) if names else line)
    return "\n".join(line for line in said if line.strip())
