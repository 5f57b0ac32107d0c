"""一来一回：登记 → 送到平台 → 办理 → 状态送到 → 平台结案的信回来 → 对账没有差错。信走真的 HTTP。"""

import asyncio
import json
import socket
import threading
from datetime import timedelta

import pytest
from aiohttp import web
from platform_simulator import Simulator, free_port, now, wait_until
from ticket_builders import FOOD, OPERATOR, TestDesk, a_complaint, a_tip_off

from bot.errors import CallbackUnreadable, SignatureInvalid
from bot.stores.cipher import Cipher, new_key
from bot.stores.delivery_store import DeliveryStore
from bot.stores.platform_tickets import platform_tickets
from bot.stores.ticket_store import DatabaseTickets
from bot.usecases.filing.file_ticket import file_ticket
from bot.usecases.tickets.pass_on_ticket import accept_ticket, dispatch_ticket
from bot.usecases.tickets.take_inbound_transfer import take_inbound_transfer
from bot.usecases.tickets.take_status_callback import take_status_callback
from connectors.platforms.callbacks import open_letter, read_callback, read_transfer
from connectors.platforms.delivery import DeliveryWorker
from connectors.platforms.gateway import new_session
from connectors.platforms.reconcile import MARGIN, reconcile
from connectors.platforms.settings import field_mapping
from connectors.platforms.signature import format_key
from tests import fakes


@pytest.fixture(scope="module")
def knowledge():
    return fakes.knowledge()


@pytest.fixture
def hotline(database, knowledge):
    cipher = Cipher([new_key()])
    return TestDesk(
        knowledge=knowledge, notices=None, now=now, tickets=DatabaseTickets(database, cipher, knowledge.respondent_words),
        deliveries=DeliveryStore(database, cipher), clock=now,
    )  # fmt: skip


@pytest.fixture(scope="module")
def post_office(tmp_path_factory):
    """模拟器，和我们收信的门；门里是谁，各测自己放。"""
    port, inside = free_port(), {}
    simulator = Simulator(tmp_path_factory.mktemp("platforms"), f"http://127.0.0.1:{port}")
    threading.Thread(target=_serve, args=(inside, simulator.keys, port), daemon=True).start()
    wait_until(lambda: _is_open(port), 10, "收信的门没开")
    yield simulator, inside
    simulator.stop()


@pytest.fixture
def platforms(post_office, hotline):
    simulator, inside = post_office
    inside["hotline"] = hotline
    simulator.clear()
    return simulator


def _is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _serve(inside, keys, port):
    async def receive(request):
        hotline = inside["hotline"]
        platform, body = request.match_info["platform"], await request.read()
        mapping = field_mapping(platform)
        try:
            letter_id = open_letter(request.headers, body, keys[platform], now())
            if request.path.endswith("/tickets"):
                ticket = take_inbound_transfer(read_transfer(mapping, letter_id, body), None, hotline)
            else:
                ticket = take_status_callback(read_callback(mapping, letter_id, body), hotline)
        except SignatureInvalid as error:
            return web.json_response({"code": error.code}, status=401)
        except CallbackUnreadable as error:
            return web.json_response({"code": error.code}, status=400)
        return web.json_response({"ticket_no": ticket.ticket_no}, status=201)

    app = web.Application()
    app.router.add_post("/api/v1/platforms/{platform}/tickets", receive)
    app.router.add_post("/api/v1/platforms/{platform}/callbacks", receive)
    web.run_app(app, host="127.0.0.1", port=port, handle_signals=False, print=None, loop=asyncio.new_event_loop())


def send_all(hotline, simulator):
    worker = DeliveryWorker("w1", hotline.deliveries, simulator.gateways(), now)
    return asyncio.run(worker.run_once())


def reconciled(hotline, database, simulator, platform):
    since, until = now() - timedelta(hours=1), now() + timedelta(hours=1)

    async def compared():
        async with new_session() as session:
            ours = platform_tickets(database, platform, since - MARGIN, until + MARGIN)
            return await reconcile(simulator.gateways()[platform], session, ours, since, until)

    return asyncio.run(compared())


def a_platform_ticket(hotline, **changes):
    ticket = file_ticket(a_complaint(**changes), hotline).tickets[0]
    assert ticket.ticket_system == "12315"
    return ticket


def test_a_complaint_travels_to_12315_and_its_progress_comes_back(hotline, database, platforms):
    ticket = a_platform_ticket(hotline)
    send_all(hotline, platforms)
    accept_ticket(ticket.ticket_no, FOOD, hotline)
    send_all(hotline, platforms)

    [theirs] = platforms.get("/admin/tickets")
    assert theirs["ticket_no"] == ticket.ticket_no and theirs["status"] == "办理中"
    assert hotline.tickets.get(ticket.ticket_no).external_no == theirs["external_no"]
    assert reconciled(hotline, database, platforms, "12315").is_clean

    sent = platforms.post("/admin/callbacks", {
        "platform": "12315", "external_no": theirs["external_no"], "fields": {"状态": "待督办"}, "times": 3,
    })  # fmt: skip
    assert sent["answers"] == [201, 201, 201]
    facts = [entry.fact.value for entry in hotline.tickets.get(ticket.ticket_no).history]
    assert facts.count("PlatformStatusReceived") == 1
    found = reconciled(hotline, database, platforms, "12315")
    assert found.is_clean, found.as_text()


def test_a_transfer_sent_three_times_is_one_ticket_and_is_answered(hotline, database, platforms):
    sent = platforms.post("/admin/transfers", {"platform": "12345", "times": 3})
    assert sent["answers"] == [201, 201, 201]
    ticket = hotline.tickets.with_origin("12345", sent["external_no"])
    assert ticket.ticket_no == sent["ticket_no"]

    send_all(hotline, platforms)
    assert hotline.deliveries.counts()["stuck"] == 0
    [theirs] = [row for row in platforms.get("/admin/tickets") if row["platform"] == "12345"]
    assert theirs["status"] == "已派遣"
    assert reconciled(hotline, database, platforms, "12345").is_clean

    dispatch_ticket(ticket.ticket_no, "food", OPERATOR, hotline, "食品问题")
    accept_ticket(ticket.ticket_no, FOOD, hotline)
    send_all(hotline, platforms)
    [theirs] = [row for row in platforms.get("/admin/tickets") if row["platform"] == "12345"]
    assert (theirs["status"], theirs["ticket_no"]) == ("待处置", ticket.ticket_no)
    found = reconciled(hotline, database, platforms, "12345")
    assert found.is_clean, found.as_text()


def test_an_unreadable_transfer_is_sent_back_and_nothing_is_filed(hotline, platforms):
    sent = platforms.post("/admin/transfers", {"platform": "12345", "fields": {"主要内容": ""}})
    assert sent["answers"] == [400]
    assert hotline.tickets.with_origin("12345", sent["external_no"]) is None


def test_a_letter_signed_with_another_key_is_refused(hotline, platforms):
    platforms.put("/admin/keys", {"12345": "whsec_" + "QUFB" * 12})
    try:
        assert platforms.post("/admin/transfers", {"platform": "12345"})["answers"] == [401]
    finally:
        platforms.put("/admin/keys", {"12345": format_key(platforms.keys["12345"][0])})


def test_a_tip_off_filed_for_real_arrives_without_its_reporter(hotline, platforms):
    file_ticket(a_tip_off(), hotline)
    send_all(hotline, platforms)
    everything = json.dumps([platforms.get("/admin/tickets"), platforms.get("/admin/notes")], ensure_ascii=False)
    assert "死猪肉" in everything
    for trace in ("李小明", "李", "13911112222", "2222", "西小北街"):
        assert trace not in everything.replace("12222", ""), trace
