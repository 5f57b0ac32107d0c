"""登记诉求的测试：真数据库（SQLite 和 PostgreSQL）、真知识、停住的钟；听懂由测试给。"""

import itertools
from dataclasses import replace

import pytest
from ticket_builders import FakeClock, knowledge  # noqa: F401

from bot.bootstrap import Hotline
from bot.hotline.conversation import Conversation
from bot.hotline.understanding import RequestKind
from bot.stores.draft_store import DatabaseDrafts, DatabaseLookups
from bot.stores.ticket_store import DatabaseTickets
from bot.usecases.filing.take_request import take_request
from bot.usecases.talk.take_turn import take_turn
from tests import fakes

_numbers = itertools.count(1)
_INTENTS = {"complaint": "file_complaint", "tip_off": "file_tip_off", "conduct_complaint": "complain_about_conduct"}


@pytest.fixture
def hotline(engine, cipher, knowledge):  # noqa: F811
    desk = fakes.hotline(FakeClock().moment.date(), knowledge)
    return Hotline(
        **{
            **vars(desk),
            "now": FakeClock(),
            "tickets": DatabaseTickets(engine, cipher, knowledge.respondent_words),
            "drafts": DatabaseDrafts(engine, cipher),
            "lookups": DatabaseLookups(engine),
        }
    )


class Citizen:
    """一个会话里的市民：say 说一句，press 按一个按钮；replies 是热线这一轮说的。"""

    def __init__(self, hotline):
        self.hotline = hotline
        self.memory = Conversation(id=f"portal:test-{next(_numbers)}")
        self.replies = []

    def files(self, text, kind="complaint", **fields):
        heard = replace(fakes.heard(text, _INTENTS.get(kind, "ask_for_help"), **fields), kind=RequestKind(kind))
        return self._take(heard)

    def say(self, text, intent="state_facts", **fields):
        return self._take(fakes.heard(text, intent, **fields))

    def press(self, title):
        (choice,) = [c for reply in self.replies for c in reply.choices if c.title == title]
        return self._take(fakes.heard(title, choice.intent, choice=choice.choice))

    @property
    def card(self):
        return self.replies[-1].card

    @property
    def said(self):
        return [reply.name for reply in self.replies]

    @property
    def draft(self):
        return self.hotline.drafts.get(self.memory.draft_id)

    def _take(self, heard):
        turn = take_turn(take_request, self.memory, heard, self.hotline)
        self.memory, self.replies = turn.conversation, turn.replies
        return self


@pytest.fixture
def citizen(hotline):
    return Citizen(hotline)


@pytest.fixture
def ready(citizen):
    """答齐了、等确认的一件投诉。"""
    citizen.files("昨天在好再来吃出虫子，花了六十八块，老板不认账", problem="food_safety", department="food")
    for answer in ("好再来烧烤店", "北大街5号", "把钱退给我", "张三", "13800000012", "建设路18号"):
        citizen.say(answer)
    assert citizen.said == ["utter_draft_summary"]
    return citizen


@pytest.fixture
def asked_for_the_wish(hotline):
    citizen = Citizen(hotline).files("手机是翻新机 花了四千九", problem="counterfeit", department="quality")
    citizen.say("讯捷通讯").say("通讯市场")
    assert citizen.draft.asking == "demand"
    return citizen


@pytest.fixture
def asked_for_the_name(asked_for_the_wish):
    asked_for_the_wish.say("退一赔三")
    assert asked_for_the_wish.draft.asking == "citizen_name"
    return asked_for_the_wish


@pytest.fixture
def bought_online(hotline):
    citizen = Citizen(hotline).files("网上买的羽绒服跑毛", problem="quality", department="online_trade").say("拼多多").say("店铺叫暖冬服饰旗舰店")
    assert citizen.draft.asking == "demand"
    return citizen


@pytest.fixture
def tip_off(hotline):
    citizen = Citizen(hotline).files("举报有人把过期面粉倒进新袋子", kind="tip_off", problem="food_safety", department="food")
    citizen.say("康源食品厂").say("新区纬三路").say("天天都这样")
    assert citizen.draft.asking == "citizen_phone"
    return citizen
