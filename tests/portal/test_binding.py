"""门户这头接微信：公众号连不上时说清楚、什么也不丢；接着以后说的、交的、登记的都在同一个对话里。"""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from portal_citizen import TIMEOUT

from bot.hotline.evidence import Evidence
from bot.ports import HandOver
from bot.settings import TIME_ZONE
from bot.stores.binding_store import DatabaseBindings
from bot.stores.evidence_store import EvidenceFiles
from bot.stores.follower_store import DatabaseFollowers
from bot.stores.hand_over_store import DatabaseHandOvers
from bot.stores.transcript_store import DatabaseTranscripts
from bot.stores.wechat_tables import conversation_bindings
from bot.usecases.talk.bind_conversation import (
    answer_binding,
    ask_binding,
    conversation_of,
    follow_tickets,
    is_portal_answering,
    look_at_binding,
    note_turn,
    offer_binding,
    unbind,
)
from connectors.channels.portal_binding import draw_qr

NOON = datetime(2026, 4, 28, 12, tzinfo=TIME_ZONE)


@dataclass
class Desk:
    bindings: Any
    transcripts: Any
    followers: Any
    at: datetime = NOON

    def now(self):
        return self.at

    def log(self, event, **ids):
        pass


@pytest.fixture
def desk(engine, cipher):
    return Desk(DatabaseBindings(engine, cipher), DatabaseTranscripts(engine, cipher), DatabaseFollowers(engine, cipher))


@pytest.fixture
def portal_id():
    return f"portal:{os.urandom(6).hex()}"


@pytest.fixture
def wechat_id():
    return f"wechat:{os.urandom(6).hex()}"


def talk(desk, conversation_id, utterance, **reply):
    said, _ = desk.transcripts.hear(conversation_id, {"text": utterance}, NOON)
    desk.transcripts.answer(conversation_id, said, [{"text": f"答{utterance}", **reply}], NOON)


def bind(desk, portal_id, wechat_id):
    assert ask_binding(offer_binding(portal_id, desk), wechat_id, desk)
    assert answer_binding(wechat_id, "digest", "o-somebody", True, desk)


def shown(desk, portal_id):
    return [entry.content["text"] for entry in desk.transcripts.after(*conversation_of(portal_id, desk))]


def a_filed(number):
    return {"custom": {"type": "ticket_filed", "tickets": [{"ticket_no": number}]}}


def test_what_was_said_on_the_page_goes_on_and_what_was_said_in_wechat_before_is_not_shown(desk, portal_id, wechat_id):
    talk(desk, wechat_id, "先前在微信里说的")
    talk(desk, portal_id, "网页上说的")
    bind(desk, portal_id, wechat_id)
    assert shown(desk, portal_id) == ["网页上说的", "答网页上说的"]
    note_turn(wechat_id, "接着在微信里说", [{"text": "好"}], "m1", desk)
    note_turn(wechat_id, "接着在微信里说", [{"text": "好"}], "m1", desk)  # 同一条消息再来不重记
    assert shown(desk, portal_id) == ["网页上说的", "答网页上说的", "接着在微信里说", "好"]
    numbers = [entry.number for entry in desk.transcripts.after(wechat_id)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_answers_still_belong_to_their_questions_after_the_move(desk, portal_id, wechat_id):
    talk(desk, wechat_id, "先前的")
    talk(desk, portal_id, "网页上的")
    bind(desk, portal_id, wechat_id)
    said = next(entry for entry in desk.transcripts.after(wechat_id) if entry.content["text"] == "网页上的")
    assert [entry.content["text"] for entry in desk.transcripts.answers_to(wechat_id, said)] == ["答网页上的"]


def test_the_move_waits_for_the_words_that_are_just_being_answered(desk, portal_id, wechat_id):
    ask_binding(offer_binding(portal_id, desk), wechat_id, desk)
    assert not is_portal_answering(wechat_id, desk)
    said, _ = desk.transcripts.hear(portal_id, {"text": "正在答的"}, NOON)
    assert is_portal_answering(wechat_id, desk)
    desk.transcripts.answer(portal_id, said, [{"text": "答"}], NOON)
    assert not is_portal_answering(wechat_id, desk)
    desk.transcripts.hear(portal_id, {"text": "没答成的"}, NOON)
    desk.at = NOON + timedelta(seconds=21)  # 那边停了，不等它
    assert not is_portal_answering(wechat_id, desk)


def test_evidence_and_the_place_in_the_queue_go_along(desk, portal_id, wechat_id, engine, cipher, tmp_path):
    evidence, hand_overs = EvidenceFiles(engine, cipher, tmp_path), DatabaseHandOvers(engine, cipher)
    number, waiting = f"E20260428-{os.urandom(3).hex().upper()}", f"H20260428-{os.urandom(3).hex().upper()}"
    evidence.add(Evidence(number, portal_id, "a.pdf", "application/pdf", 3, NOON), b"abc")
    hand_overs.add(HandOver(waiting, portal_id, "asked", NOON))
    bind(desk, portal_id, wechat_id)
    assert [kept.evidence_no for kept in evidence.unfiled_of(wechat_id)] == [number]
    assert hand_overs.latest_of(wechat_id).number == waiting


def test_tickets_filed_on_the_page_before_and_after_have_a_follower_in_wechat(desk, portal_id, wechat_id):
    before, after, later = (f"T20260428-{os.urandom(3).hex().upper()}" for _ in range(3))
    talk(desk, portal_id, "确认", **a_filed(before))
    bind(desk, portal_id, wechat_id)
    follow_tickets(wechat_id, [after], desk)
    assert desk.followers.of_ticket(before) == desk.followers.of_ticket(after) == [("digest", "o-somebody")]
    unbind(portal_id, desk)
    follow_tickets(conversation_of(portal_id, desk)[0], [later], desk)
    assert not desk.followers.is_followed(later)


def test_the_page_sees_each_step(desk, portal_id, wechat_id):
    assert look_at_binding(portal_id, desk)["state"] == "none"
    scene = offer_binding(portal_id, desk)
    assert look_at_binding(portal_id, desk) == {"state": "waiting", "until": (NOON + timedelta(minutes=5)).isoformat()}
    ask_binding(scene, wechat_id, desk)
    assert look_at_binding(portal_id, desk)["state"] == "asked"
    desk.at = NOON + timedelta(minutes=6)
    assert look_at_binding(portal_id, desk)["state"] == "expired"
    desk.at = NOON
    answer_binding(wechat_id, "digest", "o-somebody", False, desk)
    assert look_at_binding(portal_id, desk)["state"] == "none"
    bind(desk, portal_id, wechat_id)
    assert look_at_binding(portal_id, desk)["state"] == "bound"


@pytest.mark.parametrize("which", ["portal", "wechat"])
def test_either_side_can_cut_and_the_page_then_sees_nothing_of_wechat(desk, portal_id, wechat_id, which):
    bind(desk, portal_id, wechat_id)
    assert unbind(portal_id if which == "portal" else wechat_id, desk)
    note_turn(wechat_id, "断开以后说的", [{"text": "好"}], "m2", desk)
    assert conversation_of(portal_id, desk) == (portal_id, 0) and shown(desk, portal_id) == []
    assert not unbind(wechat_id, desk)


def test_on_disk_the_address_is_sealed(desk, portal_id, wechat_id, engine):
    bind(desk, portal_id, wechat_id)
    with engine.connect() as connection:
        rows = connection.execute(sa.select(conversation_bindings)).all()
    assert rows and "o-somebody" not in str(rows) and b"o-somebody" not in b"".join(row.address_sealed or b"" for row in rows)


def test_when_wechat_cannot_be_reached_it_is_said_and_nothing_is_lost(a_citizen):
    citizen = a_citizen()
    citizen.say("公司怎么注销")
    answer = citizen.http.post(f"{citizen.portal}/wechat-binding", timeout=TIMEOUT)
    assert answer.status_code == 503 and answer.json()["code"] == "wechat_unavailable" and "过一会儿再试" in answer.json()["detail"]
    assert citizen.transcript(until=1)[0]["text"] == "公司怎么注销"
    assert citizen.http.delete(f"{citizen.portal}/wechat-binding", timeout=TIMEOUT).status_code == 204


def test_one_citizens_code_is_nothing_to_another(a_citizen):
    one, other = a_citizen(), a_citizen(embedded=True)
    one.http.post(f"{one.portal}/wechat-binding", timeout=TIMEOUT)
    for citizen, state in ((one, "waiting"), (other, "none")):
        assert citizen.http.get(f"{citizen.portal}/wechat-binding", timeout=TIMEOUT).json()["state"] == state


def test_the_code_is_drawn_without_an_image():
    drawn = draw_qr("http://weixin.qq.com/q/abcdefg")
    assert drawn["size"] > 25 and drawn["path"].startswith("M") and drawn["path"].count("h1v1h-1z") > 200
