"""登录的工作人员：像浏览器那样带 Cookie 和 CSRF 令牌。"""

from __future__ import annotations

import requests


class SignedIn:
    def __init__(self, url, username, password):
        self.url, self.session = f"{url}/api/v1", requests.Session()
        answer = self.session.post(f"{self.url}/session", json={"username": username, "password": password}, timeout=30)
        assert answer.status_code == 200, answer.text
        self.csrf = answer.json()["csrf_token"]

    @property
    def cookie(self):
        return self.session.cookies["hotline_staff"]

    def call(self, method, path, body=None, csrf=True, **query):
        headers = {"x-csrf-token": self.csrf} if csrf else {}
        return self.session.request(method, self.url + path, json=body, headers=headers, params=query, timeout=60)

    def get(self, path, **query):
        return self.call("GET", path, **query)

    def post(self, path, body=None, csrf=True):
        return self.call("POST", path, body if body is not None else {}, csrf)


def sign_in(url, credentials, role):
    account = next(one for one in credentials["accounts"] if one["role"] == role)
    return SignedIn(url, account["username"], account["password"])
