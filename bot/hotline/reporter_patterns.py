"""举报人自报家门的各种说法，词表和姓氏定了就编好。"""

from __future__ import annotations

import re
from typing import Sequence

from bot.hotline.any_of import any_of
from bot.hotline.privacy import HIDDEN
from bot.hotline.reporter_clauses import IN_CLAUSE
from bot.hotline.reporter_near import what_is_near
from bot.hotline.reporter_words import ReporterWords

_HAN = "[㐀-鿿]"
_ACCOUNT = r"[A-Za-z0-9][A-Za-z0-9_-]{2,}"
_MOBILE = r"1[3-9][\d\s-]{9,13}"
_STREET = rf"{_HAN}[㐀-鿿\d\-]*(?:\d+|[一二三四五六七八九十]+)(?:号|栋|幢|单元|室|楼|组)[㐀-鿿\d\-]*"
_LONG_TIME = r"[\d一二两三四五六七八九十几半]+多?(?:年|个月|个星期)(?:多|了)?"
_YEARS = rf"(?:了|过)?(?:{_LONG_TIME}|[\d一二两三四五六七八九十几半]+多?天)?"


class ReporterPatterns:
    """ReporterHider 认人用的式子，一样说法一个。next_door 要填上店名才编。"""

    def __init__(self, words: ReporterWords, surnames: Sequence[str]):
        singles = "".join(s for s in surnames if len(s) > 2)
        name = rf"(?:(?:{any_of(s for s in surnames if len(s) == 2)}){_HAN}{{1,2}}|[{singles}]{_HAN}{{1,2}})"
        me, role, relative = any_of(words.selves), any_of(words.roles), any_of(words.relatives)
        calm = rf"(?:(?!{any_of((*words.verbs, *words.bosses))}){IN_CLAUSE})"  # 不在说事的几个字
        subject = rf"(?:{me})(?:们|的)?(?:{any_of(words.between)})*(?:(?:{relative})(?:的)?)?(?:{any_of(words.between)})*"
        end = rf"(?=[^㐀-鿿]|$|{any_of((*words.verbs, '我', '要', '想', '反映', '电话', '手机', '来', '住'))})"
        named = rf"(?:(?:叫|名叫)?{name}{end})?"
        kin = rf"(?:{role}|{relative})"
        post = rf"(?:在|给|帮|跟|到){calm}{{0,16}}?(?:{any_of(words.posts)})(?:了|着)?{calm}{{0,6}}?(?:{role}){_YEARS}"
        worked = any_of((*words.works, *(f"{work[0]}过{work[1:]}" for work in words.works)))  # “供过货”
        done = rf"(?:{worked})(?!{any_of(words.not_works)}){_YEARS}|[干做](?:了|过)?{_LONG_TIME}|[干做]过(?=[^㐀-鿿]|$)|[干做]着(?:呢|的)?"
        work = rf"(?:在|给|帮|跟|到){calm}{{0,16}}?(?:{done})"
        insider = rf"(?:他们?|她们?|这|那)?{calm}{{0,6}}?(?:{any_of(words.places)})(?:里头|里面|里)?的(?:人)?"
        self.of_self = re.compile(
            rf"{subject}(?:就是|是|系){calm}{{0,20}}?{kin}(?:的)?{named}|{subject}{post}{named}|{subject}{work}(?:的)?"
            rf"|{subject}(?:就是|是|系){insider}"
        )
        # 里头的人说里头的事：“我是厂里的工人 厂里把……”“我们老板让我们……”
        inner = any_of((*words.places, *words.inside))
        self.of_insider = re.compile(rf"{subject}(?:就是|是|系){calm}{{0,20}}?{role}|{subject}{work}|{subject}(?:就是|是|系){calm}{{0,10}}?(?:{inner})(?:里头|里面|里)?的|(?:{me})(?:们)?的?(?:{any_of((*words.bosses, *words.places))})")
        who_does = any_of((*words.bosses, *words.places, *words.inside, *words.superiors))
        self.inside_act = re.compile(rf"(?:{who_does})子?(?:里头|里面|里|上)?(?:们)?(?:{any_of(words.ways_they_do)})*(?:{any_of(words.what_they_do)})")
        # “我们老板”“我们厂”说出他是里头的人，“我舅舅开的”说出他是谁家的
        self.inside = re.compile(
            rf"(?:{me})(?:们|的|这个|这|那个|那|自己)*(?={any_of((*words.bosses, *words.places, *words.own_places))})"
            rf"|(?:(?<=让)|(?<=叫)|(?<=逼着)|(?<=要求)|(?<=安排)|(?<=教))(?:{me})们(?={any_of(words.told_to)})"
            rf"|(?:{me})(?:的|家)?(?:{relative})(?={any_of(words.runs)}|的(?:{any_of(words.places)})|{any_of((*words.informs, *words.heard_from))})"
        )
        # “楼下饭店”“我们小区楼下那家超市”：没说是谁的楼下，就是他自己的
        home = rf"(?:(?:{me})(?:们)?(?:家|住的)?(?:小区|院|院子|家属院|单位)?|小区|院子|家)(?:的)?"
        self.downstairs = re.compile(
            rf"(?:^\s*|举报|投诉|反映|就是|就在|是|在)((?:{home})?(?:{any_of(words.near_home)}))(?:的|有|那|这|一|个|家|新|开|了)*(?={_HAN}{{0,6}}(?:{any_of(words.shop_kinds)}))"
        )
        self.next_door = rf"(?:^\s*|举报|投诉|反映|就是|就在)({any_of(words.near_home)})(?=(?:的|那|这|一|个|家)*(?:%s))"
        # “就在我家后头”“紧挨着俺家”：说出他住在它的哪一边
        own = rf"(?:{me})(?:们)?(?:{any_of(words.own_home)})"
        part, side = any_of(words.home_parts), any_of(words.by_home)
        self.by_home = re.compile(rf"(?:{any_of(words.close_to)})?{own}(?:里)?(?:的)?(?:{part})?(?:{side})+|(?:{any_of(words.close_to)}){own}")
        self.near_self = what_is_near(words, me, role, relative)
        self.elided = re.compile(rf"^\s*(?:(?:我)?是)?(?:{any_of(words.between)})*(?:{post}{named}|{work})(?!的)")
        self.named_self = re.compile(rf"(?:{me})(?:的)?(?:名字|姓名|名)?(?:叫|是|系)(?:做)?({name}){end}|^(?:名)?叫({name}){end}")
        self.is_self, self.is_other = re.compile(f"{me}"), re.compile(any_of((*words.bosses, *words.theirs)))
        self.starts_self = re.compile(rf"^\s*(?:{me})")
        self.account = re.compile(rf"(?:{any_of(words.accounts)})(?:号|名|是|为|叫|：|:|\s)*({_ACCOUNT})")
        nick = rf"[小老阿]{_HAN}(?:子|儿)?"
        self.kin_name = re.compile(rf"(?:{kin}|叫)({name}|{nick})$|是({name})的")
        # 他和对方是什么关系：“他是我亲舅舅”“会计是我老婆”“我跟老板是同学”
        near = any_of(words.closeness)
        self.related = re.compile(
            rf"(?:就是|是|系)(?:{me})(?:们|的|家|{near})*(?:{kin})(?:的)?{named}"
            rf"|(?:{me})(?:们)?(?:{any_of(words.between)})*(?:和|跟|与){IN_CLAUSE}{{1,8}}?是(?:{near})*(?:{relative}|邻居)"
        )
        # 整个一句说的都是他自己，没有在说看到了什么
        i, rest = rf"^\s*(?:{me})(?:们)?(?:{any_of(words.between)})*", rf"(?:{any_of(words.homes)}|(?!{any_of((*words.verbs, *words.tells))}){IN_CLAUSE})*$"
        self.all_self = re.compile(
            rf"{i}(?:是|系|在|(?:{any_of(words.habits)})(?=[去到给上来在见])[去到给上来在见]){rest}"
            rf"|{i}是{IN_CLAUSE}{{0,6}}?(?:{any_of(words.trades)})(?:(?!{any_of(words.tells)}){IN_CLAUSE}){{1,6}}的$"
            rf"|{i}(?:{any_of(words.trades)})(?:(?!{any_of((*words.verbs, *words.tells))}){IN_CLAUSE}){{1,4}}的$"  # “我开出租的”
            rf"|{i}家(?:的)?(?:{relative}|{any_of(words.family)}){rest}|{i}(?:家)?住(?:在)?(?:{any_of(words.homes)}){rest}"
            rf"|^\s*(?:(?:{me})(?:们)?(?:家)?)?(?:{any_of(words.between)})*住(?:在)?(?![院宿店的]){IN_CLAUSE}{{0,8}}?(?:{any_of(words.homes)})(?!的){rest}"
            rf"|{i}(?:的|家)?(?:{any_of(words.places)}|家|摊|铺子)(?:就|也|正好)*在{IN_CLAUSE}{{0,8}}?(?:{any_of(words.homes)}){rest}"
            rf"|^{IN_CLAUSE}{{0,8}}?(?:{me})(?:们|的|家)?(?:{relative})(?:家)?的?(?:{any_of(words.places)}|家|摊|铺子)(?:就|也|正好)*在{IN_CLAUSE}{{0,8}}?(?:{any_of(words.homes)}){rest}"
            rf"|^{IN_CLAUSE}{{0,8}}(?:{any_of(words.knows)})(?:{me})(?:们)?$"
            rf"|^{IN_CLAUSE}{{0,8}}(?:知道|晓得)(?:{me})(?:们)?(?:{any_of(words.knows_whose)}){rest}"
        )
        self.plain_self = re.compile(rf"{i}(?:就)?是(?:个|一个|一名|普通)*(?:{any_of(words.not_names)})$")
        self.more_of_self = re.compile(rf"^\s*(?:就|也)?是{rest[:-1]}的$")
        gap, gone = r"[ \t：:，,、]*", re.escape(HIDDEN)
        phone = rf"(?:{gap}(?:电话|手机|手机号)?{gap}{_MOBILE}|{gap}(?:电话|手机|手机号){gap}{gone}|[ \t]*{gone})"
        self.card = re.compile(rf"(?<!{_HAN})({name}){phone}(?:{gap}(?:家住|住在|住|地址)?{gap}{_STREET})?")
        who = rf"((?:(?!是|听)(?!{me}){IN_CLAUSE}){{1,14}}?)"
        self.source = re.compile(rf"(?:是|听){who}(?:{any_of(words.heard_from)})")
        self.do_not_say = re.compile(rf"(?:千万|可|都)*(?:别|不要|不能)(?:说|讲|提|写|透露)(?:出)?(?:是)?(?:{role})(?:[说讲传]|举报|反映|告诉|透露|爆料)(?:出去|出来)?(?:你们)?(?:的|了)?")  # “别说质检说的”
        self.heard = re.compile(rf"听{who}(?:说|讲)")
        self.teller = re.compile(rf"(?:{kin})?(?:{name}|{nick})(?=(?:就|都|也|昨天|今天|偷偷|悄悄|私下)*(?:{any_of(words.informs)}))")
        self.a_person = re.compile(rf"{kin}|{name}|{nick}|{me}")
