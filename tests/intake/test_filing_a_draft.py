"""确认才登记；同一份草稿确认多少次都是那几张。"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from intake_builders import Citizen

from bot.errors import DraftUnknown, TicketChangedMeanwhile
from bot.hotline.draft import Stage
from bot.usecases.filing.confirm_draft import confirm_draft


def filed(citizen):
    return [ticket["ticket_no"] for ticket in citizen.card["tickets"]]


def test_nothing_is_filed_before_a_clear_yes(ready):
    for unclear in ("等一下", "嗯？什么", "北大街那家店后来还关门了不知道去哪了"):
        ready.say(unclear, "noise")
        assert ready.draft.stage is Stage.CONFIRMING


def test_a_confirmed_draft_becomes_a_ticket_and_says_where_and_until_when(ready):
    ready.say("确认提交")
    (number,) = filed(ready)
    ticket = ready.hotline.tickets.get(number)
    assert (ticket.kind, ticket.department, ticket.ticket_system) == ("complaint", "food", "12315")
    assert ticket.citizen.phone == "13800000012" and ticket.respondent.address == "北大街5号"
    (clock,) = [c for c in ready.card["tickets"][0]["clocks"] if c["id"] == "complaint_acceptance"]
    assert (clock["due_on"], clock["weekday"]) == ("2026-05-11", "周一")


def test_confirming_twice_makes_one_ticket(ready):
    button = next(c for c in ready.replies[-1].choices if c.title == "确认提交")
    ready.press("确认提交")
    first = filed(ready)
    ready.replies = [replace(ready.replies[-1], choices=(button,))]
    ready.press("确认提交")
    assert filed(ready) == first and ready.card["is_repeat"]


def test_twenty_confirmations_at_once_make_one_ticket(ready):
    draft, memory = ready.draft, ready.memory

    def confirm(_):
        turn = confirm_draft(memory, draft, ready.hotline)
        return tuple(ticket["ticket_no"] for ticket in turn.replies[-1].card["tickets"])

    with ThreadPoolExecutor(20) as crowd:
        numbers = set(crowd.map(confirm, range(20)))
    assert len(numbers) == 1
    assert ready.draft.stage is Stage.FILED and set(ready.draft.ticket_nos) == set(*numbers)


def test_twenty_confirmations_of_two_matters_make_two_tickets(ready):
    ready.say("顺便举报他没有营业执照", problem="unlicensed", department="enforcement")
    draft, memory = ready.draft, ready.memory
    with ThreadPoolExecutor(20) as crowd:
        cards = list(crowd.map(lambda _: confirm_draft(memory, draft, ready.hotline).replies[-1].card, range(20)))
    assert len({tuple(t["ticket_no"] for t in card["tickets"]) for card in cards}) == 1
    assert [t["kind"] for t in cards[0]["tickets"]] == ["complaint", "tip_off"]


def test_the_draft_keeps_nothing_of_the_person_once_filed(ready, engine):
    draft_id = ready.memory.draft_id
    ready.say("确认")
    assert ready.hotline.drafts.get(draft_id).values == {} and ready.hotline.drafts.get(draft_id).said == ()


def test_a_summary_changed_meanwhile_is_shown_again(ready):
    button = next(c for c in ready.replies[-1].choices if c.title == "确认提交")
    ready.say("电话改成13800000099")
    ready.replies = [replace(ready.replies[-1], choices=(button,))]
    ready.press("确认提交")
    assert ready.said == ["utter_draft_summary"]


def test_a_cancelled_draft_is_really_gone(ready):
    draft_id = ready.memory.draft_id
    ready.say("不投诉了，删掉吧", "cancel")
    with pytest.raises(DraftUnknown):
        ready.hotline.drafts.get(draft_id)
    assert ready.card["stage"] == "cancelled" and ready.card["fields"] == []


def test_another_conversation_cannot_press_its_buttons(ready, hotline):
    stranger = Citizen(hotline)
    stranger.replies = ready.replies
    stranger.press("确认提交")
    assert stranger.said == ["utter_draft_gone"]
    assert ready.draft.stage is Stage.CONFIRMING


def test_a_stale_copy_is_not_saved_over_a_newer_one(ready):
    stale = ready.draft
    ready.say("金额改成70块")
    with pytest.raises(TicketChangedMeanwhile):
        ready.hotline.drafts.save(stale)
