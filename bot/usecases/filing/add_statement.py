"""登记到一半说的，不是答话也不是问话：有内容的当补充，原话留着；没内容的再问一遍。"""

from __future__ import annotations

import re
from typing import Any, Mapping, Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, fill, hear
from bot.hotline.draft_filing import as_day
from bot.hotline.draft_questions import pass_over
from bot.hotline.intake import PERSONAL
from bot.hotline.made_of import is_made_of
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.filing.answer_aside import secrecy_reply
from bot.usecases.filing.answer_facts import note_found
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.change_draft import apply_correction, ask_what_to_change
from bot.usecases.filing.hide_reporter import SECRET, without_reporter_in_draft
from bot.usecases.filing.no_answer import try_again
from bot.usecases.filing.say_aside import asked_among_facts
from bot.usecases.filing.say_draft import say_found
from bot.usecases.filing.side_talk import asks, is_afraid, without_questions
from bot.usecases.filing.start_draft import for_another, has_substance
from bot.usecases.not_ours.ours_in_theirs import placed
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.newly_said import added_wishes
from bot.usecases.reading.read_bare import read_bare, read_bare_address
from bot.usecases.reading.read_command import is_fill_word, only_agrees
from bot.usecases.reading.read_correction import Said
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_official import of_official
from bot.usecases.reading.read_shop_answer import place_told
from bot.usecases.reading.read_statement import read_statement
from bot.usecases.reading.sort_answer import of_agent, of_principal
from bot.usecases.rules.answer_of_the_matter import answer_of_the_matter

_FEW_WORDS = 6
_WORTH_KEEPING = 4  # 不是答话也不是问话，有这么长就当补充的经过，留着
_ACCUSING = 3  # “她骂我”“没受伤”：短也是经过
_WITHOUT_PLACE = ("commendation", "suggestion")  # 不问是哪里的，“城东所”也要留


def add_statement(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """不是答话也不是问话：有内容的当补充，原话留着；没内容的再问一遍，三次就先放着、请人接手。"""
    text, words = heard.text, hotline.knowledge.intake_words
    is_place = draft.stage is Stage.CONFIRMING and not (draft.is_anonymous and "我" in text)  # “我家孩子在他店对面”说的是自己
    place = read_bare_address(text, draft, hotline) or _shop_is_at(text, draft, words) if is_place else {}
    if place and not draft.knows(*place):
        return note_found(conversation, fill(draft, place), tuple(place), hotline)
    if place:
        return apply_correction(conversation, draft, Said(place), hotline)
    if draft.stage is Stage.CONFIRMING and _only_refuses(text, words):
        return ask_next(conversation, draft, hotline)  # 核对时又说“不方便说”：早不问了，不是经过
    found = read_statement(text, entities_of(heard, hotline), words, hotline.now().date())
    letters = sum("㐀" <= c <= "鿿" for c in text)
    bare = read_bare(text, draft, hotline)
    total = {name: bare[name] for name in ("amount", "companions") if name in bare}  # 后说的数目算数
    if draft.stage is Stage.CONFIRMING and _is_his_name(text, draft, words):
        return note_found(conversation, fill(draft, {"citizen_name": text.strip()}), ("citizen_name",), hotline)
    found = of_official(of_agent(of_principal({**found, **total}, draft, text), draft, text, words) or bare, draft, text, words)
    says_again = draft.has_facts and any(p in text for p in (*words.opens_complaint, *words.opens_tip_off, *words.leads_request)) and not has_substance(text, {}, hotline)
    if says_again and not found:
        return ask_next(conversation, draft, hotline)  # “那我投诉他”：正登记着
    is_urging = letters <= _FEW_WORDS and any(phrase in text for phrase in words.returns["urge"])
    is_told = text in draft.values.values() or is_urging or only_agrees(text, words)  # 说过的店名、“再催一下”“嗯，就这样吧”
    is_short = heard.kind in (RequestKind.COMPLAINT, RequestKind.TIP_OFF, RequestKind.CONDUCT_COMPLAINT) or text.startswith("没") or draft.kind in _WITHOUT_PLACE
    is_late = draft.stage is Stage.CONFIRMING and heard.intent not in ("affirm", "deny", "thank", "greet", "goodbye")  # 都问完了还说，短也是要添的：“一亩半”
    enough = _ACCUSING if is_short or is_late else _WORTH_KEEPING
    tells = sum("㐀" <= c <= "鿿" for c in without_questions(text, hotline)) >= _WORTH_KEEPING  # “叫啥不知道，5号窗口的”：问的半句以外还有
    if not is_fill_word(text, words) and (found or (letters >= enough and not is_told and (tells or not asks(text, hotline)))):
        if draft.is_online and "respondent_address" in found and not draft.knows("citizen_address") and not any(word in text for word in words.about_shop):
            found["citizen_address"] = found.pop("respondent_address")  # 网店不问地址，说的是自己的
        new = {k: v for k, v in for_another(found).items() if k == "demand" or k in total or not draft.knows(k)}
        new = {k: v for k, v in new.items() if k != "demand" or any(_is_wish(wish, words) for wish in v)}  # “沙发5600 检测费300”不是要求
        if draft.knows("demand") and "demand" in new:
            new["demand"] = added_wishes(draft.values["demand"], new["demand"])
        after = fill(pass_over(placed(draft, heard, hotline), hotline.knowledge.acceptance.elements), new)
        if not (draft.has_facts and _is_all_told(text, new)):
            after = hear(after, text, has_substance(text, {}, hotline))
        noted = say_found(after, tuple(new), hotline)
        is_hidden = after.is_anonymous and without_reporter_in_draft(after, hotline).said != after.said
        kept = "utter_draft_words_kept_anonymous" if is_hidden else "utter_draft_words_kept"
        reply = Reply("utter_draft_noted", {"noted": noted}) if noted else Reply(kept)
        secrecy = [secrecy_reply(after)] if draft.kind in (*SECRET, "complaint") and is_afraid(text, words) else []
        return ask_next(conversation, after, hotline, [reply, *secrecy, *(asked_among_facts(draft, text, hotline) if not secrecy else [])])
    if draft.stage is Stage.CONFIRMING and heard.intent == "deny":
        return ask_what_to_change(conversation, draft, hotline)
    if heard.intent in ("affirm", "deny") or only_agrees(text, words):
        return ask_next(conversation, draft, hotline)
    if asks(text, hotline) and letters >= 4:
        return answer_of_the_matter(conversation, draft, text, hotline)
    return try_again(conversation, draft, hotline)


def _shop_is_at(text: str, draft: Draft, words) -> Mapping[str, str]:
    """核对时才说“店就在我们小区东门”，商家在哪还空着。"""
    where = None if draft.knows("respondent_address") or draft.is_online else place_told(text, words)
    return {"respondent_address": where} if where else {}


def _only_refuses(text: str, words) -> bool:
    mine = [cue for name in PERSONAL for cue in words.cues[name]]
    return is_made_of(text, words.unknown, (*words.fillers, *words.pronouns, *mine, "说", "讲", "的"))


def _is_his_name(text: str, draft: Draft, words) -> bool:
    """核对时光报一个姓名，姓名还空着、没说过不留。"""
    name = text.strip(" 。，,")
    is_free = not draft.is_anonymous and not draft.knows("citizen_name") and "citizen_name" not in draft.declined
    return is_free and re.fullmatch("[㐀-鿿]{2,3}", name) is not None and read_field("citizen_name", name, words, draft.updated_at.date()) == name


def _is_wish(wish: str, words) -> bool:
    return re.search(f"{any_of(words.demand_verbs)}|{any_of(words.wishes)}", wish) is not None


def _is_all_told(text: str, new: Mapping[str, Any]) -> bool:
    """整句就是记下的那几样（一个号码、一个店名），经过里不再写一遍；“前几天”工单上没有格子，还要写。"""
    if "event_on" in new and as_day(new["event_on"]) is None:
        return False
    for value in new.values():
        text = text.replace(f"{value:g}" if isinstance(value, float) else str(value), "")
    text = re.sub("块钱|块|元", "", text) if "amount" in new else text
    return bool(new) and not any(c.isalnum() for c in text)
