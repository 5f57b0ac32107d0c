"""量工单时接口那一头：起一个服务，几个人拿着令牌来查。"""

from __future__ import annotations

import http.client
import json
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Dict, Iterator
from urllib.parse import quote, urlencode

from bench.processes import BenchFailed, Server, environment, free_port, running


class Staff:
    """拿着令牌的几个人。"""

    def __init__(self, port: int, var: Path, server: Server):
        self.server = server
        credentials = json.loads((var / "demo-credentials.json").read_text(encoding="utf-8"))
        tokens = {"operator": "operator", "lead": "shift_lead"}
        self.tokens = {name: credentials["tokens"][role] for name, role in tokens.items()}
        self.tokens["food"] = credentials["department_tokens"]["food"]
        self.port = port

    def get(self, connection: http.client.HTTPConnection, who: str, query: Dict[str, str]) -> Dict[str, Any]:
        return self.call(connection, who, "GET", "/tickets", query)

    def call(
        self, connection: http.client.HTTPConnection, who: str, method: str, path: str, query: Dict[str, str]
    ) -> Dict[str, Any]:
        """一次接口，不是 200 就停下来说。"""
        asked = f"/api/v1{path}?{urlencode(query, quote_via=quote)}"
        connection.request(method, asked, headers={"authorization": f"Bearer {self.tokens[who]}"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise BenchFailed(f"{asked} 答了 {answer.status}：{body.decode(errors='replace')[:200]}")
        return json.loads(body)


@contextmanager
def staff_at_work(url: str, key: str, var: Path, project: Path) -> Iterator[Staff]:
    """起一个用 url 这个库的服务，等它好了再交出来。"""
    port = free_port()
    env = environment(HOTLINE_DATABASE_URL=url, HOTLINE_DATA_KEY=key, HOTLINE_VAR_FOLDER=str(var))
    log = project / "bench" / "out" / "logs" / "tickets-serve.log"
    command = ["bot", "serve", "--port", str(port)]
    with running("本热线", command, log, project, env, ready=f"http://127.0.0.1:{port}/readyz") as server:
        yield Staff(port, var, server)
