"""登记以后又来说的：问进度、催办、补充、换电话、撤回。先认出是哪一张，再办；都不用从头登记。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Dict, Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.guide_wording import wording_of
from bot.hotline.understanding import Understanding
from bot.usecases.filing.side_talk import asks
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.read_command import is_any_command, is_command, says_none
from bot.usecases.reading.read_phrase import says_any
from bot.usecases.returning.identify_ticket import (
    NO_NUMBER,
    ask_for_number,
    gives_proof,
    identify,
    names_one,
    own_tickets,
    remember_proved,
    ticket_number,
    without_number,
)
from bot.usecases.returning.read_return import read_return
from bot.usecases.returning.return_to_ticket import ACTS, KEEPS_WORDS, answer_awaited
from bot.usecases.returning.words_kept import forget_words, keep_words, read_words
from bot.usecases.talk.hand_to_operator import ask_for_operator
from bot.usecases.talk.refuse import refuse, said_refusal

_PROGRESS = "progress"
_WORTH_KEEPING, _LONGEST = 6, 30
_FEW = 8
_LOST = ("utter_not_understood", "utter_ask_which_matter")
_TAIL = re.compile(r"\d{4}|\d{6}")


def check_ticket(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """听着是在问已经登记的那件：报齐了就查，没报齐的问一句。"""
    refusal = said_refusal(heard.text, hotline) if ticket_number(heard.text) is None and heard.choice is None else None
    if refusal:  # “告诉我是谁举报的我”听着像查举报
        return refuse(conversation, refusal)
    return _progress_of_item(conversation, heard, hotline) or _attend(conversation, heard, _wanted(conversation, heard), hotline)


def _progress_of_item(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """说着一件要办的事，没登记过什么、也没说投诉举报，问“受理了没有怎么查”：问的是办件，不是工单。"""
    item = hotline.knowledge.items.get(conversation.item_id or "")
    is_ticket = heard.choice is not None or conversation.draft_open or bool(own_tickets(conversation)) or ticket_number(heard.text) is not None
    if item is None or is_ticket or conversation.awaiting is Awaiting.TICKET or says_any(hotline.knowledge.intake_words.ticket_names, heard.text):
        return None
    return Turn(conversation.settled(), [Reply("utter_progress", wording_of(item, "progress"))])


def return_to_ticket(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """话里明说了在催、在补充、要撤回……的，不管意图听成什么。说的是别的返回 None。"""
    answered = _take_offered(conversation, heard, hotline) or answer_awaited(conversation, heard, hotline)
    if answered is not None or conversation.draft_open:
        return answered
    if (tail := _only_a_tail(conversation, heard, hotline)) is not None:
        return tail
    is_own = bool(own_tickets(conversation)) or ticket_number(heard.text) is not None
    do = read_return(heard, is_own, conversation, hotline)
    if do is None or (do == _PROGRESS and said_refusal(heard.text, hotline)):
        return None
    return _attend(replace(conversation, returning=None), heard, {"do": do}, hotline)


def _only_a_tail(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """什么也没问着，光发来四到六位数字：刚查过的再说一遍；没查过的，多半是要查工单。"""
    is_busy = conversation.awaiting is not Awaiting.NOTHING or conversation.item_id
    if is_busy or heard.choice is not None or not _TAIL.fullmatch(heard.text.strip(" 。，,")):
        return None
    if own_tickets(conversation):
        return _attend(conversation, heard, {"do": _PROGRESS}, hotline)
    return ask_for_number(replace(conversation.settled(), awaiting=Awaiting.TICKET, asked="ticket"), heard, is_more=False)


def _take_offered(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """问了是不是要补充：说是就记上，说不是就留给坐席、不再问。"""
    if conversation.awaiting is not Awaiting.SUPPLEMENT or conversation.asked != "this" or heard.choice is not None:
        return None
    words, kept = hotline.knowledge.intake_words, conversation.returning or {}
    settled = replace(conversation.settled(), returning=None)
    if heard.intent == "affirm" or is_command("confirm", heard.text, words):
        said = read_words(conversation, kept.get("words"), hotline)
        turn = ACTS["supplement"](settled, hotline.tickets.get(conversation.ticket_no), said, hotline)
        forget_words(kept.get("words"), hotline)
        return turn
    if heard.intent in ("deny", "cancel") or is_command("deny", heard.text, words):
        forget_words(kept.get("words"), hotline)
        return Turn(settled, [Reply("utter_anything_else")])
    return None


def answer_lookup(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """正等编号和后四位：报了就办；说的是别的返回 None。"""
    if gives_proof(conversation, heard) or names_one(conversation, heard, hotline):
        return check_ticket(conversation, heard, hotline)
    words = hotline.knowledge.intake_words
    if says_none(heard.text, words) or _lost_number(heard.text, words):
        return ask_for_operator(conversation.settled(), heard, hotline)  # “编号忘了”：请人查
    if conversation.draft_open and is_any_command(heard.text, words):
        return None  # 登记到一半问的，“算了不投诉了”说的是正登记的
    if any(word in heard.text for word in words.awaits) and not asks(heard.text, hotline):
        return Turn(replace(conversation.settled(), returning=None), [Reply("utter_anything_else")])  # “那我等电话吧”
    if heard.text.strip(" 。，,").startswith(words.no_phone_left) and len(heard.text) <= _FEW:
        return Turn(conversation, [Reply("utter_ask_ticket_no_again", choices=NO_NUMBER)])  # “匿名的”：没留电话，凭查询码
    is_more = _tells_which(heard, hotline) or read_return(heard, True, conversation, hotline) is not None
    asked = ask_for_number(conversation, heard, is_more)  # “商家给我退了”
    return asked or (ask_for_operator(conversation.settled(), heard, hotline) if is_more else None)


def _lost_number(text: str, words) -> bool:
    return len(text) <= _LONGEST and re.search(rf"(?:{any_of((*words.order_names, '单子', '号码', '短信', '查询码'))})[^，。]{{0,8}}(?:{any_of(words.gone)})", text) is not None


def _tells_which(heard: Understanding, hotline) -> bool:
    """“举报的是城南加油站 半个月前”：在说从前登记的是哪一件，不是新的一件，也不是在问。"""
    words, text = hotline.knowledge.intake_words, heard.text
    is_new = any(phrase in text for phrase in (*words.opens_complaint, *words.opens_tip_off)) or asks(text, hotline)
    says_who = re.match(rf"(?:{any_of((*words.introduces, *words.cues['citizen_name']))}|我姓|免贵姓)[㐀-鿿]{{1,4}}$", text.strip(" 。"))
    says_which = says_who or any(f"{kind}的" in text for kind in (*words.complaint_words, *words.tip_off_words)) or any(e["type"] in ("merchant", "date") for e in entities_of(heard, hotline))
    return heard.choice is None and not is_new and len(text) <= _LONGEST and bool(says_which)


def _wanted(conversation: Conversation, heard: Understanding) -> Dict[str, str]:
    """要办哪一样：按钮说的，或者问编号以前说的；都没有就是查进度。"""
    returning = conversation.returning or {}
    if heard.choice is not None:
        do = heard.choice.get("do", _PROGRESS)
        return returning if returning.get("do") == do else {"do": do}
    return returning if conversation.awaiting is Awaiting.TICKET and returning else {"do": _PROGRESS}


def _attend(conversation: Conversation, heard: Understanding, wanted: Dict[str, str], hotline) -> Turn:
    """认出是哪一张就办；一时认不出的，市民的话先存好再问。"""
    do = wanted["do"] if wanted["do"] in ACTS else _PROGRESS
    is_first = heard.choice is None and wanted is not conversation.returning  # 这一句就是市民要说的
    found = identify(conversation, heard, {**wanted, "do": do}, hotline)
    if isinstance(found, Turn):
        if is_first and do in KEEPS_WORDS:
            return keep_words(found, heard.text, hotline)
        return found
    known = remember_proved(conversation, found.ticket_no)
    said = without_number(heard.text) if is_first else read_words(conversation, wanted.get("words"), hotline)
    turn = ACTS[do](known, found, said, hotline)
    if said and not is_first:
        forget_words(wanted.get("words"), hotline)
    return turn


def offer_supplement(before: Conversation, turn: Turn, heard: Understanding, hotline) -> Turn:
    """登记以后说了一句听不懂的，多半是补充：先存好，问一句。别的情形原样返回。"""
    is_lost = any(reply.name in _LOST for reply in turn.replies)
    is_told = len(heard.text) >= _WORTH_KEEPING and not asks(heard.text, hotline) and heard.choice is None
    if not (is_lost and is_told and own_tickets(before)) or before.draft_id:
        return turn
    number = before.ticket_no if before.ticket_no in own_tickets(before) else own_tickets(before)[0]
    waiting = replace(before.settled(), awaiting=Awaiting.SUPPLEMENT, asked="this", ticket_no=number, returning={"do": "supplement"})
    return keep_words(Turn(waiting, [Reply("utter_ask_if_supplement")]), heard.text, hotline)
