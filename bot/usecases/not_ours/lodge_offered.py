"""别的单位管的事，市民要登记转过去：说过的都带上，只问还缺的。"""

from __future__ import annotations

from typing import Sequence

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.not_ours.places_said import with_places_said


def lodge_offered(conversation: Conversation, draft: Draft, hotline, before: Sequence[Reply] = ()) -> Turn:
    """要登记转过去：已经说到是什么事的，不再请他说一遍。"""
    return ask_next(conversation, with_places_said(draft, hotline), hotline, before)
