"""被投诉、被举报、被罚、被查封的店家自己来问：“有人举报我家商标侵权”。不是举报别人，说他这一头的规矩。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.any_of import any_of, any_said
from bot.hotline.conversation import Choice, Conversation, Reply, Turn
from bot.hotline.intake import IntakeWords
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.filing.side_talk import asks
from bot.usecases.rules.often_asked import often_asked
from bot.usecases.rules.quote_answer import best_answer, faq_reply
from bot.usecases.talk.refuse import find_refusal, find_refusal_beside

_RULE = "merchant_being_complained"
_FINE, _SEIZURE = "fine_too_heavy", "seizure_how_long"
_OWNS_UP = "first_minor_offence"
_CALL_ME = (Choice("请工作人员联系我", "request_callback"),)
_ACCUSES = "(?:举报|投诉|告(?![诉知]))"
_US = "(?:我|俺|咱)"
_LONGEST = 60  # 再长的是在写信，里面什么字都有
_NEAR = "[^，。,\\s]{0,8}?"
_OTHERS = (RequestKind.CONDUCT_COMPLAINT, RequestKind.HELP_REQUEST)
_AT_US = "(?:去|上|到|打|找)?(?:12315|12345|工商局?|市场局|市监局|你们)?"


def hear_accused(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """正登记着、说的是别的返回 None。"""
    words = hotline.knowledge.intake_words
    is_busy = conversation.draft_open or heard.choice is not None or heard.emergency is not None
    if not is_busy and owns_up(heard.text, words):
        return Turn(conversation.settled(), [Reply("utter_own_up"), replace(faq_reply(_OWNS_UP, hotline), choices=_CALL_ME)])
    if is_busy or heard.intent == "check_ticket" or not is_accused(heard.text, words):
        return None
    if heard.kind in _OTHERS and not asks(heard.text, hotline):
        return None  # “你们的人叫我去调解，我不去行不行”是问规矩，不是反映谁
    if find_refusal(heard, hotline) or find_refusal_beside(heard, hotline):
        return None  # “我店被举报了，谁干的”：不能说
    asked = often_asked(heard.text, words.accused_asks)
    found = best_answer(heard.text, hotline) if heard.kind is RequestKind.INQUIRY and not asked else None
    is_his_side = found is not None and found[0] in (_RULE, *words.accused_asks)  # 像买的人那一头的，不拿来答开店的
    return Turn(conversation.settled(), [faq_reply(asked or (found[0] if is_his_side else _RULE), hotline)])


def hear_punished(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """“你们查封了我的货三十天了”“罚我五千太重了”：说期限、申辩、听证、复议，不当成投诉商家，也不当成反映态度。"""
    said = {name: any(word in heard.text for word in some) for name, some in hotline.knowledge.intake_words.punished.items()}
    is_busy = conversation.draft_open or heard.choice is not None or heard.emergency is not None
    if not is_busy and heard.kind is RequestKind.CONDUCT_COMPLAINT and asks(heard.text, hotline):  # “你们的人没穿制服 能查我店吗”：在问
        found = best_answer(heard.text, hotline)
        if found and found[0] in hotline.knowledge.intake_words.inspected_asks:
            return Turn(conversation.settled(), [faq_reply(found[0], hotline)])
    if is_busy or len(heard.text) > _LONGEST or not said or said["not_this"] or not (said["by"] or said["fined"]):
        return None
    faq_id = _FINE if said["fined"] and said["too_much"] else _SEIZURE if said["by"] and said["seized"] and said["mine"] else None
    if faq_id is None:
        return None
    found = best_answer(heard.text, hotline)  # “收到处罚决定书不服有几天”：问得准的答那一条
    is_narrower = found is not None and found[0] in hotline.knowledge.intake_words.inspected_asks
    return Turn(conversation.settled(), [faq_reply(found[0] if is_narrower else faq_id, hotline)])


def owns_up(text: str, words: IntakeWords) -> bool:
    """“我要举报自己 我卖了过期的”“我来自首”：说的是自己违法，不是举报别人。"""
    return re.search(rf"(?:举报|投诉|检举|告发?)(?:的)?(?:是)?{_US}?们?(?:自己|自个|本人|自家)(?=$|[\s，,。；])|(?:来|要|想|我)自首|{_US}(?:要|想|来)?(?:主动)?(?:交代|坦白)", text) is not None


def is_accused(text: str, words: IntakeWords) -> bool:
    """别人投诉、举报的是说话的人，他又是做生意的。明说自己要投诉的不是。"""
    own = re.sub(rf"[要去就]?{_ACCUSES}了?{_US}", "", text)  # “顾客说要投诉我”不是他要投诉
    if any(phrase in own for phrase in (*words.opens_complaint, *words.opens_tip_off)):
        return False
    by = any_of(words.accusers)
    told = re.search(rf"(?:{by})[^，。,]{{0,10}}?{_ACCUSES}了?{_US}", text)
    suffered = re.search(rf"{_US}[^，。,]{{0,10}}?被(?:{by})?[^，。,骗坑宰打骂偷抢]{{0,4}}?{_ACCUSES}", text)
    threatened = re.search(rf"不[^，。,\s]{{1,4}}(?:就|要)?{_AT_US}{_ACCUSES}{_US}(?:们|店)?(?:$|[，。,\s])", text)  # “不赔就举报我”
    bought = re.search(rf"(?:{by})[^，。,]{{0,6}}?(?:{any_of(words.from_me)})[^，。]*?[\s，,][^，。]*?[要赔]", text)  # “打假的买了我十包饼干 要一千块”
    if len(text) <= _LONGEST and any(word in text for word in words.wronged) and re.search(rf"被[^，。,\s]{{0,4}}{_ACCUSES}", text):
        return True  # “店里被人举报用地沟油 冤枉”
    if len(text) > _LONGEST:
        return bool(bought) or (bool(told or suffered or threatened) and any(word in text for word in words.own_business))
    is_hounded = any(phrase in text for phrase in words.hounded) and not text.startswith("我是职业")
    runs = any_said(words.runs_a_business, _NEAR).search(text) is not None and any_said(words.against_me, _NEAR).search(text) is not None  # “我是开理发店的 顾客要我赔五千”
    return bool(bought) or runs or is_hounded or (bool(told or suffered or threatened) and any(word in text for word in words.own_business))
