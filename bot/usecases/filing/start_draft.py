"""听到一件诉求，开一份草稿：说过的都记下，只问还缺的。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Mapping, Optional, Sequence

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, fill, hear
from bot.hotline.routing import RoutingFacts, known
from bot.hotline.understanding import RequestKind, Understanding
from bot.hotline.visibility import PARTY_COMMITTEE
from bot.usecases.emergency.keep_emergency_notes import with_emergency
from bot.usecases.filing.ask_draft import ask_next, keep_draft
from bot.usecases.filing.earlier_words import with_filed_ticket, with_offered, with_question, with_told
from bot.usecases.filing.hide_reporter import SECRET, wants_anonymity, wants_his_name, without_reporter_in_draft
from bot.usecases.filing.say_aside import asked_among_facts
from bot.usecases.filing.say_draft import lodge_choices, say_found
from bot.usecases.filing.second_in_draft import with_second
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.read_accused import person_who_does
from bot.usecases.reading.read_official import read_official, without_place_of
from bot.usecases.reading.read_statement import is_online, read_statement
from bot.usecases.reading.sort_answer import on_the_spot
from bot.usecases.returning.file_anew import told_unanswered
from bot.usecases.rules.answer_of_the_matter import rule_asked_at_once

_FEWEST_LETTERS = 3  # 去掉空话还剩这么多字，才算说了是什么事
_NO_DEMAND = (RequestKind.COMMENDATION.value, RequestKind.SUGGESTION.value)


def start_draft(
    conversation: Conversation, heard: Understanding, hotline, grounds: Sequence[str] = (), before: Sequence[Reply] = ()
) -> Turn:
    """归本局办的。grounds 是看到的不予受理情形：照样登记，交给人审。"""
    draft = with_offered(new_draft(conversation, heard, hotline, grounds), conversation, heard.text, hotline)
    draft = with_question(with_emergency(draft, conversation, hotline), conversation, heard.text, hotline)
    draft, follows = with_filed_ticket(draft, conversation, heard.text, hotline)
    decision = hotline.knowledge.route(
        RoutingFacts(draft.kind, known(draft.problem), known(draft.department), online="yes" if draft.is_online else "unknown")
    )
    names = hotline.knowledge.names.kinds
    fields = {
        "kind": "和".join(names[kind] for kind in draft.kinds),
        "department": hotline.knowledge.name_of_body(decision.department)
        if draft.has_facts and not decision.needs_person
        else "",
        "noted": say_found(draft, tuple(draft.values), hotline),
        "two": names[draft.second.kind] if draft.second else "",
        "represents": words_for_kin(draft.values.get("represents", ""), hotline),
        "group": "是" if draft.is_group else "",
    }
    conversation = replace(conversation, emergency_notes=None)
    noted = [Reply("utter_draft_anonymous")] if draft.is_anonymous else []
    if draft.kind == RequestKind.CONDUCT_COMPLAINT.value and any(word in heard.text for word in hotline.knowledge.intake_words.bribery):
        noted = [Reply("utter_draft_discipline", discipline_fields(hotline)), *noted]
    noted = [*told_unanswered(draft, hotline), *noted]
    asked = [] if conversation.last_question else asked_among_facts(draft, heard.text, hotline) or rule_asked_at_once(draft, heard.text, hotline)  # 刚答过一条规矩的，不再答一遍
    return ask_next(conversation, draft, hotline, [*before, Reply("utter_draft_started", fields), *follows, *noted, *asked])


def offer_to_lodge(conversation: Conversation, heard: Understanding, body: Any, hotline) -> Turn:
    """归别的单位管：说清是谁，问要不要登记一张 12345 工单转过去。"""
    draft = replace(new_draft(conversation, heard, hotline, ()), is_other_body=True, stage=Stage.OFFERED)
    draft = keep_draft(draft, hotline)
    advice, ours_part = body.words_on(heard.text)
    fields = {"body": body.short_name, "advice": advice, "ours_part": f"其中归我们管的是：{ours_part}" if ours_part else ""}
    waiting = replace(conversation, draft_id=draft.draft_id, draft_open=False, awaiting=Awaiting.LODGE)
    noted = [Reply("utter_draft_anonymous")] if draft.is_anonymous else []
    return Turn(waiting, [*noted, Reply("utter_request_not_ours", fields, lodge_choices(draft))])


def remember_emergency(conversation: Conversation, heard: Understanding, hotline) -> Conversation:
    """紧急情况里说的第一句，单存一份；正在登记的那份不动。"""
    notes = replace(new_draft(conversation, heard, hotline, ()), stage=Stage.OFFERED, emergency=heard.emergency)
    return replace(conversation, emergency_notes=keep_draft(notes, hotline).draft_id)


def new_draft(conversation: Conversation, heard: Understanding, hotline, grounds: Sequence[str]) -> Draft:
    """从第一句话里能知道的都记下。还没有存。"""
    now = hotline.now()
    words = hotline.knowledge.intake_words
    channel = conversation.id.partition(":")[0]
    draft = Draft(
        draft_id=hotline.new_number("D"),
        conversation_id=conversation.id,
        kind=_kind_said(heard, words),
        source=channel if channel != conversation.id and len(channel) <= 16 else "chat",
        created_at=now,
        updated_at=now,
        problem=heard.problem,
        department=_whose_conduct(heard, hotline),
        urgency=heard.urgency if heard.urgency == "urgent" else "normal",
        grounds=tuple(dict.fromkeys((*grounds, *_grounds_heard(heard)))),
        is_group=any(phrase in heard.text for phrase in words.group),
        is_online=is_online(heard.text, words),
        is_anonymous=_asks_for_anonymity(heard, words),
        place="elsewhere" if "art16_1" in grounds else None,
        told_grounds=tuple(grounds),
    )
    entities = entities_of(heard, hotline)
    found = _fitting(draft, read_statement(heard.text, entities, words, now.date()), heard.text, hotline, entities)
    draft = with_second(fill(draft, for_another(found)), heard, hotline)
    draft = with_told(hear(draft, heard.text, has_substance(heard.text, {} if draft.kind in _NO_DEMAND else found, hotline)), conversation, hotline)
    return _anonymous_at_once(draft, hotline) if wants_anonymity(heard.text, words) else draft


def _fitting(draft: Draft, found: Mapping[str, Any], text: str, hotline, entities: Sequence[Mapping[str, Any]] = ()) -> Mapping[str, Any]:
    """表扬、建议里没有要求谁赔多少；反映窗口的，说的地方就是窗口。"""
    if draft.kind in _NO_DEMAND:
        kept = {name: value for name, value in found.items() if name not in ("demand", "amount")}
        praised = read_official(text, hotline.knowledge.intake_words) if draft.kind == RequestKind.COMMENDATION.value else None
        return {**without_place_of(kept, praised), "respondent_name": praised} if praised else kept  # “登记窗口3号的小姑娘”
    if draft.kind == RequestKind.TIP_OFF.value and not found.get("respondent_name") and (who := person_who_does(text, entities, hotline.knowledge.intake_words)):
        return {**found, "respondent_name": who}
    return on_the_spot(found, draft, hotline, text) if draft.kind == RequestKind.CONDUCT_COMPLAINT.value else found


def _anonymous_at_once(draft: Draft, hotline) -> Draft:
    """头一句就说了匿名的，照办，不再问；投诉带举报的，举报那一件匿名。"""
    if draft.second:
        return replace(draft, second=replace(draft.second, is_anonymous=True))
    return without_reporter_in_draft(replace(draft, is_anonymous=True), hotline) if draft.kind in SECRET else draft


def _kind_said(heard: Understanding, words) -> str:
    """听成投诉，市民说的却是“举报”、又没有要退要赔的，照他说的来。"""
    said_tip_off = any(word in heard.text for word in words.tip_off_words)
    wants_money = any(word in heard.text for word in (*words.complaint_words, *words.demand_verbs))
    is_hiding = wants_anonymity(heard.text, words)  # “食堂饭里有虫，我怕老师知道”：没要退要赔，又怕人知道
    if heard.kind is RequestKind.COMPLAINT and (said_tip_off or is_hiding) and not wants_money:
        return RequestKind.TIP_OFF.value
    if heard.kind is RequestKind.HELP_REQUEST and is_hiding and not wants_money and any(word in heard.text for word in words.misdeeds):
        return RequestKind.TIP_OFF.value
    return heard.kind.value


def discipline_fields(hotline) -> Mapping[str, str]:
    """纪检监察机关和它的电话；没核实的照实说。"""
    body = hotline.knowledge.external_bodies["discipline"]
    phone = body.phones[0]
    return {"body": body.short_name, "phone": phone.number, "doubt": "" if phone.verified else "号码还没有核实"}


def _asks_for_anonymity(heard: Understanding, words) -> bool:
    """一开口就说“匿名举报”的，不再问要不要匿名。"""
    is_secret = heard.kind in (RequestKind.TIP_OFF, RequestKind.CONDUCT_COMPLAINT)
    return is_secret and "匿名举报" in heard.text and not wants_his_name(heard.text, words)


def _whose_conduct(heard: Understanding, hotline) -> Optional[str]:
    """说“你们窗口”的，就是本局；听着像别的部门的也不转走。说打了人才听成公安的，没说是民警，也是本局。"""
    words, worry = hotline.knowledge.intake_words, hotline.knowledge.emergency_hearing.worry(heard.text)
    is_for_blows = worry is not None and heard.department == hotline.knowledge.emergencies[worry].department and not any(word in heard.text for word in words.police)
    is_ours = is_for_blows or any(word in heard.text for word in words.our_own)
    return PARTY_COMMITTEE if is_ours and heard.kind is RequestKind.CONDUCT_COMPLAINT else heard.department


def has_substance(text: str, found: Mapping[str, Any], hotline) -> bool:
    """是不是说到了什么事。“我要投诉好再来烧烤店”还没有。"""
    words = hotline.knowledge.intake_words
    if any(word in text for word in (*words.misdeeds, *words.troubles, *words.overcharged, *words.insults)):
        return True
    for value in found.values():
        if isinstance(value, str):
            text = text.replace(value, "")
    text = re.sub(rf"[㐀-鿿A-Za-z]{{2,10}}(?:{any_of(words.shops)})[\s，,]*(?:{any_of(words.corrects)}|不是)[\s，,]*(?:是|应该是)?", "", text)  # “老赵家面馆 不对 是老周家面馆”还没说什么事
    foreign = len(re.findall(r"[A-Za-z]{2,}", text))
    left = re.sub(rf"{any_of(hotline.knowledge.intake_words.hollow)}|[^㐀-鿿]", "", text)
    return len(left) + foreign >= _FEWEST_LETTERS


def words_for_kin(who: str, hotline) -> str:
    """“我妈”说给他听是“您母亲”。"""
    return hotline.knowledge.intake_words.represented_called.get(who) or re.sub("^我", "您", who)


def for_another(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """替别人投诉时，自我介绍说的是受托人，不是投诉人。"""
    if "represents" not in found or "citizen_name" not in found:
        return found
    return {**{k: v for k, v in found.items() if k != "citizen_name"}, "representative_name": found["citizen_name"]}


def _grounds_heard(heard: Understanding) -> Sequence[str]:
    """理解里看到的情形。缺不缺材料要等问完才知道，先不算。"""
    return [ground for ground in (heard.acceptance or {}).get("grounds", ()) if ground != "art16_5"]
