"""/metrics：请求数和快慢，给 Prometheus 抓。路径用模板，不含编号。"""

from __future__ import annotations

import time

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw


def install_metrics(app: Sanic) -> None:
    registry = CollectorRegistry()
    requests = Counter("hotline_requests", "请求数", ["route", "method", "status"], registry=registry)
    seconds = Histogram("hotline_request_seconds", "一次请求用多少秒", ["route"], registry=registry)

    @app.on_request
    async def start(request: Request) -> None:
        request.ctx.started = time.perf_counter()

    @app.on_response
    async def finish(request: Request, response: HTTPResponse) -> None:
        route = request.route.path if request.route else "(none)"
        requests.labels(route, request.method, response.status).inc()
        seconds.labels(route).observe(time.perf_counter() - getattr(request.ctx, "started", time.perf_counter()))

    @app.get("/metrics")
    async def metrics(_: Request) -> HTTPResponse:
        return raw(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
