"""把字段填进 domain.yml 的说法。不依赖 Rasa。"""

from __future__ import annotations

import string
from typing import Any, Dict, List

import yaml

from bot.settings import PROJECT

_parser = string.Formatter()


def read_responses() -> Dict[str, List[Dict[str, Any]]]:
    """domain.yml 里的全部说法。直接读文件：改一句说法不用重新训练。"""
    domain = yaml.load((PROJECT / "domain.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return domain["responses"]


def fill(template: str, fields: Dict[str, Any]) -> str:
    """把字段填进说法。一行的字段全空时整行去掉；句中空字段只是不说。"""
    said = []
    for line in template.split("\n"):
        names = [name for _, name, _, _ in _parser.parse(line) if name]
        if names and not any(str(fields.get(name) or "") for name in names):
            continue
        said.append(line.format(**{name: fields.get(name) or "" for name in names}) if names else line)
    return "\n".join(line for line in said if line.strip())
