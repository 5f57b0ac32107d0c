"""网页：web/ 构建出来的几页，由这里端给浏览器，压缩过的照压缩的给。"""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Dict, Optional

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, raw

from bot.server.problems import problem

_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
# 文件名里带内容摘要的，内容永远不变；其余每次都核对有没有更新，免得市民看到旧的。
_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}
_CHECK = {"cache-control": "no-cache"}
_NOT_BUILT = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>网页还没有构建</title>
<h1>网页还没有构建</h1><p>请运行 <code>make web</code>（要用 Node 18 以上）。着急请直接拨打 12345。</p></html>"""
STAFF_PAGES = ("/login", "/operator", "/tickets", "/tickets/<ticket_no:str>", "/ledger", "/knowledge", "/audit", "/staff", "/password")


def web_pages(folder: Path) -> Blueprint:
    """folder 是 web/dist。没构建的时候服务照常，这几页说明怎么构建。"""
    pages = Blueprint("web_pages")

    @pages.get("/")
    async def chat(request: Request) -> HTTPResponse:
        return _page(request, folder, "chat")

    async def staff(request: Request, **_) -> HTTPResponse:
        """工作人员的几页是同一个文件，开哪一页由网址定；没登录的自己转到登录页。"""
        return _page(request, folder, "staff")

    for path in STAFF_PAGES:
        pages.add_route(staff, path, methods=["GET"], name=path.strip("/").replace("/", "_").partition("<")[0])

    @pages.get("/assets/<name:str>")
    async def asset(request: Request, name: str) -> HTTPResponse:
        return _file(request, folder / "assets", name, _FOR_EVER) or problem(404, "not_found", "没有这个文件。")

    @pages.get("/embed/<name:str>")
    async def embedded(request: Request, name: str) -> HTTPResponse:
        """别的网站嵌入用的一个脚本，谁都可以取。"""
        headers = {**_CHECK, "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
        return _file(request, folder / "embed", name, headers) or problem(404, "not_found", "没有这个文件。")

    return pages


def _page(request: Request, folder: Path, name: str) -> HTTPResponse:
    return _file(request, folder, f"{name}.html", _CHECK) or html(_NOT_BUILT, status=503)


def _file(request: Request, folder: Path, name: str, headers: Dict[str, str]) -> Optional[HTTPResponse]:
    """文件夹里的一个文件；没有返回 None。名字里不许有路径。"""
    path = folder / name
    if Path(name).name != name or name.startswith(".") or path.suffix in (".br", ".gz") or not path.is_file():
        return None
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if media_type.startswith("text/") or media_type == "application/javascript":
        media_type = f"{media_type}; charset=utf-8"
    accepted = request.headers.get("accept-encoding") or ""
    for encoding, suffix in _ENCODINGS:
        packed = path.with_name(name + suffix)
        if encoding in accepted and packed.is_file():
            return raw(packed.read_bytes(), headers={**headers, "content-encoding": encoding, "vary": "accept-encoding"}, content_type=media_type)
    return raw(path.read_bytes(), headers={**headers, "vary": "accept-encoding"}, content_type=media_type)
