"""办事说到一半的短话：听着像投诉、像另一件事、像险情，其实是在说自家情形。"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation
from bot.hotline.square_metres import sizes_said
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.filing.take_request import leads_with_request, said_outright, tells_on_another
from bot.usecases.guide.which_item import LONGEST_ELLIPSIS
from bot.usecases.reading.read_phrase import bare, says_any, says_nothing_asked
from bot.usecases.rules.quote_answer import common_question

_SURE_OF_REQUEST = 0.8
_SHORT_STATEMENT = 20
_FEW_WORDS = 10
_A_FACT = 3
_ABOUT_US = ("ask_about_bot", "ask_what_you_can_do")  # “你是机器人吧”不是在说自家情形
REQUESTS = (RequestKind.COMPLAINT, RequestKind.TIP_OFF, RequestKind.SUGGESTION, RequestKind.COMMENDATION, RequestKind.HELP_REQUEST)


def told_in_the_middle(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """没在答正问着的，也不是别的事：不当成投诉，不换事项，不列一串事项让他挑。"""
    if heard.intent.startswith("ask_") and heard.intent not in _ABOUT_US and tells_of_the_item_in_hand(conversation, heard, hotline):
        return True
    if conversation.awaiting is Awaiting.SITUATION:
        return _hardly_a_request(heard, hotline) or _hardly_a_question(heard, hotline) or _asks_for_nobody(heard, hotline) or _stops_nothing(heard, hotline)
    is_before = conversation.item_id and not conversation.notice_no and not conversation.draft_open and conversation.awaiting is Awaiting.NOTHING
    is_short = len(bare(heard.text)) <= _FEW_WORDS and _hardly_a_request(heard, hotline)  # “二手买的”
    return bool(is_before) and (is_short or tells_no_trouble(heard, hotline) or _stops_nothing(heard, hotline))  # “头一次”不是从头来


def tells_of_the_item_in_hand(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """手头有一件，短短一句没在问、没点别的事项的名（“下个月二十号到期”“法人没变”）：听着再像另一件，说的还是手头这件。"""
    words, text = hotline.knowledge.answer_words, bare(heard.text)
    is_fact = heard.intent == "state_facts"
    longest = LONGEST_ELLIPSIS if is_fact else _FEW_WORDS
    if not conversation.item_id or conversation.draft_open or not _A_FACT <= len(text) <= longest:
        return False
    if not says_nothing_asked(text, words) or hotline.knowledge.half_said.offers(text) or (not is_fact and _wants_something(conversation, text, hotline)):
        return False
    likely = [hotline.knowledge.items[item_id] for item_id, _ in heard.items[:1] if item_id != conversation.item_id]
    return not any(name in text for item in likely for name in (item.name, *item.asked_as))


def tells_no_trouble(heard: Understanding, hotline) -> bool:
    """手头有一件时，短短一句听着像投诉举报，又没点哪家店、没说出了什么事（“他是巴基斯坦的，有居留证”），或者说的是多大面积：是在说自家情形。"""
    words, intake, text = hotline.knowledge.answer_words, hotline.knowledge.intake_words, bare(heard.text)
    if heard.kind not in (RequestKind.COMPLAINT, RequestKind.TIP_OFF) or heard.choice is not None or heard.emergency or len(text) > LONGEST_ELLIPSIS:
        return False
    if heard.entity("merchant") or not says_nothing_asked(text, words) or says_any((*intake.misdeeds, *intake.troubles, *intake.overcharged, *intake.tip_off_words, *intake.complaint_words), text):
        return False
    is_doubtful = heard.kind_confidence < _SURE_OF_REQUEST or bool(sizes_said(text, words.sizes, True))
    return is_doubtful and not leads_with_request(heard, hotline) and said_outright(replace(heard, kind=RequestKind.INQUIRY), hotline) is None


def answers_faintly_alarming(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """正问着办事的情形，短短一句有点像险情（“雇两个人”）：多半是在答话。轻生一类的再不像也不放过。"""
    is_answer = conversation.awaiting is Awaiting.SITUATION and len(bare(heard.text)) <= _FEW_WORDS
    return is_answer and heard.emergency is not None and not hotline.knowledge.emergencies[heard.emergency].hand_to_person


def as_fact(heard: Understanding) -> Understanding:
    return replace(heard, intent="state_facts", kind=RequestKind.INQUIRY, items=(), item_decision=ItemDecision.NONE)


def _wants_something(conversation: Conversation, text: str, hotline) -> bool:
    """听成了问话的：说了想办什么、说了哪一方面，或者正是一条常见问题（“老法人不配合”）。"""
    knowledge = hotline.knowledge
    words = knowledge.answer_words
    is_said = says_any(words.wishes, re.sub(any_of(words.no_wish), "", text)) or knowledge.aspect_words.asked(text)
    return bool(is_said) or common_question(knowledge.item(conversation.item_id), text, hotline) is not None


def _hardly_a_request(heard: Understanding, hotline) -> bool:
    """没有把握的短话不当成投诉举报：“卖面包饼干，不现做”是在说情形。"""
    is_doubtful = not leads_with_request(heard, hotline) and not tells_on_another(heard, hotline) and heard.kind in REQUESTS and heard.kind_confidence < _SURE_OF_REQUEST
    return is_doubtful and len(heard.text) <= _SHORT_STATEMENT and said_outright(replace(heard, kind=RequestKind.INQUIRY), hotline) is None


def _hardly_a_question(heard: Understanding, hotline) -> bool:
    """没在问、又说不准是哪件事的短话，也是在说情形。"""
    words = hotline.knowledge.answer_words
    is_asking = says_any((*words.asking, *words.plans), heard.text)  # “我想弄个面馆”不是在答话
    return heard.item_decision is ItemDecision.CLARIFY and len(heard.text) <= _SHORT_STATEMENT and not is_asking


def _asks_for_nobody(heard: Understanding, hotline) -> bool:
    """正问着谁来办，“统一一个人来”听着像要转人工：没说要人工、要人联系，是在答话。"""
    is_misheard = heard.intent in ("talk_to_operator", "request_callback") and not says_any(hotline.knowledge.intake_words.asks_person, heard.text)
    return is_misheard and says_nothing_asked(heard.text, hotline.knowledge.answer_words)


def _stops_nothing(heard: Understanding, hotline) -> bool:
    """“登报了”听着像不办了，“重新办?”听着像重来：没说停，没说从头，不是。"""
    words = hotline.knowledge.answer_words
    said = {"cancel": words.stops, "start_over": words.starts_over}.get(heard.intent)
    is_how = bare(heard.text).startswith(words.how_first)  # “咋撤销”由 stop.py 答怎么办
    return said is not None and heard.choice is None and not is_how and not says_any(said, heard.text)
