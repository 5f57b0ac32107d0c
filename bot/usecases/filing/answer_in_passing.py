"""登记到一半顺口的一句：问归不归你们管、能不能不填、叮嘱保密、问为什么要。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Turn
from bot.hotline.draft import Draft, Stage, hear
from bot.usecases.filing.answer_aside import answer_aside, secrecy_reply
from bot.usecases.filing.hide_reporter import SECRET
from bot.usecases.filing.no_answer import explain_question, leave_open, other_field, take_none
from bot.usecases.filing.order import Order
from bot.usecases.filing.side_talk import asks, without_questions
from bot.usecases.reading.read_command import asks_why
from bot.usecases.reading.read_demand import read_demand

_A_FACT = 4


def answer_in_passing(order: Order) -> Optional[Turn]:
    """都不是返回 None。"""
    order = replace(order, draft=_with_what_he_told(order))
    return next(filter(None, (answer(order) for answer in (_aside, _skip, _keep_it_secret, _why_ask))), None)


def _aside(order: Order) -> Optional[Turn]:
    """“138……，有结果告诉我”先收下号码；正问要怎样，“就要双倍”是要求。"""
    if re.search(r"\d{7}", order.text) or _only_wishes(order.draft, order.text, order.hotline):
        return None
    return answer_aside(order.conversation, order.draft, order.heard, order.hotline)


def _skip(order: Order) -> Optional[Turn]:
    """“这个能不能不填”；正问请求，说的是“电话我不留行不行”。"""
    asking = order.draft.asking
    if asking in (None, "facts") or not order.is_short or not any(phrase in order.text for phrase in order.words.asks_to_skip):
        return None
    other = other_field(asking, order.text, order.draft, order.hotline)
    if other:
        return leave_open(order.conversation, order.draft, other, order.hotline)
    return take_none(order.conversation, order.draft, order.hotline)


def _keep_it_secret(order: Order) -> Optional[Turn]:
    is_all = _only_wants_secrecy(order.text, order.words) and not asks(order.text, order.hotline)
    return order.ask_on(secrecy_reply(order.draft)) if is_all else None


def _why_ask(order: Order) -> Optional[Turn]:
    is_why = asks_why(order.text, order.words) and not _is_about_the_merchant(order.draft, order.text)
    return explain_question(order.conversation, order.draft, order.hotline, order.text) if is_why else None


def _with_what_he_told(order: Order) -> Draft:
    """“多久打给我 我明天就回北京了”：说自己的半句留着。"""
    draft, told = order.draft, without_questions(order.text, order.hotline)
    is_told = told != order.text and draft.has_facts and draft.kind not in SECRET and len(re.findall("[㐀-鿿]", told)) > _A_FACT and "问" not in told
    return hear(draft, order.text, False) if is_told and _tells_of_himself(told) else draft


def _tells_of_himself(told: str) -> bool:
    return re.match("(?:我|俺|我们)(?!要|想|就是?要)", told) is not None


def _only_wishes(draft: Draft, text: str, hotline) -> bool:
    """正问要怎样，说“我说了么退定金”“就要双倍”：是要求，不是在问规矩。"""
    is_asking = re.search("[吗？?]|[能会可该行]不|不[能行]?$|多少|几[倍成]|怎么|咋|啥|什么|是不是|有没有|要不要", text) is not None
    return draft.stage is Stage.COLLECTING and not is_asking and bool(read_demand(text, hotline.knowledge.intake_words, hotline.now().date(), is_asked=False))


def _only_wants_secrecy(text: str, words) -> bool:
    """“谢谢你们一定要保密啊”；“我是里面的厨师，千万保密”还说了自己是谁。"""
    rest = re.sub(rf"{any_of((*words.wants_secrecy, *words.fillers, *words.hollow))}|一定|千万|务必|必须|[^㐀-鿿]", "", text)
    return any(phrase in text for phrase in words.wants_secrecy) and len(rest) < 2


def _is_about_the_merchant(draft: Draft, text: str) -> bool:
    """正说经过时的“为什么”，多半是在质问商家。"""
    return draft.asking == "facts" and len(text) > 8
