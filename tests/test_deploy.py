"""deploy/ 里的样子和程序对得上。"""

import dataclasses
import re

import yaml

from bot.settings import PROJECT, Settings
from connectors.channels.wechat.account import Account
from connectors.platforms.settings import PLATFORMS, DeliverySettings

DEPLOY = PROJECT / "deploy"


def known_variables():
    ours = {f"HOTLINE_{field.name.upper()}" for field in dataclasses.fields(Settings)}
    delivery = {f"HOTLINE_DELIVERY_{field.name.upper()}" for field in dataclasses.fields(DeliverySettings)}
    platforms = {f"HOTLINE_PLATFORM_{name}_{what}" for name in PLATFORMS for what in ("URL", "KEYS")}
    wechat = {f"HOTLINE_WECHAT_{field.name.upper()}" for field in dataclasses.fields(Account)}
    return ours | delivery | platforms | wechat


def test_every_variable_in_the_example_is_one_the_program_reads():
    text = "".join(path.read_text(encoding="utf-8") for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".md")
    named = set(re.findall(r"\bHOTLINE_[A-Z0-9_]+", text))
    assert named and not named - known_variables()


def test_the_example_holds_no_key_and_is_refused_until_filled_in():
    lines = (DEPLOY / "hotline.env.example").read_text(encoding="utf-8").splitlines()
    values = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert values["HOTLINE_ENVIRONMENT"] == "production" and not values["HOTLINE_DATA_KEY"]
    assert all(not value for name, value in values.items() if name.endswith("_KEYS"))


def test_compose_gives_nothing_but_the_hotline_to_the_outside():
    services = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))["services"]
    assert {name for name, service in services.items() if "ports" in service} == {"hotline"}
    assert services["hotline"]["ports"] == ["127.0.0.1:8000:8000"]


def test_nginx_lets_nobody_reach_rasas_own_api():
    blocked = re.search(r"location ~ (\S+) \{ return 404; \}", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))[1]
    for path in ("/model", "/model/train", "/conversations/x/tracker", "/domain", "/status", "/version"):
        assert re.search(blocked, path), path
    assert not re.search(blocked, "/api/v1/tickets") and not re.search(blocked, "/modelled")


def test_nginx_keeps_no_openid_and_does_not_hold_weixin_back():
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    wechat = re.search(r"location /webhooks/wechat/ \{(.*?)\n    \}", nginx, re.DOTALL)[1]
    assert "access_log off" in wechat and "limit_req" not in wechat


def test_the_hotline_itself_has_no_rasa_api_to_reach(tmp_path):
    from bot.nlu.lean_rasa import import_lean_rasa

    import_lean_rasa()
    from bot.server.app import create_app

    paths = {route.path for route in create_app(Settings(var_folder=tmp_path), name="no-rasa-api").router.routes}
    assert not [path for path in paths if path.split("/")[0] in ("model", "conversations", "domain", "status", "version")]


def test_rasas_house_form_is_there():
    for name in ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml"):
        assert isinstance(yaml.safe_load((PROJECT / name).read_text(encoding="utf-8")), dict), name
