"""听着归别的单位、话里明说的却是归我们的那部分：由我们登记；说的还是那个单位的事，照转给它。"""

from datetime import date

import pytest

from bot.hotline.conversation import Conversation
from bot.hotline.understanding import RequestKind
from bot.usecases.filing.take_request import take_request
from bot.usecases.talk.take_turn import take_turn
from tests import fakes

KNOWLEDGE = fakes.knowledge()


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 26), KNOWLEDGE)


def tip_off(hotline, text, body):
    heard = fakes.heard(text, "file_tip_off", kind=RequestKind.TIP_OFF, kind_confidence=0.9, department=body, departments=((body, 0.8),))
    turn = take_turn(take_request, Conversation(id="c"), heard, hotline)
    return turn, hotline.drafts.get(turn.conversation.draft_id)


@pytest.mark.parametrize(
    "body, text, problem",
    [
        ("agriculture", "村口卖化肥的仓库没有营业执照", "unlicensed"),
        ("agriculture", "种子店不明码标价，一人一个价", "price"),
        ("agriculture", "农资店的秤动过手脚", "metrology"),
        ("tobacco", "那家店光有烟草证，执照没有", "unlicensed"),
        ("tobacco", "小卖部的烟没有明码标价，看人要钱", "price"),
    ],
)
def test_the_part_that_is_ours_is_taken_by_us(hotline, body, text, problem):
    turn, draft = tip_off(hotline, text, body)
    assert turn.replies[0].name == "utter_draft_started"
    assert draft.problem == problem and not draft.is_other_body


@pytest.mark.parametrize(
    "body, text",
    [
        ("agriculture", "农资店没有农药经营许可证还卖农药"),
        ("agriculture", "化肥含量不够，庄稼不长"),
        ("tobacco", "小超市没有烟草证还卖烟"),
        ("tobacco", "烟比别家贵，一抽就是假的"),
        ("tobacco", "既没有营业执照也没有烟草证，卖的还是假烟"),
    ],
)
def test_what_is_theirs_stays_theirs(hotline, body, text):
    _, draft = tip_off(hotline, text, body)
    assert draft.is_other_body and draft.department == body
