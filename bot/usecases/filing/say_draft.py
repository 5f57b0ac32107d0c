"""草稿怎么说给市民看：卡片、小结、按钮。文字自己就完整。"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Dict, List, Optional, Sequence, Tuple

from bot.hotline.conversation import Choice, Reply
from bot.hotline.draft import Draft
from bot.hotline.draft_filing import as_day
from bot.hotline.draft_questions import is_required, missing, open_questions
from bot.hotline.intake import PERSONAL
from bot.hotline.intake_rules import Question
from bot.hotline.privacy import mask, mask_phone
from bot.usecases.reading.place_words import is_vague_place
from bot.usecases.tickets.explain_deadline import say_day

# 卡片和小结里的次序；不在问题单上的（金额、商品……）说到了才列。
_ORDER = (
    "represents", "respondent_name", "respondent_address", "platform", "product", "amount", "event_on", "companions",
    "demand", "facts", "evidence", "representative_name", "authorization", "representative_identity", *PERSONAL,
)  # fmt: skip
_LONGEST_FACTS = 80
# 回数字会和按钮的序号混起来的，不给按钮。
_NO_BUTTONS = ("event_on", "companions")


def draft_button(title: str, do: str, draft: Draft, **more: str) -> Choice:
    return Choice(title, "answer_draft", {"do": do, "draft": draft.draft_id, **more})


def lodge_choices(draft: Draft) -> Tuple[Choice, ...]:
    return draft_button("登记，转给他们", "lodge", draft), draft_button("不用了", "cancel", draft)


def ask_reply(draft: Draft, question: Question, hotline, again: bool = False) -> Reply:
    """问一样；again 是没答上来，举个例子再问。"""
    fields = {"question": question.ask.format(whose=_whose(draft)), "example": question.again if again else ""}
    return Reply("utter_draft_ask", fields, _ways_to_answer(draft, question, hotline), draft_card(draft, hotline))


def summary_reply(draft: Draft, hotline, is_brief: bool = False) -> Reply:
    """请市民核对。缺法定内容的写明由人审；is_brief：刚核对过的，只请他答应。"""
    elements = hotline.knowledge.acceptance.elements
    gaps = [short_label(draft, name, hotline) for name in missing(draft, hotline.knowledge.intake, elements)]
    names = hotline.knowledge.names.kinds
    fields = {
        "kind": "和".join(names[kind] for kind in draft.kinds),
        "summary": "\n".join(summary_lines(draft, hotline)),
        "gaps": "、".join(gaps),
        "second": _say_second(draft, names),
        "offer": "匿名" if draft.kind == "tip_off" and not draft.is_anonymous and draft.knows("citizen_name") else "",
        "anonymous": "匿名" if draft.is_anonymous else "",
    }
    fields = {name: "" for name in fields} if is_brief else fields
    choices = (
        draft_button("确认提交", "confirm", draft, version=str(draft.version)),
        draft_button("有地方要改", "change", draft),
        draft_button("先放着", "set_aside", draft),
    )
    return Reply("utter_draft_summary", fields, choices, draft_card(draft, hotline))


def summary_lines(draft: Draft, hotline) -> List[str]:
    """填了的几样，一样一行：“· 商家：好再来烧烤店”。"""
    return [f"· {short_label(draft, name, hotline)}：{value}{_note(name, value, hotline)}" for name, value in _shown_values(draft, hotline)]


def _note(name: str, value: str, hotline) -> str:
    is_vague = name == "respondent_address" and is_vague_place(value, hotline.knowledge.intake_words)
    return "（不太具体，工作人员可能再问您）" if is_vague else ""


def _say_second(draft: Draft, names) -> str:
    if not draft.second:
        return ""
    return ("匿名" if draft.second.is_anonymous else "") + names[draft.second.kind]


def say_found(draft: Draft, names: Sequence[str], hotline) -> str:
    """“商家好再来烧烤店、金额58元”。"""
    shown = dict(_shown_values(draft, hotline))
    return "、".join(f"{short_label(draft, name, hotline)}“{shown[name]}”" for name in names if name in shown and name != "facts")


def short_label(draft: Draft, name: str, hotline) -> str:
    """小结上的叫法：作风投诉里的“对方”是窗口或人员。"""
    rules = hotline.knowledge.intake
    question = rules.question(draft.track, name)
    return (question and question.label) or rules.short_labels.get(f"{draft.track}.{name}") or rules.short_labels.get(name, name)


def draft_card(draft: Draft, hotline) -> Dict[str, Any]:
    """request_draft，形状见 connectors/channels/README.md。"""
    rules, names = hotline.knowledge.intake, hotline.knowledge.names.kinds
    gaps = missing(draft, rules, hotline.knowledge.acceptance.elements)
    second = draft.second and {
        "kind": draft.second.kind,
        "kind_name": names[draft.second.kind],
        "is_anonymous": draft.second.is_anonymous or draft.is_anonymous,
    }
    return {
        "type": "request_draft",
        "draft_id": draft.draft_id,
        "version": draft.version,
        "stage": draft.stage.value,
        "kind": draft.kind,
        "kind_name": names[draft.kind],
        "second": second,
        "is_anonymous": draft.is_anonymous,
        "asking": draft.asking,
        "fields": [_card_field(draft, name, gaps, hotline) for name in _listed(draft, hotline)],
        "missing": list(gaps),
    }


def cancelled_card(draft: Draft, hotline) -> Dict[str, Any]:
    return {**draft_card(draft, hotline), "stage": "cancelled", "asking": None, "fields": [], "missing": []}


def shown_value(draft: Draft, name: str) -> Optional[str]:
    """给人看的样子：电话遮中间，日期带星期。没有是 None。"""
    if name == "facts":
        if not draft.has_facts:
            return None
        # 匿名的一字不改地给他看：看到的就是登记的。
        return "\n".join(draft.said) if draft.is_anonymous else mask("；".join(draft.said))
    value = draft.values.get(name)
    if value in (None, "", ()):
        return None
    if name == "citizen_phone":
        return mask_phone(value)
    if name == "event_on":
        day: Optional[date] = as_day(value)
        return say_day(day) if day else value
    if name == "amount":
        return f"{value:.2f}".rstrip("0").rstrip(".") + "元"  # 一千万不写成 1e+07
    if isinstance(value, bool):
        return "有" if value else "没有"
    return "、".join(value) if isinstance(value, (tuple, list)) else str(value)


def _shown_values(draft: Draft, hotline) -> List[Tuple[str, str]]:
    shown = [(name, shown_value(draft, name)) for name in _listed(draft, hotline)]
    is_cut = not draft.is_anonymous
    return [(name, _short(value) if name == "facts" and is_cut else value) for name, value in shown if value]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_FACTS else text[:_LONGEST_FACTS] + f"……（共{len(text)}字，原话全部记下了）"


def _listed(draft: Draft, hotline) -> List[str]:
    asked = {question.field for question in open_questions(draft, hotline.knowledge.intake)}
    return [name for name in _ORDER if name in asked or draft.knows(name)]


def _card_field(draft: Draft, name: str, gaps: Sequence[str], hotline) -> Dict[str, Any]:
    element = hotline.knowledge.element("respondent_address" if name == "platform" else name)
    required = is_required(draft, name, hotline.knowledge.acceptance.elements)
    value = shown_value(draft, name)
    status = "missing" if required else "optional"
    if value is not None and name not in gaps:
        status = "filled"
    elif name in draft.declined or value is not None:
        status = "declined"
    question = hotline.knowledge.intake.question(draft.track, name)
    label = (question and question.label) or hotline.knowledge.intake.labels.get(name)
    edit = json.dumps({"do": "edit", "draft": draft.draft_id, "field": name}, ensure_ascii=False)
    return {
        "id": name,
        "label": label or (element.label if element else hotline.knowledge.intake.short_labels[name]),
        "value": value,
        "status": status,
        "required": required,
        "why": element.basis if element and required else None,
        "edit": f"/answer_draft{edit}",
    }


def _ways_to_answer(draft: Draft, question: Question, hotline) -> Tuple[Choice, ...]:
    name = question.field
    if name in _NO_BUTTONS:
        return ()
    if name in ("authorization", "representative_identity"):
        return (draft_button("有", "fill", draft, **{name: "有"}), draft_button("没有", "fill", draft, **{name: "没有"}))
    if name == "citizen_phone" and "named" in question.when:
        title = "匿名举报" if draft.kind == "tip_off" else "不留"
        return (draft_button(title, "anonymous" if draft.kind == "tip_off" else "skip", draft, field=name),)
    if name == "facts":
        return ()
    if is_required(draft, name, hotline.knowledge.acceptance.elements):
        return (draft_button("为什么要这个", "why", draft), draft_button("先放着", "set_aside", draft))
    return (draft_button("不知道", "skip", draft, field=name), draft_button("先放着", "set_aside", draft))


def _whose(draft: Draft) -> str:
    return "委托人" if draft.knows("represents") else "您"
