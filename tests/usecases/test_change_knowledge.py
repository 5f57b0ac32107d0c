"""改知识：提的和看的是两个人，写错的提不进去，看过就换上文件；在一份拷贝上试。"""

import shutil
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from bot.errors import (
    ChangeInvalid,
    ChangeReviewed,
    ChangeStale,
    ChangeUnknown,
    KnowledgeFileUnknown,
    NotYourReview,
    ReasonMissing,
)
from bot.hotline.knowledge_change import ChangeStatus
from bot.hotline.ticket import Actor
from bot.stores.knowledge_change_store import DatabaseKnowledgeChanges
from bot.stores.knowledge_files import load_knowledge
from bot.stores.knowledge_folder import KnowledgeFolder
from bot.usecases.office.change_knowledge import approve_change, propose_change, reject_change
from tests import fakes

EDITOR, LEAD = Actor("editor", "knowledge_editor"), Actor("lead", "shift_lead")
PATH = "faq/credit.yml"


@dataclass
class Desk:
    folder: KnowledgeFolder
    changes: DatabaseKnowledgeChanges
    now: Any


@pytest.fixture
def knowledge_folder(tmp_path):
    return shutil.copytree(fakes.KNOWLEDGE, tmp_path / "knowledge")


@pytest.fixture
def desk(engine, knowledge_folder):
    return Desk(KnowledgeFolder(knowledge_folder), DatabaseKnowledgeChanges(engine), fakes.stopped_clock(date(2026, 5, 18)))


def reworded(desk, marker=None):
    """一句话加了几个字。"""
    marker = marker or uuid.uuid4().hex[:6]
    return desk.folder.text(PATH).replace("自己填报，免费。", f"自己填报，免费（{marker}）。", 1)


def proposed(desk, by=EDITOR, **changes):
    return propose_change(PATH, changes.get("text", reworded(desk)), "窗口答复", by, desk)


def test_a_change_seen_by_another_is_in_the_knowledge(desk, knowledge_folder):
    change = propose_change(PATH, reworded(desk, "另有说明"), "窗口答复", EDITOR, desk)
    assert "另有说明" not in desk.folder.text(PATH)  # 提了还不算
    approved = approve_change(change.number, "核对过", LEAD, desk)
    assert approved.status is ChangeStatus.APPROVED and approved.reviewed_by == "lead"
    assert "另有说明" in load_knowledge(knowledge_folder).faq["annual_report_when_how"].answer


def test_nobody_approves_their_own(desk):
    change = proposed(desk, by=LEAD)
    with pytest.raises(NotYourReview):
        approve_change(change.number, "", LEAD, desk)
    assert desk.changes.get(change.number).status is ChangeStatus.PROPOSED


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("department: credit", "department: crediit", 1),
        lambda text: text.replace("verified: true", "verified: maybe", 1),
        lambda text: text + "\n  - : : [",
        lambda text: "",
    ],
)
def test_what_would_break_the_knowledge_is_not_taken(desk, spoil):
    with pytest.raises(ChangeInvalid):
        proposed(desk, text=spoil(desk.folder.text(PATH)))


def test_no_change_and_no_reason_are_refused(desk):
    with pytest.raises(ChangeInvalid, match="没有改动"):
        proposed(desk, text=desk.folder.text(PATH))
    with pytest.raises(ReasonMissing):
        propose_change(PATH, reworded(desk), " ", EDITOR, desk)


@pytest.mark.parametrize("path", ["../README.md", "faq/../../domain.yml", "/etc/passwd", "routes.yml", "faq/none.yml", ""])
def test_only_listed_files_can_be_read_or_changed(desk, path):
    with pytest.raises(KnowledgeFileUnknown):
        desk.folder.text(path)
    with pytest.raises(KnowledgeFileUnknown):
        propose_change(path, "x: 1", "试", EDITOR, desk)


def test_of_two_changes_to_one_file_the_later_must_be_made_again(desk):
    first, second = proposed(desk), proposed(desk)
    approve_change(first.number, "", LEAD, desk)
    with pytest.raises(ChangeStale):
        approve_change(second.number, "", LEAD, desk)


def test_what_was_reviewed_stays_reviewed(desk):
    change = proposed(desk)
    with pytest.raises(ReasonMissing):
        reject_change(change.number, " ", LEAD, desk)
    reject_change(change.number, "没有依据", LEAD, desk)
    with pytest.raises(ChangeReviewed):
        approve_change(change.number, "", LEAD, desk)
    with pytest.raises(ChangeUnknown):
        approve_change(999_999, "", LEAD, desk)


def test_the_lines_that_changed_are_shown(desk):
    lines = proposed(desk, text=reworded(desk, "新说法")).lines()
    assert [sign for sign, text in lines if "免费" in text] == ["-", "+"]
    assert "新说法" in "".join(text for sign, text in lines if sign == "+")
