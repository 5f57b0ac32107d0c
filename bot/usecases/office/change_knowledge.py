"""改知识：提一处改动，另一个人看过就生效；自己提的自己不能批。"""

from __future__ import annotations

from bot.errors import ChangeInvalid, ChangeStale, NotYourReview, ReasonMissing
from bot.hotline.knowledge_change import ChangeStatus, KnowledgeChange
from bot.hotline.ticket import Actor


def propose_change(path: str, text: str, why: str, by: Actor, desk) -> KnowledgeChange:
    """text 是改好的整个文件。写法不对、没有改动抛 ChangeInvalid，话里是全部毛病。"""
    if not why.strip():
        raise ReasonMissing("改知识要写明为什么、凭什么")
    before = desk.folder.text(path)
    after = text.rstrip() + "\n"
    if after == before:
        raise ChangeInvalid("和现在的一样，没有改动")
    _refuse_wrong(path, after, desk)
    return desk.changes.add(path, before, after, why.strip(), by.id, desk.now())


def approve_change(number: int, note: str, by: Actor, desk) -> KnowledgeChange:
    """看过，生效：文件换掉，服务隔一会儿自己换上新知识，不用重启。

    自己提的抛 NotYourReview；提了以后文件又被别人改过的抛 ChangeStale，要重提。
    """
    change = desk.changes.get(number)
    if change.by == by.id:
        raise NotYourReview("自己提的改动要由另一个人来看")
    if desk.folder.current(change.path) != change.before:
        raise ChangeStale(f"{change.path} 在提了以后又改过，请照现在的重提")
    _refuse_wrong(change.path, change.after, desk)
    approved = desk.changes.review(number, ChangeStatus.APPROVED, by.id, note, desk.now())
    desk.folder.replace(change.path, change.after)
    return approved


def reject_change(number: int, note: str, by: Actor, desk) -> KnowledgeChange:
    """不用，写明为什么。自己提的可以自己撤。"""
    if not note.strip():
        raise ReasonMissing("不用要写明为什么")
    desk.changes.get(number)
    return desk.changes.review(number, ChangeStatus.REJECTED, by.id, note.strip(), desk.now())


def _refuse_wrong(path: str, text: str, desk) -> None:
    problems = desk.folder.problems_with(path, text, desk.now().date())
    if problems:
        raise ChangeInvalid("\n".join(problems))
