"""正说着一件事，接着的短话说的还是不是它；又问了其中一点的，答那一点，不把清单从头再来。"""

from __future__ import annotations

from typing import Optional, Tuple

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.guide_wording import wording_of
from bot.hotline.one_time_notice import OneTimeNotice
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import Understanding
from bot.usecases.guide.another_case import another_case
from bot.usecases.guide.answer_about_notice import about_material
from bot.usecases.guide.give_notice import continue_notice
from bot.usecases.guide.issue_notice import every_case
from bot.usecases.guide.quote_guide import quote_alike, quote_guide
from bot.usecases.guide.read_told import mentioned_answers
from bot.usecases.reading.read_phrase import bare, says_nothing_asked, telling_part
from bot.usecases.rules.quote_answer import best_answer, common_question, faq_reply, holds_beside, is_near

_SHORT = 14
_LONG_NAME = 4
_ONE_PAPER = 7
_SAME_ITEM = 0.35  # 检索也最像它；手头正说着，像到这样就够
_LIKE_IT_ALONE = 0.45
_SURELY_ANOTHER = 0.95
_TELLS = ("是", "了")  # “质权人是银行”
_ASK_A_PERSON = Choice("请工作人员联系我", "request_callback")


def stays_with_item(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """短短一句，最像手头这件，或者话里的东西这件事的指南里都写着：说的还是它。"""
    text = bare(heard.text)
    if not conversation.item_id or len(text) > _SHORT:
        return False
    offered = hotline.knowledge.half_said.offers(text)
    if offered and conversation.item_id not in offered:
        return False
    if heard.items and heard.items[0][0] == conversation.item_id and heard.items[0][1] >= _SAME_ITEM:
        return True
    if len(text) <= _ONE_PAPER and text.endswith(hotline.knowledge.answer_words.barely_whether) and not heard.item_id:
        return True  # “护照行吗”听着像公安的事
    is_another = bool(heard.items) and heard.items[0][1] >= _SURELY_ANOTHER
    if is_another and not heard.in_context and hotline.knowledge.aspect_words.left_over(text):
        return False  # 说着锅炉登记，问“烧锅炉的师傅要什么证”
    written = hotline.knowledge.item(conversation.item_id).written
    return all(part in written for part in hotline.knowledge.aspect_words.left_over(text))


def answer_one_point(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline) -> Optional[Turn]:
    """“要登报吗”“租房合同要不要”：答这一点。

    问的是整份清单、说了新情形、没在说这件事的，返回 None；指南里没写的，清单没出过也返回 None，出过了就承认没写。
    """
    if heard.choice is not None or conversation.item_id != item.item_id:
        return None
    aspects = hotline.knowledge.aspect_words
    if aspects.names_nothing(bare(heard.text)):
        return None
    if any(name in heard.text for name in (item.name, *item.asked_as)):
        named = common_question(item, heard.text, hotline)  # “歇业要不要交税”：点了名，问的也只是这一点
        return Turn(conversation.settled(), [named]) if named else None
    changed = mentioned_answers(item, heard.text, hotline.knowledge.answer_words)
    is_told = bool(telling_part(bare(heard.text), hotline.knowledge.answer_words))  # “过期了咋办”是在问，不是说过期了
    if is_told and any(conversation.answers.get(situation) != option for situation, option in changed.items()):
        return None
    common = common_question(item, heard.text, hotline)
    if common is None and not aspects.points_at(bare(heard.text)):
        return None
    asks_the_list = "materials" in aspects.asked(heard.text) and not aspects.asks_which(heard.text)
    about = common or about_material(_notice(conversation, item, hotline), bare(heard.text), hotline)
    said = None if about and asks_the_list and about.name == "utter_material_not_listed" else about  # “执照要带啥材料”问的是整份
    said = said or answer_beside_item(item, heard.text, hotline)
    is_fact = says_nothing_asked(heard.text, hotline.knowledge.answer_words) and any(word in heard.text for word in _TELLS)
    if not asks_the_list and not is_fact:
        named = named_parts(item, heard, hotline)
        said = said or quote_guide(item, named) or (quote_alike(item, named) if not is_told and [len(part) <= _LONG_NAME for part in named] == [True] else None)
    is_listed = conversation.notice_no or _asks_one_thing(conversation, item, heard, hotline)
    if said is None and is_listed and not asks_the_list:
        is_told = says_nothing_asked(heard.text, hotline.knowledge.answer_words)  # “六十来平 村里”不是在问
        another = None if is_told else another_case(conversation, item, heard, hotline) or what_follows(item, heard, hotline)
        said = Reply("utter_fact_changes_nothing", choices=other_errand(conversation, heard, hotline)) if is_told else another or Reply("utter_not_in_guide", choices=(_ASK_A_PERSON,))
    return Turn(conversation.settled(), [said]) if said else None


def what_follows(item: ServiceItem, heard: Understanding, hotline) -> Optional[Reply]:
    """“没登就用了会罚?”：听成了问整件事，问的是后果。"""
    is_asked = bool(item.consequences) and hotline.knowledge.aspect_words.meant("point", heard.text) == "consequence"
    return Reply("utter_consequence", wording_of(item, "consequence")) if is_asked else None


def other_errand(conversation: Conversation, heard: Understanding, hotline) -> Tuple[Choice, ...]:
    """退了食品证，又说“执照也不要了”：清单不变，像的另一件给个去处。"""
    if heard.item_id in (None, conversation.item_id):
        return ()
    return (Choice(f"{hotline.knowledge.item(heard.item_id).name}怎么办", "choose_item", {"item_id": heard.item_id, "aspect": "overview"}),)


def answer_what_is_asked(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """正问着情形，听成了诉求的一句问话（“邻居不同意咋办”）：问答、指南里有就答，没有就承认没写；再接着问，不装作他答了。"""
    item = hotline.knowledge.item(conversation.item_id)
    said = common_question(item, heard.text, hotline) or answer_beside_item(item, heard.text, hotline) or quote_guide(item, named_parts(item, heard, hotline))
    resumed = continue_notice(conversation, item, hotline)
    return Turn(resumed.conversation, [(said or Reply("utter_not_in_guide")).without_choices(), *resumed.replies])


def named_parts(item: ServiceItem, heard: Understanding, hotline) -> Tuple[str, ...]:
    """话里点到的几样东西，办成了拿到的那样（“那执照咋办”）不算：写得到处都是，念哪句都不对。"""
    parts = hotline.knowledge.aspect_words.points_at(bare(heard.text))
    return tuple(part for part in parts if part not in item.result.name)


def _asks_one_thing(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline) -> bool:
    """正问着情形，短短一句问一样指南里没写的（“要报警吗”“刻章呢”）：不是催着要清单。"""
    text, words = bare(heard.text), hotline.knowledge.answer_words
    if conversation.awaiting is not Awaiting.SITUATION or len(text) > _SHORT or telling_part(text, words):
        return False
    named = named_parts(item, heard, hotline)
    names = (item.name, *item.asked_as)
    pieces = [part[at : at + _LONG_NAME] for part in named for at in range(max(1, len(part) - _LONG_NAME + 1))]  # “就想问检测站资质认定”说的是这件事
    return bool(named) and not any(name in part for part in named for name in names) and not any(piece in name for piece in pieces for name in names)


def answer_beside_item(item: ServiceItem, text: str, hotline) -> Optional[Reply]:
    """问答里有没有：光看这句话、连着事项的名称看（“要登报不”），最像的是同一条，合起来够准也算。"""
    answer = best_answer(text, hotline)
    if answer is None and hotline.knowledge.aspect_words.left_over(bare(text)):
        named = best_answer(f"{item.name} {text}", hotline)
        alone = hotline.answers.find(text, limit=1)
        answer = named if named and alone and alone[0][0] == named[0] and alone[0][1] >= _LIKE_IT_ALONE else None
    fits = answer and is_near(answer[0], item, hotline) and holds_beside(answer[0], item, bare(text), hotline)
    return faq_reply(answer[0], hotline) if fits else None


def _notice(conversation: Conversation, item: ServiceItem, hotline) -> OneTimeNotice:
    """出过的告知书；还没问清的，各种情形都算上，没有编号。"""
    notice = hotline.notices.get(conversation.notice_no) if conversation.notice_no else None
    if notice is not None and notice.item_id == item.item_id:
        return notice
    return every_case(item, conversation.answers, hotline.now())
