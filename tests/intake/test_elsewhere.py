"""设了本局在哪个市：外地的商家说清归谁，照样登记交给人定；本地的不再问。"""

from dataclasses import replace

import pytest
from intake_builders import Citizen

from bot.hotline.own_area import OwnArea


@pytest.fixture
def here(hotline):
    return replace(hotline, own_area=OwnArea("武威市", ("凉州区",)))


def complaint_at(hotline, address):
    citizen = Citizen(hotline).files("昨天在好再来吃出虫子，花了六十八块", problem="food_safety", department="food")
    return citizen.say("好再来烧烤店").say(address)


def test_a_shop_elsewhere_is_told_once_where_it_goes_and_filed_for_a_person_to_decide(here):
    citizen = complaint_at(here, "西安市雁塔区小寨路")
    assert citizen.said == ["utter_cannot", "utter_draft_ask"]
    assert "商家所在地" in citizen.replies[0].fields["say"]
    for answer in ("退钱", "张三", "13800000012", "建设路18号"):
        assert "utter_cannot" not in citizen.say(answer).said
    citizen.say("确认")
    ticket = here.tickets.get(citizen.card["tickets"][0]["ticket_no"])
    assert ticket.status.value == "registered" and ticket.history[0].details["review_grounds"] == ["art16_1"]
    assert ticket.history[0].details["route"] == "complaint_elsewhere"


def test_an_address_corrected_to_ours_takes_it_back(here):
    citizen = complaint_at(here, "西安市雁塔区小寨路")
    citizen.say("不对，地址是凉州区北大街5号")
    assert citizen.draft.place == "local" and citizen.draft.grounds == ()


@pytest.mark.parametrize("address", ["凉州区北大街5号", "凉州区", "北大街5号"])
def test_an_address_of_ours_is_taken_and_not_asked_again(here, address):
    assert complaint_at(here, address).said == ["utter_draft_ask"]


def test_without_the_setting_nothing_is_said_about_places(hotline):
    assert complaint_at(hotline, "西安市雁塔区小寨路").said == ["utter_draft_ask"]
