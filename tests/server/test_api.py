"""/api/v1：谁能调，告知书怎么查。"""

import requests


def test_analysing_needs_a_staff_token(server_url, tokens):
    url = f"{server_url}/api/v1/analyse"
    assert requests.post(url, json={"text": "你好"}, timeout=10).status_code == 401
    assert requests.post(url, json={"text": "你好"}, headers={"authorization": "Bearer wrong"}, timeout=10).status_code == 401
    auditor = {"authorization": f"Bearer {tokens['auditor']}"}
    assert requests.post(url, json={"text": "你好"}, headers=auditor, timeout=10).status_code == 403


def test_analysis_has_every_field_of_the_contract(server_url, tokens):
    headers = {"authorization": f"Bearer {tokens['operator']}"}
    heard = requests.post(
        f"{server_url}/api/v1/analyse", json={"text": "我在红星超市花了五十八块买的牛奶过期了要求退钱，电话13800000011"}, headers=headers, timeout=60
    ).json()
    fields = "text kind kind_confidence intent aspect items item_decision ticket_system department departments problem problems urgency emergency secondary acceptance entities reasons"
    assert set(fields.split()) <= set(heard)
    assert heard["kind"] == "complaint"
    assert heard["ticket_system"] == "12315"
    entities = {e["type"]: e for e in heard["entities"]}
    assert entities["amount"]["value"] == 58.0
    assert entities["phone"]["value"] == "13800000011"
    for entity in heard["entities"]:
        assert heard["text"][entity["start"] : entity["end"]] == entity["text"]


def test_a_notice_can_be_looked_up_by_its_number(server_url):
    webhook = f"{server_url}/webhooks/rest/webhook"
    sender = "wants-a-notice"
    requests.post(webhook, json={"sender": sender, "message": "食品经营许可证丢了怎么补办"}, timeout=60)
    card = None
    for _ in range(6):
        replies = requests.post(webhook, json={"sender": sender, "message": "说不清，都列出来"}, timeout=60).json()
        card = next((r["custom"] for r in replies if r.get("custom", {}).get("type") == "notice"), None)
        if card:
            break
    assert card, "没有出告知书"
    stored = requests.get(f"{server_url}/api/v1/notices/{card['number']}", timeout=10).json()
    assert stored["bring"] == card["bring"]
    assert stored["item_version"]
    page = requests.get(f"{server_url}/notices/{card['number'].lower()}", timeout=10)
    assert page.status_code == 200
    assert card["number"] in page.text and "<svg" in page.text
    for line in card["bring"]:
        assert line["name"] in page.text


def test_a_mistyped_address_leads_a_person_on_and_tells_a_program_so(server_url):
    page = requests.get(f"{server_url}/complaint", headers={"accept": "text/html,*/*;q=0.8"}, timeout=10)
    assert page.status_code == 404 and page.headers["content-type"].startswith("text/html")
    assert all(way in page.text for way in ('href="/"', 'href="/notices"', 'href="tel:12345"'))
    assert requests.get(f"{server_url}/complaint", timeout=10).json()["code"] == "not_found"


def test_an_unknown_notice_number_says_so(server_url):
    answer = requests.get(f"{server_url}/api/v1/notices/N20260101-ZZZZZZ", timeout=10)
    assert answer.status_code in (404, 422)
    assert answer.json()["code"] == "notice_unknown"
    assert requests.get(f"{server_url}/notices/nonsense", timeout=10).status_code == 404
