"""一次性告知：问清会改变清单的几个问题，然后一次给全。"""

from __future__ import annotations

from dataclasses import replace
from typing import Dict, Optional

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.guide_wording import wording_of
from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import UNSURE, Answers, Situation, condition_holds
from bot.hotline.understanding import Understanding
from bot.usecases.issue_notice import issue_notice
from bot.usecases.read_answer import added_answers, answers_besides, mentioned_answers
from bot.usecases.read_materials import lacking_materials, mentioned_materials
from bot.usecases.read_phrase import telling_part
from bot.usecases.say_notice import missing_reply, notice_reply

_UNSURE_TITLE = "说不清，都列出来"


def start_notice(
    conversation: Conversation, item: ServiceItem, heard: Understanding, hotline, introduce: bool = True
) -> Turn:
    """开始一份告知：话里已经说明的情形不再问；和以前说的不一样，以这一句为准。"""
    words = hotline.knowledge.answer_words
    is_asked_back = conversation.awaiting is Awaiting.SITUATION and conversation.item_id == item.item_id
    told = telling_part(heard.text, words) if is_asked_back else heard.text  # 正问着的时候反问，不当作回答
    several = added_answers(item, conversation.answers, told, words)
    answers = _still_asked(item, {**conversation.answers, **mentioned_answers(item, told, words), **several})
    turn = continue_notice(replace(conversation, answers=answers), item, hotline)
    is_this_item = turn.conversation.item_id == item.item_id  # 话里说的情形要办的是另一件，那一件已经介绍过
    if turn.conversation.awaiting is Awaiting.SITUATION and is_this_item:
        if not introduce:
            return Turn(turn.conversation, [Reply("utter_list_after_this"), *turn.replies])
        intro = Reply("utter_notice_intro", wording_of(item, "overview"))
        return Turn(turn.conversation, [intro, *turn.replies])
    return turn


def continue_notice(conversation: Conversation, item: ServiceItem, hotline) -> Turn:
    """问下一个问题；都问清了就出告知书。照回答该办的是另一件事，就转到那一件。"""
    other = item.other_item(conversation.answers)
    if other:
        return change_item(conversation, hotline.knowledge.item(other.item_id), other.answers, hotline)
    question = item.next_question(conversation.answers)
    if question:
        asked = replace(conversation, awaiting=Awaiting.SITUATION, asked=question.id)
        return Turn(asked, [_ask(question, item, conversation.answers)])
    return _issue(conversation, item, hotline)


def take_situation(
    conversation: Conversation, heard: Understanding, situation_id: str, option_id: str, hotline
) -> Turn:
    """记下一个情形的回答，连同这句话里顺带说明的别的情形，然后问下一个。"""
    item, words = hotline.knowledge.item(conversation.item_id), hotline.knowledge.answer_words
    mentioned = mentioned_answers(item, heard.text, words)
    answers = _still_asked(item, {**mentioned, **conversation.answers, situation_id: option_id})
    answers = _still_asked(item, {**answers_besides(item, situation_id, answers, heard.text, words), **answers})
    turn = continue_notice(replace(conversation, answers=answers, misunderstood=0), item, hotline)
    notes = [option.note for option in item.situation(situation_id).options_of(option_id) if option.note]
    if notes and turn.conversation.awaiting is Awaiting.SITUATION:  # 问完了的，告知书上有
        return Turn(turn.conversation, [*(Reply("utter_mind", {"note": note}) for note in notes), *turn.replies])
    return turn


def list_every_case(conversation: Conversation, hotline) -> Turn:
    """还没问清的都按“说不清”算：各种情形都列出来，不让市民空手走。"""
    item = hotline.knowledge.item(conversation.item_id)
    answers = dict(conversation.answers)
    while (question := item.next_question(answers)) is not None:
        answers[question.id] = UNSURE
    return continue_notice(replace(conversation, answers=answers, misunderstood=0), item, hotline)


def say_what_is_missing(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """“我有××了，还差什么”：情形问清了就一次说全还缺的；没问清的先问清，不挤牙膏。"""
    item = hotline.knowledge.item(conversation.item_id)
    words = hotline.knowledge.answer_words
    told = dict.fromkeys([*conversation.brought, *mentioned_materials(item, heard.text, words)])
    brought = [name for name in told if name not in lacking_materials(item, heard.text, words)]
    conversation = replace(conversation, brought=tuple(brought), misunderstood=0)
    notice = hotline.notices.get(conversation.notice_no) if conversation.notice_no else None
    if notice and notice.item_id == item.item_id:
        return Turn(conversation.settled(), [missing_reply(notice, conversation.brought)])
    noted = [Reply("utter_materials_noted", {"have": "、".join(brought)})] if brought else []
    turn = continue_notice(conversation, item, hotline)
    return Turn(
        turn.conversation, [*noted, *turn.replies] if turn.conversation.awaiting is Awaiting.SITUATION else turn.replies
    )


def tick_materials(conversation: Conversation, number: str, ticked: str, hotline) -> Turn:
    """在告知书上打了勾（“1,3” 是第一、第三样）：还差什么一次说全。编号对不上就当没勾。"""
    notice = hotline.notices.get(number)
    if notice is None:
        return Turn(conversation, [Reply("utter_ask_which_matter")])
    have = {int(said) for said in ticked.split(",") if said.isascii() and said.isdigit()}
    brought = tuple(line.name for i, line in enumerate(notice.bring, 1) if i in have)
    if conversation.item_id == notice.item_id:
        conversation = replace(conversation, brought=brought, misunderstood=0)
    return Turn(conversation, [missing_reply(notice, brought)])


def correct_situation(conversation: Conversation, heard: Understanding, hotline, but: Optional[str] = None) -> Optional[Turn]:
    """说过了又改口（“不对，我是代办的”）：按新情形接着问或者重出一份。没有新情形返回 None。

    but 是不从这句话里认的那一问。
    """
    item = hotline.knowledge.item(conversation.item_id)
    mentioned = mentioned_answers(item, heard.text, hotline.knowledge.answer_words)
    changed = {situation_id: option for situation_id, option in mentioned.items() if situation_id != but}
    changed.update(added_answers(item, conversation.answers, heard.text, hotline.knowledge.answer_words))
    answers = _still_asked(item, {**conversation.answers, **changed})
    if not changed or answers == conversation.answers:
        return None
    return continue_notice(replace(conversation, answers=answers, notice_no=None, misunderstood=0), item, hotline)


def change_item(conversation: Conversation, item: ServiceItem, known: Answers, hotline) -> Turn:
    """转到另一件事：说一声办的是什么，两件事都问的（本人还是代办）不再问。"""
    same = {s.id: conversation.answers[s.id] for s in item.situations if s.options_of(conversation.answers.get(s.id))}
    answers = _still_asked(item, {**same, **known})
    moved = replace(conversation.settled().about(item.item_id), answers=answers)
    turn = continue_notice(moved, item, hotline)
    if turn.conversation.item_id != item.item_id:  # 又转了一次，只说最后那一件
        return turn
    return Turn(turn.conversation, [Reply("utter_other_item", wording_of(item, "overview")), *turn.replies])


def _still_asked(item: ServiceItem, answers: Dict[str, str]) -> Dict[str, str]:
    """改口以后用不着的回答去掉；前面的还没问到、往后可能问到的先留着，不再问一遍。"""
    kept: Dict[str, str] = {}
    possible = set()
    for situation in item.situations:
        if all(q in possible and (q not in kept or condition_holds({q: options}, kept)) for q, options in situation.when.items()):
            possible.add(situation.id)
            if situation.id in answers:
                kept[situation.id] = answers[situation.id]
    return kept


def _ask(question: Situation, item: ServiceItem, answers: Dict[str, str]) -> Reply:
    choices = [
        Choice(o.label, "answer_situation", {"situation": question.id, "option": o.id}) for o in question.options
    ]
    choices.append(Choice(_UNSURE_TITLE, "answer_situation", {"situation": question.id, "option": UNSURE}))
    return Reply(
        "utter_ask_situation",
        {"question": question.ask},
        tuple(choices),
        {"type": "situation", "item_id": item.item_id, "situation": question.id, "answered": len(answers)},
    )


def _issue(conversation: Conversation, item: ServiceItem, hotline) -> Turn:
    notice = issue_notice(item.item_id, conversation.answers, hotline)
    hotline.log("notice_issued", notice_no=notice.number, item_id=item.item_id, item_version=item.version)
    conversation = replace(conversation.settled(), notice_no=notice.number)
    replies = [notice_reply(notice)]
    if conversation.brought:
        replies.append(missing_reply(notice, conversation.brought))
    if conversation.set_aside:
        earlier = hotline.knowledge.item(conversation.set_aside["item_id"])
        go_on = Choice("接着办刚才那件", "choose_item", {"item_id": earlier.item_id, "aspect": "materials"})
        replies.append(Reply("utter_offer_to_go_on", {"item": earlier.name}, (go_on,)))
    return Turn(conversation, replies)
