"""查知识和语料，查完一起报，不在第一处停下。查什么在 checks/ 里，一个文件查一样东西。"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import List, Sequence

from bot.hotline.knowledge import Knowledge
from bot.stores.checks.calendars import CALENDAR_CHECKS
from bot.stores.checks.dated import DATED_CHECKS
from bot.stores.checks.emergencies import EMERGENCY_CHECKS
from bot.stores.checks.faq import FAQ_CHECKS
from bot.stores.checks.half_said import HALF_SAID_CHECKS
from bot.stores.checks.intake import check_intake
from bot.stores.checks.item_limits import LIMIT_CHECKS
from bot.stores.checks.language_files import language_files, read_language
from bot.stores.checks.material_lists import LIST_CHECKS, ways_to_answer
from bot.stores.checks.personal_data import real_looking_personal_data
from bot.stores.checks.replies import REPLY_CHECKS
from bot.stores.checks.reply_drafts import check_reply_drafts
from bot.stores.checks.sentences import SENTENCE_CHECKS
from bot.stores.checks.service_items import ITEM_CHECKS
from bot.stores.checks.shapes import SHAPE_CHECKS
from bot.stores.checks.shelf import Shelf
from bot.stores.checks.situations import SITUATION_CHECKS
from bot.stores.checks.ticket_rules import check_ticket_rules
from bot.stores.checks.wording import WORDING_CHECKS
from bot.stores.knowledge_files import read_knowledge
from bot.stores.knowledge_schema import Problem, Severity


def check(folder: Path, today: date, project: Path | None) -> List[Problem]:
    """全部毛病：形状、道理；给了 project 就连语料、测试句子和 domain.yml 一起查。"""
    knowledge, problems = read_knowledge(folder)
    shelf = Shelf(knowledge, folder, today)
    for item in knowledge.items.values():
        path, ways = shelf.path_of(item), list(ways_to_answer(item))
        for find in DATED_CHECKS + ITEM_CHECKS + LIMIT_CHECKS + SITUATION_CHECKS:
            problems.extend(find(item, path, shelf))
        for find in LIST_CHECKS:
            problems.extend(find(item, path, ways))
    for topic in knowledge.faq_topics:
        path = shelf.name(f"faq/{topic.topic}.yml")
        for find in DATED_CHECKS + FAQ_CHECKS:
            problems.extend(find(topic, path, shelf))
    for find in WORDING_CHECKS + EMERGENCY_CHECKS + CALENDAR_CHECKS + HALF_SAID_CHECKS + SHAPE_CHECKS:
        problems.extend(find(shelf))
    problems.extend(check_ticket_rules(knowledge, folder.name))
    problems.extend(check_intake(knowledge, folder.name))
    problems.extend(check_reply_drafts(shelf))
    if project is not None:
        problems.extend(check_language(project, knowledge))
    return problems


def count_files(folder: Path, project: Path | None) -> int:
    """查了几个文件。"""
    return len(list(folder.rglob("*.yml"))) + (len(language_files(project)) if project else 0)


def report(problems: Sequence[Problem], checked_files: int) -> str:
    """一行一个毛病，错误在前；末行是总数。"""
    in_order = sorted(problems, key=lambda p: (p.severity is not Severity.ERROR, p.path))
    errors = sum(p.severity is Severity.ERROR for p in problems)
    total = f"共检查 {checked_files} 个文件：{errors} 个错误，{len(problems) - errors} 个提醒。"
    return "\n".join([*map(str, in_order), total])


def check_language(project: Path, knowledge: Knowledge) -> List[Problem]:
    """语料、测试句子、domain.yml 的全部毛病。"""
    problems: List[Problem] = []
    language = read_language(project, knowledge, problems)
    for find in SENTENCE_CHECKS + REPLY_CHECKS:
        problems.extend(find(language))
    problems.extend(real_looking_personal_data(project / "data", project))
    return problems
