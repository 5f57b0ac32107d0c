"""听懂市民对热线问话的回答。认的字都在 knowledge/lexicon/answering.yml。"""

from __future__ import annotations

from itertools import combinations
from typing import Dict, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Set, Tuple

from bot.hotline.answer_words import AnswerWords
from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import UNSURE, Answers, Situation, together
from bot.hotline.square_metres import sizes_said
from bot.hotline.understanding import Understanding
from bot.usecases.read_phrase import Place, bare, choice_number, clauses, is_said, said_places, says_any, telling_part

# 按意思认选项：像到什么程度、比第二名高出多少才敢认。
_SURE_OF_OPTION = 0.4
_CLEARLY_AHEAD = 0.12
_SHORTEST_GUESS = 4
# 顺带答的另一问，对上的字要占那一小句的几成。
_MOSTLY_ABOUT_IT = 0.5


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
    said = _said_option(question, text, words)
    if said:
        return said
    for phrase in words.unsure:
        if phrase in text:
            return Answer(UNSURE, len(phrase) / len(text))
    other = _the_other_one(question, text, words)
    if other:
        return Answer(other, 1.0)
    return _plain_yes_or_no(question, text, heard, words)


def guess_option(question: Situation, heard: Understanding, words: AnswerWords, matcher) -> Optional[str]:
    """字对不上时按意思认；不够像、两个差不多像、说的是“不换股东”、短得说不出意思的，返回 None。"""
    if len(_without_particles(bare(heard.text), words)) < _SHORTEST_GUESS or _denies_one(question, heard.text, words):
        return None
    scores = matcher.rank(heard.text, [words.plain_ways(question, option) for option in question.options])
    best, *others = sorted(scores, reverse=True)
    if best < _SURE_OF_OPTION or (others and best - others[0] < _CLEARLY_AHEAD):
        return None
    return question.options[scores.index(best)].id


def _denies_one(question: Situation, text: str, words: AnswerWords) -> bool:
    """说到的选项里有被否定的。"""
    places = (p for option in question.options for phrase in words.ways_to_say(question, option) for p in said_places(phrase, text, words))
    return any(not is_so for _, is_so in places)


def mentioned_answers(item: ServiceItem, text: str, words: AnswerWords) -> Dict[str, str]:
    """话里已经说明的情形：选项的标签或叫法原样出现，而且只指向一个选项。"""
    owners: Dict[str, Dict[str, Situation]] = {}
    for situation in item.situations:
        for option in situation.options:
            for phrase in words.ways_to_say(situation, option, asked=False):
                owners.setdefault(phrase, {})[situation.id] = situation
    clear = {phrase for phrase, asked in owners.items() if len(phrase) >= 2 and _never_together(asked.values())} - set(words.too_general)
    found = {s.id: _pick(s, _plainest(s, _said_spans(s, text, words, clear)), _sizes(s, text, words)) for s in item.situations}
    return {situation_id: option for situation_id, option in found.items() if option}


def answers_besides(item: ServiceItem, asked: str, answers: Answers, text: str, words: AnswerWords) -> Dict[str, str]:
    """答了 asked，别的小句里又答了接着要问的：“四十平，愿意承诺”。一小句只像在答一个问题才算。"""
    told: Dict[str, str] = {}
    told_in = clauses(telling_part(text, words))
    for clause, _ in told_in if len(told_in) > 1 else ():
        if _said_option(item.situation(asked), clause, words) or is_torn(item.situation(asked), clause, words):
            continue
        asked_about = item.questions_for({**answers, **told})
        heard = {
            s.id: answer
            for s in asked_about
            if s.id != asked and not _is_too_general(s, clause, words) and (answer := _said_option(s, clause, words))
        }
        if len(heard) == 1:
            ((situation_id, answer),) = heard.items()
            if situation_id not in {**answers, **told} and answer.strength >= _MOSTLY_ABOUT_IT:
                told[situation_id] = answer.option
    return told


def added_answers(item: ServiceItem, answers: Answers, text: str, words: AnswerWords) -> Dict[str, str]:
    """“店名和地址都要改”“地址也要改”：可以几样一起的那一问里不止一样，合成一个回答。

    问句里（“地址也要改吗”）只看这一句自己说了几样，不和说过的合在一起。
    """
    if not says_any(words.adds, text):
        return {}
    added: Dict[str, str] = {}
    for situation in item.situations:
        known = {option.id for option in situation.options_of(answers.get(situation.id))}
        said = set(_said_spans(situation, text, words)) if situation.several else set()
        wanted = said if says_any(words.asking, text) else said | known
        if len(wanted) > 1 and said - known:
            added[situation.id] = _joined(situation, wanted)
    return added


def is_torn(question: Situation, text: str, words: AnswerWords) -> bool:
    """话里说到了不止一个选项。"""
    return not question.several and len(_said_spans(question, text, words)) > 1


def _is_too_general(question: Situation, clause: str, words: AnswerWords) -> bool:
    """对上的只有单独说才分得清的词，这一小句又不止这个词：“自己开的”说的是店，不是谁来办。"""
    said = [clause[start:end] for places in _said_spans(question, clause, words).values() for start, end in places]
    is_alone = _without_particles(clause, words) in words.too_general
    return bool(said) and not is_alone and all(phrase in words.too_general for phrase in said)


def _said_option(question: Situation, text: str, words: AnswerWords) -> Optional[Answer]:
    exact = [option.id for option in question.options if text in words.ways_to_say(question, option)]
    if len(exact) == 1 and not any(option.size for option in question.options):
        return Answer(exact[0], 1.0)
    said, sized = _said_spans(question, text, words), _sizes(question, text, words, asked=True)
    option = _pick(question, said, sized)
    if option:
        chosen = [o.id for o in question.options_of(option)]
        places = [place for one in chosen for place in said.get(one, ())]
        return Answer(option, _strength([*places, *(place for size, place in sized if size in chosen)], text))
    if said or sized or len(text) < 2 or any(option.size for option in question.options):
        return None
    named = [option.id for option in question.options if text in option.label]
    return Answer(named[0], 1.0) if len(named) == 1 else None


def _said_spans(question: Situation, text: str, words: AnswerWords, among: Optional[Set[str]] = None) -> Dict[str, List[Place]]:
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
    for option_id, place, is_so in found:
        outweighed = any(_inside(place, other) and (other_id != option_id or not other_so) for other_id, other, other_so in found)
        outweighed = outweighed or (question.several and text[place[1] :].startswith(words.unchanged))
        if is_so and not outweighed:
            said.setdefault(option_id, []).append(place)
    return said


def _never_together(situations: Iterable[Situation]) -> bool:
    """这几问最多问到一问：餐饮的才问一个面积，卖食品的才问另一个。只有一问也算。"""
    return all(
        any(not set(options) & set(b.when.get(question, options)) for question, options in a.when.items())
        for a, b in combinations(situations, 2)
    )


def _plainest(question: Situation, said: Dict[str, List[Place]]) -> Dict[str, List[Place]]:
    """顺带说到几个选项的，一个说得比别的长一倍，就是它：“楼下超市……我开个奶茶店”。可以几样一起的，说到的都算。"""
    if question.several:
        return said
    longest = {option: max(end - start for start, end in places) for option, places in said.items()}
    plain = [o for o in said if all(longest[o] >= 2 * longest[other] for other in said if other != o)]
    return {plain[0]: said[plain[0]]} if len(plain) == 1 else said


def _pick(question: Situation, said: Mapping[str, Sequence[Place]], sized: Sequence[Tuple[str, Place]]) -> Optional[str]:
    """照叫法和面积是哪一个选项；可以几样一起的，说到的都算。别的说到不止一个、按面积分的只说了小的那边的别的条件，都不敢认。"""
    if question.several:
        return _joined(question, said) or None
    sizes = {option.id: option.size for option in question.options if option.size}
    told = set(said)
    if sizes:  # 大的、连锁的、公司的，占一样就是那边；小的那边样样都要占
        told |= {option_id for option_id, _ in sized}
        larger = [option_id for option_id in told if sizes[option_id].over is not None]
        return larger[0] if larger else (told.pop() if len(told) == 1 else None)
    return told.pop() if len(told) == 1 else None


def _sizes(question: Situation, text: str, words: AnswerWords, asked: bool = False) -> List[Tuple[str, Place]]:
    """“四十来平”“两百个平方”：说的面积落在哪个选项里。没说面积、说了不止一个、落在两边的，一个也没有。"""
    if not any(option.size for option in question.options):
        return []
    said = [size for clause, start in clauses(text) for size in sizes_said(clause, words.sizes, asked) for size in [size.moved(start)]]
    if len(said) != 1:
        return []
    ((least, most, start, end),) = said
    return [(o.id, (start, end)) for o in question.options if o.size and o.size.holds(least) and o.size.holds(most)]


def _joined(question: Situation, options: Iterable[str]) -> str:
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


def _plain_yes_or_no(question: Situation, text: str, heard: Understanding, words: AnswerWords) -> Optional[Answer]:
    """“有没有”“是不是”这类两个选项、一正一反的问题，只答了有没有、是不是。"""
    first, *more = [clause for clause, _ in clauses(text)]
    if more and first in words.turns_away:
        return None  # “对了 地址也要改”不是在答“对”
    said = _without_particles(first, words)
    if said not in (*words.yes, *words.no) and heard.intent not in ("affirm", "deny"):
        return None
    is_yes = said in words.yes or (said not in words.no and heard.intent == "affirm")
    negative = [o for o in question.options if o.label.startswith(words.negative_labels)]
    if len(question.options) != 2 or len(negative) != 1:
        return None
    return Answer(next(o.id for o in question.options if (o is negative[0]) != is_yes), 1.0)


def _without_particles(text: str, words: AnswerWords) -> str:
    while text and text not in (*words.yes, *words.no) and text.endswith(words.particles):
        text = text[:-1]
    return text
