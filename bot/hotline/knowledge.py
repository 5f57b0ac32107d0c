"""热线知道的一切，合成一本：事项、问答、科室、外部部门、紧急情况、婉拒、日历、派单规则、期限、受理规则。"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Dict, List, Mapping, Optional, Tuple

from bot.errors import ServiceItemUnknown
from bot.hotline.acceptance import AcceptanceRules
from bot.hotline.answer_words import AnswerWords
from bot.hotline.aside import Asides
from bot.hotline.aspect_words import AspectWords
from bot.hotline.clock import Timekeeper
from bot.hotline.departments import Department, ExternalBody
from bot.hotline.emergency import Emergency, EmergencyCase
from bot.hotline.emergency_hearing import EmergencyHearing
from bot.hotline.emergency_talk import EmergencyTalk
from bot.hotline.entity_words import EntityWords
from bot.hotline.faq import FaqEntry, FaqTopic
from bot.hotline.filing_request import Element
from bot.hotline.half_said import HalfSaid
from bot.hotline.intake import IntakeWords
from bot.hotline.intake_rules import IntakeRules
from bot.hotline.office_hours import OfficeHours
from bot.hotline.operator_desk import OperatorDesk
from bot.hotline.own_area import RegionWords
from bot.hotline.points import PointRule
from bot.hotline.privacy_notice import PrivacyNotice
from bot.hotline.refusal import RefusalReply
from bot.hotline.reply_draft import ReplyDrafts
from bot.hotline.reporter import ReporterHider
from bot.hotline.reporter_words import ReporterWords
from bot.hotline.respondent_name import RespondentWords
from bot.hotline.routing import Route, RoutingDecision, RoutingFacts, choose_route
from bot.hotline.service_item import ServiceItem
from bot.hotline.time_limit import TimeLimits
from bot.hotline.work_calendar import WorkCalendar


@dataclass(frozen=True)
class Names:
    """knowledge/lexicon/names.yml：各种编号对外怎么说。"""

    kinds: Mapping[str, str] = field(default_factory=dict)
    systems: Mapping[str, str] = field(default_factory=dict)
    urgencies: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    clock_statuses: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    pauses: Mapping[str, str] = field(default_factory=dict)
    resolutions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SelfIntroductions:
    """knowledge/lexicon/self_introductions.yml：举报人自报家门的说法。"""

    before_name: Tuple[str, ...] = ()
    before_address: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Knowledge:
    """一份读好、查好的知识。只读；换新版本就换一整份。"""

    items: Dict[str, ServiceItem]
    faq: Dict[str, FaqEntry]
    departments: Dict[str, Department]
    external_bodies: Dict[str, ExternalBody]
    emergencies: Dict[str, Emergency]
    refusals: Dict[str, RefusalReply]
    calendar: WorkCalendar
    faq_topics: Tuple[FaqTopic, ...] = field(default=())
    answer_words: Optional[AnswerWords] = None
    plain_questions: Dict[str, Tuple[str, ...]] = field(default_factory=dict)  # 方面 → 直白问法
    routes: Tuple[Route, ...] = ()
    points: Tuple[PointRule, ...] = ()
    reply_drafts: Optional[ReplyDrafts] = None
    time_limits: TimeLimits = TimeLimits(True, 1, (), ())
    acceptance: AcceptanceRules = AcceptanceRules()
    names: Names = Names()
    respondent_words: RespondentWords = RespondentWords()
    self_introductions: SelfIntroductions = SelfIntroductions()
    half_said: HalfSaid = HalfSaid()
    aspect_words: AspectWords = AspectWords()
    reporter_words: ReporterWords = ReporterWords()
    office_hours: OfficeHours = OfficeHours()
    privacy_notice: PrivacyNotice = PrivacyNotice()
    operator_desk: OperatorDesk = OperatorDesk()
    emergency_talk: EmergencyTalk = EmergencyTalk()
    emergency_hearing: EmergencyHearing = EmergencyHearing()
    emergency_cases: Mapping[str, EmergencyCase] = field(default_factory=dict)
    asides: Asides = Asides()
    entity_words: EntityWords = EntityWords()
    intake: IntakeRules = IntakeRules()
    intake_words: IntakeWords = IntakeWords()
    region_words: RegionWords = RegionWords()

    @property
    def timekeeper(self) -> Timekeeper:
        return Timekeeper(self.time_limits, self.calendar)

    @cached_property
    def reporter_hider(self) -> ReporterHider:
        return ReporterHider(self.reporter_words, self.intake_words.surnames)

    def route(self, facts: RoutingFacts) -> RoutingDecision:
        """这件事派给谁，凭哪一条。"""
        return choose_route(facts, self.routes, self.departments)

    def item(self, item_id: str) -> ServiceItem:
        try:
            return self.items[item_id]
        except KeyError:
            raise ServiceItemUnknown(f"知识库里没有事项 {item_id}") from None

    def element(self, name: str) -> Optional[Element]:
        """一样法定内容；不是法定的返回 None。"""
        return next((element for element in self.acceptance.elements if element.id == name), None)

    def name_of_body(self, body_id: str) -> str:
        """科室或外部部门的中文名；都不是时原样返回。"""
        body = self.departments.get(body_id) or self.external_bodies.get(body_id)
        return body.name if body else body_id

    @property
    def bases(self) -> List[str]:
        """引过的全部依据：答复里引别的条文，要提醒核对。"""
        found = [limit.basis for limit in self.time_limits.time_limits]
        found += [one.basis for one in (*self.acceptance.elements, *self.acceptance.grounds)]
        found += [self.acceptance.other_routes_basis]
        found += [basis for entry in self.faq.values() for basis in entry.basis]
        found += [str(basis) for item in self.items.values() for basis in item.legal_basis]
        found += [refusal.basis for refusal in self.refusals.values()]
        return [basis for basis in found if basis]
