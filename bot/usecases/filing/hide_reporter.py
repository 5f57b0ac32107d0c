"""匿名的草稿：每存一次，能认出举报人的话都不留。市民核对时看到的就是登记的。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Callable, List, Sequence, Set

from bot.hotline.any_of import any_of
from bot.hotline.draft import Draft, go_anonymous
from bot.hotline.intake import IntakeWords
from bot.hotline.privacy import HIDDEN
from bot.hotline.ticket import Citizen
from bot.usecases.reading.read_official import bare_own_shops, own_shops
from bot.usecases.reading.their_phones import hide_but_their_phones
from bot.usecases.tickets.change_ticket import shown

_ENDS = r"[，。；！？、,;!?\s]"
# 身份要保密的两种，随时可以匿名。
SECRET = ("tip_off", "conduct_complaint")
_WHICH_IS_BETTER = re.compile("(?:实名|留名).{0,3}还是.{0,3}匿名|匿名.{0,3}还是.{0,3}(?:实名|留名)")
_WHAT_THEN = re.compile("匿名(?:的话|举报|的|了)?(?:也|还|就)*(?![㐀-鿿]{0,2}[行成中])[能有会给][㐀-鿿]{1,8}[吗嘛么不呢？?]")  # “匿名还能领奖吗”
_NOT_TO_SAY = re.compile(r"(?:别|不要|不能)(?:说|讲|提)(?:是)?[^，。\s不]{1,5}?(?:[说讲]|举报|反映|告诉)的(?![㐀-鿿])")  # “别说是家长说的”
_NOT_ME = re.compile(r"(?:别|不要|不能|莫)(?:说|讲|提|供)(?:出)?(?:是)?[我俺](?:[说讲]?的)?(?=[\s，。！]|$)")  # “不能说我”
_TELLS = 4
_ABOUT_THEM = ("respondent_name", "respondent_address", "platform", "product")  # 说对方的：其实是自己的才去掉


def without_reporter_in_draft(draft: Draft, hotline) -> Draft:
    """去掉姓名电话住址，经过里的自报家门隐去；不是匿名举报的原样返回。"""
    if not draft.is_anonymous or draft.kind not in SECRET:
        return draft
    values = draft.values
    citizen = Citizen(values.get("citizen_name"), values.get("citizen_phone"), values.get("citizen_address"))
    hider = hotline.knowledge.reporter_hider
    people = {said: _named(said, "person", hotline) for said in draft.said}
    shops = [str(values.get("respondent_name") or ""), *(s for said in draft.said for s in _named(said, "merchant", hotline))]
    names: Set[str] = {name for said in draft.said for name in hider.names_to_hide(said, people[said])}
    names |= {citizen.name} if citizen.name else set()
    if draft.kind == "conduct_complaint":  # 他自己的店名，被反映的人一看就知道是谁
        own = {shop for said in draft.said for shop in own_shops(said, shops)} | bare_own_shops(draft.said, hotline.knowledge.intake_words)
        shops, names = [shop for shop in shops if shop not in own], names | own

    def hidden(text: str) -> str:
        def hide(said: str) -> str:
            return shown(hider.hide(said, people.get(text, ()), shops, names), citizen, hotline)

        return hide_but_their_phones(text, hide, hotline)

    unnamed = go_anonymous(draft, _telling([hidden(said) for said in draft.said]))

    def is_own(value: Any) -> bool:
        """是自己的姓名，或者只在藏起来的那段里说过。"""
        before, after = "".join(draft.said), "".join(unnamed.said)
        return isinstance(value, str) and (value in names or (value in before and value not in after))

    kept = {
        name: value if name in _ABOUT_THEM else _hidden_value(value, hidden)
        for name, value in unnamed.values.items()
        if not (name in _ABOUT_THEM and is_own(value))
    }
    return replace(unnamed, values=kept)


def _telling(lines: Sequence[str]) -> List[str]:
    """藏完只剩“店叫”两个字的，那一行什么也没说，不留；只有这一行的照留。"""
    told = [line for line in lines if HIDDEN not in line or len(re.findall("[㐀-鿿]", line.replace(HIDDEN, ""))) >= _TELLS]
    return told or list(lines)


def wants_anonymity(text: str, words: IntakeWords) -> bool:
    """说了不想让人知道是谁。"""
    at_home = rf"[我俺]?(?:{any_of(words.at_home)})(?:们|人)?(?:知道|晓得)(?!.*(?:是[我俺]|举报|反映|投诉))"
    from_whom = rf"(?:{any_of(words.keeps_from)})(?!{at_home})[^，。,.\s不]{{1,8}}?(?:{any_of(words.learns)})(?:举报|说|反映)?(?:的|了|啊|哦)*(?![㐀-鿿])"
    if _WHICH_IS_BETTER.search(text) or _WHAT_THEN.search(text):
        return False  # “我要实名还是匿名好”是在问
    left = re.sub(any_of(words.not_anonymous), "", text)  # “不匿名会怎样”不是要匿名
    says_so = any(phrase in left for phrase in words.anonymity) or re.search(from_whom, text) is not None
    if_known = rf"(?:知道|晓得|发现|听说|认出|查到|猜到)了?(?:就?是)?[我俺](?:说|讲|举报|反映|告|捅)?(?:出去|出来)?的?[^，。吗么不]{{0,4}}?(?:会(?!不会)|要|就|肯定|准|非|得)[^，。吗么]{{0,4}}?(?:{any_of(words.if_known)})(?![^，。\s]{{0,3}}[吗么])"
    says_so = says_so or _NOT_ME.search(left) is not None or _NOT_TO_SAY.search(left) is not None or re.search(if_known, left) is not None
    return says_so and not wants_his_name(text, words)


def wants_his_name(text: str, words: IntakeWords) -> bool:
    """明说了要实名、不匿名。“不能匿名吗”是在问；“不想实名”“实名怕报复，还是匿名”不是。"""
    left, is_said = text, False
    for clause in re.split(_ENDS, text):
        if any(word in clause for word in words.not_named_when):
            continue
        for phrase in (*words.named, *words.by_name):
            at = clause.find(phrase)
            if at >= 0 and not _is_turned(clause, at, phrase, words):
                left, is_said = left.replace(phrase, ""), True
    return is_said and "匿名" not in left


def _is_turned(clause: str, at: int, phrase: str, words: IntakeWords) -> bool:
    """“能不能匿名”是在问；“不想实名”是反过来说的。"""
    if phrase in words.by_name:
        return re.search("[不别没]", clause[max(0, at - 3) : at]) is not None
    return at > 0 and phrase.startswith("不") and clause[at - 1] == phrase[1]


def _named(text: str, type_: str, hotline) -> List[str]:
    return [str(e["text"]) for e in hotline.entities.entities(text, hotline.now().date()) if e["type"] == type_]


def _hidden_value(value: Any, hidden: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return hidden(value)
    if isinstance(value, (tuple, list)):
        return tuple(hidden(part) if isinstance(part, str) else part for part in value)
    return value
