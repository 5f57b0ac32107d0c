"""正问的这一样说没有、不知道、说不上来：说得上来的半句照收，说没有的是别的那一样的放对地方。"""

from __future__ import annotations

import re
from typing import Any, Dict, Mapping, Optional, Union

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, fill, hear
from bot.hotline.draft_questions import pass_over
from bot.hotline.intake import PERSONAL
from bot.usecases.filing.answer_facts import note_found
from bot.usecases.filing.answering import Answering
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.hide_reporter import SECRET
from bot.usecases.filing.no_answer import YES_OR_NO, leave_open, other_field, take_none
from bot.usecases.filing.side_talk import without_questions
from bot.usecases.reading.place_words import is_on_a_street, looks_like_place, said_part
from bot.usecases.reading.read_command import is_any_command, says_none
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.sort_answer import on_the_spot, tells_instead

_FEWEST_LETTERS = 3
_PLACES = ("respondent_address", "citizen_address")
_THAT_ONE = re.compile("[那这][个家](?:店|摊|摊子|铺子)?$")
_SIGN = re.compile(r"(?:门头|招牌|牌子|门口|门上)(?:上面|上头|上)?(?:写|挂|印|标)(?:的|着)+(?:是|个)?(?![什啥])([^，,。；\s]{2,15})")


def hear_none(one: Answering) -> Union[Answering, Turn]:
    """说没有、不知道：没有的是凭据的说一声；“不用报警，我就想投诉”不是。"""
    told = without_questions(one.text, one.hotline) or one.text  # “地址你们查不到吗，叫丽人坊”：问的半句不是说没有
    if not says_none(told, one.words):
        return one
    if not one.found and (lacked := _lacks_a_proof(one.text, one.words)):
        return ask_next(one.conversation, one.draft, one.hotline, [Reply("utter_draft_without_it", {"what": lacked})])
    insists = any(phrase in one.text for phrase in (*one.words.opens_complaint, *one.words.opens_tip_off))
    if one.mentions_wish or insists or _is_sure(one.name, one.found, one.words):
        return one
    return none_of_it(one.conversation, one.draft, one.found, one.text, one.hotline)


def none_of_it(conversation: Conversation, draft: Draft, found: Dict[str, Any], text: str, hotline) -> Turn:
    """正问的这一样说没有、不知道；顺带说的别的照收。"""
    name, words = draft.asking, hotline.knowledge.intake_words
    if draft.kind == "conduct_complaint" and name == "respondent_name" and (desk := on_the_spot(found, draft, hotline).get(name)) and not says_none(desk, words):
        return note_found(conversation, hear(fill(draft, {name: desk}), text, False), (name,), hotline)  # “不知道叫啥，3号窗口”
    found.pop(name, None)
    where = said_part(text, words)
    if name == "respondent_name" and where != text and not draft.knows("respondent_address"):
        spot = _THAT_ONE.sub("", where)  # “桥头那个 没招牌”
        if is_on_a_street(where, words) or (spot != where and looks_like_place(spot, words)):
            found["respondent_address"] = spot  # “三小门口，店名不知道”
    if name == "respondent_name" and (title := _named_roughly(text, hotline)):
        return note_found(conversation, hear(fill(draft, {**found, name: title}), text, False), (name,), hotline)  # “老年健康馆 也不知道叫啥”
    rest = " ".join(piece for piece in text.split() if not (says_none(piece, words) or is_any_command(piece, words)))
    if draft.kind not in SECRET and len(re.findall("[㐀-鿿]", rest)) >= _FEWEST_LETTERS and rest != text:
        draft = hear(draft, text, False)  # “叫啥不知道，5号窗口的”：说得出的那半句留着
    if name == "citizen_phone" and draft.kind == "conduct_complaint" and re.search("姓|叫啥|叫什么|长什么样", text) and not re.search("电话|号|留", text):
        return ask_next(conversation, hear(draft, text, False), hotline)  # “姓啥不知道”说的是被反映的人
    if name == "demand" and tells_instead(text, words):
        return note_found(conversation, hear(fill(draft, found), text, False), tuple(found), hotline) if found else _kept(conversation, draft, text, hotline)
    denied = " ".join(piece for piece in re.split(r"[，,。；\s]+", text) if says_none(piece, words))
    other = other_field(name, denied or text, draft, hotline)  # “就在手机上扣的 没有地方”说没有的是地方
    if "respondent_name" in (other, name) and where != text:
        found.update(_stall_told(where, draft, words, hotline))
        found.pop("citizen_address", None)
    if other is None and name in ("citizen_phone", "citizen_address") and re.search(any_of(words.unknown_of["respondent_name"]), text):
        return _kept(conversation, fill(draft, found), text, hotline)  # 问电话，“没有牌子”说的是店
    if other:  # 正问请求，说的是“没有地址”
        return leave_open(conversation, fill(draft, found), other, hotline)
    return take_none(conversation, fill(draft, found), hotline)


def _named_roughly(text: str, hotline) -> Optional[str]:
    """有半句说不知道，另半句像店名。"""
    words = hotline.knowledge.intake_words
    if sign := _SIGN.search(text):
        return sign[1]  # “不知道叫啥 门头写的华为”
    titles = [read_field("respondent_name", piece, words, hotline.now().date()) for piece in text.split() if not says_none(piece, words)]
    named = [title for title in titles if title and len(title) > 3 and title.endswith(tuple(shop for shop in words.shops if len(shop) > 1 or shop in "店馆"))]
    return named[0] if len(named) == 1 else None


def _stall_told(where: str, draft: Draft, words, hotline) -> Dict[str, Any]:
    """“不晓得叫啥 就记得摆在戏台跟前”：说不上名字，说得上摆在哪，接在说过的地方后面。"""
    stall, known = read_field("respondent_address", where, words, hotline.now().date()), str(draft.values.get("respondent_address") or "")
    is_place = stall and is_on_a_street(stall, words) and stall not in known and not draft.is_online
    return {"respondent_address": f"{known}，{stall}" if known else stall} if is_place else {}


def _kept(conversation: Conversation, draft: Draft, text: str, hotline) -> Turn:
    after = hear(pass_over(draft, hotline.knowledge.acceptance.elements), text, False)
    return ask_next(conversation, after, hotline, [Reply("utter_draft_words_kept")])


def _lacks_a_proof(text: str, words) -> Optional[str]:
    """“没有单号”“小票找不到了”：说的是凭据，不是不肯答正问的这一样。"""
    cues = any_of((*words.address, *(cue for name in PERSONAL for cue in words.cues[name])))
    named = re.search(any_of((*words.order_names, *words.evidence, *words.proofs_lacked)), text)
    return named[0] if named and not re.search(cues, text) else None


def _is_sure(name: str, found: Mapping[str, Any], words) -> bool:
    """话里有“没有、不知道”，可是这一样还是说了：“没有门牌，在西关市场旁边”。"""
    value = found.get(name)
    if name in ("citizen_phone", "citizen_name", "companions", *YES_OR_NO):
        return value is not None
    is_long_enough = name in _PLACES or len(str(value)) > 8
    return isinstance(value, str) and is_long_enough and any(place in value for place in words.places)
