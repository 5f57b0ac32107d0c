"""工单有了进展，在微信里等消息的人知道；订阅了收通知，没订阅收客服消息，不让发的下次说。"""

import pytest
from platform_simulator import now, wait_until
from ticket_builders import FOOD, TestDesk, a_complaint
from wechat_world import World, someone

from bot.stores.cipher import Cipher
from bot.stores.database import connect
from bot.stores.delivery_store import DeliveryStore
from bot.stores.follower_store import DatabaseFollowers
from bot.stores.ticket_store import DatabaseTickets
from bot.usecases.filing.file_ticket import file_ticket
from bot.usecases.tickets.handle_ticket import accept_complaint, record_contact
from bot.usecases.tickets.pass_on_ticket import accept_ticket
from tests import fakes


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    world = World(tmp_path_factory.mktemp("progress"), "safe", HOTLINE_WECHAT_TICKET_TEMPLATE="tmpl-ticket")
    yield world
    world.stop()


@pytest.fixture
def hotline(world):
    engine = connect(f"sqlite:///{world.folder / 'hotline.db'}")
    cipher, knowledge = Cipher([(world.folder / "data-key").read_text().strip()]), fakes.knowledge()
    yield TestDesk(
        knowledge=knowledge, notices=None, now=now, tickets=DatabaseTickets(engine, cipher, knowledge.respondent_words),
        deliveries=DeliveryStore(engine, cipher), followers=DatabaseFollowers(engine, cipher), clock=now,
    )  # fmt: skip
    engine.dispose()


def filed_by(world, openid, hotline):
    """这个人在微信里登记的一张投诉。"""
    ticket_no = file_ticket(a_complaint(source="wechat"), hotline).tickets[0].ticket_no
    assert ticket_no in world.say(openid, f"登记 {ticket_no}")["text"]
    return ticket_no


def notices_of(ticket_no, hotline):
    """这张工单要送到微信的几件。"""
    return [delivery for delivery in hotline.deliveries.of_ticket(ticket_no) if delivery.platform == "wechat"]


def test_a_subscriber_gets_a_notice_without_a_word_of_the_complaint(world, hotline):
    openid = someone()
    ticket_no = filed_by(world, openid, hotline)
    world.call("PUT", f"{world.weixin}/phones/{openid}/subscription", {"on": True})

    accept_ticket(ticket_no, FOOD, hotline)

    [notice] = world.wait_seen(openid, 1, "notice")
    assert ticket_no in notice and "签收" in notice
    for private in ("张三", "1380000", "建设路18号", "烧烤"):
        assert private not in notice
    assert world.seen(openid, "custom") == []


def test_who_did_not_subscribe_gets_a_message(world, hotline):
    openid = someone()
    ticket_no = filed_by(world, openid, hotline)

    accept_ticket(ticket_no, FOOD, hotline)

    [said] = world.wait_seen(openid, 1, "custom")
    assert ticket_no in said and "签收" in said and "办理中" in said


def test_when_weixin_allows_nothing_it_is_said_at_the_next_visit(world, hotline):
    openid = someone()
    ticket_no = filed_by(world, openid, hotline)
    world.faults(43101, 45015)
    accept_ticket(ticket_no, FOOD, hotline)
    wait_until(lambda: [n.status for n in notices_of(ticket_no, hotline)] == ["delivered"], 20, "没有送")
    wait_until(lambda: '"wechat_push_held"' in world.hotline.said(), 20, "没有留着")

    assert ticket_no in world.say(openid, "有消息吗")["text"]


def test_when_weixin_is_down_the_notice_waits_in_the_outbox(world, hotline):
    openid = someone()
    ticket_no = filed_by(world, openid, hotline)
    world.call("PUT", f"{world.weixin}/phones/{openid}/subscription", {"on": True})
    world.faults("drop")

    accept_ticket(ticket_no, FOOD, hotline)

    [notice] = world.wait_seen(openid, 1, "notice", seconds=40)
    assert ticket_no in notice
    assert [notice.attempts for notice in notices_of(ticket_no, hotline)] == [2]


def test_inner_steps_and_tickets_nobody_follows_tell_nobody(world, hotline):
    openid = someone()
    ticket_no = filed_by(world, openid, hotline)
    alone = file_ticket(a_complaint(), hotline).tickets[0].ticket_no

    record_contact(ticket_no, "打过电话", FOOD, hotline)
    accept_ticket(alone, FOOD, hotline)

    for number in (ticket_no, alone):
        assert notices_of(number, hotline) == []


def test_two_steps_are_two_notices_in_order(world, hotline):
    openid = someone()
    ticket_no = filed_by(world, openid, hotline)
    world.call("PUT", f"{world.weixin}/phones/{openid}/subscription", {"on": True})

    accept_ticket(ticket_no, FOOD, hotline)
    accept_complaint(ticket_no, FOOD, hotline)

    first, second = world.wait_seen(openid, 2, "notice", seconds=30)
    assert "签收" in first and "决定受理" in second
