"""没答上来的问题怎么办：写成一条问答（另一个人看过才生效）、记成热线听错了、或者不是问题。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Optional, Sequence

from bot.errors import QuestionUnknown, ReasonMissing
from bot.hotline.knowledge_change import KnowledgeChange
from bot.hotline.ticket import Actor
from bot.hotline.unanswered import AlikeQuestions, alike
from bot.usecases.office.change_knowledge import propose_change
from bot.usecases.tickets.reclassify_ticket import WISH_OF_KIND

_MOST_PHRASES, _LONGEST_PHRASE = 7, 30
# 在问的，听成了诉求；改正时记成问规矩。
_ASKING = "ask_regulation"


@dataclass(frozen=True)
class NewAnswer:
    """要写成的一条问答。topic 是 knowledge/faq/ 里的哪个文件（不带 .yml）。"""

    topic: str
    question: str
    answer: str
    basis: Sequence[str]
    department: str
    verified: bool


def waiting_questions(by: Actor, desk) -> List[AlikeQuestions]:
    """还没有人管的，像的归在一起。科室的人只看听着归本科室的。"""
    return alike(desk.unanswered.waiting(_scope(by)))


def propose_answer(number: int, new: NewAnswer, why: str, by: Actor, desk) -> KnowledgeChange:
    """写成问答提上去；像的几句当作叫法一并写上，都算有人管了。写法不对抛 ChangeInvalid。"""
    group = _group(number, by, desk)
    path = f"faq/{new.topic}.yml"
    entry = {
        "faq_id": f"asked_{desk.now():%Y%m%d}_{group.number}",
        "question": new.question,
        "asked_as": phrases_of(group),
        "answer": new.answer,
        "basis": list(new.basis),
        "department": new.department,
        "related_items": [],
        "verified": new.verified,
    }
    text = desk.folder.with_entry(path, entry)
    change = propose_change(path, text, f"市民问过 {group.times} 次没答上。{why}", by, desk)
    _settle(group, "proposed", by, desk, change_no=change.number)
    return change


def note_correction(number: int, should_be: Dict[str, str], why: str, by: Actor, desk) -> None:
    """其实知识里有、或者是诉求，热线听错了：每一句都记下，有人看过再教。"""
    if not why.strip():
        raise ReasonMissing("要写明为什么听错了")
    group = _group(number, by, desk)
    kind = should_be.get("kind", "inquiry")
    labels = {"intent": WISH_OF_KIND.get(kind, _ASKING)}
    labels.update({name: should_be[name] for name in ("department", "problem", "item") if should_be.get(name)})
    for question in group.questions:
        desk.corrections.add(question.said, question.heard, labels, why, by.id, None, desk.now())
    _settle(group, "corrected", by, desk, note=why)


def dismiss_question(number: int, why: str, by: Actor, desk) -> None:
    """不是问题，或者不用答：写明为什么，不再列出来。"""
    if not why.strip():
        raise ReasonMissing("要写明为什么不用管")
    _settle(_group(number, by, desk), "dismissed", by, desk, note=why.strip())


def phrases_of(group: AlikeQuestions) -> List[str]:
    """能当叫法的：短的、没有隐去东西的。"""
    said = [one.said.rstrip("？?。！!") for one in group.questions]
    return [text for text in dict.fromkeys(said) if len(text) <= _LONGEST_PHRASE and "【" not in text and "*" not in text][:_MOST_PHRASES]


def _group(number: int, by: Actor, desk) -> AlikeQuestions:
    for group in waiting_questions(by, desk):
        if number in [question.number for question in group.questions]:
            return group
    raise QuestionUnknown(f"没有第 {number} 号没答上来的问题，或者已经有人管了")


def _settle(group: AlikeQuestions, handling: str, by: Actor, desk, change_no: Optional[int] = None, note: str = "") -> None:
    desk.unanswered.settle([one.number for one in group.questions], handling, by.id, desk.now(), change_no, note)


def _scope(by: Actor) -> Optional[str]:
    return (by.department or "none") if by.role == "ticket_staff" else None
