"""正等着回答时，这句话是不是回答：按了钮、说了选项、在登记、等着编号、等着电话。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional, Sequence

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.filing.answer_beside import answer_beside
from bot.usecases.filing.answer_draft import answer_draft
from bot.usecases.filing.keep_draft import take_draft_up
from bot.usecases.filing.take_request import said_anew, take_request
from bot.usecases.guide.ask_which_item import ask_which_item
from bot.usecases.guide.change_answers import correct_situation
from bot.usecases.guide.choose_item import choose_item
from bot.usecases.guide.question_situation import answer_pending_situation
from bot.usecases.not_ours.answer_offer import answer_offer
from bot.usecases.not_ours.follow_not_ours import follow_not_ours
from bot.usecases.not_ours.lodge_question import lodge_question
from bot.usecases.reading.read_command import is_any_command, is_command
from bot.usecases.reading.read_phrase import bare, says_any
from bot.usecases.returning.check_ticket import answer_lookup, check_ticket, return_to_ticket
from bot.usecases.returning.identify_ticket import ticket_number
from bot.usecases.talk.continue_conversation import go_back, stay_on
from bot.usecases.talk.hand_to_operator import take_callback_phone
from bot.usecases.talk.press_choice import chosen_by_words, press_choice
from bot.usecases.talk.refuse import said_refusal
from bot.usecases.talk.second_request import asked_after

_SHORT = 8  # “接着办”一类的话不会长
_SHORT_STATEMENT = 20
_ONLY_A_PHONE = 15


def answer_pending(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """把这句话当作回答。没有在等，或者不是回答，返回 None。"""
    if heard.choice is not None:
        return press_choice(conversation, heard, hotline)
    offered = chosen_by_words(conversation, heard, hotline)
    if offered is not None:
        return offered
    words, text = hotline.knowledge.answer_words, bare(heard.text)
    drafted = answer_about_draft(conversation, heard, hotline)
    if drafted is not None:
        return drafted
    if conversation.set_aside and len(text) <= _SHORT and (says_any(words.goes_on, text) or _decides_for_the_other(conversation, text, hotline)):
        return go_back(conversation, heard, hotline)
    if conversation.item_id and not conversation.draft_id and len(text) <= _SHORT_STATEMENT and says_any(words.goes_on, text):
        another = _gone_on_to(conversation, text, hotline)
        if another:
            return ask_which_item(conversation, heard, heard.aspect or "overview", hotline, another)
        return stay_on(conversation, hotline)
    if conversation.hand_over_no and heard.entity("phone") and not said_refusal(heard.text, hotline):
        return take_callback_phone(conversation, heard, hotline)
    if conversation.item_id and heard.intent != "report_emergency" and says_any(words.corrects, text):
        corrected = correct_situation(conversation, heard, hotline)
        if corrected is not None:
            return corrected
    if conversation.awaiting is Awaiting.SITUATION:
        return answer_pending_situation(conversation, heard, hotline)
    if heard.intent == "report_emergency":
        return None
    is_phone = heard.entity("phone") and not conversation.draft_open and len(text) <= _ONLY_A_PHONE
    if is_phone and (called := take_callback_phone(conversation, heard, hotline)):
        return called  # 光发来一个号码，不是在挑事项
    if conversation.awaiting is Awaiting.ITEM:
        return choose_item(conversation, heard, hotline) or _back_to_draft(conversation, heard, hotline)
    if conversation.awaiting is Awaiting.CALLBACK_PHONE and (another := said_anew(heard, hotline)) is not None:
        return take_request(conversation.settled(), another, hotline)  # 正请他留电话，说“我重新说，好利来的面包发霉”
    return take_callback_phone(conversation, heard, hotline) or _back_to_draft(conversation, heard, hotline)


def _decides_for_the_other(conversation: Conversation, text: str, hotline) -> bool:
    """放下注销去问歇业，又说“那还是注销吧”：回到放下的那件。"""
    words = hotline.knowledge.answer_words
    rest = re.sub(f"{any_of(words.decides)}|(?:{any_of(words.decides_at_end)})$", "", text)
    other = hotline.knowledge.item(conversation.set_aside["item_id"])
    return rest != text and hotline.knowledge.half_said.is_half_of(other.name, rest)


def _gone_on_to(conversation: Conversation, text: str, hotline) -> Sequence[str]:
    """“回到刚才 营业执照带啥”：后面说的不是手头这件，是哪几件里的一件；就是手头这件返回空。"""
    rest = next(text.split(phrase, 1)[1].strip() for phrase in hotline.knowledge.answer_words.goes_on if phrase in text)
    offered = hotline.knowledge.half_said.offers(rest)
    return () if not offered or conversation.item_id in offered else offered


def _back_to_draft(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """岔开以后答的不是岔开的那一问，可能是在答诉求里没答完的。"""
    return answer_draft(conversation, heard, hotline) if conversation.draft_open else None


def answer_about_draft(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """正在登记、正等着查进度，或者要接着办放下的那份。"""
    if heard.intent == "report_emergency" and not is_any_command(heard.text, hotline.knowledge.intake_words):
        return None
    returned = lodge_question(conversation, heard, hotline) or follow_not_ours(conversation, heard, hotline) or return_to_ticket(conversation, heard, hotline) or answer_beside(conversation, heard, hotline)
    if returned is not None:
        return returned
    if is_command("lookup", heard.text, hotline.knowledge.intake_words) or ticket_number(heard.text):
        return check_ticket(conversation, heard, hotline)
    if conversation.awaiting is Awaiting.DRAFT:
        return answer_draft(conversation, heard, hotline)
    if conversation.awaiting is Awaiting.LODGE:
        return answer_offer(conversation, heard, hotline)
    if conversation.awaiting is Awaiting.TICKET:
        if (another := said_anew(heard, hotline)) is not None:
            return take_request(replace(conversation.settled(), returning=None), another, hotline)
        found = answer_lookup(conversation, heard, hotline)
        if found is not None:
            return found
    if conversation.draft_open and conversation.awaiting in (Awaiting.TICKET, Awaiting.NOTHING, Awaiting.ITEM):
        return answer_draft(conversation, heard, hotline)
    return asked_after(conversation, heard.text, hotline) or take_draft_up(conversation, heard, hotline)
