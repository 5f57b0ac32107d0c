"""接口说明：/openapi.json 给程序读，/docs 给人读，都来自 openapi/ 里的几份。"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Dict

import yaml
from jinja2 import Environment, FileSystemLoader, select_autoescape
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, json

documentation = Blueprint("documentation")
_HERE = Path(__file__).parent
_templates = Environment(
    loader=FileSystemLoader(_HERE / "pages"), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
)
_METHODS = ("get", "post", "patch", "put", "delete")
_HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"}


@lru_cache(maxsize=1)
def read_openapi() -> Dict[str, Any]:
    """几个文件合成一份；同一条路径写在两个文件里的，动词合在一起。"""
    document: Dict[str, Any] = {}
    for path in sorted((_HERE / "openapi").glob("*.yml")):
        _merge(document, yaml.safe_load(path.read_text(encoding="utf-8")))
    return document


def _merge(whole: Dict[str, Any], part: Dict[str, Any]) -> None:
    for name, value in part.items():
        if isinstance(value, dict) and isinstance(whole.get(name), dict):
            _merge(whole[name], value)
        elif name in whole:
            raise ValueError(f"接口说明里 {name} 写了两遍")
        else:
            whole[name] = value


@documentation.get("/openapi.json")
async def openapi(_: Request) -> HTTPResponse:
    return json(read_openapi(), ensure_ascii=False)


@documentation.get("/docs")
async def docs(_: Request) -> HTTPResponse:
    document = read_openapi()
    calls = [
        {"path": document["servers"][0]["url"] + path, "method": method.upper(), **call}
        for path, item in document["paths"].items()
        for method, call in item.items()
        if method in _METHODS
    ]
    page = _templates.get_template("docs.html").render(info=document["info"], calls=calls, schemas=document["components"]["schemas"])
    return html(page, headers=_HEADERS)
