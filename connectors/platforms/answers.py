"""对方的回答怎么读：读多长为止，什么状态码算什么错误，要我们等多久。"""

from __future__ import annotations

import json
import re
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any, Mapping, Optional, Sequence

import aiohttp

from bot.errors import PlatformGone, PlatformRefused, PlatformUnavailable

# 原样再送也没有用的回答。401、403、404 不在里面：多半是对方配置没好，等一等会好。
_REFUSALS = frozenset({400, 413, 415, 422})
_LARGEST_ANSWER = 4 * 1024 * 1024
_ERROR_CODE = re.compile(r"[a-z][a-z0-9_]{0,63}")


async def read_answer(response: aiohttp.ClientResponse) -> bytes:
    answer = b""
    async for chunk in response.content.iter_chunked(65536):
        answer += chunk
        if len(answer) > _LARGEST_ANSWER:
            response.close()
            raise PlatformUnavailable("answer too large")
    return answer


def trouble_of(
    status: int, headers: Mapping[str, str], answer: bytes, now: datetime, field_names: Sequence[str] = ()
) -> Exception:
    """状态码 → 错误。对方的说明里可能引着市民的话，只取它的代码，和对照表里有的字段名。"""
    code, field = json_of(answer).get("code"), json_of(answer).get("field")
    said = f"{status} {code}" if isinstance(code, str) and _ERROR_CODE.fullmatch(code) else str(status)
    if field in field_names:
        said += f" {field}"
    if status == 410:
        return PlatformGone(said)
    if status in _REFUSALS:
        return PlatformRefused(said)
    return PlatformUnavailable(said, retry_after(headers, now))


def retry_after(headers: Mapping[str, str], now: datetime) -> Optional[float]:
    """Retry-After 的两种写法：秒数，或者 HTTP 日期。"""
    text = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=timezone.utc)
    return max(0.0, (at - now).total_seconds())


def json_of(answer: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(answer)
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}
