"""告知书的网页：屏幕上好读，打印在一张纸上，带二维码。"""

from __future__ import annotations

from pathlib import Path
from typing import Dict, Iterable, List, Tuple
from urllib.parse import quote

import segno
from jinja2 import Environment, FileSystemLoader, select_autoescape
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, redirect

from bot.errors import NoticeUnknown
from bot.hotline.one_time_notice import BringMaterial, OneTimeNotice
from bot.settings import TIME_ZONE
from bot.usecases.guide.look_up_notice import look_up_notice

notice_pages = Blueprint("notice_pages")
_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
)


@notice_pages.get("/notices")
async def find_notice(request: Request) -> HTTPResponse:
    """凭编号查：窗口和市民手上只有编号、没有二维码时用。"""
    number = (request.args.get("number") or "").strip()
    if number:
        return redirect(f"/notices/{quote(number, safe='')}")
    return html(_templates.get_template("notice_missing.html").render(reason=None, number=""))


@notice_pages.get("/notices/<number:str>", unquote=True)
async def notice_page(request: Request, number: str) -> HTTPResponse:
    """可打印的告知书；编号不对时是一张说明怎么办的页面，状态 404。"""
    try:
        notice = look_up_notice(number, request.app.ctx.hotline)
    except NoticeUnknown as refusal:
        missing = _templates.get_template("notice_missing.html")
        return html(missing.render(reason=str(refusal), number=number), status=404)
    url = f"{request.app.ctx.settings.public_url.rstrip('/')}/notices/{notice.number}"
    qr = segno.make(url, error="m").svg_inline(border=2, title="扫码核对这份告知书", omitsize=True)
    page = _templates.get_template("notice.html").render(
        notice=notice,
        issued_at=_say_issued_at(notice),
        depending=sum(line.only_if is not None for line in notice.bring),
        place=_same_said_once(notice.place),
        remarks=_remarks,
        qr=qr,
        url=url,
    )
    return html(page)


def _say_issued_at(notice: OneTimeNotice) -> str:
    at = notice.issued_at.astimezone(TIME_ZONE)
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def _same_said_once(place: Iterable[Tuple[str, str]]) -> List[Tuple[str, str]]:
    """几项都是同一句话（多半是“尚未核实”）时，合在一起只说一遍。"""
    names: Dict[str, List[str]] = {}
    for name, said in place:
        names.setdefault(said, []).append(name)
    return [("、".join(group), said) for said, group in names.items()]


def _remarks(line: BringMaterial) -> str:
    """材料的说明栏。"""
    remarks = [
        line.any_of and "任选一样：" + "、".join(line.any_of),
        line.note,
        line.deferrable and "可以后补",
        line.pledge and "可用书面承诺代替",
        not line.verified and "要求尚未核实",
    ]
    return "；".join(remark for remark in remarks if remark)
