"""市民没有问什么，只说了一个事实、应了一声：接着正在办的事往下走。"""

from __future__ import annotations

from dataclasses import replace
from typing import Tuple

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.understanding import ItemDecision, Understanding
from bot.usecases.guide.answer_aspect import next_steps
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.guide.answer_item import answer_item
from bot.usecases.guide.ask_which_item import ask_which_item
from bot.usecases.guide.change_answers import correct_situation, take_early_answer
from bot.usecases.guide.give_notice import continue_notice, say_what_is_missing, start_notice
from bot.usecases.guide.hear_told import tells_of_the_item_in_hand
from bot.usecases.guide.read_materials import mentioned_materials
from bot.usecases.guide.stay_with_item import answer_one_point, other_errand
from bot.usecases.reading.read_phrase import bare, clauses, is_said, says_any, telling_part
from bot.usecases.talk.misunderstand import ask_which_matter, misunderstand
from bot.usecases.talk.refuse import find_refusal, refuse, said_refusal

# 只说了个名堂、没有问什么的话：检索到这么准就当是要办它；只到这么准就列出来问一句。
_SURE_WITHOUT_A_VERB = 0.9
_WORTH_ASKING = 0.3
_HALF = 10
_ASK_A_PERSON = Choice("请工作人员联系我", "request_callback")


def continue_conversation(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """没有在等回答时的一句陈述：看是不是补充情形、材料，或者要回到放下的那件事。"""
    words = hotline.knowledge.answer_words
    if conversation.set_aside and heard.intent == "affirm":
        return go_back(conversation, heard, hotline)
    if conversation.item_id and heard.intent != "deny":
        item = hotline.knowledge.item(conversation.item_id)
        asked = None if telling_part(heard.text, words) else answer_one_point(conversation, item, heard, hotline)
        if asked is not None:
            return asked
        if heard.intent == "have_materials" or mentioned_materials(item, heard.text, words):
            return say_what_is_missing(conversation, heard, hotline)
    if conversation.item_id:
        is_open = (conversation.notice_no or len(bare(heard.text)) <= _HALF) and (heard.intent not in ("affirm", "deny") or says_any(words.corrects, heard.text))
        corrected = correct_situation(conversation, heard, hotline)
        corrected = corrected or (take_early_answer(conversation, heard.text, hotline) if is_open else None)
        if corrected:
            return corrected
    if heard.intent == "have_materials" and not _names_its_item(heard, hotline):
        return ask_which_matter(
            replace(conversation, brought=_known_materials(heard.text, hotline)), heard, "materials", hotline
        )
    if conversation.item_id is None and bare(heard.text) in words.too_general:
        return ask_which_matter(conversation, heard, conversation.aspect or "overview", hotline)  # 光一个“本人”，不是哪一件事
    if heard.intent == "state_facts" and tells_of_the_item_in_hand(conversation, heard, hotline):
        return _note_fact(conversation, heard, hotline)
    if heard.item_decision is ItemDecision.ANSWER:
        return answer_guide_question(conversation, heard, hotline)
    if (said := said_refusal(heard.text, hotline)) is not None:
        return refuse(conversation, said)
    if heard.item_decision is ItemDecision.CLARIFY:
        return ask_which_item(conversation, heard, "overview" if heard.intent == "state_facts" else heard.aspect or "overview", hotline)
    if heard.items and heard.items[0][1] >= _SURE_WITHOUT_A_VERB:
        return answer_item(conversation, hotline.knowledge.item(heard.items[0][0]), "overview", heard, hotline)
    if heard.items and conversation.item_id is None and heard.items[0][1] >= _WORTH_ASKING:
        return ask_which_item(conversation, heard, "overview", hotline)
    if heard.intent == "affirm" and (offered := hotline.knowledge.half_said.offers(bare(heard.text))):
        return ask_which_item(conversation, heard, "overview", hotline, offered)  # “那就办执照”
    if heard.intent in ("affirm", "deny") and not (conversation.item_id and telling_part(heard.text, words) == ""):  # “没有冷库行不”是在问
        return Turn(replace(conversation.settled(), set_aside=None), [Reply("utter_anything_else")])
    refusal = find_refusal(heard, hotline)
    if refusal:
        return refuse(conversation, refusal[0])
    if conversation.item_id and _asks_on(heard, words):
        return Turn(conversation.settled(), [Reply("utter_not_in_guide", choices=(_ASK_A_PERSON,))])
    return misunderstand(conversation, heard, hotline)


def _asks_on(heard: Understanding, words) -> bool:
    """说着一件事，半句“那还清了呢”：问的是这件事里指南没写的，不是没听懂。"""
    text = bare(heard.text)
    return len(text) <= _HALF and text.endswith(words.follows_on_at_end)


def _note_fact(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """清单没出的，接着问清；出过的，说一声清单不变。"""
    if conversation.notice_no:
        return Turn(conversation.settled(), [Reply("utter_fact_changes_nothing", choices=other_errand(conversation, heard, hotline))])
    if conversation.aspect == "progress":  # 查进度的人说“上个月交的”，不是要从头办
        return Turn(conversation.settled(), [Reply("utter_anything_else")])
    return start_notice(conversation, hotline.knowledge.item(conversation.item_id), heard, hotline, introduce=False)


def go_back(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """回到问了一半放下的那件事。"""
    earlier = hotline.knowledge.item(conversation.set_aside["item_id"])
    return answer_item(conversation, earlier, "materials", replace(heard, text=""), hotline)


def stay_on(conversation: Conversation, hotline) -> Turn:
    """“先不说那个了，接着说摊子的事”：还说手头这件，正问着的接着问。"""
    item = hotline.knowledge.item(conversation.item_id)
    if conversation.awaiting is Awaiting.SITUATION:
        return continue_notice(conversation, item, hotline)
    return Turn(conversation.settled(), [Reply("utter_back_to_item", {"item": item.name}, next_steps(item, ()))])


def _names_its_item(heard: Understanding, hotline) -> bool:
    """“我有身份证了”里只有材料；话里真说到了事项才算说了办哪件事。"""
    if heard.item_id is None:
        return False
    item = hotline.knowledge.item(heard.item_id)
    if any(name in heard.text for name in (item.name, *item.asked_as)):
        return True
    if _wants_it_outright(heard, hotline):
        return True
    rest = heard.text
    for name in sorted(_known_materials(heard.text, hotline), key=len, reverse=True):
        rest = rest.replace(name, "")
    ((best, score), *_), = hotline.linker.link([rest])
    return best == item.item_id and score >= _SURE_WITHOUT_A_VERB  # “开奶茶店 健康证办好了还差啥”


def _wants_it_outright(heard: Understanding, hotline) -> bool:
    """“我要开面馆 执照有了 健康证办了 还差啥”：有一小句没说材料，说的就是想办它。"""
    words = hotline.knowledge.answer_words
    wanted = [said for said, _ in clauses(heard.text) if says_any(words.wishes, said) and not says_any(words.asks_missing, said) and not _known_materials(said, hotline)]
    return any(item_id == heard.item_id and score >= _WORTH_ASKING for ranking in (hotline.linker.link(wanted) if wanted else ()) for item_id, score in ranking)


def _known_materials(text: str, hotline) -> Tuple[str, ...]:
    """还不知道办哪件事时，先记下说到的材料叫法（知识里的字，不是市民的原话）。"""
    names = {n for i in hotline.knowledge.items.values() for m in i.materials for n in (m.name, *m.said_as, *m.any_of)}
    return tuple(
        sorted(n for n in names if n in text and is_said(n, text, hotline.knowledge.answer_words, may_lack=True))
    )
