"""听错了头一句的：后来说清了就照说清的办；同一件不交给人两次。"""

from datetime import date

import pytest
from intake_builders import Citizen
from test_stories_in_pieces import _entity, says

from bot.hotline.understanding import ItemDecision, RequestKind
from bot.usecases.reading.read_details import from_entities
from bot.usecases.reading.read_field import read_field
from bot.usecases.talk.hand_to_operator import ask_for_operator
from tests import fakes

WORDS = fakes.knowledge().intake_words


def test_a_bare_shop_name_is_a_scene_even_when_an_item_is_likest(citizen):
    said = "老李包子铺"
    says(citizen, said, entities=[_entity("merchant", said, said)], items=(("small_catering_registration", 0.95),), item_decision=ItemDecision.ANSWER)
    assert citizen.said == ["utter_tell_more"]


def test_goods_not_taken_back_are_no_matter_of_conduct(hotline):
    citizen = Citizen(hotline).files("他威胁我说再投诉就找我", kind="conduct_complaint", department="party_committee")
    assert citizen.say("我买的摩托车不给退").draft.kind == "complaint"


def test_our_own_people_stay_a_matter_of_conduct(hotline):
    citizen = Citizen(hotline).files("你们窗口的人骂我", kind="conduct_complaint", department="party_committee")
    assert citizen.say("我买的摩托车不给退 他还说风凉话").draft.kind == "conduct_complaint"


@pytest.mark.parametrize("said", ["我们厂", "俺们单位"])
def test_our_factory_names_no_factory(said):
    entity = {"type": "merchant", "text": said, "start": 0, "end": len(said), "value": None}
    assert "respondent_name" not in from_entities(said, [entity], None, WORDS, date(2026, 4, 28))


def test_a_person_asked_for_twice_is_one_hand_over(ready):
    heard = fakes.heard("转人工", "talk_to_operator")
    first = ask_for_operator(ready.memory, heard, ready.hotline)
    second = ask_for_operator(first.conversation, heard, ready.hotline)
    assert second.conversation.hand_over_no == first.conversation.hand_over_no and second.replies[0].name == first.replies[0].name


def test_what_was_offered_to_another_body_is_not_asked_again(hotline):
    citizen = Citizen(hotline).files("房子到期了中介不退押金一千五", department="housing")
    assert citizen.said == ["utter_request_not_ours"]
    citizen.files("那我要投诉中介", department="consumer_protection")
    assert citizen.draft.has_facts and citizen.draft.asking != "facts"


def test_complaining_anew_is_a_complaint(citizen):
    says(citizen, "那我重新投诉", RequestKind.OTHER, "start_over")
    assert citizen.said[0] == "utter_draft_started"


def test_where_the_hotel_is_is_not_his_home_whatever_is_asked(asked_for_the_name):
    entity = {"type": "address", "text": "金鼎路1号", "start": 4, "end": 9, "value": None}
    assert from_entities("酒店就在金鼎路1号", [entity], "citizen_name", WORDS, date(2026, 4, 28)) == {"respondent_address": "金鼎路1号"}


def test_trouble_told_beside_a_wish_is_no_wish():
    assert read_field("demand", "退款 主播把我拉黑了", WORDS, date(2026, 4, 28)) == ("退款",)


def test_a_price_for_so_many_is_what_was_paid(asked_for_the_wish):
    assert asked_for_the_wish.say("299两罐").draft.values["amount"] == 299


def test_a_hotel_room_is_an_address(asked_for_the_name):
    asked_for_the_name.say("张三").say("13800000013").say("新世纪宾馆302")
    assert asked_for_the_name.draft.values["citizen_address"] == "新世纪宾馆302"


def test_only_to_be_dealt_with_and_no_money_is_a_tip_off(asked_for_the_wish):
    draft = asked_for_the_wish.say("不要退钱 就是你们去管管").draft
    assert draft.kind == "tip_off" and draft.second is None


def test_may_i_leave_out_my_name_is_answered(asked_for_the_wish):
    assert asked_for_the_wish.say("能不说我名字吗").said[0] == "utter_draft_left_open"


def test_a_shop_pointed_at_is_a_scene(citizen):
    assert says(citizen, "就是我们小区门口那个菜店").said == ["utter_tell_more"]
