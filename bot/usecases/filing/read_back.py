"""“念一遍”“看看填得对不对”：把填了的说给他听，再问没答的；核对时重说一遍小结，等他答应。"""

from __future__ import annotations

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.say_draft import summary_lines


def read_back(conversation: Conversation, draft: Draft, hotline) -> Turn:
    if draft.stage is Stage.CONFIRMING:
        return ask_next(conversation, draft, hotline, whole=True)
    lines = summary_lines(draft, hotline)
    fields = {"summary": "\n".join(lines), "empty": "" if lines else "还没有"}
    return ask_next(conversation, draft, hotline, [Reply("utter_draft_so_far", fields)])
