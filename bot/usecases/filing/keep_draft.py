"""草稿先放着、接着办、删掉、重来；放着的让坐席看得见。"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, fill, hear, to
from bot.hotline.understanding import Understanding
from bot.ports import HandOver
from bot.usecases.emergency.keep_emergency_notes import merge_into_draft
from bot.usecases.filing.ask_draft import ask_next, current_draft, keep_draft
from bot.usecases.filing.change_draft import anonymous
from bot.usecases.filing.hide_reporter import SECRET, wants_anonymity
from bot.usecases.filing.say_draft import cancelled_card, draft_button, draft_card, say_found
from bot.usecases.filing.side_talk import asks
from bot.usecases.not_ours.lodge_offered import lodge_offered
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.read_command import is_command, is_fill_word
from bot.usecases.reading.read_statement import read_statement

_SHORT = 16


def set_aside_draft(conversation: Conversation, draft: Draft, hotline, name: str = "utter_draft_set_aside") -> Turn:
    """不想说了：草稿留着，坐席看得见，随时能接着办。"""
    draft = keep_draft(to(draft, Stage.SET_ASIDE), hotline)
    show_to_operators(draft, hotline)
    choices = (draft_button("接着办", "resume", draft), draft_button("删掉", "cancel", draft))
    fields = {"days": hotline.knowledge.intake.keeps_draft_days}
    return Turn(laid_down(conversation), [Reply(name, fields, choices, draft_card(draft, hotline))])


def resume_draft(conversation: Conversation, hotline) -> Optional[Turn]:
    """接着办放下的那份；没有返回 None。隔了一天会话重开的，按会话编号找回来。"""
    draft = current_draft(conversation, hotline) or hotline.drafts.latest_open(conversation.id)
    if draft is None:
        return None
    kind = hotline.knowledge.names.kinds[draft.kind]
    merged = merge_into_draft(conversation, draft, hotline)
    fields = {
        "kind": kind,
        "noted": say_found(draft, tuple(draft.values), hotline),
        "emergency": "" if merged is draft else "紧急时说的",
    }
    return ask_next(conversation, merged, hotline, [Reply("utter_draft_resumed", fields)], whole=True)


def cancel_draft(conversation: Conversation, draft: Draft, hotline) -> Turn:
    """真的删掉，不留副本。"""
    hotline.drafts.delete(draft.draft_id)
    hotline.log("draft_cancelled", draft_id=draft.draft_id)
    gone = replace(laid_down(conversation), draft_id=None)
    if draft.stage is Stage.OFFERED:
        return not_lodged(gone, draft, hotline)
    return Turn(gone, [Reply("utter_draft_cancelled", card=cancelled_card(draft, hotline))])


def not_lodged(gone: Conversation, draft: Draft, hotline) -> Turn:
    """问了要不要转，他说不用：说的话不留，只记是哪个单位，接着问“那我找谁”答得上。"""
    body = hotline.knowledge.external_bodies.get(draft.department or "")
    if body is None:
        return Turn(gone, [Reply("utter_anything_else")])
    return Turn(replace(gone, last_question={"text": "", "department": body.id, "body": body.id}), [Reply("utter_not_lodged")])


def restart_draft(conversation: Conversation, draft: Draft, hotline) -> Turn:
    """同一类诉求从头说：先前填的都删掉。"""
    hotline.drafts.delete(draft.draft_id)
    fresh = Draft(
        draft_id=hotline.new_number("D"),
        conversation_id=draft.conversation_id,
        kind=draft.kind,
        source=draft.source,
        created_at=hotline.now(),
        updated_at=hotline.now(),
        is_other_body=draft.is_other_body,
        told_purpose=draft.told_purpose,
    )
    return ask_next(conversation, fresh, hotline, [Reply("utter_draft_restarted")])


def take_draft_up(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """没有在登记时说“接着办”“删掉草稿”。说的是别的返回 None。"""
    words, is_laid_down = hotline.knowledge.intake_words, bool(conversation.draft_id) and not conversation.draft_open
    is_asked = conversation.awaiting is Awaiting.SITUATION  # 办着别的事，“愿意”答的是那边问的
    first, *more = [piece for piece in re.split(r"[，,。；;！!\s]+", heard.text) if piece and not is_fill_word(piece, words) and piece not in words.waits] or [""]
    again = is_laid_down and is_command("takes_up_again", first, words)
    if again and more and (draft := current_draft(conversation, hotline)):  # “还是投诉吧，他刚才又骂我”：后半句是经过
        rest = "，".join(more)
        is_hiding = draft.kind in SECRET and wants_anonymity(rest, words)  # “那登记吧，别写我名字”
        keep_draft(anonymous(draft, hotline) if is_hiding else hear(draft, rest, False), hotline)
    if is_laid_down and any(phrase in heard.text for phrase in words.adds_to_draft) and (draft := current_draft(conversation, hotline)) and draft.stage is Stage.SET_ASIDE:
        keep_draft(hear(draft, heard.text, False), hotline)  # 刚说先别交，“我再加一句 他还骂人”
        return resume_draft(conversation, hotline)
    if is_laid_down and conversation.filed and (draft := current_draft(conversation, hotline)) and draft.stage is Stage.SET_ASIDE and _goes_on_with(draft, heard, hotline):
        found = read_statement(heard.text, entities_of(heard, hotline), words, hotline.now().date())
        keep_draft(hear(fill(draft, {name: value for name, value in found.items() if not draft.knows(name)}), heard.text, False), hotline)
        return resume_draft(conversation, hotline)  # 头一件刚登记完，接着说第二件里的“饭馆叫刘记面馆”
    wants = again or is_command("resume", heard.text, words) or (is_laid_down and not is_asked and heard.intent == "affirm" and len(heard.text) <= 4)
    if wants and (is_laid_down or not conversation.set_aside):
        return resume_draft(conversation, hotline)
    if is_laid_down and is_command("anonymous", heard.text, words):  # 险情打断过，回头说“匿名”
        draft = current_draft(conversation, hotline)
        return ask_next(conversation, anonymous(draft, hotline), hotline, [Reply("utter_draft_anonymous")]) if draft else None
    submits = is_laid_down and is_command("confirm", heard.text, words) and any(word in heard.text for word in words.submits)
    if submits:  # 放下以后说“还是提交吧”：问齐了的再请他核对一眼
        return resume_draft(conversation, hotline)
    lodges = is_laid_down and len(heard.text) <= _SHORT and any(phrase in heard.text for phrase in words.asks_to_lodge)
    offered = current_draft(conversation, hotline) if lodges else None
    if offered and offered.stage is Stage.OFFERED:  # 问了两句别的，再说“那帮我转过去”
        return lodge_offered(conversation, offered, hotline)
    if is_laid_down and is_command("cancel", heard.text, words):
        draft = current_draft(conversation, hotline)
        return cancel_draft(conversation, draft, hotline) if draft else None
    return None


def _goes_on_with(draft: Draft, heard: Understanding, hotline) -> bool:
    """没在问，说到的那一类店就是放着的那件里的。"""
    words = hotline.knowledge.intake_words
    alone = any_of(shop for shop in words.shops if len(shop) == 1)
    trades = re.findall(rf"{any_of(trade for trade in (*words.plain_shops, *words.shops) if len(trade) > 1)}|[㐀-鿿](?:{alone})", "\n".join(draft.said))
    return not asks(heard.text, hotline) and any(trade in heard.text for trade in trades)


def offer_to_resume(turn: Turn, hotline) -> Turn:
    """新的一次来话：上回没登记完的，提一句。"""
    draft = hotline.drafts.latest_open(turn.conversation.id)
    if draft is None or turn.conversation.draft_id or (turn.conversation.returning or {}).get("words"):
        return turn
    kind = hotline.knowledge.names.kinds[draft.kind]
    choices = (draft_button("接着办", "resume", draft), draft_button("删掉", "cancel", draft))
    offered = replace(turn.conversation, draft_id=draft.draft_id)
    return Turn(offered, [*turn.replies, Reply("utter_draft_waiting", {"kind": kind}, choices)])


def pause_for_emergency(turn: Turn, hotline) -> Turn:
    """人要紧：不追问，草稿留着。对不想活的人不提登记的事。"""
    if hotline.knowledge.emergencies[turn.conversation.emergency].hand_to_person:
        return Turn(laid_down(turn.conversation), turn.replies)
    return Turn(laid_down(turn.conversation), [*turn.replies, Reply("utter_draft_paused")])


def laid_down(conversation: Conversation) -> Conversation:
    return replace(conversation.settled(), draft_open=False)


def show_to_operators(draft: Draft, hotline) -> None:
    """给坐席留一件：谁填了一半没提交。留过的不重复留。"""
    if draft.hand_over_no:
        return
    hand_over = HandOver(
        number=hotline.new_number("H"),
        conversation_id=draft.conversation_id,
        reason="draft",
        created_at=hotline.now(),
        phone=draft.values.get("citizen_phone"),
        department=draft.department,
        draft_id=draft.draft_id,
    )
    if hotline.drafts.mark_handed_over(draft.draft_id, hand_over.number):
        hotline.hand_overs.add(hand_over)
        hotline.log("draft_left_unfinished", draft_id=draft.draft_id, hand_over_no=hand_over.number)


def look_after_drafts(hotline) -> None:
    """后台定时做：放了一阵没动的提醒坐席，过了保存期的删掉。"""
    rules, now = hotline.knowledge.intake, hotline.now()
    for draft in hotline.drafts.idle_since(now - timedelta(minutes=rules.idle_minutes)):
        show_to_operators(draft, hotline)
    deleted = hotline.drafts.delete_older_than(now - timedelta(days=rules.keeps_draft_days))
    if deleted:
        hotline.log("old_drafts_deleted", count=deleted)
