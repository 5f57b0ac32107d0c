"""听懂市民对热线问话的回答。认的字都在 knowledge/lexicon/answering.yml。"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Dict, Iterable, List, NamedTuple, Optional, Sequence, Tuple

from bot.hotline.chinese_numbers import parse_chinese_integer
from bot.hotline.knowledge import AnswerWords
from bot.hotline.service_item import UNSURE, ServiceItem, Situation
from bot.hotline.understanding import Understanding

_MARKS = " ，,。.！!？?～~、…"
# 按意思认选项：像到什么程度、比第二名高出多少才敢认。
_SURE_OF_OPTION = 0.4
_CLEARLY_AHEAD = 0.12


class Answer(NamedTuple):
    """对上了哪个选项；strength 是对上的字占这句话的几成，一整句都是就是 1。"""

    option: str
    strength: float


def match_option(question: Situation, heard: Understanding, words: AnswerWords) -> Optional[Answer]:
    """回答对上哪个选项：序号、标签、叫法、说不清、是与否；对不上返回 None。"""
    text = heard.text.strip(_MARKS)
    if not text:
        return None
    number = choice_number(text, words)
    if number and number <= len(question.options) + 1:
        return Answer(question.options[number - 1].id if number <= len(question.options) else UNSURE, 1.0)
    said = _said_options(question, text, words)
    if said:
        return said
    for phrase in words.unsure:
        if phrase in text:
            return Answer(UNSURE, len(phrase) / len(text))
    other = _the_other_one(question, text, words)
    if other:
        return Answer(other, 1.0)
    if heard.intent in ("affirm", "deny") or text in words.yes or text in words.no:
        is_yes = text in words.yes or (text not in words.no and heard.intent == "affirm")
        option = _yes_or_no(question, is_yes, words)
        return Answer(option, 1.0) if option else None
    return None


def guess_option(question: Situation, heard: Understanding, matcher) -> Optional[str]:
    """字对不上时按意思认；不够像、或者两个差不多像，返回 None。"""
    scores = matcher.rank(heard.text, [(option.label, *option.said_as) for option in question.options])
    best, *others = sorted(scores, reverse=True)
    if best < _SURE_OF_OPTION or (others and best - others[0] < _CLEARLY_AHEAD):
        return None
    return question.options[scores.index(best)].id


def mentioned_answers(item: ServiceItem, text: str, words: AnswerWords) -> Dict[str, str]:
    """话里已经说明的情形：选项的标签或叫法原样出现，而且只指向一个选项。"""
    phrases: Dict[str, set] = {}
    for situation in item.situations:
        for option in situation.options:
            for phrase in _phrases(option):
                phrases.setdefault(phrase, set()).add((situation.id, option.id))
    found: Dict[str, Dict[str, int]] = {}
    for phrase, meanings in phrases.items():
        if len(phrase) < 2 or len(meanings) > 1 or phrase in words.too_general or not is_said(phrase, text, words):
            continue
        ((situation_id, option_id),) = meanings
        longest = found.setdefault(situation_id, {})
        longest[option_id] = max(longest.get(option_id, 0), len(phrase))
    said = {
        situation_id: max(options, key=options.get)
        for situation_id, options in found.items()
        if len(options) == 1 or len(set(options.values())) == len(options)
    }
    sized = {situation.id: _of_size(situation, text, words) for situation in item.situations}
    return {**{situation_id: answer.option for situation_id, answer in sized.items() if answer}, **said}


def mentioned_materials(item: ServiceItem, text: str, words: AnswerWords) -> List[str]:
    """话里说已经有的材料。“没有××”“××还没办”的不算。"""
    names = [name for material in item.materials for name in _aliases(material)]
    have = [m.name for m in item.materials if any(is_said(n, text, words, names, may_lack=True) for n in _aliases(m))]
    return list(dict.fromkeys(have))


def lacking_materials(item: ServiceItem, text: str, words: AnswerWords) -> List[str]:
    """话里说到、但说的是没有的材料。"""
    have = mentioned_materials(item, text, words)
    return [m.name for m in item.materials if m.name not in have and any(n in text for n in _aliases(m))]


def is_said(phrase: str, text: str, words: AnswerWords, alongside: Sequence[str] = (), may_lack: bool = False) -> bool:
    """phrase 在话里出现，而且不是在说没有它。

    alongside 是会和它并列的东西（“没有健康证和申请书”）；
    may_lack 时后面跟着“还没办”“丢了”一类的也算没有。
    """
    start = text.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        denied = _denial(words, tuple(alongside)).search(text[:start])
        if not denied and not (may_lack and _absence(words).match(text[end:])):
            return True
        start = text.find(phrase, end)
    return False


def choice_number(text: str, words: AnswerWords) -> Optional[int]:
    """市民用序号作答：“1”“第二个”“选三”；不是序号返回 None。"""
    letters = "".join(words.numbers)
    pattern = (
        f"(?:{_any(words.number_before)})?\\s*([1-9{re.escape(letters)}])"
        f"\\s*(?:{_any(words.number_after)})?(?:{_any(words.number_tail)})?"
    )
    match = re.fullmatch(pattern, text.strip(_MARKS))
    if not match:
        return None
    return next(i for i, same in enumerate(words.numbers, 1) if match.group(1) in same)


def says_any(phrases: Iterable[str], text: str) -> bool:
    """话里有没有其中任何一个词。"""
    return any(phrase in text for phrase in phrases)


def bare(text: str) -> str:
    """去掉头尾的标点和空白。"""
    return text.strip(_MARKS)


def _aliases(material) -> Tuple[str, ...]:
    return (material.name, *material.said_as, *material.any_of)


def _phrases(option) -> List[str]:
    """选项会怎么被说出来：标签、括号前的标签、叫法。"""
    core = re.split(r"[（(]", option.label)[0]
    return list(dict.fromkeys([option.label, core, *option.said_as]))


def _said_options(question: Situation, text: str, words: AnswerWords) -> Optional[Answer]:
    exact = [option.id for option in question.options if text in _phrases(option)]
    if len(exact) == 1:
        return Answer(exact[0], 1.0)
    said = {o.id: max((len(p) for p in _phrases(o) if is_said(p, text, words)), default=0) for o in question.options}
    if not any(said.values()):
        sized = _of_size(question, text, words)
        if sized:
            return sized
        said = {o.id: len(text) if len(text) >= 2 and text in o.label else 0 for o in question.options}
    (longest, option_id), *others = sorted(((length, o) for o, length in said.items()), reverse=True)
    if not longest or any(length == longest for length, _ in others):
        return None
    return Answer(option_id, min(1.0, longest / len(text)))


def _of_size(question: Situation, text: str, words: AnswerWords) -> Optional[Answer]:
    """“四十来平”“两百个平方”：说的面积落在哪个选项里。没说面积、说了不止一个，返回 None。"""
    said = list(re.finditer(rf"([\d零一二两三四五六七八九十百千]+)\s*(?:{_any(words.about)})?(?:{_any(words.square_metres)})", text))
    metres = parse_chinese_integer(said[0].group(1)) if len(said) == 1 else None
    if metres is None:
        return None
    fitting = [option.id for option in question.options if option.size and option.size.holds(metres)]
    return Answer(fitting[0], min(1.0, len(said[0].group()) / len(text))) if len(fitting) == 1 else None


def _the_other_one(question: Situation, text: str, words: AnswerWords) -> Optional[str]:
    """只有两个选项，说了“不是本人”，那就是另一个。"""
    if len(question.options) != 2:
        return None
    denied = [o for o in question.options if any(len(p) > 1 and p in text for p in _phrases(o))]
    if len(denied) != 1 or any(is_said(p, text, words) for p in _phrases(denied[0])):
        return None
    return next(o.id for o in question.options if o is not denied[0])


def _yes_or_no(question: Situation, is_yes: bool, words: AnswerWords) -> Optional[str]:
    """“有没有”“是不是”这类两个选项、一正一反的问题。"""
    if len(question.options) != 2:
        return None
    negative = [o for o in question.options if o.label.startswith(words.negative_labels)]
    if len(negative) != 1:
        return None
    (no,) = negative
    return next(o.id for o in question.options if (o is no) != is_yes)


@lru_cache(maxsize=256)
def _denial(words: AnswerWords, alongside: Tuple[str, ...]) -> re.Pattern:
    """一样东西前面的“没有”“没办”“没有健康证和”。"""
    listed = f"(({_any(alongside)})({_any(words.connectors)}))*" if alongside else ""
    return re.compile(f"({_any(words.negations)})({_any(words.between)})?{listed}$")


@lru_cache(maxsize=8)
def _absence(words: AnswerWords) -> re.Pattern:
    """一样东西后面的“还没办”“丢了”。"""
    return re.compile(f"({_any(words.absent_adverbs)})*(?!{_any(words.not_absent)})({_any(words.absent_after)})")


def _any(phrases: Iterable[str]) -> str:
    """其中任何一个。一个都没有时谁也配不上。"""
    return _alternatives(tuple(phrases))


@lru_cache(maxsize=1000)
def _alternatives(phrases: Tuple[str, ...]) -> str:
    """长的在前，免得“没”先抢了“没有”。"""
    return "|".join(map(re.escape, sorted(set(phrases), key=len, reverse=True))) or "(?!)"
