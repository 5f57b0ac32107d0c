"""正问的这一样没有答：说没有、不愿说，问为什么要，或者没听懂。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, decline, fill
from bot.hotline.draft_questions import is_required, open_questions
from bot.hotline.intake import PERSONAL
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.change_draft import anonymous
from bot.usecases.filing.keep_draft import set_aside_draft
from bot.usecases.filing.say_draft import draft_button, short_label

YES_OR_NO = ("authorization", "representative_identity")
_PATIENCE = 3


def take_none(conversation: Conversation, draft: Draft, hotline) -> Turn:
    """市民说没有、不知道、不愿说。法定要的，先说清为什么；再说没有就不问了，交给人审。"""
    name = draft.asking
    if name in YES_OR_NO:
        return ask_next(conversation, fill(decline(draft, name), {name: False}), hotline)
    if leaves_no_trace(draft, name):
        return ask_next(conversation, anonymous(draft, hotline), hotline, [Reply("utter_draft_anonymous")])  # 姓名电话都不留，就是匿名
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


def leaves_no_trace(draft: Draft, name: str) -> bool:
    """举报的，姓名、住处没说过，电话也不留。"""
    return name == "citizen_phone" and draft.kind == "tip_off" and not any(draft.knows(field) for field in PERSONAL)


def leave_open(conversation: Conversation, draft: Draft, name: str, hotline) -> Turn:
    """没问到的一样先说了不给、不知道：应一声，不再问；法定要有的说清后果。"""
    if draft.knows(name):
        return ask_next(conversation, draft, hotline)
    element = hotline.knowledge.element("respondent_address" if name == "platform" else name)
    required = is_required(draft, name, hotline.knowledge.acceptance.elements) and element is not None
    fields = {"label": short_label(draft, name, hotline), "basis": element.basis if required else ""}
    after = replace(decline(draft, name), explained=tuple(dict.fromkeys((*draft.explained, name))))
    return ask_next(conversation, after, hotline, [Reply("utter_draft_left_open", fields)])


def explain_question(conversation: Conversation, draft: Draft, hotline, text: str = "") -> Turn:
    """“为什么要这个”：说理由和依据，再问一遍。"""
    name = draft.asking or "facts"
    name = other_field(name, text, draft, hotline) or name  # “为啥要我住址”
    question = hotline.knowledge.intake.question(draft.track, name)
    element = hotline.knowledge.element("respondent_address" if name == "platform" else name)
    required = is_required(draft, name, hotline.knowledge.acceptance.elements)
    fields = {"why": question.why, "basis": element.basis if element and required else ""}
    return ask_next(conversation, draft, hotline, [Reply("utter_draft_why", fields)], again=False)


def try_again(conversation: Conversation, draft: Draft, hotline) -> Turn:
    """没答上来：举个例子再问；到第三次就先放着，请人接手。"""
    tries = conversation.misunderstood + 1
    if tries >= _PATIENCE:
        return set_aside_draft(conversation, draft, hotline, "utter_draft_to_operator")
    return ask_next(replace(conversation, misunderstood=tries), draft, hotline, again=True)


def other_field(name: str, text: str, draft: Draft, hotline) -> Optional[str]:
    """话里点名说的是问题单上的另一样；没有点名、点的就是正问的返回 None。"""
    words = hotline.knowledge.intake_words
    about_them = any(word in text for word in words.about_shop)
    mine = "citizen_address" if not about_them and (name in PERSONAL or draft.knows("respondent_address")) else "respondent_address"
    unnamed = {name: (*words.cues.get(name, ()), *phrases) for name, phrases in words.unknown_of.items()}
    door = "citizen_address" if name == "citizen_address" and not about_them else "respondent_address"  # “不知道具体门牌”
    cues = {**words.cues, **unnamed, door: (*words.cues.get(door, ()), *words.unknown_of.get("address", ()))}
    cues = {**cues, mine: (*cues.get(mine, ()), *words.address)}  # 只说“地址”的，看正说着谁
    asked = [question.field for question in open_questions(draft, hotline.knowledge.intake)]
    his_own = max((len(cue) for cue in unnamed.get("citizen_name", ()) if cue in text), default=0) if "citizen_name" not in asked else 0  # 举报不问姓名，“我叫什么不说了”说的是自己
    named = {field: max((len(cue) for cue in cues.get(field, ()) if cue in text), default=0) for field in asked}
    best = max(named, key=named.get, default=None)
    is_of_shop = best == "citizen_name" and not re.search("我|俺|真名|姓名|实名", text)
    if is_of_shop and name == "respondent_name":
        return None  # 问是哪家，“没名字 就个小摊”说的是摊子
    if is_of_shop and name not in PERSONAL and re.search("没有?(?:店|大)?名", text):
        return None if draft.knows("respondent_name") else "respondent_name"
    is_other = best is not None and named[best] > max(named.get(name, 0), his_own)
    return best if is_other else None
