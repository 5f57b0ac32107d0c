"""一次性告知：清单要么是全的，要么不发。"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Dict, Iterable, List, Tuple

from bot.errors import SituationOpen
from bot.hotline.item_parts import Limit, Material
from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import UNSURE, Answers, Situation


@dataclass(frozen=True)
class BringMaterial:
    """告知书上的一行材料。`only_if` 只在情形说不清时有：哪种情形才要。"""

    name: str
    form: str
    copies: int | None
    any_of: Tuple[str, ...]
    note: str | None
    only_if: str | None
    deferrable: bool
    pledge: bool
    verified: bool
    said_as: Tuple[str, ...]


@dataclass(frozen=True)
class OneTimeNotice:
    """发给市民的一次性告知书，连同做出它的指南版本一起存下来。

    窗口要求了告知书以外的材料，拿这份记录就能对出来。
    依据：《行政许可法》第三十二条；本局《意见》二（五）。
    """

    number: str
    issued_at: datetime
    item_id: str
    item_name: str
    item_version: str
    reviewed_on: str
    situation: Tuple[Tuple[str, str], ...]  # （问题，回答）
    answers: Dict[str, str]
    handled_elsewhere: str | None
    bring: Tuple[BringMaterial, ...]
    not_needed: Tuple[Tuple[str, str], ...]  # （材料，为什么不用带）
    eligibility: Tuple[str, ...]
    process: Tuple[str, ...]
    statutory_limit: str | None
    promised_limit: str | None
    fee: str
    channels: Tuple[str, ...]
    place: Tuple[Tuple[str, str], ...]
    result: str
    legal_basis: Tuple[str, ...]
    unverified: Tuple[str, ...]
    notes: Tuple[str, ...] = ()  # 照这些回答，动身以前要先知道的：“现在还早，记下日子再来”

    def as_record(self) -> Dict[str, Any]:
        """可存成 JSON 的记录。"""
        record = asdict(self)
        record["issued_at"] = self.issued_at.isoformat()
        return record

    @classmethod
    def from_record(cls, record: Dict[str, Any]) -> OneTimeNotice:
        """`as_record` 的逆。"""
        fields = dict(record)
        fields["issued_at"] = datetime.fromisoformat(record["issued_at"])
        fields["bring"] = tuple(
            BringMaterial(**{**m, "any_of": tuple(m["any_of"]), "said_as": tuple(m["said_as"])})
            for m in record["bring"]
        )
        for name in ("situation", "not_needed", "place"):
            fields[name] = tuple((a, b) for a, b in record[name])
        for name in ("eligibility", "process", "channels", "legal_basis", "unverified", "notes"):
            fields[name] = tuple(record.get(name, ()))  # 早先存下的没有 notes
        return cls(**fields)


def one_time_notice(
    item: ServiceItem, answers: Answers, number: str, issued_at: datetime
) -> OneTimeNotice:
    """按情形做出完整的告知书。

    answers 必须回答完 item 在这种情形下的全部问题（可以回答 UNSURE），
    否则抛 SituationOpen：没问清就出单，会漏材料。
    """
    still_open = item.next_question(answers)
    if still_open:
        raise SituationOpen(f"{item.name}：还没有回答“{still_open.ask}”")
    asked = [s for s in item.questions_for(answers) if s.id in answers]
    elsewhere = item.handled_elsewhere
    return OneTimeNotice(
        number=number,
        issued_at=issued_at,
        item_id=item.item_id,
        item_name=item.name,
        item_version=item.version,
        reviewed_on=item.reviewed_on.isoformat(),
        situation=tuple((s.ask, _answer_label(s, answers)) for s in asked),
        answers={s.id: answers[s.id] for s in asked},
        handled_elsewhere=f"由谁办：{elsewhere.who}。怎么办：{elsewhere.how}。" if elsewhere else None,
        bring=tuple(_line(material, item, answers) for material in item.materials_for(answers)),
        not_needed=tuple((n.name, n.reason) for n in item.not_needed_for(answers)),
        eligibility=(*item.eligibility, *_perhaps_another_item(item, asked, answers)),
        process=item.process,
        statutory_limit=say_limit(item.statutory_limit),
        promised_limit=say_limit(item.promised_limit),
        fee=say_fee(item),
        channels=tuple(f"{c.name}（{c.note}）" if c.note else c.name for c in item.channels),
        place=tuple(say_place(item)),
        result=say_result(item),
        legal_basis=tuple(str(basis) for basis in item.legal_basis),
        unverified=tuple(line.removesuffix("，以窗口为准") for line in item.unverified),  # 抬头已经说了
        notes=tuple(item.notes_for(answers)),
    )


def _perhaps_another_item(item: ServiceItem, asked: Iterable[Situation], answers: Answers) -> Tuple[str, ...]:
    """没问清、而有的情形要改办别的事：哪些情形要改办，写在告知书上。"""
    unsure = [s for s in asked if answers[s.id] == UNSURE]
    return item.not_accepted if any(option.leads_to for s in unsure for option in s.options) else ()


def still_missing(notice: OneTimeNotice, brought: Iterable[str]) -> List[BringMaterial]:
    """市民说已有 brought（材料名或叫法）时，告知书上还缺哪些；一次说全。"""
    have = [name.strip() for name in brought if name.strip()]
    return [line for line in notice.bring if not any(_is_same(line, name) for name in have)]


def say_limit(limit: Limit | None) -> str | None:
    """把时限说成一句话：“5个工作日（自受理之日起，不含现场核查）”。"""
    if limit is None:
        return None
    remarks = []
    if limit.starts:
        remarks.append(f"自{limit.starts}起" if not limit.starts.startswith("自") else limit.starts)
    if limit.excludes:
        remarks.append(f"不含{'、'.join(limit.excludes)}")
    if not limit.verified:
        remarks.append("尚未核实，以窗口为准")
    return limit.length + (f"（{'，'.join(remarks)}）" if remarks else "")


def say_fee(item: ServiceItem) -> str:
    """收多少钱。备注里已经说了“不收费”的，不重复。"""
    fee = item.fee
    amount = "收费金额不固定" if fee.amount is None else "不收费" if fee.amount == 0 else f"{fee.amount:g}元"
    note = (fee.note or "").rstrip("。")
    is_said = amount in note or (fee.amount == 0 and "不收" in note)  # “领奖不收钱”
    said = note if is_said else f"{amount}，{note}" if note else amount
    return said + ("" if fee.verified else "（尚未核实，以窗口为准）")


def say_place(item: ServiceItem) -> List[Tuple[str, str]]:
    """知道的一项一句；不知道的合成一句，说一遍就够。"""
    place = item.place
    entries = [("窗口", place.counter), ("办公时间", place.hours), ("地址", place.address), ("电话", place.phone)]
    known = [(name, value) for name, value in entries if value]
    unknown = "、".join(name for name, value in entries if not value)
    return known + ([(unknown, "尚未核实，出门前请拨打12345确认")] if unknown else [])


def say_result(item: ServiceItem) -> str:
    validity = item.result.validity
    parts = [item.result.name]
    if validity:
        parts.append(validity.replace("长期", "长期有效", 1) if validity.startswith("长期") else f"有效期{validity}")
    if item.result.delivery:
        parts.append(item.result.delivery)
    return "，".join(part.rstrip("。") for part in parts)


def _answer_label(situation, answers: Answers) -> str:
    chosen = situation.options_of(answers[situation.id])
    return "、".join(option.label for option in chosen) or "说不清，各种情形都列出"


def _line(material: Material, item: ServiceItem, answers: Answers) -> BringMaterial:
    unsure = []
    for question, options in material.when.items():
        if answers.get(question) == UNSURE:
            situation = item.situation(question)
            labels = [o.label for o in situation.options if o.id in options] if situation else []
            unsure.append("或".join(labels))
    return BringMaterial(
        name=material.name,
        form=material.form,
        copies=material.copies,
        any_of=material.any_of,
        note=material.note,
        only_if="，且".join(unsure) or None,
        deferrable=material.deferrable,
        pledge=material.pledge,
        verified=material.verified,
        said_as=material.said_as,
    )


def _is_same(line: BringMaterial, said: str) -> bool:
    return said == line.name or said in line.said_as or said in line.any_of
