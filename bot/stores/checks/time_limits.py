"""期限：有依据，不重复，写法对，起停的事都有。"""

from __future__ import annotations

from typing import Iterator, Set

from bot.hotline.knowledge import Knowledge
from bot.hotline.ticket_life import Fact
from bot.hotline.time_limit import UNITS, YEARLY
from bot.stores.checks.shelf import Checks, error, is_it
from bot.stores.knowledge_schema import Problem

_LIMITS = "time_limits.yml"


def time_limit_without_basis(knowledge: Knowledge) -> Iterator[Problem]:
    for limit in knowledge.time_limits.time_limits:
        if not limit.basis.strip():
            yield error(_LIMITS, f"{limit.id}.basis", "没有依据，请写文件名和条款；本地规定没拿到文件的写“待本市确认”")
        if not limit.verified and not limit.note:
            yield error(_LIMITS, f"{limit.id}.note", "verified: false 的要写明还差什么，如“待本市确认”")


def time_limit_twice(knowledge: Knowledge) -> Iterator[Problem]:
    seen: Set[str] = set()
    for limit in knowledge.time_limits.time_limits:
        if limit.id in seen:
            yield error(_LIMITS, limit.id, "编号重复，请换一个")
        seen.add(limit.id)


def time_limit_malformed(knowledge: Knowledge) -> Iterator[Problem]:
    for limit in knowledge.time_limits.time_limits:
        if limit.unit not in UNITS:
            yield error(_LIMITS, f"{limit.id}.unit", f"没有 {limit.unit} 这种单位{is_it(limit.unit, UNITS)}")
        if limit.length <= 0:
            yield error(_LIMITS, f"{limit.id}.length", "要大于 0")
        if (limit.unit == YEARLY) != bool(limit.ends_on):
            yield error(_LIMITS, f"{limit.id}.ends_on", "unit 是 yearly 才写 ends_on，如 06-30")


def time_limit_fact_unknown(knowledge: Knowledge) -> Iterator[Problem]:
    facts = {fact.value for fact in Fact}
    for limit in knowledge.time_limits.time_limits:
        for name in ("starts_on", "met_by", "stops_on", "restarts_on"):
            for fact in getattr(limit, name):
                if fact not in facts:
                    yield error(_LIMITS, f"{limit.id}.{name}", f"经过里没有 {fact} 这种事{is_it(fact, facts)}")
        if limit.starts_on and not limit.met_by:
            yield error(_LIMITS, f"{limit.id}.met_by", "会起表却没写怎样算做到，这只表永远停不下来")
        for cause in limit.pauses_for:
            if cause not in knowledge.names.pauses:
                yield error(_LIMITS, f"{limit.id}.pauses_for", f"没有 {cause} 这种停表缘由{is_it(cause, knowledge.names.pauses)}")


def escalation_goes_nowhere(knowledge: Knowledge) -> Iterator[Problem]:
    steps = knowledge.time_limits.escalation
    known = {*knowledge.departments, "shift_lead"}
    for step in steps:
        if step.to not in known:
            yield error(_LIMITS, "escalation", f"督办到 {step.to}，没有这个科室或岗位{is_it(step.to, known)}")
    if [s.workdays_after for s in steps] != sorted({s.workdays_after for s in steps}):
        yield error(_LIMITS, "escalation", "各级要按超期工作日从少到多排，不重复")


LIMIT_CHECKS: Checks = (
    time_limit_without_basis, time_limit_twice, time_limit_malformed, time_limit_fact_unknown,
    escalation_goes_nowhere,
)  # fmt: skip
