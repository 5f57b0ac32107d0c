"""出了告知书接着问其中一样，只答那一样；问的是别的，不抢。"""

from datetime import date

import pytest

from bot.hotline.conversation import Awaiting, Conversation
from bot.usecases.guide.answer_about_notice import answer_about_notice
from bot.usecases.guide.issue_notice import issue_notice
from tests import fakes

KNOWLEDGE = fakes.knowledge()
ITEM = "small_catering_registration"
NAMES = ["食品小经营店登记申请书", "书面承诺书", "从业人员健康证明"]


@pytest.fixture
def hotline():
    return fakes.hotline(date(2026, 11, 26), KNOWLEDGE)


@pytest.fixture
def told(hotline):
    """小餐饮登记的告知书已经给了：三样材料。"""
    notice = issue_notice(ITEM, {"area": "within", "pledge": "pledged", "agent": "self"}, hotline)
    assert [line.name for line in notice.bring] == NAMES
    return Conversation(id="c", item_id=ITEM, notice_no=notice.number)


def ask(told, text, hotline, intent="ask_materials"):
    turn = answer_about_notice(told, fakes.heard(text, intent), hotline)
    return turn and turn.replies[0]


@pytest.mark.parametrize("text", ["一共几样", "总共是几样材料啊", "那是几张", "第五个呢", "第9样是啥"])
def test_how_many_and_beyond_the_last_count_them(told, hotline, text):
    reply = ask(told, text, hotline)
    assert reply.name == "utter_notice_count" and reply.fields["count"] == 3
    assert reply.fields["names"] == "、".join(NAMES) and reply.fields["number"] == told.notice_no


@pytest.mark.parametrize("text, place", [
    ("第二个材料是啥", 1), ("你说的第一样是什么东西", 0), ("第3个要原件吗", 2), ("最后那样呢", 2), ("健康证要不要带", 2), ("承诺书是啥", 1),
    ("申请书几份", 0), ("健康证用复印件行不行", 2),
])  # fmt: skip
def test_one_line_is_told_alone(told, hotline, text, place):
    reply = ask(told, text, hotline)
    assert reply.name == "utter_notice_lines"
    assert [name for name in NAMES if name in reply.fields["materials"]] == [NAMES[place]]


@pytest.mark.parametrize("text", ["要原件还是复印件", "复印件行不行", "都要原件吗"])
def test_originals_or_copies_are_told_of_every_line(told, hotline, text):
    reply = ask(told, text, hotline)
    assert reply.name == "utter_notice_lines" and all(name in reply.fields["materials"] for name in NAMES)


@pytest.mark.parametrize("text, why", [("营业执照复印件要带吗", "核验"), ("租房合同要不要带", "申报承诺")])
def test_what_is_waived_is_said_to_be_waived_and_why(told, hotline, text, why):
    reply = ask(told, text, hotline)
    assert reply.name == "utter_notice_not_needed" and why in reply.fields["why"]


def test_what_is_not_listed_is_said_not_to_be_and_the_list_stands(told, hotline):
    reply = ask(told, "公司章程要带吗", hotline)
    assert reply.name == "utter_notice_not_listed" and "公司章程" in reply.fields["name"] and reply.fields["count"] == 3


@pytest.mark.parametrize("text", [
    "营业执照丢了怎么补", "公司注销要身份证原件吗", "要多少钱", "周末能去吗", "健康证在哪办", "第二天能拿到吗", "谢谢", "",
    "要填什么表", "健康证要几天", "我要投诉一家饭店不给健康证", "食品摊点登记卡要啥材料",
])  # fmt: skip
def test_other_questions_go_their_own_way(told, hotline, text):
    assert ask(told, text, hotline) is None


@pytest.mark.parametrize("change", [{"awaiting": Awaiting.SITUATION}, {"notice_no": None}, {"notice_no": "N20200101-AAAAAA"}, {"item_id": "food_stall_card"}])
def test_only_the_notice_just_given_is_meant(told, hotline, change):
    from dataclasses import replace

    assert ask(replace(told, **change), "一共几样", hotline) is None
