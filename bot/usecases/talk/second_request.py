"""一句话里又问办事、又要投诉：先说的先办，后说的不丢。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, fill
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.filing.another_matter import told_in
from bot.usecases.filing.ask_draft import keep_draft
from bot.usecases.filing.keep_draft import resume_draft
from bot.usecases.filing.say_draft import draft_button
from bot.usecases.filing.side_talk import asks
from bot.usecases.filing.start_draft import new_draft
from bot.usecases.filing.take_request import take_request

_SHORT, _LONGEST_NAMED = 14, 24
_KINDS = ("complaint", "tip_off", "conduct_complaint")


def first_of_two(conversation: Conversation, heard: Understanding) -> Understanding:
    """“两件事，一个是……一个是……”：先只听头一件。正登记着的，话都在那一份里。"""
    is_apart = heard.secondary is not None and "text" in heard.secondary and not conversation.draft_open
    return replace(heard, text=heard.secondary["first"], entities=()) if is_apart else heard


def keep_second_request(before: Conversation, turn: Turn, heard: Understanding, hotline) -> Turn:
    """主要在问、顺带要投诉的，存下来，说明怎么接着办。手上已经有草稿的，话都在那一份里。"""
    if heard.secondary and heard.text == heard.secondary.get("first"):
        return _keep_the_other(turn, heard, hotline)
    second = heard.secondary or _said_besides(heard, hotline)
    is_one = heard.kind is RequestKind.INQUIRY and second.get("kind") in _KINDS
    if not is_one or before.draft_id or turn.conversation.draft_id or not turn.replies:
        return turn
    request = replace(heard, items=(), item_decision=ItemDecision.NONE, kind=RequestKind(second["kind"]), department=second.get("department"), problem=second.get("problem"), secondary=None)
    if asks_last(heard.text, hotline):
        return _complaint_first(before, turn, request, hotline)
    draft = keep_draft(replace(new_draft(turn.conversation, request, hotline, ()), stage=Stage.SET_ASIDE), hotline)
    kept = replace(turn.conversation, draft_id=draft.draft_id)
    return Turn(kept, [Reply("utter_second_request", {"kind": hotline.knowledge.names.kinds[draft.kind]}), *turn.replies])


def _keep_the_other(turn: Turn, heard: Understanding, hotline) -> Turn:
    """数着说的后一件另开一份放着，头一件登记完接着办。头一件没有登记的，也说一声怎么接着办。"""
    second = heard.secondary or {}
    matter = replace(heard, text=second["text"], kind=RequestKind(second["kind"]), department=second["department"], problem=second["problem"], secondary=None)
    other = new_draft(Conversation(id=turn.conversation.id), matter, hotline, ())
    other = keep_draft(replace(other, stage=Stage.SET_ASIDE, is_other_body=second["department"] in hotline.knowledge.external_bodies, has_facts=True), hotline)
    named = f"（{matter.text}）" if len(matter.text) <= _LONGEST_NAMED else ""
    kind = {"kind": hotline.knowledge.names.kinds[other.kind] + named}
    if turn.conversation.draft_id:
        return Turn(turn.conversation, [*turn.replies[:-1], Reply("utter_draft_another_kept", kind), *turn.replies[-1:]])
    return Turn(replace(turn.conversation, draft_id=other.draft_id), [Reply("utter_second_request", kind), *turn.replies])


def _said_besides(heard: Understanding, hotline):
    """“……怎么办 顺便投诉一下你们办事的人”：没隔标点，也是另一件。"""
    starts, words = any_of(hotline.knowledge.entity_words.second_matters.starts), hotline.knowledge.intake_words
    found = re.search(rf"(?:{starts})[^，。；]{{0,3}}(投诉|举报)(.*)$", heard.text)
    if found is None or asks(found[2], hotline):
        return {}
    kind = "tip_off" if found[1] == "举报" else "conduct_complaint" if any(w in found[2] for w in ("你们", *words.our_own)) else "complaint"
    return {"kind": kind}


def asks_last(text: str, hotline) -> bool:
    """“……要退钱，另外我想问开饭馆要什么证”：问的在后头，投诉在前头。"""
    starts = any_of(hotline.knowledge.entity_words.second_matters.starts)
    halves = re.split(rf"[，。；！？,;!?](?:{starts})", text, maxsplit=1)
    return len(halves) == 2 and asks(halves[1], hotline) and not asks(halves[0], hotline)


def _complaint_first(before: Conversation, turn: Turn, request: Understanding, hotline) -> Turn:
    """投诉先说的先登记。问话一句答得完的这就答；要一问一答的放着，登记完接着办。"""
    started = take_request(_with_item_aside(before, turn), request, hotline)
    after = turn.conversation
    if after.awaiting is Awaiting.NOTHING:
        return Turn(started.conversation, [*(reply.without_choices() for reply in turn.replies), *started.replies])
    item = hotline.knowledge.items.get(after.item_id or "")
    kept = [Reply("utter_second_question", {"item": item.name})] if item else []
    return Turn(started.conversation, [*started.replies[:-1], *kept, started.replies[-1]])


def _with_item_aside(before: Conversation, turn: Turn) -> Conversation:
    item_id = turn.conversation.item_id if turn.conversation.awaiting is not Awaiting.NOTHING else None
    return replace(before, set_aside={"item_id": item_id, "answers": {}, "brought": []}) if item_id else before


def asked_after(conversation: Conversation, text: str, hotline) -> Optional[Turn]:
    """先办着头一件，问“第二个水果店那个事呢”：接着办放着的那一件。问的不是它返回 None。"""
    words = hotline.knowledge.intake_words
    pointed = len(text) <= _SHORT and not conversation.draft_open and re.match(rf"(?:那|还有)*(?:{any_of(words.the_other_one)})", text)
    kept = hotline.drafts.latest_open(conversation.id) if pointed and conversation.draft_id else None
    about = re.sub(rf"{any_of((*words.the_other_one, *words.fillers))}|[那这一个家件呢怎咋么办说]|的?[事情]+|[^㐀-鿿]", "", text)
    return resume_draft(replace(conversation, draft_id=kept.draft_id), hotline) if kept and kept.stage is Stage.SET_ASIDE and (not about or about in told_in(kept)) else None


def offer_kept_matter(conversation: Conversation, hotline) -> Turn:
    """这一件登记完了，放着的另一件问要不要接着办。没有放着的，什么也不说。"""
    kept = hotline.drafts.latest_open(conversation.id)
    if kept is None or conversation.draft_id:
        return Turn(conversation, [])
    kept = _same_shop(kept, conversation, hotline)
    choices = (draft_button("接着办", "resume", kept), draft_button("删掉", "cancel", kept))
    fields = {"kind": hotline.knowledge.names.kinds[kept.kind], "said": kept.said[0] if kept.said else ""}
    return Turn(replace(conversation, draft_id=kept.draft_id), [Reply("utter_draft_next", fields, choices)])


def _same_shop(kept: Draft, conversation: Conversation, hotline) -> Draft:
    """“它家用的地沟油”：说的就是刚登记的那家，是哪家、在哪不再问。"""
    is_theirs = bool(kept.said) and kept.said[0].startswith(hotline.knowledge.intake_words.by_them) and not kept.knows("respondent_name")
    if not (is_theirs and conversation.filed):
        return kept
    shop = hotline.tickets.get(conversation.filed[-1]).respondent
    told = {"respondent_name": shop.name, "respondent_address": shop.address}
    return keep_draft(fill(kept, {name: value for name, value in told.items() if value and not kept.knows(name)}), hotline)
