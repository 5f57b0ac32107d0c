"""登记到一半时听到的一句话：是答话、改口、补充，还是要停、要匿名、问为什么。都不是返回 None，照它的意思办完再回来。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, decline, fill, hear, is_required
from bot.hotline.intake import PERSONAL
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.ask_draft import ask_next, current_draft
from bot.usecases.change_draft import (
    apply_correction,
    ask_what_to_change,
    become_anonymous,
    change_kind,
    in_own_name,
    say_kind_changed,
)
from bot.usecases.check_ticket import ticket_number
from bot.usecases.confirm_draft import confirm_draft
from bot.usecases.keep_draft import cancel_draft, restart_draft, set_aside_draft
from bot.usecases.read_command import asks_why, is_any_command, is_command, is_fill_word, says_none
from bot.usecases.read_draft import read_answer_to, read_correction, read_statement
from bot.usecases.read_field import is_full_name
from bot.usecases.say_draft import draft_button, say_found
from bot.usecases.start_draft import entities_of, for_another, has_substance, with_second

_SMALL_TALK = ("greet", "thank", "goodbye", "ask_about_bot", "ask_what_you_can_do", "abuse")
_SURE = 0.85
_SHORT = 18
_LONG = 30
_FEWEST_DIGITS = 5
_WORTH_KEEPING = 8  # 这么长的话不会是答话，是补充的经过
_PATIENCE = 3
_SECRET = ("tip_off", "conduct_complaint")
# 读得准的，听成别的意思也照收：“王五”像骂人，其实是姓名。
_CLEAR = ("citizen_phone", "citizen_name", "event_on", "authorization", "representative_identity")
_NOT_A_NAME = ("greet", "thank", "goodbye", "ask_about_bot", "talk_to_operator")
_YES_OR_NO = ("authorization", "representative_identity")


def answer_draft(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    draft = current_draft(conversation, hotline)
    if draft is None:
        return None
    if heard.intent == "report_emergency":
        return None
    for take in (_command, _second_thought, _answer):
        turn = take(conversation, draft, heard, hotline)
        if turn is not None:
            return turn
    if is_digression(draft, heard, hotline):
        return None
    return _statement(conversation, draft, heard, hotline)


def answer_later(conversation: Conversation, hotline) -> Turn:
    """岔开问的答不上来：不耽误登记，说清以后有人答。"""
    return ask_next(conversation, current_draft(conversation, hotline), hotline, [Reply("utter_draft_later")])


def _command(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """整句就是一个意思的。"""
    text, words = heard.text, hotline.knowledge.intake_words
    changed = change_kind(draft, text, hotline)
    if changed is not None:
        return say_kind_changed(conversation, changed, hotline)
    if is_command("cancel", text, words):
        return cancel_draft(conversation, draft, hotline)
    if is_command("restart", text, words):
        return restart_draft(conversation, draft, hotline)
    if is_command("set_aside", text, words):
        return set_aside_draft(conversation, draft, hotline)
    if _wants_anonymity(draft, text, words):
        return become_anonymous(conversation, draft, hotline)
    if draft.knows("represents") and is_command("own_name", text, words):
        return ask_next(conversation, in_own_name(draft), hotline, [Reply("utter_draft_own_name")])
    if draft.asking in draft.explained and is_command("file_anyway", text, words):
        return take_none(conversation, draft, text, hotline)
    if draft.stage is Stage.CONFIRMING:
        if is_command("confirm", text, words) or (heard.intent == "affirm" and len(text) <= _SHORT):
            return confirm_draft(conversation, draft, hotline)
        if is_command("deny", text, words):
            return ask_what_to_change(conversation, draft, hotline)
    if len(text) <= _LONG and _asks_secrecy(text, hotline):
        name = "utter_draft_secrecy_complaint" if draft.kind == "complaint" else "utter_draft_secrecy"
        return ask_next(conversation, draft, hotline, [Reply(name)])
    if asks_why(text, words) and not _is_about_the_merchant(draft, text):
        return explain_question(conversation, draft, hotline)
    return None


def _second_thought(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """改口、换成举报或投诉、又带出另一件。"""
    text, words = heard.text, hotline.knowledge.intake_words
    said = read_correction(text, entities_of(heard, hotline), draft, words, hotline.now().date())
    if said is not None and (draft.has_facts or draft.asking != "facts"):
        return apply_correction(conversation, draft, said, hotline)
    added = with_second(draft, heard, hotline)
    if added is not draft:
        names = hotline.knowledge.names.kinds
        reply = Reply("utter_draft_two_matters", {"first": names[added.kind], "second": names[added.second.kind]})
        found = read_statement(text, entities_of(heard, hotline), words, hotline.now().date())
        known = {k: v for k, v in found.items() if k == "demand" or not added.knows(k)}
        return ask_next(conversation, hear(fill(added, known), text, True), hotline, [reply])
    return None


def _answer(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """答了正问的这一样，可能还顺带答了别的。"""
    name, text, words = draft.asking, heard.text, hotline.knowledge.intake_words
    if name is None:
        return None
    if name == "facts":
        return _facts(conversation, draft, heard, hotline)
    if is_fill_word(text, words):
        return None
    if is_any_command(text, words) and name not in _YES_OR_NO:
        return take_none(conversation, draft, text, hotline) if says_none(text, words) else None
    found = read_answer_to(name, text, entities_of(heard, hotline), draft, words, hotline.now().date())
    if says_none(text, words) and not _is_sure(name, found, words):
        found.pop(name, None)
        return take_none(conversation, fill(draft, found), text, hotline)
    is_question = is_digression(draft, heard, hotline)
    if not is_question and asks(text, hotline) and name not in _CLEAR:
        text = _not_asked(text, hotline)  # “哪有门牌啊，就在万达一楼”：问的半句不算，答的半句要
        if not text:
            return None
        found = read_answer_to(name, text, hotline.entities.entities(text), draft, words, hotline.now().date())
    if is_question and not (name in _CLEAR and name in found and heard.intent not in _NOT_A_NAME):
        return None
    if name == "citizen_name" and name in found and not is_full_name(found[name], words) and name not in draft.explained:
        explained = replace(draft, explained=(*draft.explained, name))
        return ask_next(conversation, fill(explained, _without(found, name)), hotline, [Reply("utter_draft_full_name")], again=True)
    if name not in found:
        if name == "citizen_phone" and sum(c.isdigit() for c in text) >= _FEWEST_DIGITS:
            return ask_next(conversation, fill(draft, found), hotline, [Reply("utter_draft_phone_wrong")], again=True)
        return None if not found else _noted(conversation, fill(draft, found), tuple(found), hotline)
    after = fill(draft, for_another(found))
    if name not in PERSONAL and len(text) - sum(len(str(value)) for value in found.values()) >= _WORTH_KEEPING:
        after = hear(after, text, False)  # 没用上的半句可能还是线索
    more = tuple(n for n in found if n != name)
    return _noted(conversation, after, more, hotline) if more else ask_next(conversation, after, hotline)


def _facts(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """正问经过：说到事的都收，顺带听出商家、金额、请求……"""
    text, words = heard.text, hotline.knowledge.intake_words
    if is_digression(draft, heard, hotline) or is_fill_word(text, words):
        return None
    if says_none(text, words, 8):
        return _try_again(conversation, draft, hotline)
    found = read_statement(text, entities_of(heard, hotline), words, hotline.now().date())
    substance = has_substance(text, {}, hotline)
    if not found and not substance:
        return None
    if heard.kind is not RequestKind.OTHER and not draft.is_other_body and heard.department in hotline.knowledge.departments:
        draft = replace(draft, department=heard.department, problem=heard.problem or draft.problem)
    draft = with_second(fill(draft, for_another(found)), heard, hotline)
    draft = replace(draft, is_online=draft.is_online or any(w in text for w in words.online),
                    is_group=draft.is_group or any(w in text for w in words.group))  # fmt: skip
    return _noted(conversation, hear(draft, text, substance), tuple(found), hotline)


def _statement(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """不是答话也不是问话：有内容的当补充，原话留着；没内容的再问一遍，三次就先放着、请人接手。"""
    text, words = heard.text, hotline.knowledge.intake_words
    found = read_statement(text, entities_of(heard, hotline), words, hotline.now().date())
    letters = sum("㐀" <= c <= "鿿" for c in text)
    if not is_fill_word(text, words) and (found or (letters >= _WORTH_KEEPING and not asks(text, hotline))):
        new = {k: v for k, v in for_another(found).items() if k == "demand" or not draft.knows(k)}
        after = hear(fill(draft, new), text, has_substance(text, {}, hotline))
        noted = say_found(after, tuple(new), hotline)
        reply = Reply("utter_draft_noted", {"noted": noted}) if noted else Reply("utter_draft_words_kept")
        return ask_next(conversation, after, hotline, [reply])
    if draft.stage is Stage.CONFIRMING and heard.intent == "deny":
        return ask_what_to_change(conversation, draft, hotline)
    if heard.intent in ("affirm", "deny") or is_fill_word(text, words):
        return ask_next(conversation, draft, hotline)
    if asks(text, hotline) and letters >= 4:
        return answer_later(conversation, hotline)
    return _try_again(conversation, draft, hotline)


def _try_again(conversation: Conversation, draft: Draft, hotline) -> Turn:
    """没答上来：举个例子再问；到第三次就先放着，请人接手。"""
    tries = conversation.misunderstood + 1
    if tries >= _PATIENCE:
        return set_aside_draft(conversation, draft, hotline, "utter_draft_to_operator")
    return ask_next(replace(conversation, misunderstood=tries), draft, hotline, again=True)


def take_none(conversation: Conversation, draft: Draft, text: str, hotline) -> Turn:
    """市民说没有、不知道、不愿说。法定要的，先说清为什么；再说没有就不问了，交给人审。"""
    name = draft.asking
    if name in ("authorization", "representative_identity"):
        return ask_next(conversation, fill(decline(draft, name), {name: False}), hotline)
    if not is_required(draft, name, hotline.knowledge.acceptance.elements) or name in draft.explained:
        return ask_next(conversation, decline(draft, name), hotline)
    element = hotline.knowledge.element("respondent_address" if name == "platform" else name)
    question = hotline.knowledge.intake.question(draft.track, name)
    reply = Reply(
        "utter_draft_needed",
        {"label": element.label, "why": question.why, "basis": element.basis},
        (
            draft_button("没有，照样登记", "skip", draft, field=name),
            *((draft_button("改成匿名举报", "to_tip_off", draft),) if name.startswith("citizen") else ()),
            draft_button("先放着", "set_aside", draft),
        ),
    )
    waiting = replace(draft, explained=(*draft.explained, name))
    turn = ask_next(conversation, waiting, hotline, again=True)
    return Turn(turn.conversation, [replace(reply, card=turn.replies[-1].card)])


def explain_question(conversation: Conversation, draft: Draft, hotline) -> Turn:
    """“为什么要这个”：说理由和依据，再问一遍。"""
    question = hotline.knowledge.intake.question(draft.track, draft.asking or "facts")
    element = hotline.knowledge.element("respondent_address" if draft.asking == "platform" else draft.asking or "facts")
    required = is_required(draft, draft.asking or "facts", hotline.knowledge.acceptance.elements)
    fields = {"why": question.why, "basis": element.basis if element and required else ""}
    return ask_next(conversation, draft, hotline, [Reply("utter_draft_why", fields)], again=False)


def asks(text: str, hotline) -> bool:
    """像在问，不像在答。"""
    return any(word in text for word in hotline.knowledge.answer_words.asking)


def _not_asked(text: str, hotline) -> str:
    return "，".join(clause for clause in re.split(r"[，。；！？,;!?\n]", text) if clause and not asks(clause, hotline))


def _asks_secrecy(text: str, hotline) -> bool:
    words = hotline.knowledge.intake_words
    is_asking = asks(text, hotline) or any(word in text for word in words.asking_more)
    return is_asking and any(phrase in text for phrase in words.asks_secrecy)


def _is_sure(name: str, found, words) -> bool:
    """话里有“没有、不知道”，可是这一样还是说了：“没有门牌，在西关市场旁边”。"""
    value = found.get(name)
    if name in ("citizen_phone", "citizen_name", "companions", *_YES_OR_NO):
        return value is not None
    return isinstance(value, str) and len(value) > 8 and any(place in value for place in words.places)


def is_digression(draft: Draft, heard: Understanding, hotline) -> bool:
    """在问别的、在寒暄；不是在答话。"""
    text, sure = heard.text, heard.kind_confidence
    if heard.intent == "talk_to_operator":
        return sure >= _SURE or len(text) <= _SHORT
    if heard.intent in _SMALL_TALK:
        return sure >= _SURE and len(text) <= _SHORT
    if ticket_number(text) or is_command("lookup", text, hotline.knowledge.intake_words):
        return True
    is_asking = asks(text, hotline)
    if heard.intent == "check_ticket" and is_asking:
        return True
    if not heard.intent.startswith("ask_") or heard.kind is not RequestKind.INQUIRY or not is_asking:
        return False
    return sure >= _SURE and len(text) <= (25 if draft.asking in ("facts", "demand") else 60)


def _wants_anonymity(draft: Draft, text: str, words) -> bool:
    if is_command("anonymous", text, words):
        # 别的诉求里只是不想留这一样，按“不愿说”接；说到“匿名”才是要匿名。
        return draft.kind in _SECRET or "匿名" in text
    says_so = any(phrase in text for phrase in words.anonymity) and "不匿名" not in text
    return says_so and len(text) <= _SHORT and not draft.is_anonymous


def _is_about_the_merchant(draft: Draft, text: str) -> bool:
    """正说经过时的“为什么”，多半是在质问商家。"""
    return draft.asking == "facts" and len(text) > 8


def _noted(conversation: Conversation, draft: Draft, names, hotline) -> Turn:
    noted = say_found(draft, names, hotline)
    return ask_next(conversation, draft, hotline, [Reply("utter_draft_noted", {"noted": noted})] if noted else [])


def _without(found, name):
    return {key: value for key, value in found.items() if key != name}
