"""一起说了两件，问“那先办哪个”：指南里写着先后的（“先办好营业执照”）念那几句，不拿问答里沾边的来答。"""

from __future__ import annotations

from typing import List, Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.guide_wording import lines, wording_of
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import Understanding
from bot.usecases.guide.answer_aspect import ASK_A_PERSON
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.reading.read_phrase import bare, says_any

_LONGEST = 14
_MOST_LINES = 3


def answer_order(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """没在办事、没问先后的返回 None。只说着一件的，念它的步骤；两件之间没写先后的，承认没写。"""
    words, text = hotline.knowledge.answer_words, bare(heard.text)
    item = hotline.knowledge.items.get(conversation.item_id or "")
    if item is None or heard.choice is not None or conversation.draft_open or len(text) > _LONGEST or not says_any(words.asks_order, text):
        return None
    other = hotline.knowledge.items.get((conversation.set_aside or {}).get("item_id", ""))
    written = [*_comes_after(item, other, words), *_comes_after(other, item, words)] if other else []
    if written:
        said = Reply("utter_guide_says", {"lines": lines(written[:_MOST_LINES])})
    else:
        said = Reply("utter_not_in_guide", choices=(ASK_A_PERSON,)) if other else Reply("utter_process", wording_of(item, "process"))
    if conversation.awaiting is not Awaiting.SITUATION:
        return Turn(conversation.settled(), [said])
    resumed = continue_notice(conversation, item, hotline)
    return Turn(resumed.conversation, [said.without_choices(), *resumed.replies])


def _comes_after(later: ServiceItem, first: ServiceItem, words) -> List[str]:
    """later 的指南里，说先要有 first 办成的那一样的几句。"""
    paper = first.result.name.split("（")[0]
    return [f"{later.name}：{line}" for line in (*later.eligibility, *later.not_accepted, *later.process) if paper in line and says_any(words.writes_order, line)]
