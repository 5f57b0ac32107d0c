"""登记一件诉求要问什么、按什么次序问，和市民登记时的说法。内容在 knowledge/intake.yml 和 lexicon/intake.yml。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional, Tuple

from bot.hotline.any_of import any_said

# 替投诉人、举报人保密的几样：第一次要之前先告知（个人信息保护法第十七条）。
PERSONAL = ("citizen_name", "citizen_phone", "citizen_address")
# 别的单位管的事不分投诉举报，只问承办单位要知道的。
OTHER_BODY = "other_body"


@dataclass(frozen=True)
class Question:
    """问一样。when 全部符合才问；why 在市民问为什么时说；again 是没听懂时举的例子。"""

    field: str
    ask: str
    why: str
    again: str
    label: Optional[str] = None  # 这一类诉求里的叫法，和 short_labels 不同时写
    when: Tuple[str, ...] = ()


@dataclass(frozen=True)
class IntakeRules:
    """knowledge/intake.yml。questions 的键是诉求类型，另有 other_body。"""

    questions: Mapping[str, Tuple[Question, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    short_labels: Mapping[str, str] = field(default_factory=dict)
    privacy_notice: str = ""
    keeps_draft_days: int = 30
    idle_minutes: int = 30
    wrong_tries: int = 5
    grounds_of_refusals: Mapping[str, str] = field(default_factory=dict)
    files_anyway: Tuple[str, ...] = ()
    offers_item: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)

    def item_said(self, utterance: str) -> Optional[str]:
        """听着像举报、其实有专门事项可办的，是哪个事项；没有返回 None。“…”可以隔几个字。"""
        return next((item_id for item_id, phrases in self.offers_item.items() if any_said(phrases).search(utterance)), None)

    def question(self, track: str, name: str) -> Optional[Question]:
        return next((q for q in self.questions.get(track, ()) if q.field == name), None)


@dataclass(frozen=True)
class IntakeWords:
    """knowledge/lexicon/intake.yml。每一栏的意思写在那里。"""

    fillers: Tuple[str, ...] = ()
    commands: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    not_consent: Tuple[str, ...] = ()
    waits: Tuple[str, ...] = ()
    waits_for: Tuple[str, ...] = ()
    yields: Tuple[str, ...] = ()
    fill_words: Tuple[str, ...] = ()
    unknown: Tuple[str, ...] = ()
    asks_why: Tuple[str, ...] = ()
    corrects: Tuple[str, ...] = ()
    cues: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    phone_tail: Tuple[str, ...] = ()
    links: Tuple[str, ...] = ()
    introduces: Tuple[str, ...] = ()
    after_name: Tuple[str, ...] = ()
    theirs: Tuple[str, ...] = ()
    phone_names: Tuple[str, ...] = ()
    order_names: Tuple[str, ...] = ()
    totals: Tuple[str, ...] = ()
    address: Tuple[str, ...] = ()
    leads: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    tails: Tuple[str, ...] = ()
    landmarks: Tuple[str, ...] = ()
    places: Tuple[str, ...] = ()
    not_places: Tuple[str, ...] = ()
    not_place_heads: Tuple[str, ...] = ()
    by_them: Tuple[str, ...] = ()
    near: Tuple[str, ...] = ()
    precise: Tuple[str, ...] = ()
    streets: Tuple[str, ...] = ()
    pronouns: Tuple[str, ...] = ()
    shops: Tuple[str, ...] = ()
    surnames: Tuple[str, ...] = ()
    spelled_surnames: Tuple[str, ...] = ()
    surname_only: Tuple[str, ...] = ()
    online: Tuple[str, ...] = ()
    platforms: Tuple[str, ...] = ()
    orders: Tuple[str, ...] = ()
    lays_down: Tuple[str, ...] = ()
    complains: Tuple[str, ...] = ()
    unknown_of: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    asks_if_noted: Tuple[str, ...] = ()
    wants_secrecy: Tuple[str, ...] = ()
    gives_up_money: Tuple[str, ...] = ()
    leaves_lookup: Tuple[str, ...] = ()
    same_matter: Tuple[str, ...] = ()
    branches: Tuple[str, ...] = ()
    next_to: Tuple[str, ...] = ()
    not_dealings: Tuple[str, ...] = ()
    bought_there: Tuple[str, ...] = ()
    platform_kinds: Tuple[str, ...] = ()
    represent_leads: Tuple[str, ...] = ()
    represented: Tuple[str, ...] = ()
    represented_called: Mapping[str, str] = field(default_factory=dict)
    paid: Tuple[str, ...] = ()
    represent_verbs: Tuple[str, ...] = ()
    group: Tuple[str, ...] = ()
    demand_verbs: Tuple[str, ...] = ()
    demand_leads: Tuple[str, ...] = ()
    only_wonders: Tuple[str, ...] = ()
    evidence: Tuple[str, ...] = ()
    evidence_have: Tuple[str, ...] = ()
    hollow: Tuple[str, ...] = ()
    opens_complaint: Tuple[str, ...] = ()
    opens_tip_off: Tuple[str, ...] = ()
    anonymity: Tuple[str, ...] = ()
    keeps_from: Tuple[str, ...] = ()
    learns: Tuple[str, ...] = ()
    named: Tuple[str, ...] = ()
    by_name: Tuple[str, ...] = ()
    not_anonymous: Tuple[str, ...] = ()
    not_named_when: Tuple[str, ...] = ()
    bought: Tuple[str, ...] = ()
    bribery: Tuple[str, ...] = ()
    asides: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    conduct_asides: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    draft_asides: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    own_phone: Tuple[str, ...] = ()
    asking_more: Tuple[str, ...] = ()
    asks_secrecy: Tuple[str, ...] = ()
    another: Tuple[str, ...] = ()
    second_leads: Tuple[str, ...] = ()
    tip_off_words: Tuple[str, ...] = ()
    complaint_words: Tuple[str, ...] = ()
    change_to_tip_off: Tuple[str, ...] = ()
    change_to_complaint: Tuple[str, ...] = ()
    files_anew: Tuple[str, ...] = ()
    help_is_complaint: Tuple[str, ...] = ()
    tells_past: Tuple[str, ...] = ()
    problems_said: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    always: Tuple[str, ...] = ()
    rough_times: Tuple[str, ...] = ()
    have: Tuple[str, ...] = ()
    have_not: Tuple[str, ...] = ()
    returns: Mapping[str, Tuple[str, ...]] = field(default_factory=dict)
    how_long: Tuple[str, ...] = ()
    hurries: Tuple[str, ...] = ()
    goes_on: Tuple[str, ...] = ()
    asks_whose: Tuple[str, ...] = ()
    submits: Tuple[str, ...] = ()
    names_the_bot: Tuple[str, ...] = ()
    asks_person: Tuple[str, ...] = ()
    changes_phone: Tuple[str, ...] = ()
    wishes: Tuple[str, ...] = ()
    awaits: Tuple[str, ...] = ()
    not_wishes: Tuple[str, ...] = ()
    misdeeds: Tuple[str, ...] = ()
    not_returns: Tuple[str, ...] = ()
    ticket_names: Tuple[str, ...] = ()
    supplement_hollow: Tuple[str, ...] = ()
    new_facts: Tuple[str, ...] = ()
    keeps_it: Tuple[str, ...] = ()
    our_own: Tuple[str, ...] = ()
    asks_to_skip: Tuple[str, ...] = ()
    moments: Tuple[str, ...] = ()
    they_say: Tuple[str, ...] = ()
    not_asking: Tuple[str, ...] = ()
    about_shop: Tuple[str, ...] = ()
    tells: Tuple[str, ...] = ()
    beside: Tuple[str, ...] = ()
    asks_to_lodge: Tuple[str, ...] = ()
    not_wanted: Tuple[str, ...] = ()
    change_to_help: Tuple[str, ...] = ()
    only_asking: Tuple[str, ...] = ()
    not_filing: Tuple[str, ...] = ()
    sent_here: Tuple[str, ...] = ()
    instead: Tuple[str, ...] = ()
    own_loss: Tuple[str, ...] = ()
    overcharged: Tuple[str, ...] = ()
    repair_shops: Tuple[str, ...] = ()
    markets: Tuple[str, ...] = ()
    contact_wishes: Tuple[str, ...] = ()
    drops_theirs: Tuple[str, ...] = ()
    asks_if_we_act: Tuple[str, ...] = ()
    points_at: Tuple[str, ...] = ()
    leads_request: Tuple[str, ...] = ()
    their_people: Tuple[str, ...] = ()
    drops_wish: Tuple[str, ...] = ()
    no_names: Tuple[str, ...] = ()
    wants_punished: Tuple[str, ...] = ()
    that_shop: Tuple[str, ...] = ()
    happens_at_home: Tuple[str, ...] = ()
    looks_up: Tuple[str, ...] = ()
    rather_not: Tuple[str, ...] = ()
    only_homes: Tuple[str, ...] = ()
    homes: Tuple[str, ...] = ()
    curses: Tuple[str, ...] = ()
    sold: Tuple[str, ...] = ()
    troubles: Tuple[str, ...] = ()
    accusers: Tuple[str, ...] = ()
    own_business: Tuple[str, ...] = ()
