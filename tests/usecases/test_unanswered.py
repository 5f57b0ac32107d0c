"""没答上来的问题：什么时候留、留什么，怎么变成知识改动、改正，或者不用管。真数据库、知识的拷贝。"""

import shutil
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from bot.errors import ChangeInvalid, QuestionUnknown, ReasonMissing
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.knowledge_change import ChangeStatus
from bot.hotline.ticket import Actor
from bot.hotline.understanding import RequestKind
from bot.stores.cipher import Cipher, new_key
from bot.stores.correction_store import DatabaseCorrections
from bot.stores.database import connect, migrate
from bot.stores.knowledge_change_store import DatabaseKnowledgeChanges
from bot.stores.knowledge_files import load_knowledge
from bot.stores.knowledge_folder import KnowledgeFolder
from bot.stores.unanswered_store import DatabaseUnanswered
from bot.usecases.office.change_knowledge import approve_change, reject_change
from bot.usecases.office.settle_unanswered import (
    NewAnswer,
    dismiss_question,
    note_correction,
    propose_answer,
    waiting_questions,
)
from bot.usecases.talk.keep_unanswered import keep_unanswered
from tests import fakes

TODAY = date(2026, 5, 18)
EDITOR, LEAD = Actor("editor", "knowledge_editor"), Actor("lead", "shift_lead")
FOOD, QUALITY = Actor("food1", "ticket_staff", "food"), Actor("q1", "ticket_staff", "quality")
LOST = Turn(Conversation(), [Reply("utter_not_understood")])


@dataclass
class Desk:
    folder: KnowledgeFolder
    changes: DatabaseKnowledgeChanges
    unanswered: DatabaseUnanswered
    corrections: DatabaseCorrections
    now: Any


@pytest.fixture
def desk(tmp_path):
    """空库：列出来的都是这条测试里问的。"""
    folder = shutil.copytree(fakes.KNOWLEDGE, tmp_path / "knowledge")
    engine, cipher = connect(f"sqlite:///{tmp_path / 'hotline.db'}"), Cipher([new_key()])
    migrate(engine)
    return Desk(
        KnowledgeFolder(folder), DatabaseKnowledgeChanges(engine), DatabaseUnanswered(engine, cipher),
        DatabaseCorrections(engine, cipher), fakes.stopped_clock(TODAY),
    )  # fmt: skip


@pytest.fixture
def hotline(desk):
    return replace(fakes.hotline(TODAY), unanswered=desk.unanswered)


def ask(hotline, text, turn=LOST, before=None, earlier=None, **heard):
    keep_unanswered(before or Conversation(), fakes.heard(text, "ask_regulation", **heard), turn, earlier, hotline)


def said(desk, by=EDITOR):
    return [(group.questions[0].said, group.times) for group in waiting_questions(by, desk)]


# ── 什么时候留 ──


def test_a_question_without_an_answer_is_kept_and_counted(desk, hotline):
    ask(hotline, "电子秤要不要年检？")
    ask(hotline, "电子秤要不要年检")
    assert said(desk) == [("电子秤要不要年检？", 2)]


def test_an_answered_one_is_not_kept(desk, hotline):
    ask(hotline, "电子秤要不要年检", Turn(Conversation(), [Reply("utter_answer")]))
    assert said(desk) == []


@pytest.mark.parametrize("answered", [{"text": "/none_of_these", "choice": {}}, {"text": "3"}, {"text": "都不是"}])
def test_after_none_of_these_what_was_asked_before_is_kept(desk, hotline, answered):
    turn = Turn(Conversation(), [Reply("utter_none_of_these")])
    keep_unanswered(Conversation(), fakes.heard(**answered, intent="none_of_these"), turn, "药店能不能卖电子烟", hotline)
    assert said(desk) == [("药店能不能卖电子烟", 1)]


@pytest.mark.parametrize(
    "text, before, heard",
    [
        ("我要投诉好再来烧烤店", Conversation(), {"kind": RequestKind.COMPLAINT}),
        ("我举报他们用死猪肉", Conversation(), {"kind": RequestKind.TIP_OFF}),
        ("电子秤要不要年检", Conversation(draft_open=True, draft_id="D1"), {}),  # 正在登记，是答话
        ("我不想活了真的", Conversation(in_care=True), {}),
        ("煤气味好大怎么办", Conversation(), {"emergency": "fire_gas"}),
        ("啊？", Conversation(), {}),
    ],
)
def test_what_is_not_a_question_is_not_kept(desk, hotline, text, before, heard):
    keep_unanswered(before, replace(fakes.heard(text), **heard), LOST, None, hotline)
    assert said(desk) == []


def test_the_words_are_sealed_in_the_database(desk, hotline, tmp_path):
    ask(hotline, "电子秤要不要年检")
    desk.unanswered._engine.dispose()
    for path in tmp_path.glob("hotline.db*"):
        assert "电子秤".encode() not in path.read_bytes()


def test_a_department_sees_only_what_sounds_like_its_own(desk, hotline):
    ask(hotline, "电子秤要不要年检", department="quality")
    ask(hotline, "凉菜间要多大才行", department="food")
    assert said(desk, QUALITY) == [("电子秤要不要年检", 1)]
    assert said(desk, FOOD) == [("凉菜间要多大才行", 1)]
    assert len(said(desk)) == 2
    number = waiting_questions(QUALITY, desk)[0].number
    with pytest.raises(QuestionUnknown):
        dismiss_question(number, "不归我们", FOOD, desk)


# ── 怎么办 ──


def an_answer(**changes):
    fields = dict(
        topic="quality_metrology", question="电子秤要不要年检？", department="quality", verified=False,
        answer="用来做买卖的电子秤要定期检定。具体多久一次未核实，以窗口为准。", basis=["《中华人民共和国计量法》第九条"],
    )  # fmt: skip
    return NewAnswer(**{**fields, **changes})


def test_a_question_becomes_a_proposed_answer_that_another_person_approves(desk, hotline):
    ask(hotline, "电子秤要不要年检")
    ask(hotline, "电子秤用不用年检")
    (group,) = waiting_questions(EDITOR, desk)
    change = propose_answer(group.number, an_answer(), "计量法写了", EDITOR, desk)
    assert said(desk) == []  # 有人管了
    assert [sign for sign, _ in change.lines() if sign == "-"] == []  # 原来的一字不动
    approve_change(change.number, "核对过", LEAD, desk)
    faq = load_knowledge(desk.folder._folder).faq[f"asked_20260518_{group.number}"]
    assert set(faq.asked_as) == {"电子秤要不要年检", "电子秤用不用年检"} and faq.department == "quality"


def test_an_answer_that_was_not_taken_leaves_the_question_open(desk, hotline):
    ask(hotline, "电子秤要不要年检")
    number = waiting_questions(EDITOR, desk)[0].number
    change = propose_answer(number, an_answer(), "计量法写了", EDITOR, desk)
    reject_change(change.number, "没有依据", LEAD, desk)
    assert said(desk) == [("电子秤要不要年检", 1)]


def test_an_answer_that_does_not_fit_the_knowledge_is_told_and_the_question_stays(desk, hotline):
    ask(hotline, "电子秤要不要年检")
    number = waiting_questions(EDITOR, desk)[0].number
    with pytest.raises(ChangeInvalid):
        propose_answer(number, an_answer(answer="包过，保证给你办下来。"), "试", EDITOR, desk)
    assert said(desk) == [("电子秤要不要年检", 1)]
    assert desk.changes.latest(ChangeStatus.PROPOSED) == []


def test_a_question_the_hotline_misheard_becomes_a_correction_for_each_way_of_saying_it(desk, hotline):
    ask(hotline, "电子秤要不要年检", department="food")
    ask(hotline, "电子秤用不用年检")
    number = waiting_questions(EDITOR, desk)[0].number
    note_correction(number, {"kind": "inquiry", "department": "quality"}, "问的是计量", EDITOR, desk)
    noted = desk.corrections.all()
    assert {one["said"] for one in noted} == {"电子秤要不要年检", "电子秤用不用年检"}
    assert noted[0]["should_be"] == {"intent": "ask_regulation", "department": "quality"} and noted[0]["source"] == "没答上来"
    assert said(desk) == []


def test_dismissing_needs_a_reason_and_keeps_it_away(desk, hotline):
    ask(hotline, "今天天气怎么样啊")
    number = waiting_questions(EDITOR, desk)[0].number
    with pytest.raises(ReasonMissing):
        dismiss_question(number, " ", EDITOR, desk)
    dismiss_question(number, "闲谈", EDITOR, desk)
    ask(hotline, "今天天气怎么样啊")
    assert said(desk) == []
    with pytest.raises(QuestionUnknown):
        dismiss_question(number, "闲谈", EDITOR, desk)
