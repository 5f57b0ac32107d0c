"""举报人是谁：翻遍转出去的内容、日志、经过、检索、别的科室看到的，一处也找不到。"""

import json
from dataclasses import asdict

import pytest
import sqlalchemy as sa
from ticket_builders import FOOD, LEAD, OPERATOR, PRICE, a_tip_off

from bot.hotline.filing_request import SecondMatter
from bot.hotline.privacy import plain_digits
from bot.hotline.ticket import Actor, Citizen
from bot.hotline.ticket_record import ticket_record
from bot.hotline.visibility import may_reveal, may_see
from bot.ports import TicketFilter
from bot.usecases.filing.file_ticket import file_ticket
from bot.usecases.tickets.answer_ticket import reply_to_citizen
from bot.usecases.tickets.handle_ticket import record_contact, resolve_ticket
from bot.usecases.tickets.link_tickets import cluster_of
from bot.usecases.tickets.pass_on_ticket import accept_ticket, dispatch_ticket, return_to_desk
from bot.usecases.tickets.supplement_ticket import supplement_ticket, urge_ticket

NAME, PHONE, ADDRESS, ID = "慕容晓晓", "13987654321", "芙蓉里77号", "620102199003074512"
SECRETS = (NAME, PHONE, ADDRESS, ID)
REPORTER = Citizen(NAME, PHONE, ADDRESS, id_number=ID)
STORY = f"我叫{NAME}，手机{PHONE}（一三九八七六五四三二一），身份证{ID}，家住{ADDRESS}。好再来烧烤店用死猪肉，联系人：{NAME}"


def has_secret(text):
    return [s for s in SECRETS if s in text] + ([PHONE] if PHONE in plain_digits(text) else [])


def live_through(hotline):
    """一张举报从头走到答复，每一步都有人不小心写上了举报人。"""
    no = file_ticket(
        a_tip_off(citizen=REPORTER, narrative=STORY, evidence=(f"{NAME}的照片.jpg",), demands=(f"给{PHONE}回电",)), hotline
    ).tickets[0].ticket_no
    accept_ticket(no, FOOD, hotline)
    record_contact(no, f"已电话联系{NAME}（{PHONE}）", FOOD, hotline)
    return_to_desk(no, f"{NAME}举报的店在外区", FOOD, hotline)
    dispatch_ticket(no, "food", OPERATOR, hotline, f"{NAME}再次来电", supporting=["price_competition"])
    supplement_ticket(no, f"{NAME}补充：凌晨送货", hotline, has_new_facts=True)
    urge_ticket(no, f"{PHONE}催办", hotline)
    accept_ticket(no, FOOD, hotline)
    resolve_ticket(no, "filed_as_case", f"根据{NAME}举报立案", FOOD, hotline)
    return reply_to_citizen(no, f"{NAME}您好，已立案，如有疑问我们会打{PHONE}", FOOD, hotline)


def test_nothing_sent_to_a_platform_names_the_reporter(hotline):
    ticket = live_through(hotline)
    sent = hotline.deliveries.of_ticket(ticket.ticket_no)
    assert {d.kind for d in sent} == {"ticket", "status", "supplement", "urge"}
    for delivery in sent:
        assert not has_secret(delivery.payload), delivery.kind
        assert json.loads(delivery.payload)["citizen"]["name"] is None


def test_no_log_names_the_reporter(hotline):
    live_through(hotline)
    assert hotline.logged and not has_secret(json.dumps(hotline.logged, ensure_ascii=False, default=str))


def test_history_names_the_reporter_nowhere_but_in_sealed_words(hotline):
    ticket = live_through(hotline)
    for entry in ticket.history:
        assert not has_secret(entry.reason + json.dumps(dict(entry.details), ensure_ascii=False)), entry.fact
    assert any(entry.words and NAME in entry.words for entry in ticket.history)


def test_nobody_sees_the_reporter_without_a_reveal(hotline):
    ticket = live_through(hotline)
    limits = hotline.knowledge.time_limits
    shown = ticket_record(ticket, limits)
    assert not has_secret(json.dumps(shown, ensure_ascii=False))
    assert shown["citizen"] == {"name": None, "phone": None, "address": None, "is_anonymous": False}
    assert NAME in json.dumps(ticket_record(ticket, limits, reveal=True), ensure_ascii=False)


def test_only_the_handling_department_may_reveal(hotline):
    ticket = live_through(hotline)
    assert may_reveal(ticket, FOOD)
    for viewer in (PRICE, OPERATOR, LEAD, Actor("a", "auditor"), Actor("x", "admin"), Actor("q", "ticket_staff", "quality")):
        assert not may_reveal(ticket, viewer), viewer
    assert not may_see(ticket, Actor("q", "ticket_staff", "quality"))


def test_lists_search_and_clusters_do_not_name_the_reporter(hotline):
    ticket = live_through(hotline)
    limits = hotline.knowledge.time_limits
    for found in (
        hotline.tickets.find(TicketFilter(scope="price_competition")).tickets,
        hotline.tickets.find(TicketFilter(text="死猪肉")).tickets,
        cluster_of(ticket.ticket_no, hotline),
    ):
        assert not has_secret(json.dumps([ticket_record(t, limits) for t in found], ensure_ascii=False))
    assert hotline.tickets.find(TicketFilter(text=NAME)).tickets == ()
    assert hotline.tickets.find(TicketFilter(text=ADDRESS[:4])).tickets == ()


def test_the_database_holds_the_reporter_in_cipher_only(hotline, engine):
    live_through(hotline)
    with engine.connect() as connection:
        for table in ("tickets", "ticket_history", "ticket_clocks", "ticket_links", "deliveries", "idempotency_keys", "ticket_search"):
            for row in connection.execute(sa.text(f"SELECT * FROM {table}")):
                text = " ".join(
                    bytes(v).decode("utf-8", "ignore") if isinstance(v, (bytes, memoryview)) else json.dumps(v, ensure_ascii=False, default=str)
                    for v in row
                )
                assert not [s for s in SECRETS if s in text], table


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_the_tip_off_part_of_a_mixed_request_does_not_lead_back_to_its_complaint(hotline, is_anonymous):
    request = a_tip_off(
        kind="complaint", citizen=REPORTER, narrative=STORY, demands=("退钱",),
        secondary=SecondMatter("tip_off", is_anonymous=is_anonymous),
    )  # fmt: skip
    complaint, tip_off = file_ticket(request, hotline).tickets
    limits = hotline.knowledge.time_limits
    assert ticket_record(tip_off, limits)["linked"] == []
    assert complaint.ticket_no not in json.dumps(ticket_record(tip_off, limits))
    for delivery in hotline.deliveries.of_ticket(tip_off.ticket_no):
        assert not has_secret(delivery.payload) and complaint.ticket_no not in delivery.payload


def test_an_anonymous_reporter_is_kept_nowhere_at_all(hotline, cipher):
    request = a_tip_off(citizen=Citizen(NAME, PHONE, ADDRESS, is_anonymous=True, id_number=ID), narrative=STORY)
    ticket = hotline.tickets.get(file_ticket(request, hotline).tickets[0].ticket_no)
    assert not has_secret(json.dumps(asdict(ticket), ensure_ascii=False, default=str))
    assert ticket.ticket_no not in [t.ticket_no for t in hotline.tickets.find(TicketFilter(phone=PHONE)).tickets]


@pytest.mark.parametrize(
    "said, gone",
    [
        ("我叫欧阳锋，举报黑作坊", "欧阳锋"),
        ("举报人：王二麻，黑作坊在河西村", "王二麻"),
        ("我住芙蓉里3号楼，楼下黑作坊半夜开工", "3号楼"),
        ("家住在河东路8号，要举报", "河东路8号"),
        ("联系我13700001111", "13700001111"),
    ],
)
def test_a_reporter_who_gave_no_details_but_says_them_in_passing_is_hidden_too(hotline, said, gone):
    ticket = file_ticket(a_tip_off(citizen=Citizen(is_anonymous=True), narrative=said), hotline).tickets[0]
    assert gone not in ticket.narrative + hotline.deliveries.of_ticket(ticket.ticket_no)[0].payload
    assert "黑作坊" in ticket.narrative or "黑作坊" not in said


def test_where_it_happens_is_not_taken_for_where_the_reporter_lives(hotline):
    said = "他家楼上有个冷库，每天半夜有人往店里搬死猪"
    assert file_ticket(a_tip_off(narrative=said), hotline).tickets[0].narrative == said


def test_living_above_the_shop_tells_who_reported_it(hotline):
    said = "我住在他家楼上，每天半夜有人往店里搬死猪"
    narrative = file_ticket(a_tip_off(narrative=said), hotline).tickets[0].narrative
    assert "楼上" not in narrative and "每天半夜有人往店里搬死猪" in narrative


def test_a_conduct_complaint_is_invisible_to_the_department_it_is_about(hotline):
    about = a_tip_off(kind="conduct_complaint", problem=None, department="licensing", citizen=REPORTER, narrative=f"窗口收红包，{NAME}")
    ticket = file_ticket(about, hotline).tickets[0]
    assert ticket.department == "party_committee"
    assert not may_see(ticket, Actor("l", "ticket_staff", "licensing"))
    assert not has_secret(hotline.deliveries.of_ticket(ticket.ticket_no)[0].payload)


@pytest.mark.parametrize(
    "said, gone",
    [
        ("我是鑫旺超市的收银员马小红，他们卖过期面包", ["马小红", "收银员"]),
        ("我是李桂兰的女儿李静，卖的是过期面包", ["李桂兰", "李静"]),
        ("在鑫旺超市当切配，卖过期面包，我微信lifang1988，工号A017", ["切配", "lifang1988", "A017"]),
        ("是服务员小芳告诉我的，卖过期面包", ["小芳", "服务员"]),
        ("李芳 13800000096 北街8号，卖过期面包", ["李芳", "北街8号"]),
    ],
)
def test_who_an_anonymous_reporter_is_to_the_shop_is_kept_nowhere(hotline, said, gone):
    request = a_tip_off(citizen=Citizen(is_anonymous=True), narrative=said, demands=(said,), evidence=(said,))
    number = file_ticket(request, hotline).tickets[0].ticket_no
    ticket = supplement_ticket(number, said, hotline)
    leaving = "".join(delivery.payload for delivery in hotline.deliveries.of_ticket(number))
    everything = json.dumps(asdict(ticket), ensure_ascii=False, default=str) + leaving + json.dumps(hotline.logged, ensure_ascii=False, default=str)
    assert "过期面包" in ticket.narrative and "过期面包" in leaving
    assert not [word for word in gone if word in everything]


def test_a_named_reporter_keeps_his_own_words_sealed_and_the_rest_reads_without_him(hotline):
    request = a_tip_off(citizen=REPORTER, narrative=f"我叫{NAME}，在他们店里当收银员，卖死猪肉")
    ticket = hotline.tickets.get(file_ticket(request, hotline).tickets[0].ticket_no)
    assert "收银员" in ticket.words and "收银员" not in ticket.narrative and "死猪肉" in ticket.narrative
    assert all("收银员" not in delivery.payload for delivery in hotline.deliveries.of_ticket(ticket.ticket_no))
