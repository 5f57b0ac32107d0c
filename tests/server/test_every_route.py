"""走遍所有路由：/api/v1 的每一条都在接口说明里，除了写明的几条，没有令牌都是 401。"""

from __future__ import annotations

import re
import uuid

import pytest
import requests
from staff_browser import SignedIn, sign_in

from bot.hotline.audited import AUDITED, BY_HAND, CONDITIONS, LISTS, NOT_AUDITED, NOTED_INSIDE
from bot.hotline.roles import ROLES
from bot.server.ticket_verbs import VERBS
from bot.settings import Settings

# 凭别的东西进来的：登录凭口令，告知书凭编号，评价凭被评的编号；平台来信凭签名（验不过也是 401）。
OPEN = {"GET /notices/{number}", "POST /ratings", "POST /session"}


@pytest.fixture(scope="module")
def routes(tmp_path_factory):
    """{“GET /tickets”: 处理函数}，不起服务。"""
    from bot.nlu.lean_rasa import import_lean_rasa

    import_lean_rasa()
    from bot.server.app import create_app

    app = create_app(Settings(var_folder=tmp_path_factory.mktemp("var")), name="every-route")
    return {
        f"{method} {_path(route.path)}": route.handler
        for route in app.router.routes
        if route.path.startswith("api/v1/")
        for method in route.methods
        if method != "OPTIONS"
    }


def _path(path):
    return "/" + re.sub(r"<(\w+)(?::[^>]*)?>", r"{\1}", path)[len("api/v1/") :]


def _documented():
    from bot.server.documentation import read_openapi

    return {
        f"{method.upper()} {path}": call
        for path, item in read_openapi()["paths"].items()
        for method, call in item.items()
        if method != "parameters"
    }


def test_the_document_describes_exactly_the_routes_there_are(routes):
    assert set(_documented()) == set(routes)


def test_every_guarded_route_is_audited_or_says_why_not(routes):
    """谁看了、办了什么都在审计里；不记的写明为什么，记的都有说给人听的名字。"""
    for name, handler in routes.items():
        if not getattr(handler, "needs_roles", ()):
            continue
        found = [table[name] for table in (LISTS, BY_HAND, NOTED_INSIDE) if name in table]
        found += [handler.audit] if handler.audit else []
        assert len(found) + (name in NOT_AUDITED) == 1, f"{name}：{found}"
        for what in found:
            assert what in AUDITED or what in {f"ticket_{verb}" for verb in VERBS}, f"{name} 的 {what} 没有说法"


def test_every_condition_of_a_list_noted_in_the_audit_has_a_name():
    documented = _documented()
    asked = {one["name"] for name in LISTS for one in documented[name].get("parameters", []) if one.get("in") == "query"}
    assert {"status", "cursor"} <= asked <= set(CONDITIONS)


def test_the_document_names_the_roles_the_routes_ask_for(routes):
    for name, call in _documented().items():
        assert sorted(call.get("x-roles", [])) == sorted(getattr(routes[name], "needs_roles", ())), name


def test_every_reference_in_the_document_leads_somewhere():
    from bot.server.documentation import read_openapi

    document = read_openapi()
    for pointer in set(re.findall(r"'\$ref': '#/([^']+)'", str(document))):
        part = document
        for step in pointer.split("/"):
            part = part[step]


def test_without_a_token_every_door_is_shut(server_url, routes):
    wrong = []
    for name in sorted(set(routes) - OPEN):
        method, path = name.split(" ")
        path = path.replace("{platform}", "12345")
        url = f"{server_url}/api/v1" + re.sub(r"\{\w+\}", "X", path)
        answer = requests.request(method, url, json={}, timeout=30)
        if answer.status_code != 401 or answer.json()["code"] not in ("unauthenticated", "signature_invalid"):
            wrong.append((name, answer.status_code))
    assert not wrong


def _call(server_url, name, **how):
    method, path = name.split(" ")
    path = re.sub(r"\{\w+\}", "X", path.replace("{platform}", "12345"))
    return requests.request(method, f"{server_url}/api/v1{path}", json={}, timeout=30, **how)


def test_with_a_cookie_but_no_csrf_token_nothing_can_be_changed(server_url, routes, credentials):
    who = {role: sign_in(server_url, credentials, role) for role in ROLES}
    wrong = []
    for name in sorted(set(routes) - OPEN):
        roles = getattr(routes[name], "needs_roles", ())
        if name.startswith("GET ") or not roles:
            continue
        answer = _call(server_url, name, cookies={"hotline_staff": who[roles[0]].cookie})
        if answer.status_code != 403 or answer.json()["code"] != "csrf":
            wrong.append((name, answer.status_code))
    assert not wrong


def test_no_role_gets_through_a_door_that_is_not_its_own(server_url, routes, credentials):
    """每个角色走遍所有不归它的路，带着自己的会话和 CSRF 令牌。"""
    wrong = []
    for role in ROLES:
        visitor = sign_in(server_url, credentials, role)
        how = {"cookies": {"hotline_staff": visitor.cookie}, "headers": {"x-csrf-token": visitor.csrf}}
        for name in sorted(set(routes) - OPEN):
            roles = getattr(routes[name], "needs_roles", ())
            if not roles or role in roles:
                continue
            answer = _call(server_url, name, **how)
            if answer.status_code != 403 or answer.json()["code"] != "forbidden":
                wrong.append((role, name, answer.status_code))
    assert not wrong


def test_with_the_first_password_every_door_is_shut_but_the_one_to_change_it(server_url, routes, credentials):
    admin, username = sign_in(server_url, credentials, "admin"), f"li.na-{uuid.uuid4().hex[:8]}"
    first = admin.post("/staff", {"username": username, "role": "operator"}).json()["password"]
    newcomer = SignedIn(server_url, username, first)
    assert newcomer.get("/session").json()["must_change_password"]
    how = {"cookies": {"hotline_staff": newcomer.cookie}, "headers": {"x-csrf-token": newcomer.csrf}}
    open_to_all = {name for name, handler in routes.items() if len(getattr(handler, "needs_roles", ())) == 6}
    wrong = []
    for name in sorted(set(routes) - OPEN):
        if "operator" not in getattr(routes[name], "needs_roles", ()) or name in open_to_all - {"GET /knowledge"}:
            continue
        answer = _call(server_url, name, **how)
        if answer.status_code != 403 or answer.json()["code"] != "password_must_change":
            wrong.append((name, answer.status_code))
    assert not wrong
    changed = newcomer.post("/session/password", {"old": first, "new": "my-own-password"})
    assert changed.status_code == 200 and not changed.json()["must_change_password"]
    newcomer.csrf = changed.json()["csrf_token"]
    assert newcomer.get("/tickets").status_code == 200
