"""举报人的身份从话里拿掉：姓名、亲属、在店里干什么、微信工号邮箱、住处、告诉他消息的人。

被举报的一方（店名、老板、店里的电话地址）和事实留着（总局令第121号第三十七条只护举报人）。
"""

from __future__ import annotations

import re
from typing import Iterable, List, Sequence, Set, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.privacy import HIDDEN
from bot.hotline.reporter_clauses import clauses_of
from bot.hotline.reporter_patterns import ReporterPatterns
from bot.hotline.reporter_words import ReporterWords

_SENTENCE_END = re.compile(r"[。；！？;!?\n]")
_EMAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


class ReporterHider:
    """认举报人的规则，反复用。"""

    def __init__(self, words: ReporterWords, surnames: Sequence[str]):
        self._words, self._patterns = words, ReporterPatterns(words, surnames)

    def hide(self, text: str, people: Sequence[str] = (), keep: Sequence[str] = (), names: Iterable[str] = ()) -> str:
        """people 是话里听出来的人名；keep 是店名，藏起来的那段里有就留下店名；names 是已经知道要藏的姓名。"""
        hidden, found = self._hide(text, people, keep)
        for name in sorted({*found, *names}, key=len, reverse=True):
            hidden = hidden.replace(name, HIDDEN)
        return hidden

    def names_to_hide(self, text: str, people: Sequence[str] = ()) -> Set[str]:
        """这句话里举报人自己、亲属、告诉他的人的姓名，别处说到也要藏。"""
        return self._hide(text, people, ())[1]

    def _hide(self, text: str, people: Sequence[str], keep: Sequence[str]) -> Tuple[str, Set[str]]:
        text, names = self._without_cards(text)
        pieces: List[str] = []
        at, about_self, introduced = 0, True, False  # 开头省了主语的，说的是自己
        for start, end in clauses_of(text):
            said = text[start:end]
            if introduced and self._patterns.more_of_self.match(said):  # “我叫王小明，是配料车间的”
                hidden = self._replaced(said, [(0, len(said))], people, keep, names)
            else:
                hidden, about_self = self._clause(said, about_self, people, keep, names)
                introduced = hidden != said
            pieces += [text[at:start], hidden]
            at = end
        return "".join((*pieces, text[at:])), names

    def own_names(self, text: str) -> Set[str]:
        """话里说到的举报人自己的姓名。"""
        return {n for m in self._patterns.named_self.finditer(text) for n in m.groups() if n and n not in self._words.not_names}

    def is_insider(self, text: str) -> bool:
        """里头的人在说里头的事：说了自己在那里干活，又说了他们在干什么。"""
        return bool(self._patterns.of_insider.search(text) and self._patterns.inside_act.search(text))

    def is_contact_card(self, text: str) -> bool:
        """“李芳 13800000000 北街8号”：整句是一个人的联系办法，没有店名。"""
        card = self._patterns.card.match(text.strip())
        return bool(card) and not self._patterns.is_other.search(text) and card[1] not in self._words.not_names

    def _without_cards(self, text: str) -> Tuple[str, Set[str]]:
        """“李芳 13800000000 北街8号”连着报的一串，整个换掉。"""
        names: Set[str] = set()

        def hidden(card: re.Match[str]) -> str:
            if card[1] in self._words.not_names or self._beside(text, card.start()):
                return card[0]
            names.add(card[1])
            return HIDDEN

        return self._patterns.card.sub(hidden, text), names

    def _clause(self, said: str, about_self: bool, people, keep, names: Set[str]) -> Tuple[str, bool]:
        names |= self.own_names(said)
        other = self._patterns.is_other.search(said)
        starts_self = bool(self._patterns.starts_self.match(said))
        spans = [m.span() for m in self._patterns.of_self.finditer(said)]
        if about_self and not spans and (elided := self._patterns.elided.match(said)):
            spans.append(elided.span())
        spans += [m.span(m.lastindex) for m in self._patterns.named_self.finditer(said) if m[m.lastindex] not in self._words.not_names]
        spans += [m.span(1) for m in self._patterns.account.finditer(said) if self._is_own(said, m.start(), about_self)]
        spans += [m.span() for m in self._patterns.do_not_say.finditer(said)]
        spans += [m.span() for m in _EMAIL.finditer(said) if self._is_own(said, m.start(), True)]
        spans += [m.span(1) for p in (self._patterns.source, self._patterns.heard) for m in p.finditer(said) if self._is_source(m[1], people)]
        spans += [m.span() for m in self._patterns.teller.finditer(said) if not _has(self._words.bosses, said[: m.end()])]
        spans += [m.span() for m in self._patterns.related.finditer(said)]
        if self._patterns.all_self.match(said) and not self._patterns.plain_self.match(said):
            spans.append((0, len(said)))
        beside = [m.span() for m in self._patterns.inside.finditer(said)] + [m.span(1) for m in self._patterns.downstairs.finditer(said)]
        shops = [shop for shop in keep if len(shop) > 1]
        beside += [m.span(1) for m in re.finditer(self._patterns.next_door % any_of(shops), said)] if shops else []  # “举报隔壁老马牛肉面”
        beside += [m.span() for p in (self._patterns.by_home, self._patterns.near_self) for m in p.finditer(said)]
        hidden = self._replaced(said, [*spans, *beside], people, keep, names)
        if starts_self or spans:
            return hidden, True
        return hidden, about_self and not other

    def _replaced(self, said: str, spans: List[Tuple[int, int]], people, keep, names: Set[str]) -> str:
        """这些地方换成“已隐去”；里面的店名留下，人名记着，别处也要换。"""
        for start, end in _joined(spans)[::-1]:
            gone = said[start:end]
            names |= {name for name in people if name in gone and len(name) >= 2}
            names |= {n for m in self._patterns.kin_name.finditer(gone) for n in m.groups() if n and n not in self._words.not_names}
            shops = (s for s in keep if s and s in gone and s != gone and not self._patterns.is_self.search(s))
            shop = next((s for s in shops if not s.endswith(self._words.inside) and not s.startswith(self._words.homes)), "")  # “配料车间”“对面理发店”说的是他在哪
            said = said[:start] + shop + HIDDEN + said[end:]
        return said

    def _is_own(self, said: str, start: int, about_self: bool) -> bool:
        """号码前面最近的是“我”，还是店家。"""
        before = said[:start]
        mine = max((m.end() for m in self._patterns.is_self.finditer(before)), default=-1)
        theirs = max((m.end() for m in self._patterns.is_other.finditer(before)), default=-1)
        return mine > theirs or (mine == theirs == -1 and about_self)

    def _beside(self, said: str, start: int) -> bool:
        """同一句里前面紧挨着老板、店一类的，是对方的姓名电话。"""
        return bool(self._patterns.is_other.search(_SENTENCE_END.split(said[:start])[-1][-6:]))

    def _is_source(self, who: str, people: Sequence[str]) -> bool:
        return not _has(self._words.bosses, who) and (bool(self._patterns.a_person.search(who)) or _has(people, who))


def _joined(spans: List[Tuple[int, int]]) -> List[Tuple[int, int]]:
    joined: List[Tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _has(phrases: Iterable[str], text: str) -> bool:
    return any(phrase and phrase in text for phrase in phrases)
