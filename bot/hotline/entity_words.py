"""从话里找商家、地址、钱数、日子……要用的词表。都来自 knowledge/lexicon/，窗口人员能审能改。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Mapping, Optional, Tuple

Words = Tuple[str, ...]


@dataclass(frozen=True)
class Demand:
    """市民的一种要求。platform 是全国12315平台诉求内容里对应的一种，没有就是 None。

    strong 的说法（“退一赔三”）不用看前后文；别的要像是市民自己在要求。
    """

    value: str
    said_as: Words
    platform: Optional[str] = None
    strong: bool = False


@dataclass(frozen=True)
class DemandWords:
    demands: Tuple[Demand, ...] = ()
    cues: Words = ()
    negations: Words = ()
    not_before: Words = ()
    openers: Words = ()
    closers: Words = ()
    asking: Words = ()
    never_first: Words = ()
    asked_of: Words = ()
    never_last: Words = ()
    joints: Words = ()
    acts: Words = ()
    hollow: Words = ()
    reports: Words = ()
    acts_of_a_sort: Words = ()
    asked_with: Words = ()
    about_hotline: Words = ()
    not_his: Words = ()


@dataclass(frozen=True)
class MoneyWords:
    cues: Words = ()
    between: Words = ()
    not_money: Words = ()
    piece_of: Words = ()
    not_sum_after: Words = ()
    short_phones: Words = ()
    dealt: Words = ()
    aged: Words = ()
    models_of: Words = ()


@dataclass(frozen=True)
class LunarYear:
    """农历一年：正月初一是公历哪天，各月多少天，leap 是闰几月。"""

    new_year: date
    months: Tuple[int, ...]
    leap: Optional[int] = None


@dataclass(frozen=True)
class DateWords:
    """日子的说法。days 里的数是离来话那天几天，None 是说不准；节日是 (月, 日)。"""

    days: Mapping[str, Any] = field(default_factory=dict)
    festivals: Mapping[str, Any] = field(default_factory=dict)
    lunar_festivals: Mapping[str, Any] = field(default_factory=dict)
    vague: Words = ()
    not_days: Words = ()
    lunar_years: Mapping[str, LunarYear] = field(default_factory=dict)


@dataclass(frozen=True)
class FormWords:
    """表单式记录的栏目。fields：实体类型 → 栏目名；free 是自由叙述。"""

    fields: Mapping[str, Words] = field(default_factory=dict)
    sure: Words = ()
    empty: Words = ()


@dataclass(frozen=True)
class MerchantWords:
    suffixes: Words = ()
    lines: Words = ()
    trades: Words = ()
    name_shapes: Words = ()
    brands: Words = ()
    platforms: Words = ()
    not_merchants: Words = ()
    generic: Words = ()
    modifiers: Words = ()
    stop_words: Words = ()
    named_after: Words = ()
    kinds: Words = ()
    not_a_shop_before: Words = ()
    companies: Words = ()
    needs_name: Words = ()
    person_before: Words = ()
    bought_before: Words = ()
    bought_after: Words = ()
    shop_signs: Words = ()
    before_name: Words = ()
    new_clause: Words = ()
    opening_verbs: Words = ()
    roles: Words = ()
    common_names: Words = ()
    never_last: Words = ()
    endings: Words = ()
    times_in_names: Words = ()


@dataclass(frozen=True)
class PlaceWords:
    regions: Words = ()
    roads: Words = ()
    landmarks: Words = ()
    relations: Words = ()
    beside: Words = ()
    joined: Words = ()
    never_last: Words = ()
    rooms: Words = ()
    generic: Words = ()
    vague: Words = ()
    dish_after: Words = ()


@dataclass(frozen=True)
class ProductWords:
    verbs: Words = ()
    vague: Words = ()
    goods: Words = ()


@dataclass(frozen=True)
class SecondMatterWords:
    """knowledge/lexicon/second_matters.yml：一段话里说了两件事。"""

    starts: Words = ()
    first_of_two: Words = ()
    second_of_two: Words = ()
    adds: Words = ()
    fillers: Words = ()
    courtesies: Words = ()
    tip_off_said: Words = ()
    complaint_demands: Words = ()
    papers: Words = ()
    between: Words = ()


@dataclass(frozen=True)
class EntityWords:
    """一栏一个文件：knowledge/lexicon/<栏名>.yml。"""

    demands: DemandWords = DemandWords()
    money: MoneyWords = MoneyWords()
    dates: DateWords = DateWords()
    forms: FormWords = FormWords()
    merchants: MerchantWords = MerchantWords()
    places: PlaceWords = PlaceWords()
    products: ProductWords = ProductWords()
    second_matters: SecondMatterWords = SecondMatterWords()
