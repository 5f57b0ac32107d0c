"""市民怎么回答热线的问话：认哪些字，一个叫法怎么认。"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Iterator, List, Mapping, Sequence, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.notice_words import NoticeWords
from bot.hotline.situation import Option, Situation
from bot.hotline.square_metres import SizeWords

_GROUP = re.compile(r"\{(.+?)\}")
_HOLE = re.compile(r"…|\{.+?\}")
_GAP = r"([^\s，。；、！？,;!?]{0,6}?)"
_GAP_OVER_A_MARK = r"([^\s，。；、！？,;!?]{0,6}?[，、, ]?[^\s，。；、！？,;!?]{0,6}?)"


@dataclass(frozen=True, eq=False)  # 一份知识一本，按是不是同一本来认，好当缓存的键
class AnswerWords:
    """市民怎么回答热线的问话：否定、说不清、序号等。每一栏的意思见 knowledge/lexicon/answering.yml。"""

    negations: Tuple[str, ...]
    between: Tuple[str, ...]
    connectors: Tuple[str, ...]
    absent_after: Tuple[str, ...]
    absent_adverbs: Tuple[str, ...]
    not_absent: Tuple[str, ...]
    unsure: Tuple[str, ...]
    unwilling: Tuple[str, ...]
    too_general: Tuple[str, ...]
    negative_labels: Tuple[str, ...]
    yes: Tuple[str, ...]
    no: Tuple[str, ...]
    numbers: Tuple[str, ...]
    number_before: Tuple[str, ...]
    number_after: Tuple[str, ...]
    number_tail: Tuple[str, ...]
    sizes: SizeWords
    particles: Tuple[str, ...]
    fails_after: Tuple[str, ...]
    not_asking: Tuple[str, ...]
    asks_back: Tuple[str, ...]
    turns_away: Tuple[str, ...]
    about_notice: NoticeWords
    agrees: Tuple[str, ...] = ()
    asks_whether: Tuple[str, ...] = ()
    wants_too: Tuple[str, ...] = ()
    never: Tuple[str, ...] = ()
    first_labels: Tuple[str, ...] = ()
    asking: Tuple[str, ...] = ()
    asks_why: Tuple[str, ...] = ()
    asks_meaning: Tuple[str, ...] = ()
    asks_at_end: Tuple[str, ...] = ()
    tells_at_end: Tuple[str, ...] = ()
    same_before_or: Tuple[str, ...] = ()
    same_after_or: Tuple[str, ...] = ()
    asks_missing: Tuple[str, ...] = ()
    wishes: Tuple[str, ...] = ()
    no_wish: Tuple[str, ...] = ()
    asks_who_comes: Tuple[str, ...] = ()
    cannot_come: Tuple[str, ...] = ()
    asks_for_list: Tuple[str, ...] = ()
    urges: Tuple[str, ...] = ()
    has_it: Tuple[str, ...] = ()
    asks_if_ours: Tuple[str, ...] = ()
    asks_whose: Tuple[str, ...] = ()
    asks_delivery: Tuple[str, ...] = ()
    asks_mail: Tuple[str, ...] = ()
    asks_by: Tuple[str, ...] = ()
    asks_by_expiry: Tuple[str, ...] = ()
    writes_expiry: Tuple[str, ...] = ()
    writes_by: Tuple[str, ...] = ()
    closes: Tuple[str, ...] = ()
    after_an_option: Tuple[str, ...] = ()
    not_unsure: Tuple[str, ...] = ()
    says_who: Tuple[str, ...] = ()
    posts: Tuple[str, ...] = ()
    what_if: Tuple[str, ...] = ()
    before_ability: Tuple[str, ...] = ()
    not_publishes: Tuple[str, ...] = ()
    defers: Tuple[str, ...] = ()
    plans: Tuple[str, ...] = ()
    takes_back: Tuple[str, ...] = ()
    refers_back: Tuple[str, ...] = ()
    asks_order: Tuple[str, ...] = ()
    writes_order: Tuple[str, ...] = ()
    plans_a_trade: Tuple[str, ...] = ()
    wants_outright: Tuple[str, ...] = ()
    asks_who: Tuple[str, ...] = ()
    stops: Tuple[str, ...] = ()
    starts_over: Tuple[str, ...] = ()
    both: Tuple[str, ...] = ()
    takes_the_offer: Tuple[str, ...] = ()
    for_another: Tuple[str, ...] = ()
    kin: Tuple[str, ...] = ()
    the_person: Tuple[str, ...] = ()
    for_us: Tuple[str, ...] = ()
    he_goes: Tuple[str, ...] = ()
    i_go: Tuple[str, ...] = ()
    says_the_person: Tuple[str, ...] = ()
    decides: Tuple[str, ...] = ()
    decides_at_end: Tuple[str, ...] = ()
    adds: Tuple[str, ...] = ()
    unchanged: Tuple[str, ...] = ()
    none_of_these: Tuple[str, ...] = ()
    wrong_matter: Tuple[str, ...] = ()
    opens: Tuple[str, ...] = ()
    opens_around: Tuple[str, ...] = ()
    corrects: Tuple[str, ...] = ()
    repeats: Tuple[str, ...] = ()
    publishes: Tuple[str, ...] = ()
    writes_published: Tuple[str, ...] = ()
    asks_where: Tuple[str, ...] = ()
    writes_where: Tuple[str, ...] = ()
    how_first: Tuple[str, ...] = ()
    asks_an_amount: Tuple[str, ...] = ()
    amounts: Tuple[str, ...] = ()
    asks_a_time: Tuple[str, ...] = ()
    times: Tuple[str, ...] = ()
    asked_in_a_rule: Mapping[str, Mapping[str, Tuple[str, ...]]] = field(default_factory=dict)
    asks_how_to_get: Tuple[str, ...] = ()
    goes_on: Tuple[str, ...] = ()
    follows_on: Tuple[str, ...] = ()
    supposes: Tuple[str, ...] = ()
    barely_whether: Tuple[str, ...] = ()
    tags: Tuple[str, ...] = ()
    its_new_paper: Tuple[str, ...] = ()
    follows_on_at_end: Tuple[str, ...] = ()
    declines: Tuple[str, ...] = ()
    is_over: Tuple[str, ...] = ()
    not_over: Tuple[str, ...] = ()
    groups: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    shared_mentions: Mapping[str, Mapping[str, Tuple[str, ...]]] = field(default_factory=dict)
    shared_answers: Mapping[str, Mapping[str, Tuple[str, ...]]] = field(default_factory=dict)
    shared_not: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    said_alone: Mapping[str, Mapping[str, Tuple[str, ...]]] = field(default_factory=dict)

    def ways_to_say(self, situation: Situation, option: Option, asked: bool = True) -> Sequence[str]:
        """一个选项会怎么被说出来：标签、括号前的标签、事项里写的叫法、几件事都一样的叫法。

        asked：正问着这一问。不是正问着，只算随时说到都算的。
        """
        return _ways_to_say(self, situation, option, asked)

    def places(self, phrase: str, text: str) -> Iterator[Tuple[int, int]]:
        """一个叫法在话里的哪些地方（起止）：“…”隔最多六个字，不隔标点；“……”可以隔一个标点或者空格；“{亲友}”是 groups 里那一栏的任何一个。"""
        literals = _literals(phrase)
        if not all(literal in text for literal in literals):
            return
        if literals == (phrase,):
            start = text.find(phrase)
            while start >= 0:
                yield start, start + len(phrase)
                start = text.find(phrase, start + len(phrase))
            return
        yield from (match.span() for match in self._pattern(phrase).finditer(text))

    def said(self, phrases: Tuple[str, ...], text: str) -> List[str]:
        """其中哪些叫法在话里。"""
        plain, patterns = _sorted_out(phrases)
        return [phrase for phrase in plain if phrase in text] + [phrase for phrase in patterns if next(self.places(phrase, text), None)]

    def gap_ends(self, phrase: str, text: str, start: int) -> List[int]:
        """从 start 说起的这个叫法，每个“…”隔到哪里为止；没有“…”是空的。"""
        if "…" not in phrase:
            return []
        match = self._pattern(phrase).match(text, start)
        return [match.end(i + 1) for i in range(len(match.groups()))] if match else []

    def _pattern(self, phrase: str) -> re.Pattern:
        return _pattern(phrase, tuple((name, self.groups[name]) for name in _GROUP.findall(phrase)))

    def plain_ways(self, situation: Situation, option: Option) -> List[str]:
        """能拿来比意思的叫法：没有“…”和“{}”的。"""
        return [phrase for phrase in self.ways_to_say(situation, option) if not _is_pattern(phrase)]


@lru_cache(maxsize=4000)
def _ways_to_say(words: AnswerWords, situation: Situation, option: Option, asked: bool) -> Sequence[str]:
    shared = list(_of(words.shared_mentions, situation, option))
    others = [other for other in situation.options if other.id != option.id]
    core = option.label.split("（")[0]
    own = [option.label, *option.said_as] if any(core == other.label.split("（")[0] for other in others) else [option.label, core, *option.said_as]
    if asked:
        own += option.answered_as
        shared += _of(words.shared_answers, situation, option)
    claimed = {phrase for other in others for phrase in (other.label, *other.said_as, *other.answered_as)}
    return tuple(dict.fromkeys([*own, *(phrase for phrase in shared if phrase not in claimed)]))


def _of(shared: Mapping[str, Mapping[str, Tuple[str, ...]]], situation: Situation, option: Option) -> Tuple[str, ...]:
    return shared.get(situation.id, {}).get(option.id, ())


def _is_pattern(phrase: str) -> bool:
    return "…" in phrase or "{" in phrase


@lru_cache(maxsize=1000)
def _sorted_out(phrases: Tuple[str, ...]) -> Tuple[Tuple[str, ...], Tuple[str, ...]]:
    """照字面找就行的，和带“…”“{}”的。"""
    patterns = tuple(phrase for phrase in phrases if _is_pattern(phrase))
    return tuple(phrase for phrase in phrases if phrase not in patterns), patterns


@lru_cache(maxsize=10000)
def _literals(phrase: str) -> Tuple[str, ...]:
    """叫法里照字面出现的几段；话里缺一段就不用试正则了。"""
    return tuple(part for part in _HOLE.split(phrase) if part)


@lru_cache(maxsize=10000)
def _pattern(phrase: str, groups: Tuple[Tuple[str, Tuple[str, ...]], ...]) -> re.Pattern:
    pattern = re.escape(phrase).replace("……", _GAP_OVER_A_MARK).replace("…", _GAP)
    for name, words in groups:
        pattern = pattern.replace(re.escape(f"{{{name}}}"), f"(?:{any_of(words)})")
    return re.compile(pattern)
