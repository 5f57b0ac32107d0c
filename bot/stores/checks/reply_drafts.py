"""答复的样稿：能不能填，有没有许诺，引的条文有没有，过期没有。"""

from __future__ import annotations

from typing import Iterator

from bot.hotline.knowledge import Knowledge
from bot.hotline.reply_check import check_reply
from bot.hotline.reply_draft import BLANKS, ReplyDraft
from bot.hotline.understanding import RequestKind
from bot.stores.checks.dated import DATED_CHECKS
from bot.stores.checks.shelf import Checks, Shelf, error, is_it
from bot.stores.knowledge_schema import Problem

_FILE = "reply_drafts.yml"


def check_reply_drafts(shelf: Shelf) -> Iterator[Problem]:
    rules, path = shelf.knowledge.reply_drafts, shelf.name(_FILE)
    if rules is None:
        return
    for find in DATED_CHECKS:
        yield from find(rules, path, shelf)
    if rules.responsible_department not in shelf.bodies:
        guess = is_it(rules.responsible_department, shelf.bodies)
        yield error(path, "responsible_department", f"没有 {rules.responsible_department} 这个科室{guess}")
    for draft in rules.drafts:
        for find_in in REPLY_DRAFT_CHECKS:
            yield from find_in(draft, path, shelf.knowledge)


def kind_unknown(draft: ReplyDraft, path: str, _: Knowledge) -> Iterator[Problem]:
    kinds = {kind.value for kind in RequestKind}
    for kind in sorted(set(draft.kinds) - kinds):
        yield error(path, f"drafts.{draft.id}.kinds", f"没有 {kind} 这类诉求{is_it(kind, kinds)}")
    if not draft.kinds:
        yield error(path, f"drafts.{draft.id}.kinds", "kinds 是空的，哪一类工单都用不上")


def blank_unknown(draft: ReplyDraft, path: str, _: Knowledge) -> Iterator[Problem]:
    where = f"drafts.{draft.id}.text"
    try:
        for blank in sorted(draft.blanks - set(BLANKS)):
            yield error(path, where, f"{{{blank}}} 没有东西可填，能填的是：{'、'.join(BLANKS)}")
    except ValueError:
        yield error(path, where, "花括号没有配对；要写花括号本身就写两个")


def promises_too_much(draft: ReplyDraft, path: str, knowledge: Knowledge) -> Iterator[Problem]:
    """样稿自己也不能有发出前要提醒的毛病。"""
    assert knowledge.reply_drafts is not None
    said = f"{draft.text}\n{draft.basis or ''}"
    for remark in check_reply(said, knowledge.reply_drafts.over_promises, knowledge.bases):
        yield error(path, f"drafts.{draft.id}", f"{remark.found}：{remark.why}")


REPLY_DRAFT_CHECKS: Checks = (kind_unknown, blank_unknown, promises_too_much)
