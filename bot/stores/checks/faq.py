"""问答：指到的事项和科室有没有，有没有依据，长短。"""

from __future__ import annotations

from typing import Iterator

from bot.hotline.faq import FaqTopic
from bot.stores.checks.shelf import Checks, Shelf, error, is_it, warning
from bot.stores.knowledge_schema import Problem

_FAQ_ANSWER_LENGTH = (20, 300)


def faq_refers_to_unknown(topic: FaqTopic, path: str, shelf: Shelf) -> Iterator[Problem]:
    for entry in topic.entries:
        if entry.department not in shelf.bodies:
            yield error(
                path,
                f"{entry.faq_id}.department",
                f"没有 id 为 {entry.department} 的科室或部门{is_it(entry.department, shelf.bodies)}",
            )
        for wrong in entry.related_items:
            if wrong not in shelf.item_ids:
                yield error(
                    path,
                    f"{entry.faq_id}.related_items",
                    f"没有事项 {wrong}{is_it(wrong, shelf.item_ids) or '，请删去'}",
                )


def faq_basis_missing(topic: FaqTopic, path: str, shelf: Shelf) -> Iterator[Problem]:
    for entry in topic.entries:
        if not entry.basis:
            yield error(path, f"{entry.faq_id}.basis", "没有依据，请写文件名和条款")


def faq_answer_length(topic: FaqTopic, path: str, shelf: Shelf) -> Iterator[Problem]:
    shortest, longest = _FAQ_ANSWER_LENGTH
    for entry in topic.entries:
        if not shortest <= len(entry.answer) <= longest:
            yield warning(
                path,
                f"{entry.faq_id}.answer",
                f"答复 {len(entry.answer)} 个字，请写到 {shortest}—{longest} 个字，先说结论再说怎么办",
            )


FAQ_CHECKS: Checks = (faq_refers_to_unknown, faq_basis_missing, faq_answer_length)
