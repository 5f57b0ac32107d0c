"""市民交证据、看自己交的证据。别人的看不到，也看不出有没有。"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any, Callable
from urllib.parse import quote, unquote

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json, raw

from bot.errors import EvidenceRefused
from bot.hotline.evidence import LARGEST_BYTES, Evidence
from bot.usecases.filing.keep_evidence import evidence_of, keep_evidence, take_back_evidence
from connectors.channels.portal_access import Access

_LONGEST_NAME = 300


def add_evidence(portal: Blueprint, access: Access, now: Callable[[], datetime]) -> None:
    @portal.post("/evidence", stream=True)
    @access.needs_session
    async def upload(request: Request) -> HTTPResponse:
        """请求体就是文件，名字在 X-File-Name 里（百分号编码）。"""
        data = await _read(request)
        name = unquote(request.headers.get("x-file-name") or "", errors="replace")[:_LONGEST_NAME]
        ctx = request.app.ctx
        evidence = await asyncio.to_thread(
            keep_evidence, data, name, request.ctx.conversation_id, ctx.hotline.new_number, now(), ctx.evidence
        )
        return json(_record(evidence), 201, ensure_ascii=False)

    @portal.get("/evidence")
    @access.needs_session
    async def mine(request: Request) -> HTTPResponse:
        """还没有随工单保存的；登记成了的在工单里，不再列。"""
        kept = await asyncio.to_thread(request.app.ctx.evidence.unfiled_of, request.ctx.conversation_id)
        return json({"evidence": [_record(evidence) for evidence in kept]}, ensure_ascii=False)

    @portal.get("/evidence/<evidence_no:str>")
    @access.needs_session
    async def show(request: Request, evidence_no: str) -> HTTPResponse:
        store = request.app.ctx.evidence
        evidence = await asyncio.to_thread(evidence_of, evidence_no, request.ctx.conversation_id, store)
        return evidence_response(evidence, await asyncio.to_thread(store.content, evidence.evidence_no))

    @portal.delete("/evidence/<evidence_no:str>")
    @access.needs_session
    async def remove(request: Request, evidence_no: str) -> HTTPResponse:
        store = request.app.ctx.evidence
        await asyncio.to_thread(take_back_evidence, evidence_no, request.ctx.conversation_id, store)
        return empty()


def evidence_response(evidence: Evidence, data: bytes) -> HTTPResponse:
    """给人下载：不在页面里打开，不许运行，不留缓存。"""
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(evidence.name, safe='')}",
        "content-security-policy": "sandbox; default-src 'none'",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
    }
    return raw(data, headers=headers, content_type=evidence.media_type)


async def _read(request: Request) -> bytes:
    """边收边数，超了就不收了。整个服务的请求体上限小得多，只有这里放宽。"""
    request.stream.request_max_size = LARGEST_BYTES + 1
    declared = request.headers.get("content-length") or ""
    if declared.isascii() and declared.isdigit() and int(declared) > LARGEST_BYTES:
        raise EvidenceRefused(f"文件超过{LARGEST_BYTES // 1_000_000}兆，请拍小一点、分几份发。")
    parts: list[bytes] = []
    while (part := await request.stream.read()) is not None:
        parts.append(part)
    return b"".join(parts)


def _record(evidence: Evidence) -> dict[str, Any]:
    return {
        "evidence_no": evidence.evidence_no,
        "name": evidence.name,
        "media_type": evidence.media_type,
        "size": evidence.size,
        "said": evidence.said,
    }
