"""紧急情况和电话：缺不缺，第一句有没有要打的号码，号码核实没有。"""

from __future__ import annotations

import re
from typing import Iterator, Tuple, Union

from bot.hotline.departments import PhoneNumber
from bot.hotline.emergency import Emergency, EmergencyCase
from bot.stores.checks.shelf import VERIFIED_NUMBERS, Checks, Shelf, error, is_it, warning
from bot.stores.knowledge_schema import Problem

_EMERGENCIES = (
    "fire_gas", "lift_trapped", "food_poisoning", "drug_reaction", "special_equipment",
    "violence", "traffic", "self_harm", "missing_person", "public_hazard",
)  # fmt: skip


def emergency_missing(shelf: Shelf) -> Iterator[Problem]:
    for kind in _EMERGENCIES:
        if kind not in shelf.knowledge.emergencies:
            yield error(
                shelf.name("emergencies.yml"), "emergencies", f"缺少 {kind} 这一种，请补上：打什么电话、第一句说什么"
            )


def emergency_department_unknown(shelf: Shelf) -> Iterator[Problem]:
    for emergency in shelf.knowledge.emergencies.values():
        if emergency.department not in shelf.bodies:
            yield error(
                shelf.name("emergencies.yml"),
                f"{emergency.id}.department",
                f"没有 id 为 {emergency.department} 的科室或部门{is_it(emergency.department, shelf.bodies)}",
            )


def first_line_without_number(shelf: Shelf) -> Iterator[Problem]:
    for path, emergency in _spoken(shelf):
        numbers = [phone.number for phone in emergency.call]
        if not any(number in emergency.first_line for number in numbers):
            yield error(
                path,
                f"{emergency.id}.first_line",
                f"第一句没有说打什么电话，请写进 {'、'.join(numbers) or '要打的号码，并填 call'}",
            )
        for said in re.findall(r"\d{3,}", emergency.first_line):
            if said not in numbers:
                yield error(path, f"{emergency.id}.first_line", f"说了 {said}，call 里却没有，请核对号码")


def short_without_number(shelf: Shelf) -> Iterator[Problem]:
    """接着的每句话后面都带的一句：里面要有电话。"""
    for path, emergency in _spoken(shelf):
        numbers = [phone.number for phone in emergency.call]
        if not any(number in emergency.short for number in numbers):
            yield error(path, f"{emergency.id}.short", f"没有说打什么电话，请写进 {'、'.join(numbers)}")


def guidance_not_usable(shelf: Shelf) -> Iterator[Problem]:
    """一条做法：对得上市民的话，说的电话在这种险情里有。"""
    for path, emergency in _spoken(shelf):
        numbers = {phone.number for phone in emergency.call} | set(VERIFIED_NUMBERS)
        for place, guidance in enumerate(emergency.guidance, 1):
            where = f"{emergency.id}.guidance[{place}]"
            if not guidance.said_as:
                yield error(path, where, "没有写市民怎么说，永远用不上")
            for said in re.findall(r"\d{3,}", guidance.say):
                if said not in numbers:
                    yield error(path, where, f"没有 {said} 这个号码，请核对")


def case_of_no_emergency(shelf: Shelf) -> Iterator[Problem]:
    """具体的一种要算在一种紧急情况里；没写认哪些词的，什么话都是它。"""
    path, known = shelf.name("emergency_cases.yml"), shelf.knowledge.emergencies
    for case in shelf.knowledge.emergency_cases.values():
        for name in (case.emergency, *case.hears):
            if name not in known:
                yield error(path, f"{case.id}.emergency", f"没有 {name} 这一种紧急情况{is_it(name, known)}")
        if not case.said or not all(case.said):
            yield error(path, f"{case.id}.said", "没有写认哪些词，请补上")


def _spoken(shelf: Shelf) -> Iterator[Tuple[str, Union[Emergency, EmergencyCase]]]:
    """热线会照着说的：各种紧急情况，和其中具体的一种。"""
    for emergency in shelf.knowledge.emergencies.values():
        yield shelf.name("emergencies.yml"), emergency
    for case in shelf.knowledge.emergency_cases.values():
        yield shelf.name("emergency_cases.yml"), case


def phone_verified_without_proof(shelf: Shelf) -> Iterator[Problem]:
    for path, body_id, phones in _phones(shelf):
        for phone in phones:
            if phone.verified and phone.number not in VERIFIED_NUMBERS:
                yield error(
                    path,
                    f"{body_id}.{phone.number}",
                    f"只有 {'、'.join(VERIFIED_NUMBERS)} 算已核实，请写 verified: false",
                )
        if phones and not any(phone.verified for phone in phones):
            yield error(path, body_id, "一个已核实的号码也没有，请补上 12345 或紧急电话")
    for department in shelf.knowledge.departments.values():
        if department.phone and department.phone not in VERIFIED_NUMBERS:
            yield warning(
                shelf.name("departments.yml"),
                f"{department.id}.phone",
                f"{department.phone} 没有核实，请写 null，程序会请市民拨 12345",
            )


def _phones(shelf: Shelf) -> Iterator[Tuple[str, str, Tuple[PhoneNumber, ...]]]:
    for path, emergency in _spoken(shelf):
        yield path, emergency.id, emergency.call
    for body in shelf.knowledge.external_bodies.values():
        yield shelf.name("external_bodies.yml"), body.id, body.phones


EMERGENCY_CHECKS: Checks = (
    emergency_missing, emergency_department_unknown, first_line_without_number, short_without_number, guidance_not_usable,
    case_of_no_emergency, phone_verified_without_proof,
)  # fmt: skip
