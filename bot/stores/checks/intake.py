"""查登记诉求的问题单讲不讲得通。一个函数查一种毛病，函数名就是毛病。"""

from __future__ import annotations

from functools import partial
from typing import Iterator

from bot.hotline.draft_questions import conditions
from bot.hotline.intake import OTHER_BODY
from bot.hotline.knowledge import Knowledge
from bot.hotline.understanding import RequestKind
from bot.stores.knowledge_schema import Problem, Severity

_error = partial(Problem, Severity.ERROR)
_INTAKE = "intake.yml"
_NOT_FILED = (RequestKind.INQUIRY.value, RequestKind.OTHER.value)


def check_intake(knowledge: Knowledge, folder_name: str) -> Iterator[Problem]:
    for find in (track_without_questions, condition_unknown, element_never_asked, label_missing, refusal_unknown, aside_without_answer):
        for problem in find(knowledge):
            yield problem._replace(path=f"{folder_name}/{problem.path}")


def track_without_questions(knowledge: Knowledge) -> Iterator[Problem]:
    wanted = [kind.value for kind in RequestKind if kind.value not in _NOT_FILED] + [OTHER_BODY]
    for track in wanted:
        if not knowledge.intake.questions.get(track):
            yield _error(_INTAKE, f"questions.{track}", "这一类诉求没有问题单")


def condition_unknown(knowledge: Knowledge) -> Iterator[Problem]:
    for track, questions in knowledge.intake.questions.items():
        for question in questions:
            for body in (*question.bodies, *question.not_bodies):
                if body not in knowledge.external_bodies:
                    yield _error(_INTAKE, f"questions.{track}.{question.field}", f"external_bodies.yml 里没有 {body} 这个单位")
            for condition in question.when:
                if condition not in conditions():
                    yield _error(_INTAKE, f"questions.{track}.{question.field}.when", f"没有 {condition} 这个条件，能写的是：{'、'.join(conditions())}")


def element_never_asked(knowledge: Knowledge) -> Iterator[Problem]:
    """法定要有的，问题单上必须问；不然永远缺着。"""
    for element in knowledge.acceptance.elements:
        for kind in element.kinds:
            if knowledge.intake.questions.get(kind) and not knowledge.intake.question(kind, element.id):
                yield _error(_INTAKE, f"questions.{kind}", f"acceptance.yml 要的“{element.label}”没有问")


def label_missing(knowledge: Knowledge) -> Iterator[Problem]:
    for track, questions in knowledge.intake.questions.items():
        for question in questions:
            if question.field not in knowledge.intake.short_labels:
                yield _error(_INTAKE, f"short_labels.{question.field}", f"{track} 要问它，小结上没有叫法")


def refusal_unknown(knowledge: Knowledge) -> Iterator[Problem]:
    rules = knowledge.intake
    for name in (*rules.grounds_of_refusals, *rules.files_anyway):
        if name not in knowledge.refusals:
            yield _error(_INTAKE, name, "refusals.yml 里没有这条婉拒")
    for item_id in rules.offers_item:
        if item_id not in knowledge.items:
            yield _error(_INTAKE, f"offers_item.{item_id}", "没有这个事项")
    for name, ground in rules.grounds_of_refusals.items():
        if knowledge.acceptance.ground(ground) is None:
            yield _error(_INTAKE, f"grounds_of_refusals.{name}", f"acceptance.yml 里没有 {ground}")


def aside_without_answer(knowledge: Knowledge) -> Iterator[Problem]:
    for aside in knowledge.asides.asides:
        if aside.faq and aside.faq not in knowledge.faq:
            yield _error("asides.yml", f"asides.{aside.id}.faq", f"没有 {aside.faq} 这条常见问答")
        if not (aside.faq or aside.complaint or aside.tip_off or aside.conduct_complaint):
            yield _error("asides.yml", f"asides.{aside.id}", "没有写怎么答")
