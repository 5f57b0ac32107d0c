"""听懂市民对热线问话的回答。认的字都在 knowledge/lexicon/answering.yml。"""

from __future__ import annotations

import re
from typing import Dict, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Set, Tuple

from bot.hotline.answer_words import AnswerWords
from bot.hotline.any_of import any_of
from bot.hotline.situation import UNSURE, Option, Situation, together
from bot.hotline.square_metres import sizes_said
from bot.hotline.understanding import Understanding
from bot.usecases.reading.read_phrase import Place, bare, choice_number, clauses, is_said, said_places, says_any
from bot.usecases.reading.read_yes_or_no import (
    names_something_else,
    plain_yes_or_no,
    positive_option,
    without_particles,
)

# 按意思认选项：像到什么程度、比第二名高出多少才敢认。
_SURE_OF_OPTION = 0.4
_CLEARLY_AHEAD = 0.12
_SHORTEST_GUESS = 4
_STRAY = 1 / 3
_A_TIME = re.compile(r"[\d一二两三四五六七八九十几半下这](?:个)?(?:月|天|周|星期|礼拜|年|号)")


class Answer(NamedTuple):
    """对上了哪个选项；strength 是对上的字占它那一小句的几成，一整句都是就是 1。"""

    option: str
    strength: float


def match_option(question: Situation, heard: Understanding, words: AnswerWords) -> Optional[Answer]:
    """回答对上哪个选项：序号、标签、叫法、面积、说不清、是与否；对不上、对上不止一个返回 None。"""
    text = bare(heard.text)
    if not text:
        return None
    number = choice_number(text, words)
    if number and number <= len(question.options) + 1:
        return Answer(question.options[number - 1].id if number <= len(question.options) else UNSURE, 1.0)
    said = said_option(question, text, words)
    if said and not _is_a_stray_word(question, text, words):
        return said
    if says_any(words.both, text) and not question.several:
        return Answer(positive_option(question, words) or UNSURE, 1.0)
    for phrase in words.unsure:
        if phrase in text and not says_any(words.not_unsure, text):
            return Answer(UNSURE, len(phrase) / len(text))
    other = _the_other_one(question, text, words)
    if other:
        return Answer(other, 1.0)
    plain = plain_yes_or_no(question, text, heard, words)
    return Answer(plain, 1.0) if plain else None


def guess_option(question: Situation, heard: Understanding, words: AnswerWords, matcher) -> Optional[str]:
    """字对不上时按意思认；不够像、两个差不多像、说的是“不换股东”“法人没变”“单位没变”、只说丢了什么、短得说不出意思的，返回 None。"""
    if len(without_particles(bare(heard.text), words)) < _SHORTEST_GUESS or _denies_one(question, heard.text, words):
        return None
    if not _denies_nothing(heard.text, words) and _denies_what_is_not_asked(question, heard.text, words):
        return None  # 问谁来办，“不用批准”不是“不用委托”
    if says_any(words.groups.get("丢失", ()), heard.text) or _A_TIME.search(heard.text):
        return None  # 问的是交出方还是接收方，“原来的登记证找不着了”哪个也不是；“下个月十号到期”到没到期要算，不能凭像不像
    if sizes_said(heard.text, words.sizes) and not any(option.size for option in question.options):
        return None  # 问的不是面积，“厂子两百平”哪个也不是
    scores = matcher.rank(heard.text, [words.plain_ways(question, option) for option in question.options])
    best, *others = sorted(scores, reverse=True)
    if best < _SURE_OF_OPTION or (others and best - others[0] < _CLEARLY_AHEAD):
        return None
    likest = question.options[scores.index(best)]
    is_unchanged = says_any(words.unchanged, heard.text) and not any(says_any(words.unchanged, way) for way in words.ways_to_say(question, likest))
    if is_unchanged:
        return None  # “使用单位没变”不是在选“换使用单位”
    return likest.id if _denies_nothing(heard.text, words) or _is_negative(question, likest, words) else None


def _denies_what_is_not_asked(question: Situation, text: str, words: AnswerWords) -> bool:
    """去掉“不用、没有”，剩下的和这一问、它的选项一点不沾边。"""
    rest = re.sub(any_of((*words.yes, *words.no, *words.negations, *words.particles)), " ", bare(text))
    asked = " ".join((question.ask, *(way for option in question.options for way in (option.label, *words.plain_ways(question, option)))))
    pairs = [part[at : at + 2] for part in rest.split() for at in range(len(part) - 1)]
    return bool(pairs) and not any(pair in asked for pair in pairs)


def _denies_nothing(text: str, words: AnswerWords) -> bool:
    return not says_any(words.negations, text)


def _is_negative(question: Situation, option: Option, words: AnswerWords) -> bool:
    """有一种叫法是说没有、不是的。“还没到期呢”和“已经过期了”像得很，意思相反。"""
    return any(says_any(words.negations, phrase) for phrase in words.plain_ways(question, option))


def _denies_one(question: Situation, text: str, words: AnswerWords) -> bool:
    """说到的选项里有被否定的、说了没变的。"""
    places = (p for option in question.options for phrase in words.ways_to_say(question, option) for p in said_places(phrase, text, words))
    return any(not is_so or text[end:].startswith(words.unchanged) for (_, end), is_so in places)


def is_torn(question: Situation, text: str, words: AnswerWords) -> bool:
    """话里说到了不止一个选项。"""
    said = said_spans(question, text, words)
    return not question.several and len(said) > 1 and pick(question, said, ()) is None


def _is_a_stray_word(question: Situation, text: str, words: AnswerWords) -> bool:
    """对上的只有一个单字，又只占那一小句的一点点：“有散称的零食”里的“有”不是答“有”，问有没有售货机的“有备案”也不是。"""
    places = [place for said in said_spans(question, text, words).values() for place in said]
    if not places or any(end - start > 1 for start, end in places):
        return False
    is_general = all(text[start:end] in words.too_general for start, end in places)
    return _strength(places, text) < _STRAY or (is_general and names_something_else(question, text, words))


def said_option(question: Situation, text: str, words: AnswerWords) -> Optional[Answer]:
    alone, said_alone = without_particles(text, words), words.said_alone.get(question.id, {})
    exact = [option.id for option in question.options if text in words.ways_to_say(question, option) or alone in said_alone.get(option.id, ())]
    if len(exact) == 1 and not any(option.size for option in question.options):
        return Answer(exact[0], 1.0)
    said, sized = said_spans(question, text, words), sizes_in(question, text, words, asked=True)
    option = pick(question, said, sized)
    if option:
        chosen = [o.id for o in question.options_of(option)]
        places = [place for one in chosen for place in said.get(one, ())]
        return Answer(option, _strength([*places, *(place for size, place in sized if size in chosen)], text))
    if said or sized or len(text) < 2 or text in words.shared_not.get(question.id, ()) or any(option.size for option in question.options):
        return None
    named = [option.id for option in question.options if text in option.label]
    return Answer(named[0], 1.0) if len(named) == 1 else None


def said_spans(question: Situation, text: str, words: AnswerWords, among: Optional[Set[str]] = None) -> Dict[str, List[Place]]:
    """每个选项的叫法说在哪里。among：只认这些叫法。

    在别的选项更长的叫法里头的不算（“分公司”里的“公司”），在被否定的叫法里头的也不算（“没有自动售货机”里的“售货机”）。
    """
    found = [
        (option.id, place, is_so)
        for option in question.options
        for phrase in words.ways_to_say(question, option, asked=among is None)
        if among is None or phrase in among
        for place, is_so in said_places(phrase, text, words)
    ]
    said: Dict[str, List[Place]] = {}
    beside = [place for phrase in words.shared_not.get(question.id, ()) for place in words.places(phrase, text)]  # “会计也换了”不是让会计去办
    for option_id, place, is_so in found:
        outweighed = any(_inside(place, other) and (other_id != option_id or not other_so) for other_id, other, other_so in found)
        outweighed = outweighed or any(_inside(place, other) for other in beside)
        outweighed = outweighed or text[place[1] :].startswith(words.unchanged)  # “地址没变”不是在选“地址变更”
        if is_so and not outweighed:
            said.setdefault(option_id, []).append(place)
    return said


def pick(question: Situation, said: Mapping[str, Sequence[Place]], sized: Sequence[Tuple[str, Place]]) -> Optional[str]:
    """照叫法和面积是哪一个选项；可以几样一起的，说到的都算。别的说到不止一个、按面积分的只说了小的那边的别的条件，都不敢认。"""
    if question.several:
        return joined(question, said) or None
    sizes = {option.id: option.size for option in question.options if option.size}
    told = set(said)
    if sizes:  # 大的、连锁的、公司的，占一样就是那边；小的那边样样都要占
        told |= {option_id for option_id, _ in sized}
        larger = [option_id for option_id in told if sizes[option_id].over is not None]
        return larger[0] if larger else (told.pop() if len(told) == 1 else None)
    wider = [option.id for option in question.options if option.id in told and told <= {option.id, *option.covers}]  # “线上线下都有”“水果也卖 瓜子也卖”
    return wider[0] if wider else None


def sizes_in(question: Situation, text: str, words: AnswerWords, asked: bool = False) -> List[Tuple[str, Place]]:
    """“四十来平”“两百个平方”：说的面积落在哪个选项里。没说面积、说了不止一个、落在两边的，一个也没有。"""
    if not any(option.size for option in question.options):
        return []
    said = [size for clause, start in clauses(text) for size in sizes_said(clause, words.sizes, asked) for size in [size.moved(start)]]
    if len(said) != 1:
        return []
    ((least, most, start, end),) = said
    return [(o.id, (start, end)) for o in question.options if o.size and o.size.holds(least) and o.size.holds(most)]


def joined(question: Situation, options: Iterable[str]) -> str:
    return together(option.id for option in question.options if option.id in options)


def _strength(places: Sequence[Place], text: str) -> float:
    """对上的字占它那一小句的几成；占得最多的那一小句算。同一个选项的几个叫法，字加在一起。"""
    said = {at for begin, end in places for at in range(begin, end)}
    return max(sum(at in said for at in range(start, start + len(clause))) / len(clause) for clause, start in clauses(text))


def _inside(place: Place, other: Place) -> bool:
    return place != other and other[0] <= place[0] and place[1] <= other[1]


def _the_other_one(question: Situation, text: str, words: AnswerWords) -> Optional[str]:
    """只有两个选项，说了“不是本人”，那就是另一个。按面积分的不行：不是连锁，不等于就小。"""
    if len(question.options) != 2 or any(option.size for option in question.options):
        return None
    ways = {option.id: [p for p in words.ways_to_say(question, option) if len(p) > 1] for option in question.options}
    denied = [o for o, phrases in ways.items() if any(next(words.places(p, text), None) for p in phrases)]
    if len(denied) != 1 or any(is_said(p, text, words) for p in ways[denied[0]]):
        return None
    return next(o.id for o in question.options if o.id != denied[0])
