"""告知市民保存多少天，到了就真的删；登记成工单的随工单留着。"""

import os
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.errors import EvidenceRefused
from bot.hotline.evidence import Evidence
from bot.hotline.privacy_notice import PrivacyNotice
from bot.settings import TIME_ZONE
from bot.stores.binding_store import DatabaseBindings
from bot.stores.evidence_store import EvidenceFiles
from bot.stores.transcript_store import DatabaseTranscripts
from bot.usecases.filing.keep_evidence import take_back_evidence
from bot.usecases.office.forget_old import forget_old
from tests import fakes

THEN = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)


@pytest.fixture
def hotline():
    knowledge = replace(fakes.knowledge(), privacy_notice=PrivacyNotice(kept_days=30))
    return lambda now: replace(fakes.hotline(now.date(), knowledge), now=lambda: now)


@pytest.fixture
def transcripts(engine, cipher):
    return DatabaseTranscripts(engine, cipher)


@pytest.fixture
def evidence(engine, cipher, tmp_path):
    return EvidenceFiles(engine, cipher, tmp_path)


@pytest.fixture
def bindings(engine, cipher):
    return DatabaseBindings(engine, cipher)


@pytest.fixture
def conversation_id():
    return f"portal:{os.urandom(6).hex()}"


def handed_in(conversation_id, evidence):
    number = f"E20260428-{os.urandom(3).hex().upper()}"
    evidence.add(Evidence(number, conversation_id, "a.pdf", "application/pdf", 3, THEN), b"abc")
    return number


def test_old_words_and_files_are_deleted_on_the_day_the_citizen_was_told(hotline, transcripts, evidence, bindings, conversation_id, tmp_path):
    transcripts.hear(conversation_id, {"text": "您好"}, THEN)
    number = handed_in(conversation_id, evidence)
    forget_old(transcripts, evidence, bindings, hotline(THEN + timedelta(days=29)))
    assert transcripts.after(conversation_id) and evidence.get(number)
    forget_old(transcripts, evidence, bindings, hotline(THEN + timedelta(days=31)))
    assert transcripts.after(conversation_id) == [] and evidence.get(number) is None
    assert not (tmp_path / number).exists()


def test_a_code_nobody_uses_any_more_is_forgotten_with_the_words(hotline, transcripts, evidence, bindings, conversation_id):
    bindings.offer(conversation_id, conversation_id, THEN)
    bindings.scan(conversation_id, "wechat:a", THEN - timedelta(minutes=1))
    bindings.bind("wechat:a", "digest", "o-somebody", THEN - timedelta(minutes=1))
    forget_old(transcripts, evidence, bindings, hotline(THEN + timedelta(days=29)))
    assert bindings.bound_to(conversation_id)
    forget_old(transcripts, evidence, bindings, hotline(THEN + timedelta(days=31)))
    assert bindings.bound_to(conversation_id) is None


def test_evidence_of_a_conversation_that_became_a_ticket_stays(hotline, transcripts, evidence, bindings, conversation_id):
    number = handed_in(conversation_id, evidence)
    evidence.file(conversation_id, ["T20260428-AAAAAA"])
    evidence.file(conversation_id, ["T20260428-BBBBBB"])
    forget_old(transcripts, evidence, bindings, hotline(THEN + timedelta(days=400)))
    assert evidence.content(number) == b"abc"
    assert evidence.get(number).ticket_nos == ("T20260428-AAAAAA", "T20260428-BBBBBB")


def test_evidence_that_went_with_a_ticket_cannot_be_taken_back(evidence, conversation_id):
    number = handed_in(conversation_id, evidence)
    evidence.file(conversation_id, ["T20260428-AAAAAA"])
    with pytest.raises(EvidenceRefused):
        take_back_evidence(number, conversation_id, evidence)
    assert evidence.content(number) == b"abc" and evidence.unfiled_of(conversation_id) == []


def test_the_notice_says_the_number_of_days_that_is_kept():
    notice = fakes.knowledge().privacy_notice
    assert any(f"{notice.kept_days}天" in point["text"] for point in notice.as_record()["points"])


def test_on_disk_the_words_are_sealed(engine, transcripts, conversation_id):
    transcripts.hear(conversation_id, {"text": "我叫张三，电话13800000000"}, THEN, "key")
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM transcript_entries").all()
    assert rows and not any("张三".encode() in bytes(cell) for row in rows for cell in row if isinstance(cell, (bytes, memoryview)))


def test_numbers_go_up_by_one_whoever_speaks(transcripts, conversation_id):
    said, _ = transcripts.hear(conversation_id, {"text": "您好"}, THEN)
    transcripts.answer(conversation_id, said, [{"text": "一"}, {"text": "二"}], THEN)
    transcripts.say(conversation_id, "operator", {"text": "三"}, THEN)
    entries = transcripts.after(conversation_id)
    assert [entry.number for entry in entries] == [1, 2, 3, 4]
    assert [entry.by for entry in entries] == ["citizen", "hotline", "hotline", "operator"]
    assert [entry.number for entry in transcripts.answers_to(conversation_id, said)] == [2, 3]
    assert [entry.number for entry in transcripts.after(conversation_id, 3)] == [4]
