"""一张表当 Excel 文件下载。格子怎么写才安全见 stores/workbook.py。"""

from __future__ import annotations

from sanic.response import HTTPResponse, raw

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def excel(file: bytes, name: str) -> HTTPResponse:
    """name 是不带 .xlsx 的文件名，只用英文数字。"""
    return raw(file, content_type=XLSX, headers={"content-disposition": f'attachment; filename="{name}.xlsx"'})
