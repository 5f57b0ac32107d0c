"""告知书的网页：屏幕上好读，打印在一张纸上，带二维码。"""

from __future__ import annotations

from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, select_autoescape
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html

from bot.errors import NoticeUnknown
from bot.usecases.look_up_notice import look_up_notice

notice_pages = Blueprint("notice_pages")
_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
)


@notice_pages.get("/notices/<number:str>")
async def notice_page(request: Request, number: str) -> HTTPResponse:
    """可打印的告知书；编号不对时是一张说明怎么办的页面，状态 404。"""
    try:
        notice = look_up_notice(number, request.app.ctx.hotline)
    except NoticeUnknown as refusal:
        return html(_templates.get_template("notice_missing.html").render(reason=str(refusal)), status=404)
    url = f"{request.app.ctx.settings.public_url.rstrip('/')}/notices/{notice.number}"
    qr = segno.make(url, error="m").svg_inline(scale=3, border=2, title="扫码核对这份告知书")
    return html(_templates.get_template("notice.html").render(notice=notice, qr=qr, url=url))
