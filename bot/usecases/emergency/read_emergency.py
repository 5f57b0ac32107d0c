"""接下对话的坐席一眼看到险情：哪一种、在哪里、热线叫市民打了哪个电话、市民当时说过什么。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import List, Optional, Tuple

from bot.errors import DraftUnknown
from bot.hotline.draft import Draft
from bot.hotline.emergency import Emergency
from bot.hotline.ticket import Actor
from bot.ports import HandOver
from bot.usecases.desk.join_conversation import taken_by

# 一个对话隔了这么久才转人工，多半已经不是那件险情；对话记忆也只留一天。
_SAME_EMERGENCY = timedelta(days=1)
_PLACES = ("respondent_address", "citizen_address")


@dataclass(frozen=True)
class EmergencyRead:
    """said 是险情里说的话，一句一条、原样，从先到后；places 是话里听出来的地点，没听出来是空的。

    is_kept 为假：这种险情的话不另存（轻生的），或者已经删了，只能看对话记录。
    """

    emergency: Emergency
    hand_over_no: str
    reported_at: datetime
    phone: Optional[str]
    is_kept: bool
    said: Tuple[str, ...] = ()
    places: Tuple[str, ...] = ()
    last_said_at: Optional[datetime] = None


def read_emergencies(number: str, by: Actor, hotline) -> List[EmergencyRead]:
    """这个对话里报过的险情，新的在前；没有是空的。不是自己接下的抛 HandOverUnknown。

    接下的不一定是报险情的那一件：险情当中另要了人工的，看的是同一个对话里报上来的。
    """
    hand_over = taken_by(number, by, hotline)
    reported = hotline.hand_overs.emergencies_of(hand_over.conversation_id, hand_over.created_at - _SAME_EMERGENCY)
    return [_read(one, hand_over.phone, hotline) for one in reported if one.emergency in hotline.knowledge.emergencies]


def _read(reported: HandOver, phone: Optional[str], hotline) -> EmergencyRead:
    emergency, notes = hotline.knowledge.emergencies[reported.emergency], _notes(reported, hotline)
    phone = reported.phone or phone or (notes.values.get("citizen_phone") if notes else None)
    if notes is None:
        return EmergencyRead(emergency, reported.number, reported.created_at, phone, is_kept=False)
    places = _places(notes, hotline)
    return EmergencyRead(emergency, reported.number, reported.created_at, phone, True, notes.said, places, notes.updated_at)


def _notes(reported: HandOver, hotline) -> Optional[Draft]:
    """险情里的话；接进了市民正在登记的那份的，看那一份。"""
    try:
        return hotline.drafts.get(reported.draft_id or "")
    except DraftUnknown:
        going_on = hotline.drafts.latest_open(reported.conversation_id)
        return going_on if going_on and going_on.emergency == reported.emergency else None


def _places(notes: Draft, hotline) -> Tuple[str, ...]:
    """先后说过的地点都列出来：哪个是出事的地方，由人看。"""
    found = [notes.values[name] for name in _PLACES if notes.values.get(name)]
    for words in notes.said:
        found += [one["value"] for one in hotline.entities.entities(words, notes.created_at.date()) if one["type"] == "address"]
    return tuple(dict.fromkeys(found))
