"""一句话里说没说一个词：去标点、分小句、认否定、认问句、认序号。认的字都在 knowledge/lexicon/answering.yml。"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Iterable, Iterator, List, Optional, Sequence, Tuple

from bot.hotline.answer_words import AnswerWords
from bot.hotline.any_of import any_of

_MARKS = " ，,。.！!？?～~、…"
_WHETHER = re.compile("([㐀-鿿]{1,2})不\\1")  # “要不要、用不用”
_OR_NOT = re.compile("([㐀-鿿]{1,2})不\\1|(?:^|那|这|到底|件|证|告|书)是.{1,8}还是|有[^有没]{2,8}没有[啊呀呢]?$")  # “管不管”“公证不公证”“是省里办还是你们办”“利息有补贴没有”
_OR = re.compile("(?:那|这|先)?(?P<one>[㐀-鿿]{2,6}?)还是(?P<other>[㐀-鿿]{2,7}?)(?:呢|啊|呀|哦|嘞)?")  # “备案还是许可”
_CLAUSE = re.compile(r"[^，,。；;！!？?\s]+")

_SHORTEST_QUESTION = 3

Place = Tuple[int, int]  # 在话里的起止


def bare(text: str) -> str:
    """去掉头尾的标点和空白。"""
    return text.strip(_MARKS)


def says_any(phrases: Iterable[str], text: str) -> bool:
    """话里有没有其中任何一个词。"""
    return any(phrase in text for phrase in phrases)


def is_said(phrase: str, text: str, words: AnswerWords, alongside: Sequence[str] = (), may_lack: bool = False) -> bool:
    """phrase 在话里出现，而且不是在说没有它、做不了它。

    alongside 是会和它并列的东西（“没有健康证和申请书”）；
    may_lack 时后面跟着“还没办”“丢了”一类的也算没有。
    """
    return any(is_so for _, is_so in said_places(phrase, text, words, alongside, may_lack))


def said_places(phrase: str, text: str, words: AnswerWords, alongside: Sequence[str] = (), may_lack: bool = False) -> Iterator[Tuple[Place, bool]]:
    """phrase 在话里的哪些地方（起止），是不是真说有它、没有被否定。"""
    before_it, after_it, fails = _around(tuple(alongside), words)
    for start, end in words.places(phrase, text):
        rest = text[end:]
        denied = before_it.search(text[:start]) or fails.match(rest) or (may_lack and after_it.match(rest))
        if not denied and not says_any(words.negations, phrase):  # “执照还没下来”：空当里说了没有
            denied = any(before_it.search(text[start:gap_end]) for gap_end in words.gap_ends(phrase, text, start))
        yield (start, end), not denied


@lru_cache(maxsize=256)
def _around(alongside: Tuple[str, ...], words: AnswerWords) -> Tuple[re.Pattern, re.Pattern, re.Pattern]:
    negated = f"({any_of(words.negations)})({any_of(words.between)})?"
    listed = f"(({any_of(alongside)})({any_of(words.connectors)}))*" if alongside else ""
    absent = f"({any_of(words.absent_adverbs)})*(?!{any_of(words.not_absent)})({any_of(words.absent_after)})"
    return re.compile(f"{negated}{listed}$"), re.compile(absent), re.compile(any_of(words.fails_after))


def choice_number(text: str, words: AnswerWords) -> Optional[int]:
    """市民用序号作答：“1”“第二个”“选三”；不是序号返回 None。"""
    letters = "".join(words.numbers)
    pattern = (
        f"(?:{any_of(words.number_before)})?\\s*([1-9{re.escape(letters)}])"
        f"\\s*(?:{any_of(words.number_after)})?(?:{any_of(words.number_tail)})?"
    )
    match = re.fullmatch(pattern, bare(text))
    if not match:
        return None
    return next(i for i, same in enumerate(words.numbers, 1) if match.group(1) in same)


def telling_part(text: str, words: AnswerWords) -> str:
    """话里不是在问、也不是说开了别的事的那几小句；没有，返回空。"""
    told = []
    for clause, start in clauses(text):
        if says_any(words.turns_away, clause):
            break
        if clause in words.tags:  # “要先办执照 是不”：前一小句也是在问
            told = told[:-1]
            continue
        if not _is_question(clause, text[start + len(clause) :][:1], words):
            told.append(clause)
    return "，".join(told)


def says_nothing_asked(text: str, words: AnswerWords) -> bool:
    """整句都在说，没有一小句在问、在说开别的事。"""
    told = telling_part(text, words)
    return bool(told) and told == "，".join(clause for clause, _ in clauses(text))


def asks_whether(text: str) -> bool:
    """“酒要不要先批”：问的是要不要，再像一个选项也不是在选它。"""
    return bool(_WHETHER.search(text))


def _is_question(clause: str, mark: str, words: AnswerWords) -> bool:
    """这一小句是不是在问；mark 是它后面的标点。"""
    for phrase in words.said(words.not_asking, clause):
        for start, end in reversed(list(words.places(phrase, clause))):
            clause = clause[:start] + clause[end:]
    asks_at_end = clause.endswith(words.asks_at_end) and len(clause) >= _SHORTEST_QUESTION and not clause.endswith(words.tells_at_end)
    return mark in ("?", "？") or asks_at_end or bool(_OR_NOT.search(clause)) or _asks_which(clause, words) or says_any(words.asking, clause) or bool(words.said(words.asks_back, clause))


def _asks_which(clause: str, words: AnswerWords) -> bool:
    """“备案还是许可”；“法人还是张三”“地址还是原来的”是在说没变。"""
    match = _OR.fullmatch(clause)
    return bool(match) and not match["one"].endswith(words.same_before_or) and not match["other"].startswith(words.same_after_or)


def clauses(text: str) -> List[Tuple[str, int]]:
    """一小句一小句，和它在话里的位置。"""
    return [(match.group(), match.start()) for match in _CLAUSE.finditer(text)]
