"""正问着一件事的情形，说了一句另一件的（换法人时“我公司被列入异常了”）：说清那是另一件、问完了接着办，不装作没听见。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.guide.stay_with_item import other_errand
from bot.usecases.reading.read_phrase import bare, says_nothing_asked

_SHORTEST = 5
_SURELY_ANOTHER = 0.95
_NOT_THIS_ONE = 0.75  # 前面接上手头事项的名字再找，手头这件还有这么像，说的就是它：“执照丢了”“下个月到期”


def hear_another_errand(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """光听像不算：短话总有一件最像的；接上手头事项的名字还不像手头这件，才是另一件。"""
    text, item = bare(heard.text), hotline.knowledge.item(conversation.item_id)
    likely = heard.items[0] if heard.items else ("", 0.0)
    is_told = heard.choice is None and len(text) >= _SHORTEST and says_nothing_asked(heard.text, hotline.knowledge.answer_words)
    if not is_told or likely[0] == item.item_id or likely[1] < _SURELY_ANOTHER:
        return None
    (ranking,) = hotline.linker.link([f"{item.name} {text}"])
    if dict(ranking).get(item.item_id, 0.0) >= _NOT_THIS_ONE:
        return None
    other = hotline.knowledge.item(likely[0])
    kept = replace(conversation, set_aside=conversation.set_aside or {"item_id": other.item_id, "answers": {}, "brought": []})
    again = continue_notice(kept, item, hotline)
    return Turn(again.conversation, [Reply("utter_another_errand", {"item": other.name, "now": item.name}, other_errand(conversation, replace(heard, items=(likely,)), hotline)), *again.replies])
