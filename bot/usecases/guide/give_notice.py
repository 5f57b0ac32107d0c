"""一次性告知：问清会改变清单的几个问题，然后一次给全。"""

from __future__ import annotations

from dataclasses import replace
from typing import Dict

from bot.hotline.answer_words import AnswerWords
from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.guide_wording import wording_of
from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import UNSURE, Answers, Situation
from bot.hotline.understanding import Understanding
from bot.usecases.guide.issue_notice import issue_notice
from bot.usecases.guide.read_materials import lacking_materials, mentioned_materials
from bot.usecases.guide.read_told import added_answers, answers_at_first, mentioned_answers
from bot.usecases.guide.say_notice import missing_reply, notice_reply
from bot.usecases.reading.read_phrase import bare, says_any, says_nothing_asked, telling_part

_LONG_NAME = 4  # “就想问检测站资质认定”说的就是这件事
_UNSURE_TITLE = "说不清，都列出来"


def start_notice(
    conversation: Conversation, item: ServiceItem, heard: Understanding, hotline, introduce: bool = True
) -> Turn:
    """开始一份告知：话里已经说明的情形不再问；和以前说的不一样，以这一句为准。"""
    turn = continue_notice(note_told(conversation, item, heard, hotline), item, hotline)
    is_this_item = turn.conversation.item_id == item.item_id  # 话里说的情形要办的是另一件，那一件已经介绍过
    if turn.conversation.awaiting is Awaiting.SITUATION and is_this_item:
        if not introduce:
            return Turn(turn.conversation, [_taken_up(conversation, turn, heard, hotline), *turn.replies])
        intro = Reply("utter_notice_intro", wording_of(item, "overview"))
        return Turn(turn.conversation, [intro, *turn.replies])
    return turn


def _taken_up(before: Conversation, turn: Turn, heard: Understanding, hotline) -> Reply:
    """问到一半又说了一句：说的是要听的情形就记下，是别的情形不装作答了，是催清单就说快了。"""
    if turn.conversation.answers != before.answers:
        return Reply("utter_noted")
    if says_nothing_asked(heard.text, hotline.knowledge.answer_words):
        return Reply("utter_answer_with_number")
    return Reply("utter_not_in_guide" if _asks_one_point(turn.conversation, heard, hotline) else "utter_list_after_this")


def _asks_one_point(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """“银行要去吗”：问的是一样指南里没有的，不是催清单。"""
    item, aspects, text = hotline.knowledge.item(conversation.item_id), hotline.knowledge.aspect_words, bare(heard.text)
    pieces = [text[at : at + _LONG_NAME] for at in range(len(text) - _LONG_NAME + 1)]
    is_named = any(name in text or piece in name for name in (item.name, *item.asked_as) for piece in pieces)
    is_list = says_any(hotline.knowledge.answer_words.asks_missing, text)
    return not is_named and not is_list and "materials" not in aspects.asked(text) and not aspects.is_all_plain(text) and not telling_part(heard.text, hotline.knowledge.answer_words)


def note_told(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline) -> Conversation:
    """记下话里已经说明的情形和有了的材料。"""
    words = hotline.knowledge.answer_words
    is_asked_back = conversation.awaiting is Awaiting.SITUATION and conversation.item_id == item.item_id
    told = telling_part(heard.text, words) if is_asked_back else heard.text  # 正问着的时候反问，不当作回答
    several = added_answers(item, conversation.answers, told, words)
    answers = still_asked(item, {**conversation.answers, **mentioned_answers(item, told, words), **several})
    answers = answers if is_asked_back else still_asked(item, {**answers, **answers_at_first(item, answers, told, words)})
    has = mentioned_materials(item, heard.text, words) if says_any(words.asks_missing, heard.text) else ()
    for_another = conversation.for_another or _asks_for_another(heard.text, words)
    return replace(conversation, for_another=for_another, answers=answers, brought=tuple(dict.fromkeys([*conversation.brought, *has])))


def _asks_for_another(text: str, words: AnswerWords) -> bool:
    """“我婆婆在菜市场卖豆腐 她那个要啥证”：不是自己的事，自己也没份。"""
    is_said = bool(words.said(words.for_another, text)) or (bool(words.said(words.kin, text)) and says_any(words.the_person, text))
    return is_said and not says_any(words.for_us, text)


def continue_notice(conversation: Conversation, item: ServiceItem, hotline, told: str = "") -> Turn:
    """问下一个问题；都问清了就出告知书。照回答该办的是另一件事，就转到那一件，told 里说到那一件的情形也算。"""
    other = item.other_item(conversation.answers)
    if other:
        another = hotline.knowledge.item(other.item_id)
        known = {**mentioned_answers(another, told, hotline.knowledge.answer_words), **other.answers}
        turn = change_item(conversation, another, known, hotline)
        return Turn(turn.conversation, [*(Reply("utter_mind", {"note": note}) for note in item.why_another(conversation.answers)), *turn.replies])
    question = item.next_question(conversation.answers)
    if question:
        asked = replace(conversation, awaiting=Awaiting.SITUATION, asked=question.id)
        return Turn(asked, [_ask(question, item, conversation.answers)])
    return _issue(conversation, item, hotline)


def say_what_is_missing(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """“我有××了，还差什么”：情形问清了就一次说全还缺的；没问清的先问清，不挤牙膏。"""
    item = hotline.knowledge.item(conversation.item_id)
    words = hotline.knowledge.answer_words
    notice = hotline.notices.get(conversation.notice_no) if conversation.notice_no else None
    is_listed = notice is not None and notice.item_id == item.item_id
    has_all = is_listed and says_any(words.about_notice.has_all, heard.text)  # “都有，就差章程”
    told = dict.fromkeys([*conversation.brought, *([line.name for line in notice.bring] if has_all else mentioned_materials(item, heard.text, words))])
    brought = [name for name in told if name not in lacking_materials(item, heard.text, words)]
    conversation = replace(conversation, brought=tuple(brought), misunderstood=0)
    if is_listed:
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


def change_item(conversation: Conversation, item: ServiceItem, known: Answers, hotline) -> Turn:
    """转到另一件事：说一声办的是什么，两件事都问的（本人还是代办）不再问。"""
    same = {s.id: conversation.answers[s.id] for s in item.situations if s.options_of(conversation.answers.get(s.id))}
    answers = still_asked(item, {**same, **known})
    moved = replace(conversation.settled().about(item.item_id), answers=answers)
    turn = continue_notice(moved, item, hotline)
    if turn.conversation.item_id != item.item_id:  # 又转了一次，只说最后那一件
        return turn
    return Turn(turn.conversation, [Reply("utter_other_item", wording_of(item, "overview")), *turn.replies])


def still_asked(item: ServiceItem, answers: Dict[str, str]) -> Dict[str, str]:
    """改口以后用不着的回答去掉；前面的还没问到、往后可能问到的先留着，不再问一遍。"""
    return {situation.id: answers[situation.id] for situation in item.possible_questions(answers) if situation.id in answers}


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
    kept = hotline.notices.get(conversation.notice_no) if conversation.notice_no else None
    is_same = kept is not None and (kept.item_id, kept.item_version) == (item.item_id, item.version) and kept.answers == conversation.answers
    notice = kept if is_same else issue_notice(item.item_id, conversation.answers, hotline)  # 没变的再念一遍，编号还是那一个
    if not is_same:
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
