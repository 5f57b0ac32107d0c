"""草稿先放着、接着办、删掉、重来；放着的让坐席看得见。"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Optional

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, fill, hear, to
from bot.hotline.understanding import Understanding
from bot.ports import HandOver
from bot.usecases.ask_draft import ask_next, current_draft, keep_draft
from bot.usecases.keep_emergency_notes import merge_into_draft
from bot.usecases.read_command import is_command, is_fill_word, says_none
from bot.usecases.read_details import is_on_a_street
from bot.usecases.read_statement import read_statement
from bot.usecases.say_draft import cancelled_card, draft_button, draft_card, lodge_choices, say_found

# 像在接着说事的意图。
_MORE_FACTS = ("state_facts", "file_complaint", "file_tip_off", "ask_for_help", "complain_about_conduct", "noise", "have_materials")
_SHORT, _LONG = 16, 30
_ENOUGH_FOR_OTHERS = 4  # “卖假烟的”：听得出归谁管，就说到了事


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
    return ask_next(conversation, merged, hotline, [Reply("utter_draft_resumed", fields)])


def cancel_draft(conversation: Conversation, draft: Draft, hotline) -> Turn:
    """真的删掉，不留副本。"""
    hotline.drafts.delete(draft.draft_id)
    hotline.log("draft_cancelled", draft_id=draft.draft_id)
    gone = replace(laid_down(conversation), draft_id=None)
    if draft.stage is Stage.OFFERED:
        return Turn(gone, [Reply("utter_anything_else")])
    return Turn(gone, [Reply("utter_draft_cancelled", card=cancelled_card(draft, hotline))])


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
    again = is_laid_down and is_command("takes_up_again", heard.text, words)
    wants = again or is_command("resume", heard.text, words) or (is_laid_down and heard.intent == "affirm" and len(heard.text) <= 4)
    if wants and (is_laid_down or not conversation.set_aside):
        return resume_draft(conversation, hotline)
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


def answer_offer(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """要不要登记 12345 工单转给别的单位：要就接着问，不要就删掉；说的是别的返回 None。"""
    draft, words = current_draft(conversation, hotline), hotline.knowledge.intake_words
    if draft is None:
        return None
    lodges = len(heard.text) <= _SHORT and any(phrase in heard.text for phrase in words.asks_to_lodge)
    if heard.intent == "affirm" or is_command("confirm", heard.text, words) or lodges:
        return lodge_offered(conversation, draft, hotline)
    body = hotline.knowledge.external_bodies.get(draft.department or "")
    if body and len(heard.text) <= _SHORT and any(phrase in heard.text for phrase in words.asks_whose):
        fields = {"body": body.short_name, "advice": body.advice or "", "ours_part": body.ours_part or ""}
        return Turn(conversation, [Reply("utter_lodge_whose", fields, lodge_choices(draft))])
    if is_command("anonymous", heard.text, words):  # 只说怎么登记，就是要登记
        return ask_next(conversation, replace(draft, is_anonymous=True), hotline)
    is_no = heard.intent in ("deny", "cancel") or any(is_command(c, heard.text, words) for c in ("cancel", "set_aside", "deny"))
    if is_no or says_none(heard.text, words, 8):
        hotline.drafts.delete(draft.draft_id)
        return Turn(replace(laid_down(conversation), draft_id=None), [Reply("utter_anything_else")])
    if _tells_more(heard, hotline):
        told = hear(draft, heard.text, False)
        noted = "utter_draft_words_kept_anonymous" if draft.is_anonymous else "utter_draft_words_kept"
        if len(draft.said) > 1:  # 问过两遍，他只管接着说：就是要登记
            lodged = lodge_offered(conversation, told, hotline)
            return Turn(lodged.conversation, [Reply(noted), *lodged.replies])
        kept = keep_draft(told, hotline)  # 还没说要不要，先补充起情况来
        return Turn(conversation, [Reply(noted), Reply("utter_lodge_again", {}, lodge_choices(kept))])
    return None


def lodge_offered(conversation: Conversation, draft: Draft, hotline) -> Turn:
    """要登记转过去：已经说到是什么事的，不再请他说一遍。"""
    has_facts = draft.has_facts or any(len(re.findall("[㐀-鿿]", said)) >= _ENOUGH_FOR_OTHERS for said in draft.said)
    for said in draft.said[1:]:  # 问要不要转的时候，他先说的店名、地方
        draft = fill(draft, {name: value for name, value in _place_in(said, hotline).items() if not draft.knows(name)})
    return ask_next(conversation, replace(draft, has_facts=has_facts), hotline)


def _place_in(said: str, hotline):
    words, today = hotline.knowledge.intake_words, hotline.now().date()
    found = read_statement(said, hotline.entities.entities(said, today), words, today)
    if "respondent_address" not in found and len(said) <= _SHORT and is_on_a_street(said, words):
        found["respondent_address"] = said
    return found


def _tells_more(heard: Understanding, hotline) -> bool:
    """还没说要不要，先补充起情况来：“大河村”“就在汽车站对面”。另外明说要投诉一件的、在问的不是。"""
    words, text = hotline.knowledge.intake_words, heard.text
    is_asking = any(word in text for word in hotline.knowledge.answer_words.asking)
    is_new = len(text) > _LONG or any(phrase in text for phrase in (*words.opens_complaint, *words.opens_tip_off))
    return heard.intent in _MORE_FACTS and len(text) >= 2 and not is_asking and not is_new and not is_fill_word(text, words)


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
