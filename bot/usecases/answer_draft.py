"""登记到一半时听到的一句话：是答话、改口、补充，还是要停、要匿名、问为什么。都不是返回 None，照它的意思办完再回来。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, decline, fill, hear, missing, open_questions
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.about_his_phone import about_his_phone
from bot.usecases.answer_aside import answer_aside
from bot.usecases.answer_facts import note_found
from bot.usecases.answer_question import answer_question
from bot.usecases.ask_draft import ask_next, current_draft, keep_draft
from bot.usecases.change_draft import (
    OFFERED_TIP_OFF,
    anonymous,
    apply_correction,
    ask_what_to_change,
    become_anonymous,
    change_kind,
    in_own_name,
    named_again,
    say_kind_changed,
    to_tip_off,
)
from bot.usecases.confirm_draft import confirm_draft
from bot.usecases.hide_reporter import SECRET, wants_anonymity, wants_his_name, without_reporter_in_draft
from bot.usecases.keep_draft import cancel_draft, restart_draft, set_aside_draft
from bot.usecases.keep_numbers import keep_numbers, says_nothing_more
from bot.usecases.no_answer import explain_question, other_field, take_none, try_again
from bot.usecases.ours_in_theirs import drops_theirs, is_ours, ours_heard, take_ours
from bot.usecases.read_back import read_back
from bot.usecases.read_bare import read_bare, read_bare_address
from bot.usecases.read_command import (
    asks_to_wait,
    asks_why,
    consents,
    is_any_command,
    is_command,
    is_fill_word,
    only_agrees,
)
from bot.usecases.read_correction import Said, read_correction
from bot.usecases.read_statement import read_statement
from bot.usecases.say_draft import say_found, short_label
from bot.usecases.second_request import ANNOUNCED, keep_another_matter, says_another_only
from bot.usecases.side_talk import asks, is_digression, without_questions
from bot.usecases.sort_answer import for_whom, of_agent, of_principal
from bot.usecases.start_draft import entities_of, for_another, has_substance, with_second

_SHORT = 18
_CATCH_ALL = "enforcement"  # 没说出是什么违法的举报先归它
_FEW_WORDS = 6
_WORTH_KEEPING = 4  # 不是答话也不是问话，有这么长就当补充的经过，留着
_ACCUSING = 3  # “她骂我”：短也是经过
_LONG = 30


def answer_draft(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    draft = current_draft(conversation, hotline)
    if draft is None:
        return None
    if heard.intent == "report_emergency" and not is_any_command(heard.text, hotline.knowledge.intake_words):
        return None  # “没了”是说完了，不是走失了人
    told = []
    draft = _with_problem(for_whom(draft, heard.text, hotline.knowledge.intake_words), heard, hotline)
    if draft.is_anonymous and draft.kind in SECRET and wants_his_name(heard.text, hotline.knowledge.intake_words):
        return named_again(conversation, draft, heard, hotline)
    if _anonymous_in_passing(draft, heard.text, hotline.knowledge.intake_words):
        draft, told = keep_draft(anonymous(draft, hotline), hotline), [Reply("utter_draft_anonymous")]
    draft, heard, kept = keep_numbers(draft, heard, hotline)
    told += kept
    if kept:
        draft = keep_draft(draft, hotline)
    if kept and says_nothing_more(heard.text, hotline.knowledge.intake_words):
        return ask_next(conversation, draft, hotline, told)
    turn = _answer(conversation, draft, heard, hotline)
    if turn is None and kept:
        return ask_next(conversation, draft, hotline, told)
    return Turn(turn.conversation, [*told, *turn.replies]) if turn else None


def _answer(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """整句的意思、改口、答话，都不是就当补充。"""
    if hotline.knowledge.intake.item_said(heard.text) in hotline.knowledge.items:
        return None  # “想申请仲裁检定”：有专门的事项，先说怎么办
    for take in (_command, _second_thought, answer_question):
        turn = take(conversation, draft, heard, hotline)
        if turn is not None:
            return turn
    return None if is_digression(draft, heard, hotline) else _statement(conversation, draft, heard, hotline)


def answer_later(conversation: Conversation, hotline) -> Turn:
    """岔开问的答不上来：不耽误登记，说清以后有人答。"""
    return ask_next(conversation, current_draft(conversation, hotline), hotline, [Reply("utter_draft_later")])


def _command(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """整句就是一个意思的。"""
    text, words = heard.text, hotline.knowledge.intake_words
    changed = change_kind(draft, text, hotline)
    if changed is not None:
        return say_kind_changed(conversation, changed, hotline)
    if asks_to_wait(text, words):
        return ask_next(conversation, draft, hotline, [Reply("utter_draft_take_your_time")])
    is_asking = any(phrase in text for phrase in words.only_asking) and any(phrase in text for phrase in words.not_filing)
    if draft.stage is Stage.CONFIRMING and is_command("drops", text, words):
        return set_aside_draft(conversation, draft, hotline, "utter_draft_solved")  # 都填齐了，“算了不投诉了”先放着，说“删掉”才删
    if is_asking or is_command("cancel", text, words):  # “我不举报，我是问手续”
        return cancel_draft(conversation, draft, hotline)
    if is_command("restart", text, words):
        return restart_draft(conversation, draft, hotline)
    if is_command("set_aside", text, words):
        return set_aside_draft(conversation, draft, hotline)
    phone = about_his_phone(conversation, draft, heard, hotline)
    if phone is not None:
        return phone
    if _wants_anonymity(draft, text, words):
        return become_anonymous(conversation, draft, hotline)
    if draft.knows("represents") and is_command("own_name", text, words):
        return ask_next(conversation, in_own_name(draft), hotline, [Reply("utter_draft_own_name")])
    if draft.asking in draft.explained and is_command("file_anyway", text, words):
        return take_none(conversation, draft, hotline)
    if conversation.asked == OFFERED_TIP_OFF and (heard.intent == "affirm" or is_command("confirm", text, words)):
        return become_anonymous(conversation, to_tip_off(draft), hotline)
    if is_command("check", text, words):
        return read_back(conversation, draft, hotline)
    if draft.stage is Stage.CONFIRMING:
        if is_command("resume", text, words):
            return ask_next(conversation, draft, hotline)  # “接着办”不是“确认”
        if is_command("confirm", text, words) or (only_agrees(text, words) and any(is_command("confirm", piece, words) for piece in text.split())) or (heard.intent == "affirm" and len(text) <= _SHORT and consents(text, words) and not asks(text, hotline)):
            return confirm_draft(conversation, draft, hotline)
        if is_command("finished", text, words):
            return ask_next(conversation, draft, hotline)
        if is_command("deny", text, words):
            return ask_what_to_change(conversation, draft, hotline)
    urges = only_agrees(text, words) and any(w in text for w in words.submits)
    if draft.stage is Stage.COLLECTING and draft.asking and draft.has_facts and (urges or is_command("may_submit", text, words)):
        return _not_yet(conversation, draft, hotline)
    if draft.stage is Stage.CONFIRMING and is_command("may_submit", text, words):
        return ask_next(conversation, draft, hotline)
    aside = None if re.search(r"\d{7}", text) else answer_aside(conversation, draft, heard, hotline)  # “138……，有结果告诉我”先收下号码
    if aside is not None:
        return aside
    if draft.asking not in (None, "facts") and len(text) <= _SHORT and any(phrase in text for phrase in words.asks_to_skip):
        other = other_field(draft.asking, text, draft, hotline)
        if other:  # 正问请求，说的是“电话我不留行不行”
            return ask_next(conversation, decline(draft, other), hotline)
        return take_none(conversation, draft, hotline)
    if asks_why(text, words) and not _is_about_the_merchant(draft, text):
        return explain_question(conversation, draft, hotline, text)
    return None


def _second_thought(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """改口、换成举报或投诉、又带出另一件。"""
    text, words = heard.text, hotline.knowledge.intake_words
    if is_ours(draft, heard, hotline) and draft.stage is not Stage.FILED:
        return take_ours(conversation, draft, heard, hotline)
    if draft.second and draft.second.is_other_body and drops_theirs(text, words):
        return ask_next(conversation, replace(hear(draft, text, False), second=None), hotline, [Reply("utter_draft_ours_only")])
    if says_another_only(draft, text, hotline):
        turn = ask_next(conversation, draft, hotline, [Reply("utter_draft_another_later")])
        return Turn(replace(turn.conversation, asked=ANNOUNCED), turn.replies)
    another = keep_another_matter(draft, heard, hotline, conversation.asked == ANNOUNCED)
    if another is not None:
        reply = Reply("utter_draft_another_kept", {"kind": hotline.knowledge.names.kinds[another.kind]})
        return ask_next(conversation, draft, hotline, [reply])
    said = read_correction(text, entities_of(heard, hotline), draft, words, hotline.now().date())
    if said is not None and (draft.has_facts or draft.asking != "facts"):
        return apply_correction(conversation, draft, said, hotline)
    added = with_second(draft, heard, hotline)
    if added is not draft:
        names = hotline.knowledge.names.kinds
        reply = Reply("utter_draft_two_matters", {"first": names[added.kind], "second": names[added.second.kind]})
        found = read_statement(text, entities_of(heard, hotline), words, hotline.now().date())
        is_mine = added.second.kind != "tip_off"  # “你们也查一下”是要查处，不是给自己要的
        known = {k: v for k, v in found.items() if (k == "demand" and is_mine) or not added.knows(k)}
        return ask_next(conversation, hear(fill(added, known), text, True), hotline, [reply])
    return None


def _statement(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """不是答话也不是问话：有内容的当补充，原话留着；没内容的再问一遍，三次就先放着、请人接手。"""
    text, words = heard.text, hotline.knowledge.intake_words
    is_place = draft.stage is Stage.CONFIRMING and not (draft.is_anonymous and "我" in text)  # “我家孩子在他店对面”说的是自己
    place = read_bare_address(text, draft, hotline) if is_place else {}
    if place and not draft.knows(*place):
        return note_found(conversation, fill(draft, place), tuple(place), hotline)
    if place:
        return apply_correction(conversation, draft, Said(place), hotline)
    found = read_statement(text, entities_of(heard, hotline), words, hotline.now().date())
    letters = sum("㐀" <= c <= "鿿" for c in text)
    total = read_bare(text, draft, hotline) if text.startswith(words.totals) else {}
    found = of_agent(of_principal({**found, **total}, draft, text), draft, text, words) or read_bare(text, draft, hotline)
    is_urging = letters <= _FEW_WORDS and any(phrase in text for phrase in words.returns["urge"])
    is_told = text in draft.values.values() or is_urging or only_agrees(text, words)  # 说过的店名、“再催一下”“嗯，就这样吧”
    enough = _ACCUSING if heard.kind in (RequestKind.COMPLAINT, RequestKind.TIP_OFF, RequestKind.CONDUCT_COMPLAINT) else _WORTH_KEEPING
    tells = sum("㐀" <= c <= "鿿" for c in without_questions(text, hotline)) >= _WORTH_KEEPING  # “叫啥不知道，5号窗口的”：问的半句以外还有
    if not is_fill_word(text, words) and (found or (letters >= enough and not is_told and (tells or not asks(text, hotline)))):
        if draft.is_online and "respondent_address" in found and not draft.knows("citizen_address"):
            found["citizen_address"] = found.pop("respondent_address")  # 网店不问地址，说的是自己的
        new = {k: v for k, v in for_another(found).items() if k == "demand" or k in total or not draft.knows(k)}
        if draft.knows("demand") and "demand" in new:
            new["demand"] = tuple(dict.fromkeys((*draft.values["demand"], *new["demand"])))
        after = hear(fill(_placed(draft, heard, hotline), new), text, has_substance(text, {}, hotline))
        noted = say_found(after, tuple(new), hotline)
        is_hidden = after.is_anonymous and without_reporter_in_draft(after, hotline).said != after.said
        kept = "utter_draft_words_kept_anonymous" if is_hidden else "utter_draft_words_kept"
        reply = Reply("utter_draft_noted", {"noted": noted}) if noted else Reply(kept)
        return ask_next(conversation, after, hotline, [reply])
    if draft.stage is Stage.CONFIRMING and heard.intent == "deny":
        return ask_what_to_change(conversation, draft, hotline)
    if heard.intent in ("affirm", "deny") or only_agrees(text, words):
        return ask_next(conversation, draft, hotline)
    if asks(text, hotline) and letters >= 4:
        return answer_later(conversation, hotline)
    return try_again(conversation, draft, hotline)


def _placed(draft: Draft, heard: Understanding, hotline) -> Draft:
    """开头没说清是什么事、不知道归谁的，后来听清楚了就归到那个科室。"""
    said_what = any(word in said for said in draft.said for word in hotline.knowledge.intake_words.misdeeds)
    is_open = draft.department is None or (draft.department == _CATCH_ALL and draft.kind == "tip_off" and not said_what)
    ours = ours_heard(heard, hotline) if is_open and not draft.is_other_body else None
    return replace(draft, department=ours[0], problem=draft.problem or ours[1]) if ours else draft


def _with_problem(draft: Draft, heard: Understanding, hotline) -> Draft:
    """开头没说出是什么问题（“我替我老公投诉个修车的”），后来说到了。"""
    is_same = heard.kind.value == draft.kind and not draft.is_other_body and heard.department in hotline.knowledge.departments
    if draft.problem is not None or not heard.problem or not is_same:
        return draft
    return replace(draft, problem=heard.problem, department=draft.department or heard.department)


def _not_yet(conversation: Conversation, draft: Draft, hotline) -> Turn:
    """还没问完就说“提交”：规定要有的说清还差什么；只剩可说可不说的，不再问。"""
    rules, elements = hotline.knowledge.intake, hotline.knowledge.acceptance.elements
    gaps = [name for name in missing(draft, rules, elements) if name not in draft.declined and draft.values.get(name) is None]
    if gaps:
        labels = "、".join(short_label(draft, name, hotline) for name in gaps)
        return ask_next(conversation, draft, hotline, [Reply("utter_draft_not_yet", {"gaps": labels})])
    for question in open_questions(draft, rules):
        draft = draft if draft.knows(question.field) else decline(draft, question.field)
    return ask_next(conversation, draft, hotline)


def _wants_anonymity(draft: Draft, text: str, words) -> bool:
    if is_command("anonymous", text, words):
        # 别的诉求里只是不想留这一样，按“不愿说”接；说到“匿名”才是要匿名。
        return draft.kind in SECRET or "匿名" in text
    return wants_anonymity(text, words) and len(text) <= _SHORT and not draft.is_anonymous


def _anonymous_in_passing(draft: Draft, text: str, words) -> bool:
    """长话里带了一句别让人知道是我：照办，别的话接着听。"""
    return draft.kind in SECRET and not draft.is_anonymous and len(text) > _SHORT and wants_anonymity(text, words)


def _is_about_the_merchant(draft: Draft, text: str) -> bool:
    """正说经过时的“为什么”，多半是在质问商家。"""
    return draft.asking == "facts" and len(text) > 8
