"""每个事项、每一方面的答话读起来都像人说的：不空、不叠标点、不许诺。"""

import re

import pytest

from bot.hotline.conversation import Conversation
from bot.hotline.guide_wording import ASPECTS, wording_of
from bot.server.wording import fill, read_responses
from bot.usecases.guide.say_notice import notice_reply
from bot.usecases.rules.quote_answer import faq_reply
from bot.usecases.talk.refuse import refuse
from tests import fakes
from tests.hotline.test_one_time_notice import every_way_to_answer, notice_for

KNOWLEDGE = fakes.knowledge()
RESPONSES = read_responses()
# 叠着的标点、空括号、没说完的话、没填上的字段。
BAD = re.compile(r"[。，；、：]{2,}|（）|：\s*$|（，|None|\{|\}|\[\]|\n\n")


def spoken(reply):
    return fill(RESPONSES[reply.name][0]["text"], reply.fields)


@pytest.mark.parametrize("item", KNOWLEDGE.items.values(), ids=list(KNOWLEDGE.items))
@pytest.mark.parametrize("aspect", [a for a in ASPECTS if a not in ("overview", "materials")])
def test_answers_read_well(item, aspect):
    said = fill(RESPONSES[f"utter_{aspect}"][0]["text"], wording_of(item, aspect))
    assert item.name in said
    assert not BAD.search(said), said


@pytest.mark.parametrize("item", KNOWLEDGE.items.values(), ids=list(KNOWLEDGE.items))
def test_notices_and_introductions_read_well(item):
    intro = fill(RESPONSES["utter_notice_intro"][0]["text"], wording_of(item, "overview"))
    notice = spoken(notice_reply(notice_for(item, next(every_way_to_answer(item)))))
    for said in (intro, notice):
        assert not BAD.search(said), said
    assert all(line.name in notice for line in notice_for(item, next(every_way_to_answer(item))).bring)


@pytest.mark.parametrize("item", KNOWLEDGE.items.values(), ids=list(KNOWLEDGE.items))
def test_a_notice_says_nothing_twice(item):
    notice = notice_for(item, next(every_way_to_answer(item)))
    assert not re.match("不收费，.*(不收|零收费)", notice.fee), notice.fee
    assert notice.fee.count("未核实") < 2, notice.fee
    assert "有效期长期" not in notice.result and "有效期有效" not in notice.result, notice.result
    assert not any(entry.endswith("，以窗口为准") for entry in notice.unverified), notice.unverified


@pytest.mark.parametrize("item", KNOWLEDGE.items.values(), ids=list(KNOWLEDGE.items))
def test_how_long_it_takes_is_never_left_out_of_a_notice(item):
    """不知道多久的，说没有核实，不是不提。"""
    assert "\n时限：" in spoken(notice_reply(notice_for(item, next(every_way_to_answer(item)))))


@pytest.mark.parametrize("faq_id", KNOWLEDGE.faq)
def test_faq_answers_read_well(faq_id):
    said = spoken(faq_reply(faq_id, fakes.hotline(None, KNOWLEDGE)))
    assert not BAD.search(said), said


@pytest.mark.parametrize("refusal", KNOWLEDGE.refusals.values(), ids=list(KNOWLEDGE.refusals))
def test_refusals_say_where_to_go(refusal):
    said = spoken(refuse(Conversation(), refusal).replies[0])
    assert refusal.go_to and refusal.go_to in said
    assert not BAD.search(said), said


@pytest.mark.parametrize("item", KNOWLEDGE.items.values(), ids=list(KNOWLEDGE.items))
def test_what_is_unknown_about_a_place_is_said_once(item):
    said = fill(RESPONSES["utter_place"][0]["text"], wording_of(item, "place"))
    assert said.count("尚未核实，出门前请拨打12345确认") <= 1


@pytest.mark.parametrize("name", RESPONSES)
def test_no_reply_promises_a_result(name):
    text = RESPONSES[name][0]["text"]
    assert not re.search(r"保证|一定能|一定会|肯定|包过|百分之百", text)
    assert len(text) < 420
