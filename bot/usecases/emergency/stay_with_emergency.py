"""说过紧急电话以后，对话留在这件险情里：再说一遍该打的电话和下一步，直到平安，或者市民明白地说起别的事。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional, Tuple

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.emergency import Emergency
from bot.hotline.emergency_talk import find_guidance
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.emergency.keep_emergency_notes import note_in_emergency
from bot.usecases.emergency.name_emergency import emergency_going_on, newly_told_case
from bot.usecases.reading.read_answer import match_option
from bot.usecases.reading.read_command import is_command
from bot.usecases.returning.identify_ticket import ticket_number
from bot.usecases.talk.hand_to_operator import take_callback_phone

# 登记到一半、险情当中，再听出一种险情，要这么像才算数：清清楚楚、人正在危险里。
CLEAR = 0.65
_SURE_OF_REQUEST = 0.8
_MOSTLY_AN_ANSWER = 0.6
_SHORT = 14
_PART_OF_IT = ("violence", "missing_person", "drug_reaction")
_LONG_ENOUGH = 8  # 短句多半是在答险情
_A_PERSON = (Choice("请工作人员联系我", "request_callback"),)
_FOR_THE_DRAFT = ("confirm", "anonymous")  # 这些话只能是对没登记完的那份说的
_TO_A_PERSON = ("talk_to_operator", "request_callback")


def stay_with_emergency(conversation: Conversation, heard: Understanding, hotline) -> Tuple[Conversation, Optional[Turn]]:
    """（对话记忆，这一轮）。不在险情里、或者险情过去了接着办别的，这一轮是 None，照常往下办。"""
    before, conversation = conversation, _back_to_the_same(conversation, heard, hotline)
    is_back = conversation.emergency != before.emergency
    talk, emergency = hotline.knowledge.emergency_talk, emergency_going_on(conversation, hotline)
    after_it = _asked_afterwards(before, heard, hotline) if emergency is None else None
    if after_it is not None:
        return before, after_it
    if emergency is None or heard.choice is not None or _asks_for_a_person(heard, emergency, hotline):
        return conversation, None
    must_say = find_guidance(heard.text, [guidance for guidance in emergency.guidance if guidance.even_if_over])
    is_over = talk.is_over(heard.text) and not emergency.hand_to_person and must_say is None
    is_taken_back = talk.is_taken_back(heard.text, emergency.denied_as) and not emergency.hand_to_person and not is_over
    if not is_over and not is_taken_back and must_say is None and not is_back and _is_another_emergency(emergency, heard, hotline):
        return conversation, None
    if emergency.hand_to_person:
        return _stay_with_citizen(conversation, emergency, heard, hotline)
    opens = any(phrase in heard.text for phrase in hotline.knowledge.intake_words.opens_complaint)  # “还是投诉吧”
    starts_other = opens or talk.starts_another_matter(heard.text) or talk.asks_redress(heard.text)
    if starts_other or _clearly_another_matter(conversation, heard, hotline):
        return _out_of_emergency(conversation, hotline), None
    if heard.entity("phone"):
        note_in_emergency(conversation, heard.text, hotline)
        return conversation, take_callback_phone(conversation, heard, hotline)
    note_in_emergency(conversation, heard.text, hotline)
    if is_over or is_taken_back:
        paused = "接着办" if conversation.draft_id else ""
        after = replace(_out_of_emergency(conversation, hotline), emergency_ended=emergency.id)
        if not is_taken_back:
            return conversation, Turn(after, [Reply("utter_emergency_over", {"paused": paused})])
        later = _what_to_do(emergency) if talk.is_asking_for_later(heard.text) else emergency.short
        return conversation, Turn(after, [Reply("utter_emergency_stood_down", {"paused": paused, "later": later})])
    if talk.is_called(heard.text) and must_say is None and not newly_told_case(conversation, heard.text, hotline):
        return conversation, _stay(conversation, replace(emergency, short=""), talk.called_answer)  # 电话打过了，不再催一遍
    case = newly_told_case(conversation, heard.text, hotline)
    if case:
        known = replace(conversation, emergency_case=case.id)
        return known, _stay(known, emergency_going_on(known, hotline), case.first_line + case.then[0])
    following = emergency.then[conversation.emergency_turns % len(emergency.then)]
    say = must_say.say if must_say else talk.answer(heard.text, emergency.guidance, emergency.first_line, following)
    return conversation, _stay(conversation, emergency, say)


def stay_with_citizen(conversation: Conversation, hotline) -> Turn:
    """说过不想活的话，后来听不懂的、寒暄的，都这样答。"""
    emergency = next(e for e in hotline.knowledge.emergencies.values() if e.hand_to_person)
    return Turn(conversation, [_care_reply(hotline.knowledge.emergency_talk.care, emergency)])


def _stay_with_citizen(
    conversation: Conversation, emergency: Emergency, heard: Understanding, hotline
) -> Tuple[Conversation, Optional[Turn]]:
    """一直陪着；说了没事、又明白地问起别的，才接着办那件。"""
    talk = hotline.knowledge.emergency_talk
    if heard.emergency == emergency.id and heard.danger >= CLEAR:  # 又说不想活了，先前说的没事不算
        conversation = replace(conversation, said_fine=False)
    says_fine = talk.is_fine(heard.text)
    other = (
        talk.starts_another_matter(heard.text) or _clearly_another_matter(conversation, heard, hotline) or _asks_something(heard)
    )
    if other and (conversation.said_fine or says_fine):
        return _out_of_emergency(conversation, hotline), None
    if heard.entity("phone"):
        return conversation, take_callback_phone(conversation, heard, hotline)
    if says_fine:
        calmer = replace(conversation, said_fine=True)
        return calmer, Turn(calmer, [_care_reply(talk.care_fine, emergency)])
    say = talk.care_other if other else _care_words(heard.text, emergency, talk)
    return conversation, Turn(replace(conversation, misunderstood=0), [_care_reply(say, emergency)])


def _care_words(text: str, emergency: Emergency, talk) -> str:
    return next((g.say for g in emergency.guidance if any(phrase in text for phrase in g.said_as)), talk.care)


def _care_reply(say: str, emergency: Emergency) -> Reply:
    return Reply("utter_stay_with_citizen", {"say": say, "short": emergency.short}, _A_PERSON)


def _stay(conversation: Conversation, emergency: Emergency, say: str) -> Turn:
    again = replace(conversation, misunderstood=0, emergency_turns=conversation.emergency_turns + 1)
    return Turn(again, [Reply("utter_emergency_stay", {"say": say, "short": emergency.short})])


def _out_of_emergency(conversation: Conversation, hotline) -> Conversation:
    """险情过去了。先前说过不想活、还没说没事的，回到陪着他。"""
    care = next(e.id for e in hotline.knowledge.emergencies.values() if e.hand_to_person)
    back = care if conversation.in_care and conversation.emergency != care and not conversation.said_fine else None
    return replace(conversation, emergency=back, emergency_case=None, emergency_turns=0)


def _back_to_the_same(conversation: Conversation, heard: Understanding, hotline) -> Conversation:
    """刚说平安了，又说“里面还有人”“他们也出来了”：还是那件险情，不听成别的。说起别的事，就不再惦记。"""
    ended = conversation.emergency_ended
    if ended is None or conversation.emergency:
        return conversation
    is_alarm = heard.intent == "report_emergency" and len(heard.text) <= _SHORT
    is_same = is_alarm or hotline.knowledge.emergency_talk.is_over(heard.text)
    return replace(conversation, emergency=ended if is_same else None, emergency_ended=None)


def _asked_afterwards(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """刚过去的险情：“那不用打120了吧”“我就问问以后怎么办”。不是在问这些返回 None。"""
    talk, ended = hotline.knowledge.emergency_talk, hotline.knowledge.emergencies.get(conversation.emergency_ended or "")
    if ended and talk.asks_whether_to_call(heard.text):
        return Turn(conversation, [Reply("utter_emergency_after", {"say": talk.call_after_over})])
    if ended and talk.is_asking_for_later(heard.text):
        return Turn(conversation, [Reply("utter_emergency_after", {"say": f"真遇到了：{_what_to_do(ended)}"})])
    return None


def _what_to_do(emergency: Emergency) -> str:
    return "".join((emergency.first_line, *emergency.then))


def _asks_something(heard: Understanding) -> bool:
    """像在正经问一件事。"""
    is_sure = heard.kind is RequestKind.INQUIRY and heard.kind_confidence >= _SURE_OF_REQUEST
    return is_sure and heard.intent.startswith("ask_") and len(heard.text) >= _LONG_ENOUGH


def _asks_for_a_person(heard: Understanding, emergency: Emergency, hotline) -> bool:
    """要找人工；“快点来人啊”是在催救援，“别跟我说打电话”是不想听，都不是。"""
    is_unwilling = re.match("(?:你们?)?(?:别|不要|不想|少|甭)", heard.text) is not None
    return not is_unwilling and heard.intent in _TO_A_PERSON and not hotline.knowledge.emergency_talk.covers(heard.text, emergency.guidance)


def _is_another_emergency(emergency: Emergency, heard: Understanding, hotline) -> bool:
    """险情里又听出一种：要很像才换过去。有人晕倒一类只要叫急救的，这里本来就有答法，不换。"""
    is_called = hotline.knowledge.emergency_talk.says_called(heard.text)  # “打了”是电话打了
    if heard.emergency in (None, emergency.id) or heard.danger < CLEAR or is_called:
        return False
    if emergency.hand_to_person and heard.emergency in _PART_OF_IT:
        return False  # 老婆要喝药，“她把门锁了”还是这件事
    numbers = {phone.number for phone in hotline.knowledge.emergencies[heard.emergency].call}
    known = {phone.number for phone in emergency.call}
    return not (len(numbers) == 1 and numbers <= known and hotline.knowledge.emergency_talk.covers(heard.text, emergency.guidance))


def _clearly_another_matter(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """说出了办哪件事、在答没答完的选项、要接着办、查工单，或者清清楚楚一件诉求。"""
    words, text = hotline.knowledge.intake_words, heard.text
    if conversation.draft_id and any(is_command(name, text, words) for name in _FOR_THE_DRAFT):
        return True
    names_it = heard.item_decision is not ItemDecision.NONE and not heard.emergency
    if names_it and hotline.knowledge.emergency_talk.opens_an_errand(text):
        return True
    if is_command("resume", text, words) or is_command("lookup", text, words) or ticket_number(text):
        return True
    if conversation.awaiting is Awaiting.SITUATION and _answers_the_question(conversation, heard, hotline):
        return True
    if heard.item_decision is ItemDecision.ANSWER and not heard.in_context:
        item = hotline.knowledge.item(heard.items[0][0])
        return any(name in text for name in (item.name, *item.asked_as))
    is_request = heard.kind in (RequestKind.COMPLAINT, RequestKind.TIP_OFF) and heard.kind_confidence >= _SURE_OF_REQUEST
    return is_request and len(text) >= _LONG_ENOUGH and not heard.emergency


def _answers_the_question(conversation: Conversation, heard: Understanding, hotline) -> bool:
    question = hotline.knowledge.item(conversation.item_id).situation(conversation.asked)
    answer = question and match_option(question, heard, hotline.knowledge.answer_words)
    return bool(answer) and answer.strength >= _MOSTLY_AN_ANSWER and heard.intent not in ("affirm", "deny")
