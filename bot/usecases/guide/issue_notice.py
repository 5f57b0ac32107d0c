"""出一份告知书并存下来。对话、命令行和窗口都走这里。"""

from __future__ import annotations

from datetime import datetime

from bot.errors import SituationOpen
from bot.hotline.one_time_notice import OneTimeNotice, one_time_notice
from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import UNSURE, Answers


def issue_notice(item_id: str, answers: Answers, desk) -> OneTimeNotice:
    """按情形出告知书。

    事项不存在抛 ServiceItemUnknown；情形没答全、答了没有的选项、该办的是另一件事，抛 SituationOpen 并列出可选的。
    """
    item = desk.knowledge.item(item_id)
    for question_id, option_id in answers.items():
        question = item.situation(question_id)
        if question is None:
            known = "、".join(s.id for s in item.situations) or "（没有要问的）"
            raise SituationOpen(f"{item.name}没有“{question_id}”这个问题；有：{known}")
        if not question.accepts(option_id):
            options = "、".join(f"{o.id}（{o.label}）" for o in question.options)
            raise SituationOpen(f"“{question_id}”没有“{option_id}”这个选项；有：{options}")
    other = item.other_item(answers)
    if other:
        raise SituationOpen(f"照这些回答，要办的是{desk.knowledge.item(other.item_id).name}，请改用 {other.item_id}")
    still_open = item.next_question(answers)
    if still_open:
        options = "、".join(f"{o.id}（{o.label}）" for o in still_open.options)
        raise SituationOpen(f"还要回答 {still_open.id}：{still_open.ask} 可选：{options}，说不清写 {UNSURE}")
    notice = one_time_notice(item, answers, desk.new_number("N"), desk.now())
    desk.notices.add(notice)
    return notice


def every_case(item: ServiceItem, answers: Answers, at: datetime) -> OneTimeNotice:
    """没答的都按说不清：各种情形都列上的清单，没有编号，不存，只用来答“租房合同要不要”。"""
    return one_time_notice(item, {**{s.id: UNSURE for s in item.situations}, **answers}, "", at)
