"""工作人员的一天：登录，和给他们备好的工单。"""

from urllib.parse import urlsplit

import requests

DESK = {"viewport": {"width": 1440, "height": 900}}


class Staff:
    """拿令牌的程序：替测试备工单、当语音转写。"""

    def __init__(self, url, token):
        self.url, self.headers = f"{url}/api/v1", {"authorization": f"Bearer {token}"}

    def post(self, path, body=None):
        answer = requests.post(self.url + path, json=body or {}, headers=self.headers, timeout=60)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def get(self, path):
        return requests.get(self.url + path, headers=self.headers, timeout=60)


def a_complaint(number, **changes):
    return {
        "kind": "complaint",
        "narrative": f"上周在好再来{number}号电器行买的电饭煲坏了，花了158元，老板不肯保修也不退钱",
        "citizen": {"name": "张三丰", "phone": "13800001234", "address": "建设路18号2单元501"},
        "respondent": {"name": f"好再来{number}号电器行", "address": "凉州区北大街5号"},
        "subject": {"product_or_service": "电饭煲", "amount": 158},
        "demands": ["退赔费用"],
        "problem": "after_sales",
        "department": "consumer_protection",
        **changes,
    }


def sign_in(page, account):
    page.get_by_label("账号").fill(account["username"])
    page.get_by_label("口令").fill(account["password"])
    page.get_by_role("button", name="登录").click()


def at(path):
    """网址走到这一页了（登录页的 next 里有这一页，不算）。"""
    return lambda url: urlsplit(url).path == path
