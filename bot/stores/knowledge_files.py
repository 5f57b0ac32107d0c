"""从 knowledge/ 读出 Knowledge。"""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Dict, List, Tuple, get_type_hints

from bot.errors import KnowledgeInvalid
from bot.hotline.acceptance import AcceptanceRules
from bot.hotline.answer_words import AnswerWords
from bot.hotline.aside import Asides
from bot.hotline.aspect_words import AspectWords
from bot.hotline.departments import Department, ExternalBody
from bot.hotline.emergency import Emergency, EmergencyCase
from bot.hotline.emergency_hearing import EmergencyHearing
from bot.hotline.emergency_talk import EmergencyTalk
from bot.hotline.entity_words import EntityWords
from bot.hotline.faq import FaqTopic
from bot.hotline.half_said import HalfSaid
from bot.hotline.intake import IntakeWords
from bot.hotline.intake_rules import IntakeRules
from bot.hotline.knowledge import Knowledge, Names, SelfIntroductions
from bot.hotline.office_hours import OfficeHours
from bot.hotline.operator_desk import OperatorDesk
from bot.hotline.own_area import RegionWords
from bot.hotline.points import PointRule
from bot.hotline.privacy_notice import PrivacyNotice
from bot.hotline.refusal import RefusalReply
from bot.hotline.reply_draft import ReplyDrafts
from bot.hotline.reporter_words import ReporterWords
from bot.hotline.respondent_name import RespondentWords
from bot.hotline.routing import Route
from bot.hotline.service_item import ServiceItem
from bot.hotline.shape import Shapes
from bot.hotline.time_limit import TimeLimits
from bot.hotline.work_calendar import CalendarYear, WorkCalendar
from bot.stores.knowledge_schema import Problem, Severity
from bot.stores.knowledge_yaml import error_in, read_list, read_one, read_yaml

# Knowledge 的字段，形状，文件。
_SINGLE_FILES = (
    ("office_hours", OfficeHours, "office_hours.yml"),
    ("privacy_notice", PrivacyNotice, "privacy_notice.yml"),
    ("reply_drafts", ReplyDrafts, "reply_drafts.yml"),
    ("operator_desk", OperatorDesk, "operator_desk.yml"),
    ("time_limits", TimeLimits, "time_limits.yml"),
    ("acceptance", AcceptanceRules, "acceptance.yml"),
    ("names", Names, "lexicon/names.yml"),
    ("half_said", HalfSaid, "lexicon/half_said.yml"),
    ("aspect_words", AspectWords, "lexicon/aspects.yml"),
    ("respondent_words", RespondentWords, "lexicon/respondents.yml"),
    ("reporter_words", ReporterWords, "lexicon/reporters.yml"),
    ("self_introductions", SelfIntroductions, "lexicon/self_introductions.yml"),
    ("emergency_talk", EmergencyTalk, "emergency_talk.yml"),
    ("emergency_hearing", EmergencyHearing, "emergency_hearing.yml"),
    ("asides", Asides, "asides.yml"),
    ("intake", IntakeRules, "intake.yml"),
    ("region_words", RegionWords, "lexicon/regions.yml"),
)


def load_knowledge(folder: Path) -> Knowledge:
    """读出全部知识；有错误时抛 KnowledgeInvalid，消息是全部毛病。"""
    knowledge, problems = read_knowledge(folder)
    errors = [p for p in problems if p.severity is Severity.ERROR]
    errors += [error_in(path, folder, "", "缺少这个文件") for path in _lexicon(folder) if not path.exists()]
    if errors:
        raise KnowledgeInvalid("\n".join(str(problem) for problem in errors))
    return knowledge


def read_knowledge(folder: Path) -> Tuple[Knowledge, List[Problem]]:
    """读出能读的，连同形状上的全部毛病。"""
    problems: List[Problem] = []
    items = {}
    for path in sorted((folder / "service_items").glob("*/*.yml")):
        item = read_one(ServiceItem, path, folder, problems)
        if item is None:
            continue
        if item.item_id in items:
            problems.append(error_in(path, folder, "item_id", f"{item.item_id} 在别的文件里已经有了"))
        items[item.item_id] = item
        if path.stem != item.item_id:
            problems.append(error_in(path, folder, "item_id", f"文件名应当是 {item.item_id}.yml"))
    topics = []
    for path in sorted((folder / "faq").glob("*.yml")):
        topic = read_one(FaqTopic, path, folder, problems)
        if topic:
            topics.append(topic)
    faq: Dict[str, Any] = {}
    for topic in topics:
        for entry in topic.entries:
            if entry.faq_id in faq:
                path = folder / "faq" / f"{topic.topic}.yml"
                problems.append(error_in(path, folder, "faq_id", f"{entry.faq_id} 重复"))
            faq[entry.faq_id] = entry
    plain_questions, answering = _lexicon(folder)
    knowledge = Knowledge(
        items=items,
        faq=faq,
        departments=read_list(Department, folder, "departments", problems),
        external_bodies=read_list(ExternalBody, folder, "external_bodies", problems),
        emergencies=read_list(Emergency, folder, "emergencies", problems),
        emergency_cases=read_list(EmergencyCase, folder, "emergency_cases", problems),
        refusals=read_list(RefusalReply, folder, "refusals", problems),
        calendar=WorkCalendar(_read_calendars(folder, problems)),
        faq_topics=tuple(topics),
        routes=tuple(read_list(Route, folder, "routes", problems).values()),
        points=tuple(read_list(PointRule, folder, "points", problems).values()),
        **{
            name: record
            for name, cls, file in _SINGLE_FILES
            if (record := read_one(cls, folder / file, folder, problems)) is not None
        },
        entity_words=_read_entity_words(folder, problems),
        intake_words=_read_intake_words(folder, problems),
        plain_questions=(read_yaml(plain_questions, folder, problems) or {}) if plain_questions.exists() else {},
        answer_words=read_one(AnswerWords, answering, folder, problems) if answering.exists() else None,
    )
    return knowledge, problems


def _read_intake_words(folder: Path, problems: List[Problem]) -> IntakeWords:
    """登记用的词表，和照它填好的说法的样子。"""
    path = folder / "lexicon" / "shapes.yml"
    words = read_one(IntakeWords, folder / "lexicon" / "intake.yml", folder, problems) or IntakeWords()
    shapes = read_one(Shapes, path, folder, problems) or Shapes()
    try:
        return replace(words, shapes=shapes.filled(words))
    except (AttributeError, KeyError) as error:
        problems.append(error_in(path, folder, "shapes", f"{{…}} 里的一栏 intake.yml 没有：{error}"))
        return words


def _read_entity_words(folder: Path, problems: List[Problem]) -> EntityWords:
    hints = get_type_hints(EntityWords)
    read = {
        f.name: read_one(hints[f.name], folder / "lexicon" / f"{f.name}.yml", folder, problems)
        for f in fields(EntityWords)
    }
    return EntityWords(**{name: words for name, words in read.items() if words is not None})


def _lexicon(folder: Path) -> Tuple[Path, Path]:
    """对话要用的词表：直白问法、怎么回答问话。单独检查知识时可以没有，要用就得有。"""
    return folder / "lexicon" / "plain_questions.yml", folder / "lexicon" / "answering.yml"


def content_hash(folder: Path) -> str:
    """知识内容的指纹：文件变了它就变，用来判断词典和索引是不是旧的。"""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yml")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _read_calendars(folder: Path, problems: List[Problem]) -> List[CalendarYear]:
    years = []
    for path in sorted((folder / "calendar").glob("*.yml")):
        data = read_yaml(path, folder, problems)
        if data is None:
            continue
        try:
            holidays = {}
            for entry in data["holidays"]:
                for offset in range((entry["to"] - entry["from"]).days + 1):
                    holidays[entry["from"] + timedelta(days=offset)] = entry["name"]
            makeup = frozenset(data["makeup_workdays"])
            if not all(isinstance(day, date) for day in makeup):
                raise TypeError
            years.append(CalendarYear(data["year"], holidays, makeup))
        except (KeyError, TypeError):
            problems.append(error_in(path, folder, "", "要有 year、holidays（name、from、to）和 makeup_workdays（日期列表）"))
    return years
