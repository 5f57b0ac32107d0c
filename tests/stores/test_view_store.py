"""谁开着哪张工单：不报到的过一会儿就不算；两种真数据库。"""

import uuid
from datetime import datetime, timedelta

from bot.hotline.ticket import Actor
from bot.settings import TIME_ZONE
from bot.stores.view_store import PRESENT_FOR, DatabasePresence

LI, WANG = Actor("li", "ticket_staff", "food"), Actor("wang", "shift_lead")
NOON = datetime(2026, 5, 18, 12, 0, tzinfo=TIME_ZONE)


def test_who_stops_reporting_is_gone_after_a_while(engine):
    presence, number = DatabasePresence(engine), f"T{uuid.uuid4().hex[:8]}"
    presence.note(number, LI, NOON)
    assert [one.by for one in presence.note(number, WANG, NOON + timedelta(seconds=15))] == ["li"]
    assert presence.note(number, WANG, NOON + PRESENT_FOR + timedelta(seconds=1)) == []


def test_people_on_other_tickets_are_not_shown(engine):
    presence, one, other = DatabasePresence(engine), f"T{uuid.uuid4().hex[:8]}", f"T{uuid.uuid4().hex[:8]}"
    presence.note(one, LI, NOON)
    assert presence.note(other, WANG, NOON) == []
