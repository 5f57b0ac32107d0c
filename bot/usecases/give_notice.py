"""一次性告知：问清会改变清单的几个问题，然后一次给全。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Dict, Iterable, List, Optional, Tuple

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.guide_wording import lines, wording_of
from bot.hotline.one_time_notice import BringMaterial, OneTimeNotice, still_missing
from bot.hotline.service_item import UNSURE, ServiceItem, Situation
from bot.hotline.understanding import Understanding
from bot.usecases.issue_notice import issue_notice

_UNSURE_TITLE = "说不清，都列出来"


def start_notice(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline) -> Turn:
    """开始一份告知：话里已经说明的情形不再问。"""
    answers = {**mentioned_answers(item, heard.text), **conversation.answers}
    conversation = replace(conversation, answers=answers)
    turn = continue_notice(conversation, item, hotline)
    if turn.conversation.awaiting is Awaiting.SITUATION:
        intro = Reply("utter_notice_intro", wording_of(item, "overview"))
        return Turn(turn.conversation, [intro, *turn.replies])
    return turn


def continue_notice(conversation: Conversation, item: ServiceItem, hotline) -> Turn:
    """问下一个问题；都问清了就出告知书。"""
    question = item.next_question(conversation.answers)
    if question:
        asked = replace(conversation, awaiting=Awaiting.SITUATION, asked=question.id)
        return Turn(asked, [_ask(question, item, conversation.answers)])
    return _issue(conversation, item, hotline)


def answer_situation(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """市民回答了正问着的情形。听不出是哪个选项时返回 None，由调用者决定怎么接。"""
    item = hotline.knowledge.item(conversation.item_id)
    question = item.situation(conversation.asked)
    option = (heard.choice or {}).get("option") or match_option(question, heard)
    if option is None:
        return None
    answers = {**mentioned_answers(item, heard.text), **conversation.answers, question.id: option}
    settled = replace(conversation, answers=answers, misunderstood=0)
    return continue_notice(settled, item, hotline)


def say_what_is_missing(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """“我有××了，还差什么”：一次说全还缺的，不挤牙膏。"""
    item = hotline.knowledge.item(conversation.item_id)
    brought = tuple(dict.fromkeys([*conversation.brought, *mentioned_materials(item, heard.text)]))
    conversation = replace(conversation, brought=brought, misunderstood=0)
    notice = hotline.notices.get(conversation.notice_no) if conversation.notice_no else None
    if notice and notice.item_id == item.item_id:
        return Turn(conversation.settled(), [_missing_reply(notice, brought)])
    return start_notice(conversation, item, heard, hotline)


def correct_situation(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """告知书出了以后又说“我是代办的”：按新情形重出一份。没有新情形返回 None。"""
    item = hotline.knowledge.item(conversation.item_id)
    changed = mentioned_answers(item, heard.text)
    if not changed or all(conversation.answers.get(k) == v for k, v in changed.items()):
        return None
    answers = {**conversation.answers, **changed}
    still_asked = {s.id for s in item.questions_for(answers)}
    answers = {k: v for k, v in answers.items() if k in still_asked}
    return continue_notice(replace(conversation, answers=answers, notice_no=None), item, hotline)


def mentioned_answers(item: ServiceItem, text: str) -> Dict[str, str]:
    """话里已经说明的情形：选项的标签或叫法原样出现，而且只指向一个选项。"""
    phrases: Dict[str, set] = {}
    for situation in item.situations:
        for option in situation.options:
            for phrase in (option.label, *option.said_as):
                phrases.setdefault(phrase, set()).add((situation.id, option.id))
    found: Dict[str, Dict[str, int]] = {}
    for phrase, meanings in phrases.items():
        if len(phrase) < 2 or len(meanings) > 1 or phrase in _TOO_GENERAL or not _is_said(phrase, text):
            continue
        ((situation_id, option_id),) = meanings
        longest = found.setdefault(situation_id, {})
        longest[option_id] = max(longest.get(option_id, 0), len(phrase))
    return {
        situation_id: max(options, key=options.get)
        for situation_id, options in found.items()
        if len(options) == 1 or len(set(options.values())) == len(options)
    }


def match_option(question: Situation, heard: Understanding) -> Optional[str]:
    """回答对上哪个选项：序号、标签、叫法、是与否；对不上返回 None。"""
    text = heard.text.strip(" ，,。.！!？?")
    number = choice_number(text)
    if number == len(question.options) + 1:
        return UNSURE
    if number and number <= len(question.options):
        return question.options[number - 1].id
    if _UNSURE.search(text):
        return UNSURE
    best: List[Tuple[int, str]] = []
    for option in question.options:
        said = [p for p in (option.label, *option.said_as) if _is_said(p, text)]
        if said:
            best.append((max(map(len, said)), option.id))
        elif text and len(text) >= 2 and text in option.label:
            best.append((len(text), option.id))
    best.sort(reverse=True)
    if best and (len(best) == 1 or best[0][0] > best[1][0]):
        return best[0][1]
    if not best and heard.intent in ("affirm", "deny"):
        return _yes_or_no(question, heard.intent == "affirm")
    return None


def mentioned_materials(item: ServiceItem, text: str) -> List[str]:
    """话里说已经有的材料。“没有××”“缺××”的不算。"""
    have = []
    for material in item.materials:
        for name in (material.name, *material.said_as, *material.any_of):
            if _is_said(name, text):
                have.append(material.name)
                break
    return have


def _is_said(phrase: str, text: str) -> bool:
    """phrase 在话里出现，而且前面不是“没有”“不是”一类。"""
    for match in re.finditer(re.escape(phrase), text):
        if not _NEGATED.search(text[: match.start()]):
            return True
    return False


_NEGATED = re.compile(r"(没有?|不是|不|还缺|缺|差|除了|无)(办|带|拿|准备|弄|开|搞|做)?$")
_UNSURE = re.compile(r"说不清|不清楚|不知道|不确定|都列出来|都说|不好说|搞不清|分不清|随便|都行")
_TOO_GENERAL = {"没有", "有", "不用", "没用", "是", "不是", "没", "都没有", "不需要", "需要", "要", "不要", "否", "是的", "正常", "普通", "一般", "其他", "不涉及", "涉及"}
_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}


def choice_number(text: str) -> Optional[int]:
    """市民用序号作答：“1”“第二个”“选三”；不是序号返回 None。"""
    text = text.strip(" ，,。.！!？?")
    match = re.fullmatch(r"(?:选|第|回复|就)?\s*([1-9一二两三四五六七八])\s*(?:个|项|种|号|条)?(?:吧|呗|的)?", text)
    if not match:
        return None
    return _NUMBERS.get(match.group(1)) or int(match.group(1))


def _yes_or_no(question: Situation, is_yes: bool) -> Optional[str]:
    """“是/有”“不是/没有”这类两个选项的问题。"""
    if len(question.options) != 2:
        return None
    negative = [o for o in question.options if re.match(r"没|不|否|无", o.label)]
    if len(negative) != 1:
        return None
    (no,) = negative
    yes = next(o for o in question.options if o is not no)
    return yes.id if is_yes else no.id


def _ask(question: Situation, item: ServiceItem, answers: Dict[str, str]) -> Reply:
    choices = [
        Choice(o.label, "answer_situation", {"situation": question.id, "option": o.id}) for o in question.options
    ]
    choices.append(Choice(_UNSURE_TITLE, "answer_situation", {"situation": question.id, "option": UNSURE}))
    return Reply(
        "utter_ask_situation",
        {"question": question.ask, "why": question.why},
        tuple(choices),
        {"type": "situation", "item_id": item.item_id, "situation": question.id, "answered": len(answers)},
    )


def _issue(conversation: Conversation, item: ServiceItem, hotline) -> Turn:
    notice = issue_notice(item.item_id, conversation.answers, hotline)
    hotline.log("notice_issued", notice_no=notice.number, item_id=item.item_id, item_version=item.version)
    conversation = replace(conversation.settled(), notice_no=notice.number)
    replies = [notice_reply(notice)]
    if conversation.brought:
        replies.append(_missing_reply(notice, conversation.brought))
    return Turn(conversation, replies)


def notice_reply(notice: OneTimeNotice) -> Reply:
    """告知书的文字版，纯文字渠道也完整。"""
    return Reply(
        "utter_notice",
        {
            "item": notice.item_name,
            "situation": "；".join(answer for _, answer in notice.situation),
            "elsewhere": notice.handled_elsewhere or "",
            "materials": say_materials(notice.bring),
            "not_needed": "；".join(f"{name}（{why}）" for name, why in notice.not_needed),
            "limits": "；".join(
                part
                for part in (
                    notice.promised_limit and f"承诺{notice.promised_limit}",
                    notice.statutory_limit and f"法定{notice.statutory_limit}",
                )
                if part
            ),
            "fee": notice.fee,
            "channels": "、".join(notice.channels),
            "result": notice.result,
            "basis": "、".join(notice.legal_basis),
            "unverified": "；".join(notice.unverified),
            "number": notice.number,
        },
        (
            Choice("多久办好", "choose_item", {"item_id": notice.item_id, "aspect": "time_limit"}),
            Choice("在哪儿办", "choose_item", {"item_id": notice.item_id, "aspect": "place"}),
            Choice("流程怎么走", "choose_item", {"item_id": notice.item_id, "aspect": "process"}),
        ),
        {"type": "notice", **notice.as_record(), "url": f"/notices/{notice.number}"},
    )


def say_materials(bring: Iterable[BringMaterial]) -> str:
    entries = [_say_material(line) for line in bring]
    return lines(entries) if entries else "不需要您带材料"


def _say_material(line: BringMaterial) -> str:
    remarks = [line.form + (f"{line.copies}份" if line.copies else "")]
    if line.any_of:
        remarks.append("任选一样：" + "、".join(line.any_of))
    if line.only_if:
        remarks.append(f"{line.only_if}时才要")
    if line.deferrable:
        remarks.append("可以后补")
    if line.pledge:
        remarks.append("可用书面承诺代替")
    if line.note:
        remarks.append(line.note)
    if not line.verified:
        remarks.append("名称以窗口为准")
    return f"{line.name}（{'；'.join(remarks)}）"


def _missing_reply(notice: OneTimeNotice, brought: Iterable[str]) -> Reply:
    missing = still_missing(notice, brought)
    have = "、".join(brought)
    if not missing:
        return Reply("utter_nothing_missing", {"number": notice.number, "have": have})
    return Reply(
        "utter_missing_materials",
        {"have": have or "（没有听出清单上的材料）", "count": len(missing), "materials": say_materials(missing), "number": notice.number},
    )
