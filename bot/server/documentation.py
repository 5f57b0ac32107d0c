"""接口说明：/openapi.json 给程序读，/docs 给人读，都来自 openapi.yml 一份。"""

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
    return yaml.safe_load((_HERE / "openapi.yml").read_text(encoding="utf-8"))


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
