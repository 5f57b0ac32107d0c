"""手头正说着一件事，短短一句说自家情形，听着再像投诉举报也不登记；说的是别人家的坏事，照样登记。"""

from datetime import date

import pytest

from bot.hotline.conversation import Awaiting, Conversation
from bot.hotline.understanding import RequestKind
from bot.usecases.filing.take_request import take_request
from bot.usecases.talk.take_turn import take_turn
from tests import fakes

ITEM = "food_operation_license_new"
KNOWLEDGE = fakes.knowledge()


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 23), KNOWLEDGE)


def names(hotline, text, kind=RequestKind.TIP_OFF, sure=0.78, item=ITEM, **known):
    conversation = Conversation(id="c", item_id=item, **known)
    turn = take_turn(take_request, conversation, fakes.heard(text, "file_tip_off", kind=kind, kind_confidence=sure), hotline)
    return [reply.name for reply in turn.replies]


@pytest.mark.parametrize("text", ["就是车上的瓶子，去年底改的", "他是巴基斯坦的，有居留证", "货都是从义乌那边发过来的"])
def test_before_the_list_it_is_told_and_asked_on(hotline, text):
    assert "utter_ask_situation" in names(hotline, text)


@pytest.mark.parametrize("text, sure", [("面积一百二", 0.88), ("店面有八十平", 0.9), ("库里还有两个人", 0.6)])
def test_after_the_list_it_changes_nothing(hotline, text, sure):
    assert names(hotline, text, RequestKind.COMPLAINT, sure, "drug_retail_license_renewal", notice_no="N20261123-AAAAAA") [0] in ("utter_fact_changes_nothing", "utter_same_list")


@pytest.mark.parametrize("text", ["隔壁店卖假酒", "对门那家没证也在卖凉菜"])
@pytest.mark.parametrize("known", [{}, {"awaiting": Awaiting.SITUATION, "asked": "business"}, {"notice_no": "N20261123-AAAAAA"}])
def test_what_another_shop_does_wrong_is_taken_down(hotline, text, known):
    assert "utter_draft_started" in names(hotline, text, sure=0.63, **known)
