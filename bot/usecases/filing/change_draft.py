"""改草稿：改一样、换成匿名、投诉举报互换。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional, Sequence

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, fill, hear
from bot.hotline.draft_questions import open_questions, pass_over
from bot.hotline.intake import PERSONAL
from bot.hotline.understanding import Understanding
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.filing.hide_reporter import wants_anonymity, without_reporter_in_draft
from bot.usecases.filing.say_draft import draft_button, say_found, short_label
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.read_command import is_command
from bot.usecases.reading.read_correction import Said
from bot.usecases.reading.read_demand import read_demand
from bot.usecases.reading.read_statement import read_statement

_SHORT = 18
_ANOTHER_ONE = ("respondent_name", "respondent_address")  # “不是那家，是隔壁”“那是我家”：原来的不算了，要再问
OFFERED_TIP_OFF = "to_tip_off"  # 刚问了要不要改成匿名举报


def apply_correction(conversation: Conversation, draft: Draft, said: Said, hotline) -> Turn:
    """记下改过的；只说哪里错了、没说改成什么的，问一句。"""
    after = _renamed(draft, fill(draft, said.found))
    noted = say_found(after, tuple(said.found), hotline)
    before = [Reply("utter_draft_changed", {"noted": noted})] if noted else []
    if said.to_edit and (not said.found or said.to_edit[0] in _ANOTHER_ONE):
        return edit_field(conversation, after, said.to_edit[0], hotline, before)
    return ask_next(conversation, after, hotline, before)


def _renamed(draft: Draft, after: Draft) -> Draft:
    """经过里写着说错的那一家，改过来的跟着写一句，办的人不会查错。"""
    wrong, right = draft.values.get("respondent_name"), after.values.get("respondent_name")
    is_told = bool(wrong and right) and wrong != right and any(str(wrong) in said for said in draft.said)
    return hear(after, f"（更正：是{right}，不是{wrong}）", False) if is_told else after


def edit_field(conversation: Conversation, draft: Draft, name: str, hotline, before=()) -> Turn:
    """重新问一样。问题单上没有的（金额、商品）用一句通用的问。"""
    draft = replace(
        draft,
        values={key: value for key, value in draft.values.items() if key != name},
        declined=tuple(other for other in draft.declined if other != name),
        has_facts=draft.has_facts and name != "facts",
        said=() if name == "facts" else draft.said,
    )
    if any(question.field == name for question in open_questions(draft, hotline.knowledge.intake)):
        return ask_next(conversation, replace(draft, asking=name), hotline, before, again=True)
    label = short_label(draft, name, hotline)
    turn = ask_next(conversation, replace(draft, asking=name), hotline, before)
    return Turn(turn.conversation, [*before, Reply("utter_draft_edit", {"label": label}, card=turn.replies[-1].card)])


def ask_what_to_change(conversation: Conversation, draft: Draft, hotline) -> Turn:
    """说不对、没说哪里不对：列出来让他挑。"""
    names = [q.field for q in open_questions(draft, hotline.knowledge.intake)]
    choices = tuple(draft_button(short_label(draft, name, hotline), "edit", draft, field=name) for name in names[:8])
    turn = ask_next(conversation, draft, hotline)
    return Turn(turn.conversation, [Reply("utter_draft_what_to_change", {}, choices, turn.replies[-1].card)])


def become_anonymous(conversation: Conversation, draft: Draft, hotline) -> Turn:
    """举报可以匿名；投诉不行，可以改成举报；投诉带举报的，举报那一半可以。"""
    if draft.is_other_body and draft.kind == "complaint":  # 转给别的单位的没有调解，当举报转，一样可以匿名
        return ask_next(conversation, anonymous(replace(draft, kind="tip_off"), hotline), hotline, [Reply("utter_draft_anonymous")])
    if draft.kind == "complaint" and draft.second and not draft.second.is_other_body:
        after = replace(draft, second=replace(draft.second, is_anonymous=True))
        return ask_next(conversation, after, hotline, [Reply("utter_draft_second_anonymous")])
    if draft.kind == "complaint" and not _wants_redress(draft, hotline):
        return ask_next(conversation, anonymous(to_tip_off(draft), hotline), hotline, [Reply("utter_draft_anonymous_tip_off")])
    if draft.kind == "complaint":
        choices = (draft_button("改成匿名举报", "to_tip_off", draft), draft_button("继续投诉", "go_on", draft))
        turn = ask_next(conversation, draft, hotline)
        offered = replace(turn.conversation, asked=OFFERED_TIP_OFF)
        return Turn(offered, [Reply("utter_draft_complaint_needs_name", {}, choices, turn.replies[-1].card)])
    passed = pass_over(draft, hotline.knowledge.acceptance.elements) if draft.is_anonymous else draft  # 早就是匿名了，正问的这一样他没答
    return ask_next(conversation, anonymous(passed, hotline), hotline, [Reply("utter_draft_anonymous")])


def named_again(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Turn:
    """匿名的又说要实名：只有他自己明说才算。以前隐去的找不回来，请他再说。"""
    words, today = hotline.knowledge.intake_words, hotline.now().date()
    found = read_statement(heard.text, entities_of(heard, hotline), words, today)
    named = replace(draft, is_anonymous=False, declined=_without_personal(draft), stage=Stage.COLLECTING)
    after = fill(named, {name: value for name, value in found.items() if name in PERSONAL or not named.knows(name)})
    after = hear(after, heard.text, False) if any(name not in PERSONAL for name in found) else after
    noted = say_found(after, tuple(found), hotline)
    return ask_next(conversation, after, hotline, [Reply("utter_draft_named_again", {"noted": noted})])


def anonymous(draft: Draft, hotline) -> Draft:
    """换成匿名：能认出他的话都去掉。"""
    return without_reporter_in_draft(replace(draft, is_anonymous=True), hotline)


def change_kind(draft: Draft, text: str, hotline) -> Optional[Draft]:
    """“我是举报不是投诉”。不是在换返回 None。"""
    words = hotline.knowledge.intake_words
    wanted = "".join((text, *(draft.values.get("demand") or ()), *draft.said))  # 先说了“罚他”，又说“不用退我钱”
    gives_up = any(phrase in text for phrase in words.gives_up_money) and any(word in wanted for word in (*words.tip_off_words, *words.change_to_tip_off, *words.wants_punished))
    if gives_up and draft.kind == "complaint" and not draft.second and not draft.is_other_body:
        return hear(to_tip_off(draft), text, False)  # “钱我不要了，你们直接查他”
    if draft.kind == "conduct_complaint" and (_tells_of_a_shop(draft, text, words) or any(phrase in text for phrase in words.files_anew)):
        kept = {name: value for name, value in draft.values.items() if name != "respondent_name"}  # 那是窗口、人，不是商家
        return replace(draft, kind="complaint", department=None, values=kept, declined=_without_personal(draft), stage=Stage.COLLECTING)
    if wish := _wants_money_after_all(draft, text, hotline):
        asked = replace(draft, kind="complaint", declined=_without_personal(draft), passed_over=(), stage=Stage.COLLECTING)
        return hear(fill(asked, {"demand": wish}), text, False)
    if len(text) > _SHORT or draft.is_other_body:
        return None
    both = any(re.search("[退赔换]", wish) for wish in read_demand(text, words, hotline.now().date(), is_asked=False) or ())
    if both and draft.kind == "complaint":
        return None  # “我要举报他虚假宣传 也要退钱”是两件
    is_it = is_command("to_tip_off", text, words)
    is_it = is_it or (any(phrase in text for phrase in words.change_to_tip_off) and not _says_what(draft, text, words))
    if draft.kind == "complaint" and not draft.second and is_it:
        changed = to_tip_off(draft)
        return anonymous(changed, hotline) if wants_anonymity(text, words) else changed
    if draft.kind == "complaint" and any(phrase in text for phrase in words.change_to_help):
        return replace(draft, kind="help_request", declined=_without_personal(draft), stage=Stage.COLLECTING)
    own = re.escape(hotline.knowledge.names.kinds[draft.kind])
    if re.search(rf"(?<!不)(?:是|算|按){own}", text) and any(phrase in text for phrase in words.not_wanted):
        return draft  # 求助时说“我不想投诉，就是求助”：没有要取消
    if draft.kind == "help_request" and (is_it or any(phrase in text for phrase in words.opens_tip_off)):
        return replace(draft, kind="tip_off", declined=_without_personal(draft), stage=Stage.COLLECTING)  # 听成了求助，他说“我要举报他”
    if draft.kind == "help_request" and any(phrase in text for phrase in words.help_is_complaint):
        who = next((one for one in words.represented if any(one in said for said in draft.said)), None)
        others = {"represents": who} if who and not any(phrase in text for phrase in words.opens_complaint) else {}
        return fill(replace(draft, kind="complaint", declined=_without_personal(draft), stage=Stage.COLLECTING), others)
    wish = read_demand(text, words, hotline.now().date(), is_asked=False) if "还是" in text else None
    if draft.kind == "tip_off" and not draft.second and wish:  # 改成举报以后又说“我还是要他赔我一千”
        back = replace(draft, kind="complaint", is_anonymous=False, declined=_without_personal(draft), stage=Stage.COLLECTING)
        return hear(fill(back, {"demand": wish}), text, False)
    if draft.kind == "tip_off" and any(phrase in text for phrase in words.change_to_complaint):
        return replace(draft, kind="complaint", is_anonymous=False, declined=_without_personal(draft), stage=Stage.COLLECTING)
    return None


def _tells_of_a_shop(draft: Draft, text: str, words) -> bool:
    """听成了反映工作人员，从没说过是我们的人，说的又是买来的东西（“我买的摩托车不给退”）：是投诉商家。"""
    is_ours = any(word in said for said in (*draft.said, text) for word in (*words.our_own, *words.bribery))
    is_told = any(word in text for word in words.bought) and any(word in text for word in (*words.complains, *words.troubles, *words.misdeeds))
    return is_told and not is_ours


def _wants_money_after_all(draft: Draft, text: str, hotline) -> Sequence[str]:
    """没说过举报，是我们听成了举报，他说“我要他赔我药费”：是一件投诉，不是两件。"""
    words = hotline.knowledge.intake_words
    is_said = any(word in said for said in (*draft.said, text) for word in words.tip_off_words)
    if draft.kind != "tip_off" or draft.second or draft.is_anonymous or draft.is_other_body or is_said:
        return ()
    return read_demand(text, words, hotline.now().date(), is_asked=False) or ()


def _wants_redress(draft: Draft, hotline) -> bool:
    """说过要退要赔、要投诉，或者是自己花钱买的；都不是、又不肯留名的，是要我们去查。"""
    words = hotline.knowledge.intake_words
    asked = (*words.complaint_words, *words.demand_verbs, *words.opens_complaint, *words.bought)
    return draft.knows("demand") or draft.knows("amount") or any(word in said for said in draft.said for word in asked)


def _says_what(draft: Draft, text: str, words) -> bool:
    """要了退赔以后说“要举报他们没证”：另有一件要举报，不是不要退赔了。"""
    empty = any_of((*words.change_to_tip_off, *words.pronouns, *words.hollow, *words.fillers))
    return draft.knows("demand") and len(re.sub(rf"{empty}|[^㐀-鿿]", "", text)) >= 2


def say_kind_changed(conversation: Conversation, draft: Draft, hotline) -> Turn:
    kind = hotline.knowledge.names.kinds[draft.kind]
    name = "utter_draft_anonymous" if draft.is_anonymous else "utter_draft_kind_changed"
    return ask_next(conversation, draft, hotline, [Reply(name, {"kind": kind})])


def in_own_name(draft: Draft) -> Draft:
    """不替别人了，用自己的名义：自我介绍的姓名就是投诉人的。"""
    theirs = ("represents", "representative_name", "authorization", "representative_identity", *PERSONAL)  # 姓名电话住处是那个人的
    values = {name: value for name, value in draft.values.items() if name not in theirs}
    mine = draft.values.get("representative_name")
    return replace(draft, values={**values, "citizen_name": mine} if mine else values)


def to_tip_off(draft: Draft) -> Draft:
    """投诉改成举报：姓名、地址不再要，说过的留着由市民定。"""
    values = {name: value for name, value in draft.values.items() if name not in ("represents", "demand")}
    declined = tuple(dict.fromkeys((*draft.declined, *(n for n in draft.explained if not draft.knows(n)))))
    second = draft.second if draft.second and draft.second.is_other_body else None
    return replace(draft, kind="tip_off", second=second, values=values, declined=declined, stage=Stage.COLLECTING)


def _without_personal(draft: Draft):
    return tuple(name for name in draft.declined if name not in PERSONAL)
