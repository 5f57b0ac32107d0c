"""举报人的身份从话里拿掉：姓名、亲属、在店里干什么、微信工号邮箱、住处、告诉他消息的人。

被举报的一方（店名、老板、店里的电话地址）和事实留着（总局令第121号第三十七条只护举报人）。
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterable, List, Sequence, Set, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.privacy import HIDDEN
from bot.hotline.reporter_near import what_is_near

_CLAUSES = re.compile(r"[^，。；！？、,;!?\n【】]+")
_SENTENCE_END = re.compile(r"[。；！？;!?\n]")
_HAN = "[㐀-鿿]"
_IN_CLAUSE = "[^，。；！？、,;!?\n【】]"
_A_CLAUSE = 4
_IS_ONE_OF = re.compile(rf"是{_HAN}{{3,}}的$")  # “我是对面开饭馆的”说完了
_LEADS_ON = ("叫", "是", "姓", "名字", "在", "住", "电话", "的")
_EMAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_ACCOUNT = r"[A-Za-z0-9][A-Za-z0-9_-]{2,}"
_MOBILE = r"1[3-9][\d\s-]{9,13}"
_STREET = rf"{_HAN}[㐀-鿿\d\-]*(?:\d+|[一二三四五六七八九十]+)(?:号|栋|幢|单元|室|楼|组)[㐀-鿿\d\-]*"
_LONG_TIME = r"[\d一二两三四五六七八九十几半]+多?(?:年|个月|个星期)(?:多|了)?"
_YEARS = rf"(?:了|过)?(?:{_LONG_TIME}|[\d一二两三四五六七八九十几半]+多?天)?"


@dataclass(frozen=True)
class ReporterWords:
    """knowledge/lexicon/reporters.yml。每一栏的意思写在那里。"""

    selves: Tuple[str, ...] = ()
    between: Tuple[str, ...] = ()
    relatives: Tuple[str, ...] = ()
    roles: Tuple[str, ...] = ()
    posts: Tuple[str, ...] = ()
    works: Tuple[str, ...] = ()
    informs: Tuple[str, ...] = ()
    heard_from: Tuple[str, ...] = ()
    bosses: Tuple[str, ...] = ()
    runs: Tuple[str, ...] = ()
    theirs: Tuple[str, ...] = ()
    accounts: Tuple[str, ...] = ()
    places: Tuple[str, ...] = ()
    not_works: Tuple[str, ...] = ()
    verbs: Tuple[str, ...] = ()
    not_names: Tuple[str, ...] = ()
    inside: Tuple[str, ...] = ()
    tells: Tuple[str, ...] = ()
    closeness: Tuple[str, ...] = ()
    family: Tuple[str, ...] = ()
    trades: Tuple[str, ...] = ()
    homes: Tuple[str, ...] = ()
    knows: Tuple[str, ...] = ()
    knows_whose: Tuple[str, ...] = ()
    habits: Tuple[str, ...] = ()
    near_home: Tuple[str, ...] = ()
    own_home: Tuple[str, ...] = ()
    own_places: Tuple[str, ...] = ()
    home_parts: Tuple[str, ...] = ()
    by_home: Tuple[str, ...] = ()
    close_to: Tuple[str, ...] = ()
    rivals: Tuple[str, ...] = ()
    leaves: Tuple[str, ...] = ()
    dealings: Tuple[str, ...] = ()
    debts: Tuple[str, ...] = ()
    shop_kinds: Tuple[str, ...] = ()


def _clauses(text: str) -> List[Tuple[int, int]]:
    """一小句一小句的起止。不打标点的人用空格断句：两边都够长的空格也断开，“我叫 张三”不断。"""
    places: List[Tuple[int, int]] = []
    for clause in _CLAUSES.finditer(text):
        start = clause.start()
        for gap in re.finditer(r"\s+", clause.group()):
            left, right = text[start : clause.start() + gap.start()], text[clause.start() + gap.end() : clause.end()]
            if len(left.strip()) >= _A_CLAUSE - 1 and re.match(rf"{_HAN}{{{_A_CLAUSE}}}|不", right) and (not left.endswith(_LEADS_ON) or _IS_ONE_OF.search(left)):
                places.append((start, clause.start() + gap.start()))
                start = clause.start() + gap.end()
        places.append((start, clause.end()))
    return places


class ReporterHider:
    """认举报人的规则，词表和姓氏定了就编好，反复用。"""

    def __init__(self, words: ReporterWords, surnames: Sequence[str]):
        singles = "".join(s for s in surnames if len(s) > 2)
        self._name = rf"(?:(?:{any_of(s for s in surnames if len(s) == 2)}){_HAN}{{1,2}}|[{singles}]{_HAN}{{1,2}})"
        self._words = words
        me, role, relative = any_of(words.selves), any_of(words.roles), any_of(words.relatives)
        calm = rf"(?:(?!{any_of((*words.verbs, *words.bosses))}){_IN_CLAUSE})"  # 不在说事的几个字
        subject = rf"(?:{me})(?:们|的)?(?:{any_of(words.between)})*(?:(?:{relative})(?:的)?)?(?:{any_of(words.between)})*"
        end = rf"(?=[^㐀-鿿]|$|{any_of((*words.verbs, '我', '要', '想', '反映', '电话', '手机', '来', '住'))})"
        named = rf"(?:(?:叫|名叫)?{self._name}{end})?"
        kin = rf"(?:{role}|{relative})"
        post = rf"(?:在|给|帮|跟|到){calm}{{0,16}}?(?:{any_of(words.posts)})(?:了|着)?{calm}{{0,6}}?(?:{role}){_YEARS}"
        worked = any_of((*words.works, *(f"{work[0]}过{work[1:]}" for work in words.works)))  # “供过货”
        done = rf"(?:{worked})(?!{any_of(words.not_works)}){_YEARS}|[干做](?:了|过)?{_LONG_TIME}|[干做]着(?:呢|的)?"
        work = rf"(?:在|给|帮|跟|到){calm}{{0,16}}?(?:{done})"
        insider = rf"(?:他们?|她们?|这|那)?{calm}{{0,6}}?(?:{any_of(words.places)})(?:里头|里面|里)?的(?:人)?"
        self._of_self = re.compile(
            rf"{subject}(?:就是|是|系){calm}{{0,20}}?{kin}(?:的)?{named}|{subject}{post}{named}|{subject}{work}(?:的)?"
            rf"|{subject}(?:就是|是|系){insider}"
        )
        # “我们老板”“我们厂”说出他是里头的人，“我舅舅开的”说出他是谁家的
        self._inside = re.compile(
            rf"(?:{me})(?:们|的|这个|这|那个|那|自己)*(?={any_of((*words.bosses, *words.places, *words.own_places))})"
            rf"|(?:{me})(?:的|家)?(?:{relative})(?={any_of(words.runs)}|的(?:{any_of(words.places)})|{any_of((*words.informs, *words.heard_from))})"
        )
        # “楼下饭店”“我们小区楼下那家超市”：没说是谁的楼下，就是他自己的
        home = rf"(?:(?:{me})(?:们)?(?:家|住的)?(?:小区|院|院子|家属院|单位)?|小区|院子|家)(?:的)?"
        self._downstairs = re.compile(
            rf"(?:^\s*|举报|投诉|反映|就是|就在|是|在)((?:{home})?(?:{any_of(words.near_home)}))(?:的|有|那|这|一|个|家|新|开|了)*(?={_HAN}{{0,6}}(?:{any_of(words.shop_kinds)}))"
        )
        self._next_door = rf"(?:^\s*|举报|投诉|反映|就是|就在)({any_of(words.near_home)})(?=(?:的|那|这|一|个|家)*(?:%s))"
        # “就在我家后头”“紧挨着俺家”：说出他住在它的哪一边
        own = rf"(?:{me})(?:们)?(?:{any_of(words.own_home)})"
        part, side = any_of(words.home_parts), any_of(words.by_home)
        self._by_home = re.compile(rf"(?:{any_of(words.close_to)})?{own}(?:里)?(?:的)?(?:{part})?(?:{side})+|(?:{any_of(words.close_to)}){own}")
        self._near_self = what_is_near(words, me, role, relative)
        self._elided = re.compile(rf"^\s*(?:(?:我)?是)?(?:{any_of(words.between)})*(?:{post}{named}|{work})(?!的)")
        self._named_self = re.compile(rf"(?:{me})(?:的)?(?:名字|姓名|名)?(?:叫|是|系)(?:做)?({self._name}){end}|^(?:名)?叫({self._name}){end}")
        self._is_self, self._is_other = re.compile(f"{me}"), re.compile(any_of((*words.bosses, *words.theirs)))
        self._starts_self = re.compile(rf"^\s*(?:{me})")
        self._account = re.compile(rf"(?:{any_of(words.accounts)})(?:号|名|是|为|叫|：|:|\s)*({_ACCOUNT})")
        nick = rf"[小老阿]{_HAN}(?:子|儿)?"
        self._kin_name = re.compile(rf"(?:{kin}|叫)({self._name}|{nick})$|是({self._name})的")
        # 他和对方是什么关系：“他是我亲舅舅”“会计是我老婆”“我跟老板是同学”
        near = any_of(words.closeness)
        self._related = re.compile(
            rf"(?:就是|是|系)(?:{me})(?:们|的|家|{near})*(?:{kin})(?:的)?{named}"
            rf"|(?:{me})(?:们)?(?:{any_of(words.between)})*(?:和|跟|与){_IN_CLAUSE}{{1,8}}?是(?:{near})*(?:{relative}|邻居)"
        )
        # 整个一句说的都是他自己，没有在说看到了什么
        i, rest = rf"^\s*(?:{me})(?:们)?(?:{any_of(words.between)})*", rf"(?:{any_of(words.homes)}|(?!{any_of((*words.verbs, *words.tells))}){_IN_CLAUSE})*$"
        self._all_self = re.compile(
            rf"{i}(?:是|系|在|(?:{any_of(words.habits)})(?=[去到给上来在见])[去到给上来在见]){rest}"
            rf"|{i}是{_IN_CLAUSE}{{0,6}}?(?:{any_of(words.trades)})(?:(?!{any_of(words.tells)}){_IN_CLAUSE}){{1,6}}的$"
            rf"|{i}家(?:的)?(?:{relative}|{any_of(words.family)}){rest}|{i}(?:家)?住(?:在)?(?:{any_of(words.homes)}){rest}"
            rf"|^\s*(?:(?:{me})(?:们)?(?:家)?)?(?:{any_of(words.between)})*住(?:在)?(?![院宿店的]){_IN_CLAUSE}{{0,8}}?(?:{any_of(words.homes)})(?!的){rest}"
            rf"|{i}(?:的|家)?(?:{any_of(words.places)}|家|摊|铺子)(?:就|也|正好)*在{_IN_CLAUSE}{{0,8}}?(?:{any_of(words.homes)}){rest}"
            rf"|^{_IN_CLAUSE}{{0,8}}?(?:{me})(?:们|的|家)?(?:{relative})(?:家)?的?(?:{any_of(words.places)}|家|摊|铺子)(?:就|也|正好)*在{_IN_CLAUSE}{{0,8}}?(?:{any_of(words.homes)}){rest}"
            rf"|^{_IN_CLAUSE}{{0,8}}(?:{any_of(words.knows)})(?:{me})(?:们)?$"
            rf"|^{_IN_CLAUSE}{{0,8}}(?:知道|晓得)(?:{me})(?:们)?(?:{any_of(words.knows_whose)}){rest}"
        )
        self._plain_self = re.compile(rf"{i}(?:就)?是(?:个|一个|一名|普通)*(?:{any_of(words.not_names)})$")
        self._more_of_self = re.compile(rf"^\s*(?:就|也)?是{rest[:-1]}的$")
        gap, gone = r"[ \t：:，,、]*", re.escape(HIDDEN)
        phone = rf"(?:{gap}(?:电话|手机|手机号)?{gap}{_MOBILE}|{gap}(?:电话|手机|手机号){gap}{gone}|[ \t]*{gone})"
        self._card = re.compile(rf"(?<!{_HAN})({self._name}){phone}(?:{gap}(?:家住|住在|住|地址)?{gap}{_STREET})?")
        who = rf"((?:(?!是|听)(?!{me}){_IN_CLAUSE}){{1,14}}?)"
        self._source = re.compile(rf"(?:是|听){who}(?:{any_of(words.heard_from)})")
        self._do_not_say = re.compile(rf"(?:千万|可|都)*(?:别|不要|不能)(?:说|讲|提|写|透露)(?:出)?(?:是)?(?:{role})(?:[说讲传]|举报|反映|告诉|透露|爆料)(?:出去|出来)?(?:你们)?(?:的|了)?")  # “别说质检说的”
        self._heard = re.compile(rf"听{who}(?:说|讲)")
        self._teller = re.compile(rf"(?:{kin})?(?:{self._name}|{nick})(?=(?:就|都|也|昨天|今天|偷偷|悄悄|私下)*(?:{any_of(words.informs)}))")
        self._a_person = re.compile(rf"{kin}|{self._name}|{nick}|{me}")

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
        for start, end in _clauses(text):
            said = text[start:end]
            if introduced and self._more_of_self.match(said):  # “我叫王小明，是配料车间的”
                hidden = self._replaced(said, [(0, len(said))], people, keep, names)
            else:
                hidden, about_self = self._clause(said, about_self, people, keep, names)
                introduced = hidden != said
            pieces += [text[at:start], hidden]
            at = end
        return "".join((*pieces, text[at:])), names

    def own_names(self, text: str) -> Set[str]:
        """话里说到的举报人自己的姓名。"""
        return {n for m in self._named_self.finditer(text) for n in m.groups() if n and n not in self._words.not_names}

    def is_contact_card(self, text: str) -> bool:
        """“李芳 13800000000 北街8号”：整句是一个人的联系办法，没有店名。"""
        card = self._card.match(text.strip())
        return bool(card) and not self._is_other.search(text) and card[1] not in self._words.not_names

    def _without_cards(self, text: str) -> Tuple[str, Set[str]]:
        """“李芳 13800000000 北街8号”连着报的一串，整个换掉。"""
        names: Set[str] = set()

        def hidden(card: re.Match[str]) -> str:
            if card[1] in self._words.not_names or self._beside(text, card.start()):
                return card[0]
            names.add(card[1])
            return HIDDEN

        return self._card.sub(hidden, text), names

    def _clause(self, said: str, about_self: bool, people, keep, names: Set[str]) -> Tuple[str, bool]:
        names |= self.own_names(said)
        other = self._is_other.search(said)
        starts_self = bool(self._starts_self.match(said))
        spans = [m.span() for m in self._of_self.finditer(said)]
        if about_self and not spans and (elided := self._elided.match(said)):
            spans.append(elided.span())
        spans += [m.span(m.lastindex) for m in self._named_self.finditer(said) if m[m.lastindex] not in self._words.not_names]
        spans += [m.span(1) for m in self._account.finditer(said) if self._is_own(said, m.start(), about_self)]
        spans += [m.span() for m in self._do_not_say.finditer(said)]
        spans += [m.span() for m in _EMAIL.finditer(said) if self._is_own(said, m.start(), True)]
        spans += [m.span(1) for p in (self._source, self._heard) for m in p.finditer(said) if self._is_source(m[1], people)]
        spans += [m.span() for m in self._teller.finditer(said) if not _has(self._words.bosses, said[: m.end()])]
        spans += [m.span() for m in self._related.finditer(said)]
        if self._all_self.match(said) and not self._plain_self.match(said):
            spans.append((0, len(said)))
        beside = [m.span() for m in self._inside.finditer(said)] + [m.span(1) for m in self._downstairs.finditer(said)]
        shops = [shop for shop in keep if len(shop) > 1]
        beside += [m.span(1) for m in re.finditer(self._next_door % any_of(shops), said)] if shops else []  # “举报隔壁老马牛肉面”
        beside += [m.span() for p in (self._by_home, self._near_self) for m in p.finditer(said)]
        hidden = self._replaced(said, [*spans, *beside], people, keep, names)
        if starts_self or spans:
            return hidden, True
        return hidden, about_self and not other

    def _replaced(self, said: str, spans: List[Tuple[int, int]], people, keep, names: Set[str]) -> str:
        """这些地方换成“已隐去”；里面的店名留下，人名记着，别处也要换。"""
        for start, end in _joined(spans)[::-1]:
            gone = said[start:end]
            names |= {name for name in people if name in gone and len(name) >= 2}
            names |= {n for m in self._kin_name.finditer(gone) for n in m.groups() if n and n not in self._words.not_names}
            shops = (s for s in keep if s and s in gone and s != gone and not self._is_self.search(s))
            shop = next((s for s in shops if not s.endswith(self._words.inside) and not s.startswith(self._words.homes)), "")  # “配料车间”“对面理发店”说的是他在哪
            said = said[:start] + shop + HIDDEN + said[end:]
        return said

    def _is_own(self, said: str, start: int, about_self: bool) -> bool:
        """号码前面最近的是“我”，还是店家。"""
        before = said[:start]
        mine = max((m.end() for m in self._is_self.finditer(before)), default=-1)
        theirs = max((m.end() for m in self._is_other.finditer(before)), default=-1)
        return mine > theirs or (mine == theirs == -1 and about_self)

    def _beside(self, said: str, start: int) -> bool:
        """同一句里前面紧挨着老板、店一类的，是对方的姓名电话。"""
        return bool(self._is_other.search(_SENTENCE_END.split(said[:start])[-1][-6:]))

    def _is_source(self, who: str, people: Sequence[str]) -> bool:
        return not _has(self._words.bosses, who) and (bool(self._a_person.search(who)) or _has(people, who))


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
