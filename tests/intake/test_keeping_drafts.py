"""填了一半的不丢：坐席看得见，过了保存期才删；草稿落库是密文。"""

from datetime import timedelta

import sqlalchemy as sa
from intake_builders import Citizen

from bot.stores.draft_tables import intake_drafts
from bot.usecases.filing.keep_draft import look_after_drafts


def start(hotline):
    return Citizen(hotline).files("我叫张三丰，在好再来吃出虫子", problem="food_safety", department="food")


def test_a_draft_set_aside_is_shown_to_operators_once(hotline):
    citizen = start(hotline)
    citizen.say("不想说了", "cancel").say("接着办").say("先放着")
    (hand_over,) = [h for h in hotline.hand_overs.kept if h.conversation_id == citizen.memory.id]
    assert (hand_over.reason, hand_over.draft_id) == ("draft", citizen.memory.draft_id)


def test_a_silent_citizen_is_shown_to_operators_after_a_while(hotline):
    citizen = start(hotline)
    look_after_drafts(hotline)
    assert not [h for h in hotline.hand_overs.kept if h.draft_id == citizen.memory.draft_id]
    hotline.now.moment += timedelta(minutes=31)
    look_after_drafts(hotline)
    look_after_drafts(hotline)
    assert len([h for h in hotline.hand_overs.kept if h.draft_id == citizen.memory.draft_id]) == 1


def test_an_old_draft_is_deleted_and_a_filed_one_is_not(hotline, ready):
    ready.say("确认")
    citizen = start(hotline)
    hotline.now.moment += timedelta(days=31)
    look_after_drafts(hotline)
    assert hotline.drafts.latest_open(citizen.memory.id) is None
    assert ready.hotline.tickets.get(ready.memory.ticket_no)


def test_another_day_the_draft_is_offered_and_goes_on(hotline):
    citizen = start(hotline)
    conversation_id = citizen.memory.id
    back = Citizen(hotline)
    back.memory = type(back.memory)(id=conversation_id)
    back.say("查进度", "check_ticket")
    assert back.said[-1] == "utter_draft_waiting"
    back.say("接着办")
    assert back.said[0] == "utter_draft_resumed" and back.memory.draft_open


def test_no_word_of_the_citizen_is_readable_in_the_database(hotline, engine):
    citizen = start(hotline)
    with engine.connect() as connection:
        row = connection.execute(
            sa.select(intake_drafts).where(intake_drafts.c.draft_id == citizen.memory.draft_id)
        ).first()
    assert "张三丰".encode() not in bytes(row.content_sealed) and "好再来" not in str(row)


def test_the_conversation_remembers_only_the_number_of_the_draft(hotline):
    record = start(hotline).memory.as_record()
    assert "张三丰" not in str(record) and "好再来" not in str(record)
