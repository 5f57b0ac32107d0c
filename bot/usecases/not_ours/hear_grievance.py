"""已经说了归别的单位管，接着说的气话和追问：打了没人管、找他们领导、那你们管什么。说清能替他做什么。“是他们让我找你们的”，不再推一回。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.any_of import any_said
from bot.hotline.conversation import Choice, Conversation, Reply, Turn
from bot.hotline.draft import Draft, hear
from bot.hotline.understanding import Understanding
from bot.usecases.filing.ask_draft import keep_draft
from bot.usecases.filing.say_draft import lodge_choices
from bot.usecases.filing.start_draft import discipline_fields

_SHORT = 20
_DISCIPLINE = "discipline"
_ANSWERS = ("utter_lodge_what_we_do", "utter_lodge_superiors", "utter_lodge_bribes")


def hear_grievance(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """不是这几样返回 None。抱怨的话留在单子里；头一回和后来说的不一样。"""
    said = grievance_in(heard.text, hotline)
    if said is None or (said == "utter_lodge_bribes" and draft.department == _DISCIPLINE):
        return None
    if said in _ANSWERS:
        return _say(conversation, draft, said, hotline)
    kept = keep_draft(hear(draft, heard.text, False), hotline)
    if conversation.asked == said:
        return _both_ways(conversation, kept, hotline)
    return _say(replace(conversation, asked=said), kept, said, hotline)


def grievance_in(text: str, hotline) -> Optional[str]:
    """话里是哪一样，该用哪句答；都不是返回 None。“老板不接电话”说的是老板，不是那个单位。"""
    words = hotline.knowledge.intake_words
    if any(phrase in text for phrase in words.sent_here):
        return "utter_lodge_insisted"
    if asks_what_we_do(text, hotline):
        return "utter_lodge_what_we_do"
    if len(text) > _SHORT:
        return None
    if any_said(words.their_superiors).search(text):
        return "utter_lodge_superiors"
    if any_said(words.suspects_bribes).search(text):
        return "utter_lodge_bribes"
    is_theirs = any_said(words.nobody_answers).search(text) and not any(word in text for word in words.not_the_body)
    return "utter_lodge_unheard" if is_theirs else None


def asks_what_we_do(text: str, hotline) -> bool:
    """“那你们到底管啥”。"""
    return len(text) <= _SHORT and any_said(hotline.knowledge.intake_words.asks_what_we_do).search(text) is not None


def _both_ways(conversation: Conversation, draft: Draft, hotline) -> Turn:
    """同样的话说了两遍：登记，或者请人打给他。"""
    lodge, leave = lodge_choices(draft)
    choices = (lodge, Choice("请工作人员联系我", "request_callback"), leave)
    return Turn(conversation, [Reply("utter_lodge_insisted_again", about_body(draft, hotline), choices)])


def _say(conversation: Conversation, draft: Draft, name: str, hotline) -> Turn:
    fields = about_body(draft, hotline)
    if name == "utter_lodge_bribes":
        told = discipline_fields(hotline)
        fields = {**fields, "discipline": told["body"], "discipline_phone": told["phone"], "doubt": told["doubt"]}
    return Turn(conversation, [Reply(name, fields, lodge_choices(draft))])


def about_body(draft: Draft, hotline) -> dict:
    body = hotline.knowledge.external_bodies[draft.department or ""]
    phones = "、".join(p.number + ("" if p.verified else "（未核实）") for p in body.phones)
    advice, ours_part = body.words_on("\n".join(draft.said))
    return {"body": body.short_name, "advice": advice, "phones": phones or "12345", "ours_part": ours_part}
