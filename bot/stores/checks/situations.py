"""事项的情形问题和适用条件。"""

from __future__ import annotations

from typing import Iterator, Tuple

from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import UNSURE, Condition
from bot.stores.checks.shelf import Checks, Shelf, error, is_it
from bot.stores.knowledge_schema import Problem


def situation_malformed(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    ids = [s.id for s in item.situations]
    for i, situation in enumerate(item.situations, 1):
        options = [o.id for o in situation.options]
        if situation.id in ids[: i - 1]:
            yield error(path, f"situations[{i}].id", f"{situation.id} 重复，请换一个 id")
        if len(options) < 2:
            yield error(path, f"situations[{i}].options", "至少要有两个选项，不然不用问")
        if len(set(options)) < len(options):
            yield error(path, f"situations[{i}].options", f"选项 id 有重复：{'、'.join(options)}")
        strangers = [f"{o.id} 的 covers 里的 {other}" for o in situation.options for other in o.covers if other not in options or other == o.id]
        if strangers:
            yield error(path, f"situations[{i}].options", f"{'、'.join(strangers)} 不是这一问的另一个选项，请改成有的 id")
        if UNSURE in options:
            yield error(path, f"situations[{i}].options", f"选项 id 不能用 {UNSURE}，这个词留给“说不清”")
        words = shelf.knowledge.answer_words
        said = [
            word
            for option in situation.options
            for word in (words.ways_to_say(situation, option) if words else dict.fromkeys((option.label, *option.said_as)))
        ]
        for word in sorted({word for word in said if said.count(word) > 1}):
            yield error(path, f"situations[{i}].options", f"“{word}”两个选项都认，不知道算哪个，请只留给一个")


def condition_unknown(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    questions = {s.id: [o.id for o in s.options] for s in item.situations}
    for field, condition in conditions_of(item):
        for question, options in condition.items():
            if question not in questions:
                yield error(
                    path,
                    field,
                    f"situations 里没有问题 {question}{is_it(question, questions) or '，请删去或补上这个问题'}",
                )
                continue
            for option in options:
                if option not in questions[question]:
                    known = questions[question]
                    yield error(
                        path,
                        field,
                        f"问题 {question} 没有选项 {option}{is_it(option, known) or '，只有 ' + '、'.join(known)}",
                    )
            if not options:
                yield error(path, field, f"问题 {question} 后面没有选项，永远不成立，请写上选项或删去")


def situation_asked_before_known(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    order = [s.id for s in item.situations]
    for i, situation in enumerate(item.situations):
        for question in situation.when:
            if question in order and question not in order[:i]:
                yield error(
                    path,
                    f"situations[{i + 1}].when",
                    f"{situation.id} 要看 {question} 的回答，{question} 却排在后面，请挪到前面",
                )


def other_item_unknown(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    for i, situation in enumerate(item.situations, 1):
        for option in situation.options:
            other = option.leads_to
            if other is None:
                continue
            field = f"situations[{i}].options.{option.id}.leads_to"
            if other.item_id not in shelf.item_ids:
                yield error(path, field, f"没有事项 {other.item_id}{is_it(other.item_id, shelf.item_ids) or '，请改成有的事项'}")
            target = shelf.knowledge.items.get(other.item_id)
            for question, answer in other.answers.items() if target else ():
                asked = target.situation(question)
                if asked is None or asked.option(answer) is None:
                    yield error(path, field, f"{target.name}没有“{question}: {answer}”这个回答，请照那件事的 situations 写")
            onward = target.other_item(other.answers) if target else None
            if onward:
                yield error(path, field, f"照这些回答，{target.name}又转到 {onward.item_id}，请直接写最后要办的那一件")


def sizes_overlap(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    for i, situation in enumerate(item.situations, 1):
        sizes = [option.size for option in situation.options if option.size]
        edges = {edge for size in sizes for edge in (size.most, size.over) if edge is not None}
        for metres in sorted({metres for edge in edges for metres in (edge, edge + 1)}):
            if sum(size.holds(metres) for size in sizes) != 1:
                yield error(path, f"situations[{i}].options", f"{metres:g} 平方米该算哪一项说不清，请让 size 的 most 和 over 接得上")


def conditions_of(item: ServiceItem) -> Iterator[Tuple[str, Condition]]:
    for name in ("situations", "materials", "not_needed"):
        for i, entry in enumerate(getattr(item, name), 1):
            yield f"{name}[{i}].when", entry.when


SITUATION_CHECKS: Checks = (
    situation_malformed, condition_unknown, situation_asked_before_known, other_item_unknown, sizes_overlap,
)  # fmt: skip
