"""问要不要转给别的单位的时候，他先说的店名、地方：登记、举报都用得着。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.draft import Draft, fill
from bot.usecases.reading.place_words import is_on_a_street
from bot.usecases.reading.read_statement import read_statement

_UNIT = "respondent_name"
_ENOUGH_FOR_OTHERS = 4  # “卖假烟的”：听得出归谁管，就说到了事
_SHORT = 16
_ALIKE = re.compile("[也都]是?这样")  # “小区都这样”不是地方


def with_places_said(draft: Draft, hotline) -> Draft:
    """问要不要转的时候，他先说的店名、地方，都记下。"""
    has_facts = draft.has_facts or any(len(re.findall("[㐀-鿿]", said)) >= _ENOUGH_FOR_OTHERS for said in draft.said)
    sent_here = hotline.knowledge.intake_words.sent_here
    for said in draft.said[1:]:
        if any(phrase in said for phrase in sent_here):
            continue  # “劳动局让我找你们市场监管局”说的不是店、不是地方
        draft = fill(draft, {name: value for name, value in _place_in(said, hotline).items() if not draft.knows(name) or _is_fuller(name, str(value), draft)})
    asked = hotline.knowledge.intake.question(draft.track, _UNIT)
    unit = unit_named(" ".join(draft.said), hotline.knowledge.intake_words) if asked and draft.department in asked.bodies and not draft.knows(_UNIT) else None
    return replace(fill(draft, {_UNIT: unit}), has_facts=has_facts)


def _is_fuller(name: str, value: str, draft: Draft) -> bool:
    """先只说了“菜市场门口”，再说“南关菜市场门口”。"""
    return name == "respondent_address" and value != str(draft.values[name]) and str(draft.values[name]) in value


def unit_named(said: str, words) -> Optional[str]:
    """“移动公司给我乱扣费”“工商银行卖我理财”：没有招牌、人人知道的单位，说过了不再问。"""
    found = re.search(rf"(?:{any_of(words.known_units)})(?:[㐀-鿿]{{1,6}}(?:支行|分行|营业厅|网点|营业部|驿站))?", said)
    return found[0] if found else None


def _place_in(said: str, hotline):
    words, today = hotline.knowledge.intake_words, hotline.now().date()
    found = read_statement(said, hotline.entities.entities(said, today), words, today)
    if re.search("[我俺咱]", str(found.get("respondent_address") or said)):
        found.pop("respondent_address", None)  # “就在我家楼下”说的是他自己
        return found
    if "respondent_address" not in found and len(said) <= _SHORT and is_on_a_street(said, words) and not _ALIKE.search(said):
        shop = str(found.get("respondent_name") or "\0")
        place = next((piece for piece in re.split(r"[\s，,]+", said) if shop not in piece and is_on_a_street(piece, words)), "" if shop in said else said)
        place = re.sub("^就?[是在]?(?=.{3})|(?<=.{2})(?:[那这有]?[个家]|[买吃办]的)$", "", place)  # “就校门口那个 极速网吧”
        found.update({"respondent_address": place} if place else {})
    return found
