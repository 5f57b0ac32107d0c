"""登记到一半，整句话就是一个意思的：要停、要匿名、要念一遍、答应、要提交；顺口问的在 answer_in_passing.py。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, decline, hear, to
from bot.hotline.draft_questions import missing, open_questions
from bot.hotline.understanding import Understanding
from bot.usecases.filing.about_his_phone import about_his_phone
from bot.usecases.filing.another_matter import named_matter
from bot.usecases.filing.answer_in_passing import answer_in_passing
from bot.usecases.filing.ask_draft import ask_next, keep_draft
from bot.usecases.filing.change_draft import (
    OFFERED_TIP_OFF,
    anonymous,
    ask_what_to_change,
    become_anonymous,
    change_kind,
    in_own_name,
    say_kind_changed,
    to_tip_off,
)
from bot.usecases.filing.confirm_draft import confirm_draft
from bot.usecases.filing.hide_reporter import SECRET, wants_anonymity, wants_his_name
from bot.usecases.filing.keep_draft import cancel_draft, restart_draft, resume_draft, set_aside_draft
from bot.usecases.filing.no_answer import leaves_no_trace, take_none
from bot.usecases.filing.order import SHORT, Order
from bot.usecases.filing.read_back import read_back
from bot.usecases.filing.say_draft import short_label
from bot.usecases.filing.side_talk import asks
from bot.usecases.filing.start_draft import has_substance
from bot.usecases.reading.read_command import asks_to_wait, consents, is_command, lays_down, only_agrees, says_right
from bot.usecases.reading.read_phrase import bare
from bot.usecases.rules.often_asked import often_asked


def obey_command(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """整句就是一个意思的，照办；不是返回 None。先听的在前：停下来的在答应的前面，顺口问的在最后。"""
    order = Order(conversation, draft, heard, hotline)
    return next(filter(None, (obey(order) for obey in (*_ORDERS, answer_in_passing))), None)


def _this_one_first(order: Order) -> Optional[Turn]:
    """“先说我的吧”“先说另外那件”。"""
    words, text = order.words, order.text
    if not order.is_short or not text.lstrip("那就还是我").startswith(words.orders) or often_asked(text, words.draft_asides) is not None:
        return None
    other = named_matter(order.draft, text, order.hotline)
    if other is None:
        return order.ask_on(Reply("utter_draft_one_by_one"))
    keep_draft(to(order.draft, Stage.SET_ASIDE), order.hotline)
    return resume_draft(replace(order.conversation, draft_id=other.draft_id), order.hotline)


def _already_at_it(order: Order) -> Optional[Turn]:
    """正登记着，说“那你给俺登记一下”；正登记着举报，又说“我想举报”。"""
    words, text = order.words, order.text
    if order.draft.stage is Stage.CONFIRMING and order.says("confirm"):
        return None  # 核对时说“登记吧”就是答应
    if order.is_short and any(phrase in text for phrase in words.asks_to_lodge) and not has_substance(text, {}, order.hotline):
        return order.ask_on()
    again = {"tip_off": words.opens_tip_off, "complaint": words.opens_complaint}.get(order.draft.kind, ())
    is_again = again and order.draft.stage is Stage.COLLECTING and re.fullmatch(rf"(?:我|那|就|还是|想|要)*(?:{any_of(again)})", bare(text))
    return order.ask_on() if is_again else None


def _other_kind(order: Order) -> Optional[Turn]:
    """“改成举报”；“我要举报他虚假宣传”还说了是什么事。"""
    changed = change_kind(order.draft, order.text, order.hotline)
    if changed is None:
        return None
    told = hear(changed, order.text, False) if any(word in order.text for word in order.words.misdeeds) else changed
    return say_kind_changed(order.conversation, told, order.hotline)


def _stop(order: Order) -> Optional[Turn]:
    """等一等、先放着、不办了、从头来。“算了不投诉了”也许只是想停一停：先放着，说“删掉”才删。"""
    conversation, draft, hotline = order.conversation, order.draft, order.hotline
    text, words = order.text, order.words
    if asks_to_wait(text, words):
        return order.ask_on(Reply("utter_draft_take_your_time"))
    if (draft.has_facts or draft.values) and order.says("drops"):
        return set_aside_draft(conversation, draft, hotline, "utter_draft_solved")
    is_only_asking = any(phrase in text for phrase in words.only_asking) and any(phrase in text for phrase in words.not_filing)  # “我不举报，我是问手续”
    goes_himself = draft.is_other_body and order.says("keeps_it")  # “不转了 我自己打”
    if is_only_asking or goes_himself or order.says("cancel"):
        return cancel_draft(conversation, draft, hotline)
    if order.says("restart"):
        return restart_draft(conversation, draft, hotline)
    return set_aside_draft(conversation, draft, hotline) if order.says("set_aside") or lays_down(text, words) else None


def _in_whose_name(order: Order) -> Optional[Turn]:
    """号码给不给、匿不匿名、用谁的名义。"""
    phone = about_his_phone(order.conversation, order.draft, order.heard, order.hotline)
    if phone is not None:
        return phone
    if _wants_anonymity(order.draft, order.text, order.words):
        return become_anonymous(order.conversation, order.draft, order.hotline)
    is_own = order.draft.knows("represents") and order.says("own_name")
    return order.ask_on(Reply("utter_draft_own_name"), draft=in_own_name(order.draft)) if is_own else None


def _answer_to_an_offer(order: Order) -> Optional[Turn]:
    """刚问了“补上，还是就这样登记”“改成举报，可以匿名”，答的是哪一样。"""
    draft, words = order.draft, order.words
    is_put = any((choice.get("choice") or {}).get("do") == "skip" for choice in order.conversation.offered)
    if draft.asking in draft.explained and ((is_put and only_agrees(order.text, words)) or order.says("file_anyway")):
        return take_none(order.conversation, draft, order.hotline)
    if order.conversation.asked != OFFERED_TIP_OFF:
        return None
    if wants_his_name(order.text, words) or order.says("file_named"):
        return order.ask_on()  # “那就实名吧”
    agrees = order.heard.intent == "affirm" or order.says("confirm")
    return become_anonymous(order.conversation, to_tip_off(draft), order.hotline) if agrees else None


def _read_back(order: Order) -> Optional[Turn]:
    is_asked = order.says("check") or _asks_if_noted(order.text, order.words)
    return read_back(order.conversation, order.draft, order.hotline) if is_asked else None


def _answer_to_the_summary(order: Order) -> Optional[Turn]:
    """核对时：接着办、对、没有要改的、不对。“接着办”不是“确认”。"""
    if order.draft.stage is not Stage.CONFIRMING:
        return None
    if order.says("resume"):
        return order.ask_on()
    if _confirms(order):
        return confirm_draft(order.conversation, order.draft, order.hotline)
    if says_right(order.text, order.words):
        return order.ask_on()
    if order.says("finished"):
        return order.ask_on(Reply("utter_draft_nothing_to_change"))
    return ask_what_to_change(order.conversation, order.draft, order.hotline) if order.says("deny") else None


def _confirms(order: Order) -> bool:
    text, words = order.text, order.words
    in_pieces = only_agrees(text, words) and any(is_command("confirm", piece, words) for piece in text.split())
    agrees = order.heard.intent == "affirm" and order.is_short and consents(text, words)
    return order.says("confirm") or in_pieces or (agrees and not asks(text, order.hotline))


def _submit(order: Order) -> Optional[Turn]:
    """催着提交、问能不能提交了。"""
    draft = order.draft
    urges = only_agrees(order.text, order.words) and any(word in order.text for word in order.words.submits)
    if draft.stage is Stage.COLLECTING and draft.asking and draft.has_facts and (urges or order.says("may_submit")):
        return _not_yet(order.conversation, draft, order.hotline)
    return order.ask_on() if draft.stage is Stage.CONFIRMING and order.says("may_submit") else None


_ORDERS = (_this_one_first, _already_at_it, _other_kind, _stop, _in_whose_name, _answer_to_an_offer, _read_back, _answer_to_the_summary, _submit)


def _asks_if_noted(text: str, words) -> bool:
    """“你把刚才记的从头念一遍给我听 我没带眼镜”：有一截是要听记了什么，别的不长。"""
    pieces = [piece for piece in re.split(r"[，,。；？?\s]+", text) if piece] if len(text) <= 2 * SHORT else []
    return any(len(piece) <= SHORT and any(phrase in piece for phrase in words.asks_if_noted) for piece in (text, *pieces))


def _not_yet(conversation: Conversation, draft: Draft, hotline) -> Turn:
    """还没问完就说“提交”：规定要有的说清还差什么；只剩可说可不说的，不再问。"""
    rules, elements = hotline.knowledge.intake, hotline.knowledge.acceptance.elements
    gaps = [name for name in missing(draft, rules, elements) if name not in draft.declined and draft.values.get(name) is None]
    if gaps:
        labels = "、".join(short_label(draft, name, hotline) for name in gaps)
        return ask_next(conversation, draft, hotline, [Reply("utter_draft_not_yet", {"gaps": labels})])
    if any(question.field == "citizen_phone" for question in open_questions(draft, rules)) and leaves_no_trace(draft, "citizen_phone"):
        draft = anonymous(draft, hotline)
    for question in open_questions(draft, rules):
        draft = draft if draft.knows(question.field) else decline(draft, question.field)
    return ask_next(conversation, draft, hotline)


def _wants_anonymity(draft: Draft, text: str, words) -> bool:
    if is_command("anonymous", text, words):
        # 别的诉求里只是不想留这一样，按“不愿说”接；说到“匿名”才是要匿名。
        is_himself = draft.asking == "respondent_name" and "留" in text  # 正问是哪家，“不留名”说的是自己
        return draft.kind in SECRET or "匿名" in text or is_himself
    if "匿名" not in text and any(wants_his_name(said, words) for said in draft.said):
        return False  # 先说了“我要实名举报”，“叫吴某某 名字我不能说”说的是那个人
    return wants_anonymity(text, words) and len(text) <= SHORT and not draft.is_anonymous


