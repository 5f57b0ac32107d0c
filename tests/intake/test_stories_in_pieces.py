"""一段一段说的：先说什么时候、哪家店，后说出了什么事；听成了办事的，说到投诉就是投诉；开场的抱怨不是反映人。"""

from dataclasses import replace

import pytest
from test_cursing_and_the_accused import curses

from bot.hotline.conversation import Awaiting
from bot.hotline.understanding import RequestKind
from bot.usecases.filing.take_request import asks_to_complain, complains_instead
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.take_turn import take_turn
from tests import fakes


def says(citizen, text, kind=RequestKind.INQUIRY, intent="state_facts", entities=(), **fields):
    heard = replace(fakes.heard(text, intent, **fields), kind=kind, entities=tuple(entities))
    turn = take_turn(continue_conversation, citizen.memory, heard, citizen.hotline)
    citizen.memory, citizen.replies = turn.conversation, turn.replies
    return citizen


def _entity(type_, text, within):
    start = within.index(text)
    return {"type": type_, "text": text, "start": start, "end": start + len(text), "value": None}


@pytest.mark.parametrize(
    ("said", "type_", "text", "kind"),
    [
        ("我上周", "date", "上周", RequestKind.INQUIRY),
        ("在你们这的那个百佳乐超市", "merchant", "百佳乐超市", RequestKind.INQUIRY),
        ("楼下那家老李包子铺", "merchant", "老李包子铺", RequestKind.TIP_OFF),
    ],
)
def test_a_scene_alone_waits_for_the_story(citizen, said, type_, text, kind):
    assert says(citizen, said, kind, entities=[_entity(type_, text, said)]).said == ["utter_tell_more"]


def test_the_scene_is_kept_and_joined(citizen):
    says(citizen, "在你们这的那个百佳乐超市", entities=[_entity("merchant", "百佳乐超市", "在你们这的那个百佳乐超市")])
    citizen.files("买了袋米打开全是虫", problem="food_safety", department="food")
    assert citizen.draft.values["respondent_name"] == "百佳乐超市" and len(citizen.draft.said) == 2


@pytest.mark.parametrize("said", ["举报老李包子铺", "我想开个老李包子铺", "给老李包子铺办执照"])
def test_a_wish_beside_the_shop_is_no_scene(citizen, said):
    assert says(citizen, said, entities=[_entity("merchant", "老李包子铺", said)]).said != ["utter_tell_more"]


@pytest.mark.parametrize("said", ["我能投诉不", "这能投诉吗", "可以投诉他们不", "能不能投诉这家"])
def test_may_i_complain_amid_an_item_is_a_complaint(citizen, said):
    asked = replace(citizen.memory, item_id="small_catering_registration", awaiting=Awaiting.SITUATION)
    assert asks_to_complain(said) and complains_instead(asked, fakes.heard(said, "ask_regulation"), citizen.hotline).kind is RequestKind.COMPLAINT


@pytest.mark.parametrize("said", ["怎么投诉", "投诉要多久", "能投诉几次", "别人能不能投诉我"])
def test_how_complaining_works_is_still_a_question(said):
    assert not asks_to_complain(said)


@pytest.mark.parametrize("said", ["你们热线真难打", "打了半天才打通", "你们这帮人是干啥吃的"])
def test_a_grumble_at_the_opening_is_answered_calmly(citizen, said):
    assert citizen.files(said, kind="conduct_complaint", department="party_committee").said == ["utter_abuse"]


@pytest.mark.parametrize("said", ["热线打不通 我要投诉你们", "窗口的人骂我是干啥吃的还推我 我要投诉他"])
def test_one_who_says_he_complains_of_us_is_taken_at_his_word(citizen, said):
    assert "utter_draft_started" in citizen.files(said, kind="conduct_complaint", department="party_committee").said


def test_scolding_while_filing_goes_on_with_the_draft(asked_for_the_wish):
    assert curses(asked_for_the_wish, "你们这帮人是干啥吃的").said[0] == "utter_abuse" and asked_for_the_wish.draft.asking == "demand"


@pytest.mark.parametrize("said", ["对了 他们跟我们班三十多个家长都这样", "还有 她对别人也这么说"])
def test_more_about_them_after_filing_is_a_supplement(ready, said):
    ready.say("确认")
    assert says(ready, said, RequestKind.COMMENDATION, "commend").said == ["utter_ticket_supplemented"]
