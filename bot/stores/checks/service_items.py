"""事项的字段之间对不对得上。"""

from __future__ import annotations

from typing import Iterator, List, Sequence, Tuple

from bot.hotline.service_item import ServiceItem
from bot.stores.checks.shelf import VERIFIED_NUMBERS, Checks, Shelf, error, is_it, warning
from bot.stores.knowledge_schema import Problem

_THEMES = (
    "registration", "credit", "food", "drug_device", "special_equipment",
    "quality", "intellectual_property", "consumer",
)  # fmt: skip
_CHANNELS = ("online", "app", "counter", "mail", "self_service")
_NOT_NEEDED_REASONS = ("shared", "waived", "abolished")
_FORMS = ("原件", "复印件", "原件和复印件", "原件核验", "电子件", "现场填写")


def department_unknown(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    known, wrong = shelf.knowledge.departments, item.responsible_department
    if wrong not in known:
        yield error(
            path,
            "responsible_department",
            f"没有 id 为 {wrong} 的科室{is_it(wrong, known) or '，请对照 departments.yml'}",
        )


def related_item_unknown(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    for wrong in item.related_items:
        if wrong not in shelf.item_ids:
            yield error(
                path, "related_items", f"没有事项 {wrong}{is_it(wrong, shelf.item_ids) or '，请删去或先写这个事项'}"
            )
        elif wrong == item.item_id:
            yield warning(path, "related_items", "列了自己，请删去")


def theme_misplaced(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    folder = path.split("/")[-2]
    if item.theme not in _THEMES:
        yield error(path, "theme", f"没有主题 {item.theme}{is_it(item.theme, _THEMES) or '，主题见 README'}")
    elif item.theme != folder:
        yield error(path, "theme", f"文件放在 {folder}/ 里，主题却写 {item.theme}，请改主题或挪文件")


def word_unknown(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    uses: List[Tuple[str, str, Sequence[str]]] = []
    uses += [(f"channels[{i}].kind", c.kind, _CHANNELS) for i, c in enumerate(item.channels, 1)]
    uses += [(f"not_needed[{i}].why", n.why, _NOT_NEEDED_REASONS) for i, n in enumerate(item.not_needed, 1)]
    uses += [(f"materials[{i}].form", m.form, _FORMS) for i, m in enumerate(item.materials, 1)]
    for field, word, allowed in uses:
        if word not in allowed:
            yield error(path, field, f"没有“{word}”这种写法{is_it(word, allowed)}只能写：{'、'.join(allowed)}")


def alias_too_few(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    if len(item.asked_as) < 5:
        yield warning(path, "asked_as", f"只有 {len(item.asked_as)} 个叫法，请补到 6 个以上，写市民真会说的短语")


def common_questions_too_few(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    if len(item.common_questions) < 2:
        yield warning(path, "common_questions", f"只有 {len(item.common_questions)} 条，请补到 3 条以上")


def legal_basis_missing(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    if not item.legal_basis:
        yield error(path, "legal_basis", "没有依据，请写文件名、文号、条款")


def fee_missing_note(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    if item.fee.amount is None and not item.fee.note:
        yield error(path, "fee.note", "金额不定（amount: null）要在 note 说明怎么收；不收费请写 amount: 0")


def verified_but_has_unverified(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    if not item.verified:
        return
    doubtful = ["unverified"] if item.unverified else []
    doubtful += [f"materials[{i}]" for i, m in enumerate(item.materials, 1) if not m.verified]
    doubtful += [
        f for f in ("statutory_limit", "promised_limit", "fee") if getattr(item, f) and not getattr(item, f).verified
    ]
    if doubtful:
        yield error(path, "verified", f"写了 true，可是 {'、'.join(doubtful)} 还没核实；请改成 false，或者核实后去掉")


def unverified_without_note(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    if not item.verified and not item.unverified:
        yield error(path, "unverified", "整条 verified: false，请写明哪几句没核实，一条一句")


def phone_without_source(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    if item.place.phone and item.place.phone not in VERIFIED_NUMBERS:
        yield warning(path, "place.phone", f"{item.place.phone} 没有核实，请写 null，程序会请市民拨 12345 确认")


ITEM_CHECKS: Checks = (
    department_unknown, related_item_unknown, theme_misplaced, word_unknown, alias_too_few,
    common_questions_too_few, legal_basis_missing, fee_missing_note, verified_but_has_unverified,
    unverified_without_note, phone_without_source,
)  # fmt: skip
