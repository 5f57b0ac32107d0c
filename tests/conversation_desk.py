"""坐席进到对话里的测试共用：真的库、停得住的钟、几位在线的同事、记着送到市民那头的话。"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.bootstrap import ConversationDesk
from bot.hotline.ticket import Actor
from bot.ports import HandOver
from bot.stores.colleague_store import Colleague
from bot.stores.hand_over_store import DatabaseHandOvers
from bot.stores.held_answer_store import DatabaseHeldAnswers
from bot.stores.operator_tables import held_answers
from bot.stores.tables import hand_overs
from bot.stores.transcript_store import DatabaseTranscripts
from tests import fakes

ONE, OTHER, THIRD = (Actor(f"operator-{n}", "operator") for n in (1, 2, 3))
FOOD, FOOD_TOO = Actor("food-1", "ticket_staff", "food"), Actor("food-2", "ticket_staff", "food")
DRUG = Actor("drug-1", "ticket_staff", "drug")
CHAT = "portal:join"


@dataclass
class Present:
    """在线的同事。"""

    here: list = field(default_factory=lambda: [ONE, OTHER, FOOD, FOOD_TOO])

    def present(self, now):
        return [Colleague(one.id, one.role, one.department, 0, False) for one in self.here]


@dataclass
class Citizen:
    """市民那头：收到的话；够不着的时候什么也收不到。"""

    heard: list = field(default_factory=list)
    is_there: bool = True

    def reach(self, conversation_id, said):
        if self.is_there:
            self.heard += [one["text"] for one in said if one.get("text")]
        return self.is_there


def a_desk(engine, cipher, citizen, colleagues=None):
    """一件等着人工的对话 H1，空的记录。"""
    with engine.begin() as connection:
        connection.execute(hand_overs.delete())
        connection.execute(held_answers.delete())
    hotline = replace(fakes.hotline(date(2026, 4, 28)), hand_overs=DatabaseHandOvers(engine, cipher))
    hotline.hand_overs.add(HandOver("H1", CHAT, "asked", hotline.now()))
    transcripts = DatabaseTranscripts(engine, cipher)
    transcripts.forget(CHAT)
    transcripts.hear(CHAT, {"text": "转人工"}, hotline.now())
    held = DatabaseHeldAnswers(engine, cipher)
    return ConversationDesk(hotline, transcripts, held, colleagues or Present(), citizen.reach)


def later(desk, seconds):
    """过了几秒的同一张桌子。"""
    now = desk.hotline.now() + timedelta(seconds=seconds)
    return replace(desk, hotline=replace(desk.hotline, now=lambda: now))


def shown(desk):
    """市民看得到的话，（谁说的，什么）。"""
    return [(entry.by, entry.content.get("text")) for entry in desk.transcripts.after(CHAT)]
