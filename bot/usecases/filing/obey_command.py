"""登记到一半，整句话就是一个意思的：要停、要匿名、要提交、问为什么，顺口问一句。"""

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
from bot.usecases.filing.answer_aside import answer_aside, secrecy_reply
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
from bot.usecases.filing.no_answer import explain_question, leave_open, leaves_no_trace, other_field, take_none
from bot.usecases.filing.read_back import read_back
from bot.usecases.filing.say_draft import short_label
from bot.usecases.filing.side_talk import asks, without_questions
from bot.usecases.filing.start_draft import has_substance
from bot.usecases.reading.read_command import (
    asks_to_wait,
    asks_why,
    consents,
    is_command,
    lays_down,
    only_agrees,
    says_right,
)
from bot.usecases.reading.read_demand import read_demand
from bot.usecases.reading.read_phrase import bare
from bot.usecases.rules.often_asked import often_asked

_SHORT = 18
_A_FACT = 4


def obey_command(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """整句就是一个意思的；不是返回 None。"""
    text, words = heard.text, hotline.knowledge.intake_words
    if len(text) <= _SHORT and text.lstrip("那就还是我").startswith(words.orders) and often_asked(text, words.draft_asides) is None:
        if (other := named_matter(draft, text, hotline)) is not None:
            keep_draft(to(draft, Stage.SET_ASIDE), hotline)
            return resume_draft(replace(conversation, draft_id=other.draft_id), hotline)
        return ask_next(conversation, draft, hotline, [Reply("utter_draft_one_by_one")])  # “先说我的吧”
    if len(text) <= _SHORT and any(phrase in text for phrase in words.asks_to_lodge) and not has_substance(text, {}, hotline):
        return ask_next(conversation, draft, hotline)  # “那你给俺登记一下”：正登记着
    again = {"tip_off": words.opens_tip_off, "complaint": words.opens_complaint}.get(draft.kind, ())
    if draft.stage is Stage.COLLECTING and re.fullmatch(rf"(?:我|那|就|还是|想|要)*(?:{any_of(again)})", bare(text)) and again:
        return ask_next(conversation, draft, hotline)  # 正登记着举报，又说“我想举报”
    changed = change_kind(draft, text, hotline)
    if changed is not None and any(word in text for word in words.misdeeds):
        changed = hear(changed, text, False)  # “我要举报他虚假宣传”：说了是什么事
    if changed is not None:
        return say_kind_changed(conversation, changed, hotline)
    if asks_to_wait(text, words):
        return ask_next(conversation, draft, hotline, [Reply("utter_draft_take_your_time")])
    is_asking = any(phrase in text for phrase in words.only_asking) and any(phrase in text for phrase in words.not_filing)
    if (draft.has_facts or draft.values) and is_command("drops", text, words):
        return set_aside_draft(conversation, draft, hotline, "utter_draft_solved")  # “算了不投诉了”也许只是想停一停：先放着，说“删掉”才删
    goes_himself = draft.is_other_body and is_command("keeps_it", text, words)  # “不转了 我自己打”
    if is_asking or goes_himself or is_command("cancel", text, words):  # “我不举报，我是问手续”
        return cancel_draft(conversation, draft, hotline)
    if is_command("restart", text, words):
        return restart_draft(conversation, draft, hotline)
    if is_command("set_aside", text, words) or lays_down(text, words):
        return set_aside_draft(conversation, draft, hotline)
    phone = about_his_phone(conversation, draft, heard, hotline)
    if phone is not None:
        return phone
    if _wants_anonymity(draft, text, words):
        return become_anonymous(conversation, draft, hotline)
    if draft.knows("represents") and is_command("own_name", text, words):
        return ask_next(conversation, in_own_name(draft), hotline, [Reply("utter_draft_own_name")])
    is_put = any((choice.get("choice") or {}).get("do") == "skip" for choice in conversation.offered)
    is_yes = is_put and only_agrees(text, words)  # 刚问了“补上，还是就这样登记”，答“是”
    if draft.asking in draft.explained and (is_yes or is_command("file_anyway", text, words)):
        return take_none(conversation, draft, hotline)
    if conversation.asked == OFFERED_TIP_OFF and (wants_his_name(text, words) or is_command("file_named", text, words)):
        return ask_next(conversation, draft, hotline)  # “那就实名吧”
    if conversation.asked == OFFERED_TIP_OFF and (heard.intent == "affirm" or is_command("confirm", text, words)):
        return become_anonymous(conversation, to_tip_off(draft), hotline)
    if is_command("check", text, words) or _asks_if_noted(text, words):
        return read_back(conversation, draft, hotline)
    if draft.stage is Stage.CONFIRMING:
        if is_command("resume", text, words):
            return ask_next(conversation, draft, hotline)  # “接着办”不是“确认”
        if is_command("confirm", text, words) or (only_agrees(text, words) and any(is_command("confirm", piece, words) for piece in text.split())) or (heard.intent == "affirm" and len(text) <= _SHORT and consents(text, words) and not asks(text, hotline)):
            return confirm_draft(conversation, draft, hotline)
        if says_right(text, words):
            return ask_next(conversation, draft, hotline)
        if is_command("finished", text, words):
            return ask_next(conversation, draft, hotline, [Reply("utter_draft_nothing_to_change")])
        if is_command("deny", text, words):
            return ask_what_to_change(conversation, draft, hotline)
    urges = only_agrees(text, words) and any(w in text for w in words.submits)
    if draft.stage is Stage.COLLECTING and draft.asking and draft.has_facts and (urges or is_command("may_submit", text, words)):
        return _not_yet(conversation, draft, hotline)
    if draft.stage is Stage.CONFIRMING and is_command("may_submit", text, words):
        return ask_next(conversation, draft, hotline)
    told = without_questions(text, hotline)
    is_told = told != text and draft.has_facts and draft.kind not in SECRET and len(re.findall("[㐀-鿿]", told)) > _A_FACT and "问" not in told
    draft = hear(draft, text, False) if is_told and _tells_of_himself(told) else draft  # “多久打给我 我明天就回北京了”：说的半句留着
    aside = None if re.search(r"\d{7}", text) or _only_wishes(draft, text, hotline) else answer_aside(conversation, draft, heard, hotline)  # “138……，有结果告诉我”先收下号码
    if aside is not None:
        return aside
    if draft.asking not in (None, "facts") and len(text) <= _SHORT and any(phrase in text for phrase in words.asks_to_skip):
        other = other_field(draft.asking, text, draft, hotline)
        if other:  # 正问请求，说的是“电话我不留行不行”
            return leave_open(conversation, draft, other, hotline)
        return take_none(conversation, draft, hotline)
    if _only_wants_secrecy(text, words) and not asks(text, hotline):
        return ask_next(conversation, draft, hotline, [secrecy_reply(draft)])
    if asks_why(text, words) and not _is_about_the_merchant(draft, text):
        return explain_question(conversation, draft, hotline, text)
    return None


def _tells_of_himself(told: str) -> bool:
    return re.match("(?:我|俺|我们)(?!要|想|就是?要)", told) is not None


def _only_wishes(draft: Draft, text: str, hotline) -> bool:
    """正问要怎样，说“我说了么退定金”“就要双倍”：是要求，不是在问规矩。"""
    is_asking = re.search("[吗？?]|[能会可该行]不|不[能行]?$|多少|几[倍成]|怎么|咋|啥|什么|是不是|有没有|要不要", text) is not None
    return draft.stage is Stage.COLLECTING and not is_asking and bool(read_demand(text, hotline.knowledge.intake_words, hotline.now().date(), is_asked=False))


def _asks_if_noted(text: str, words) -> bool:
    """“你把刚才记的从头念一遍给我听 我没带眼镜”：有一截是要听记了什么，别的不长。"""
    pieces = [piece for piece in re.split(r"[，,。；？?\s]+", text) if piece] if len(text) <= 2 * _SHORT else []
    return any(len(piece) <= _SHORT and any(phrase in piece for phrase in words.asks_if_noted) for piece in (text, *pieces))


def _only_wants_secrecy(text: str, words) -> bool:
    """“谢谢你们一定要保密啊”；“我是里面的厨师，千万保密”还说了自己是谁。"""
    rest = re.sub(rf"{any_of((*words.wants_secrecy, *words.fillers, *words.hollow))}|一定|千万|务必|必须|[^㐀-鿿]", "", text)
    return any(phrase in text for phrase in words.wants_secrecy) and len(rest) < 2


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
    return wants_anonymity(text, words) and len(text) <= _SHORT and not draft.is_anonymous


def _is_about_the_merchant(draft: Draft, text: str) -> bool:
    """正说经过时的“为什么”，多半是在质问商家。"""
    return draft.asking == "facts" and len(text) > 8
