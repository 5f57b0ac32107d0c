"""出了告知书以后接着问其中一样：“一共几样”“第二个是啥”“身份证要原件吗”。只答问的，不把整张再念一遍。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Iterable, Iterator, List, Optional, Sequence, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.one_time_notice import BringMaterial, OneTimeNotice
from bot.hotline.understanding import Understanding
from bot.usecases.guide.quote_guide import quote_guide
from bot.usecases.guide.say_notice import missing_reply, say_materials
from bot.usecases.reading.read_phrase import bare, says_any
from bot.usecases.rules.quote_answer import common_question

_SHORT = 18  # 长的是在说别的事
_LEFT_OVER = 1  # 去掉认得的字最多还剩这么多；再多，问的就不是清单
# 还没问清、没有编号的清单，换一种说法。
_UNNUMBERED = {
    "utter_notice_lines": "utter_material_lines",
    "utter_notice_not_needed": "utter_material_not_needed",
    "utter_notice_not_listed": "utter_material_not_listed",
}
_MARKS = r"[\s，,。.！!？?、；;“”\"]"


def answer_about_notice(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """不是在问刚出的告知书上的材料，返回 None。"""
    text = bare(heard.text)
    is_elsewhere = heard.choice is not None or conversation.draft_open or conversation.awaiting is not Awaiting.NOTHING
    if is_elsewhere or not conversation.notice_no or len(text) > _SHORT:
        return None
    notice = hotline.notices.get(conversation.notice_no)
    if notice is None or notice.item_id != conversation.item_id:
        return None
    reply = _number_again(notice, text, hotline) or _answer(notice, text, hotline) or _whether_it_changes(notice, text, hotline) or _given_back(notice, text, hotline)
    return Turn(conversation.settled(), [reply]) if reply else None


def _number_again(notice: OneTimeNotice, text: str, hotline) -> Optional[Reply]:
    words = hotline.knowledge.answer_words.about_notice
    is_asked = says_any(words.number, text) and _is_only(text, (*words.filler, *words.number, *words.number_around))
    return Reply("utter_notice_number", {"number": notice.number, "item": notice.item_name}) if is_asked else None


def _answer(notice: OneTimeNotice, text: str, hotline) -> Optional[Reply]:
    words = hotline.knowledge.answer_words.about_notice
    known = (*words.filler, *words.need, *words.form)
    if says_any(words.how_many, text) and _is_only(text, (*known, *words.how_many)):
        return _counted("utter_notice_count", notice)
    numbered, said = _numbered(notice, text, hotline)
    if said and _is_only(text, (*known, said)):
        return _lines(notice, [numbered]) if numbered else _counted("utter_notice_count", notice)
    demanded = _material_said(text, hotline) if says_any(words.demanded, text) else ""
    if demanded:
        return _demanded(notice, demanded, hotline)
    if not says_any((*words.form, *words.need, *words.enough, *words.hearsay, *words.gives_back), text):
        return None
    return about_material(notice, text, hotline) or (
        _lines(notice, notice.bring) if says_any(words.form, text) and _is_only(text, known) else None
    )


def _given_back(notice: OneTimeNotice, text: str, hotline) -> Optional[Reply]:
    """没点名的“旧的要拿来不”“证要交回吗”：清单上写着交回的那几样；没写的返回 None。"""
    words = hotline.knowledge.answer_words.about_notice
    is_asked = (says_any(words.gives_back, text) or says_any(words.need, text)) and says_any((*words.gives_back, *words.old_papers), text) and _is_only(text, (*words.filler, *words.need, *words.gives_back, *words.old_papers))
    listed = [line for line in notice.bring if says_any(words.writes_back, f"{line.name}{line.note or ''}")] if is_asked else []
    return _lines(notice, listed) if listed else None


def _whether_it_changes(notice: OneTimeNotice, text: str, hotline) -> Optional[Reply]:
    """食品证的清单出了，问“执照要换新的不”：不是要补执照，也不是要不要带；指南里有就念，没有承认没写。"""
    words = hotline.knowledge.answer_words.about_notice
    name = _material_said(text, hotline)
    is_asked = bool(name) and says_any(words.changes, text) and _is_only(text, (*words.filler, *words.changes, name))
    if not is_asked or name in notice.result or _listed(notice, name, []):
        return None
    item = hotline.knowledge.item(notice.item_id)
    return common_question(item, text, hotline) or quote_guide(item, (name,)) or Reply("utter_not_in_guide")


def about_material(notice: OneTimeNotice, text: str, hotline) -> Optional[Reply]:
    """话里只说了一样材料（“租房合同要带吗”“那健康证呢”）：说这一样。不是返回 None。notice 没有编号的是还没问清的清单。"""
    words = hotline.knowledge.answer_words.about_notice
    name = _material_said(text, hotline)
    heard_say = (*words.hearsay, *words.hearsay_around) if says_any(words.hearsay, text) else ()
    if not name or not _is_only(text, (*words.filler, *heard_say, *words.need, *words.form, *words.enough, *words.gives_back, *words.changes, name)):
        return None
    same = [] if _is_listed(notice, name) else _same_as(name, hotline)  # 有原样叫这个名字的，不看别的叫法
    listed = _listed(notice, name, same)
    if notice.number and listed and says_any(words.enough, text):
        return missing_reply(notice, [line.name for line in listed])
    if not listed and says_any((*words.gives_back, *words.changes), text):
        return None  # “旧执照要交回去吗”“执照要改不”问的不是复印件要不要带
    is_result = name in notice.result and not listed and not any(says_any((name, *same), not_needed) for not_needed, _ in notice.not_needed)
    if is_result:
        return None  # 办的就是它（“要不要营业执照”），不是要带的
    reply = _about(notice, listed, name, same)
    if notice.number:
        return reply
    return replace(reply, name="utter_material_noted" if reply.name == "utter_notice_lines" and not listed else _UNNUMBERED[reply.name])


def about_forms(notice: OneTimeNotice, text: str, hotline) -> Optional[Reply]:
    """没说是哪一样，问“要原件吗”：哪些要原件、哪些要复印件，归在一起说。不是返回 None。"""
    words = hotline.knowledge.answer_words.about_notice
    if not says_any(words.form, text) or not notice.bring or not _is_only(text, (*words.filler, *words.need, *words.form)):
        return None
    forms = dict.fromkeys(line.form for line in notice.bring)
    return Reply("utter_forms_needed", {"forms": "\n".join(f"{form}：{'、'.join(line.name for line in notice.bring if line.form == form)}" for form in forms)})


def names_material(text: str, hotline) -> bool:
    """话里问的是一样材料怎么带：“身份证能用复印件吗”。"""
    words = hotline.knowledge.answer_words.about_notice
    return bool(_material_said(text, hotline)) and says_any((*words.form, *words.enough), text)


def _demanded(notice: OneTimeNotice, name: str, hotline) -> Reply:
    """窗口另外要这一样：清单上有的说怎么带，没有的请他出示编号，问清依据。"""
    same = _same_as(name, hotline)
    reply = _about(notice, _listed(notice, name, same), name, same)
    return replace(reply, name="utter_notice_demanded") if reply.name == "utter_notice_not_needed" else reply


def _is_listed(notice: OneTimeNotice, name: str) -> bool:
    return bool(_listed(notice, name, ())) or any(name in not_needed for not_needed, _ in notice.not_needed)


def _listed(notice: OneTimeNotice, name: str, same: Sequence[str]) -> List[BringMaterial]:
    """告知书上说到的这一样。"""
    return [line for line in notice.bring if any(says_any((name, *same), said) for said in (line.name, *line.said_as, *line.any_of))]


def _about(notice: OneTimeNotice, listed: Sequence[BringMaterial], name: str, same: Sequence[str]) -> Reply:
    """说到的这一样：要带的说怎么带，不用带的说为什么，没有的说没有。"""
    if listed:
        return _lines(notice, listed)
    for not_needed, why in notice.not_needed:
        if says_any((name, *same), not_needed):
            return Reply("utter_notice_not_needed", {"name": not_needed, "why": why, "number": notice.number})
    noted = [line for line in notice.bring if line.note and says_any((name, *same), line.note)]  # “申请书要加盖公章”
    return _lines(notice, noted) if noted else _counted("utter_notice_not_listed", notice, name=f"“{name}”")


def _lines(notice: OneTimeNotice, lines: Sequence[BringMaterial]) -> Reply:
    return Reply("utter_notice_lines", {"materials": say_materials(lines), "number": notice.number})


def _counted(reply: str, notice: OneTimeNotice, **fields: str) -> Reply:
    names = "、".join(line.name for line in notice.bring) or "不需要您带材料"
    return Reply(reply, {"count": len(notice.bring), "names": names, "number": notice.number, **fields})


def _numbered(notice: OneTimeNotice, text: str, hotline) -> Tuple[Optional[BringMaterial], str]:
    """“第二个”“最后那样”：（说的是哪一行，用的是哪几个字）；清单上没有那么多，前一样是 None。"""
    words, numbers = hotline.knowledge.answer_words.about_notice, hotline.knowledge.answer_words.numbers
    last = next((phrase for phrase in words.last if phrase in text), "")
    if last:
        return notice.bring[-1] if notice.bring else None, last
    match = re.search(f"第([1-9{re.escape(''.join(numbers))}])(?:{any_of(words.units)})", text)
    if not match:
        return None, ""
    number = next(n for n, same in enumerate(numbers, 1) if match[1] in same)
    return notice.bring[number - 1] if number <= len(notice.bring) else None, match[0]


def _material_said(text: str, hotline) -> str:
    """话里说到的一样材料，取最长的叫法；哪件事的材料都认。没有返回空。"""
    form = f"(?:{any_of(hotline.knowledge.answer_words.about_notice.form)})$"  # “身份证原件”说的是身份证
    said = max((name for names in _materials(hotline) for name in names if len(name) > 1 and name in text), key=len, default="")
    return re.sub(form, "", said) or said


def _same_as(name: str, hotline) -> List[str]:
    """这样材料别的叫法：“租房合同”也叫“租房协议”。"""
    return [other for names in hotline.knowledge.answer_words.about_notice.same if name in names for other in names]


def _materials(hotline) -> Iterator[Tuple[str, ...]]:
    """每样材料的各种叫法。"""
    yield from hotline.knowledge.answer_words.about_notice.same
    for item in hotline.knowledge.items.values():
        for material in item.materials:
            yield (material.name, *material.said_as, *material.any_of)


def _is_only(text: str, known: Iterable[str]) -> bool:
    """去掉认得的字，剩不下什么。"""
    longest_first: List[str] = sorted(known, key=len, reverse=True)
    rest = re.sub(_MARKS, "", text)
    for phrase in longest_first:
        rest = rest.replace(phrase, "")
    return len(rest) <= _LEFT_OVER
