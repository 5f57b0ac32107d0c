"""刚答完一条规矩，接着的半句话（“那举报呢”“罚多少”）：问的是另一条就答另一条，还是那一条的念问到的那一句；都没有的列出相近的几条，不猜成要办哪件事。"""

from __future__ import annotations

import re
from typing import Optional, Sequence, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.faq import FaqEntry
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.guide.answer_item import answer_item
from bot.usecases.guide.ask_which_item import ask_which_item, tell_of_each
from bot.usecases.guide.choose_unasked import choose_among_offered
from bot.usecases.reading.read_phrase import bare, clauses, says_any, telling_part
from bot.usecases.rules.quote_answer import (
    EVERY_TRADE,
    SURE_OF_ANSWER,
    SURE_OF_THE_NEXT,
    WORTH_BESIDE,
    WORTH_OFFERING,
    faq_reply,
    is_near,
    topic_of,
)
from bot.usecases.rules.quote_sentence import asked_about, sentence_asked, sum_or_time_in, tells_the_fine
from bot.usecases.talk.refuse import said_refusal

_LONGEST = 18
_SHORT = 6
_LIKE_ANOTHER = 0.42  # 那一条里一句也对不上，像到这样的另一条说明了是哪一问再答
_MOST_PLANNED, _WORTH_NAMING = 3, 0.03
_MONEY = ("refund", "compensation")
_ASK_A_PERSON = (Choice("请工作人员联系我", "request_callback"), Choice("转人工", "talk_to_operator"))


def follow_rule(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """没在问、点名说了另一件事的，返回 None。"""
    question, text = conversation.last_question or {}, bare(heard.text)
    faq_id, offered = question.get("faq_id", ""), question.get("offered_faq_ids", "")
    is_busy = conversation.draft_open or conversation.awaiting is not Awaiting.NOTHING or heard.choice is not None or heard.emergency
    is_refused = said_refusal(heard.text, hotline) is not None  # “凭什么不说是谁”：不能说的还是不说
    if is_busy or is_refused or len(text) > _LONGEST or not _asks_on(conversation, heard, text, hotline):
        return None
    if faq_id in hotline.knowledge.faq:
        return _after(conversation, hotline.knowledge.faq[faq_id], heard, text, hotline)
    is_open = bool(offered) and conversation.item_id is None and _goes_on(heard, text, hotline)
    return choose_among_offered(conversation, heard, offered.split(","), hotline) if is_open else None


def _after(conversation: Conversation, entry: FaqEntry, heard: Understanding, text: str, hotline) -> Optional[Turn]:
    """entry 是刚答的那一条。先看里面写没写，再看是不是另一条，再看它牵着的事项；都不是的承认没写。"""
    if text in entry.asked_as:
        return _told(conversation, faq_reply(entry.faq_id, hotline))
    if text in hotline.knowledge.answer_words.barely_whether:  # 刚才那条答的就是行不行，不能说里面没写
        return _told(conversation, faq_reply(entry.faq_id, hotline))
    if says_any(hotline.knowledge.intake_words.asks_basis, text) and entry.basis:
        return _told(conversation, Reply("utter_in_rule", {"sentence": f"依据是{'、'.join(entry.basis)}"}, _ASK_A_PERSON))
    named = _named_of_its_items(entry, text, hotline)
    if named is not None:
        return answer_item(conversation, named, hotline.knowledge.aspect_words.asked(text)[0], heard, hotline)
    if hotline.knowledge.aspect_words.names_nothing(text) and _planned(conversation, hotline) and (planned := _of_its_item(conversation, entry, heard, text, hotline)):
        return planned  # 说了“打算网上卖”，再问“要办什么”：不念规矩里沾边的一句
    about, has_item = asked_about(text, hotline), bool(entry.related_items)
    if conversation.item_id is None and len(text) <= _SHORT:  # “几天之内”“能退不”：里面写着，不拿别的条里的
        written = sum_or_time_in(text, entry.answer, hotline) or (about and sentence_asked(text, entry.answer, hotline, has_item))
        if written:
            return _told(conversation, Reply("utter_in_rule", {"sentence": written}, _ASK_A_PERSON))
    found = hotline.answers.find_after(entry.faq_id, text)
    best, score = found[0] if found else ("", 0.0)
    may_be_another = best in hotline.knowledge.faq and _may_be_another(conversation, entry, best, about, text, hotline)
    if may_be_another and score >= SURE_OF_THE_NEXT:
        return _told(conversation, faq_reply(best, hotline))
    is_same = best == entry.faq_id and score >= SURE_OF_ANSWER
    if not is_same and (conversation.item_id or not _goes_on(heard, text, hotline)):
        return None
    sentence = sentence_asked(text, entry.answer, hotline, has_item)
    if sentence:
        return _told(conversation, Reply("utter_in_rule", {"sentence": sentence}, _ASK_A_PERSON))
    own = _whose_or_fine(entry, about, text, is_same, hotline)
    if own is not None or is_same:
        return _told(conversation, own or faq_reply(entry.faq_id, hotline))
    return _of_its_item(conversation, entry, heard, text, hotline) or _told(conversation, _not_written(conversation, entry, found, may_be_another, text, hotline))


def _may_be_another(conversation: Conversation, entry: FaqEntry, best: str, about: Optional[str], text: str, hotline) -> bool:
    """“有效期几年”哪一条都像；手头说着秤，“多久检一次”不拿电梯的答；说着化妆品，“罚多少”不拿食品的答。"""
    item = hotline.knowledge.items.get(conversation.item_id or "")
    is_stray = item is not None and not is_near(best, item, hotline)
    if about == "fine" and best in hotline.knowledge.faq and not tells_the_fine(hotline.knowledge.faq[best].answer):
        return False  # “罚我多少”不答举报多久查
    of_its_trade = about == "fine" or (about in _MONEY and len(text) <= _SHORT)
    is_other_trade = of_its_trade and topic_of(best, hotline) not in (topic_of(entry.faq_id, hotline), EVERY_TRADE)
    return best != entry.faq_id and not is_stray and not is_other_trade and not hotline.knowledge.aspect_words.names_nothing(text)


def _whose_or_fine(entry: FaqEntry, about: Optional[str], text: str, is_same: bool, hotline) -> Optional[Reply]:
    """里面没写归谁、罚多少的：归谁说科室，罚多少说怎么定。"""
    words = hotline.knowledge.intake_words  # 被投诉、被罚的店家，不请他登记投诉举报
    is_theirs = entry.faq_id in (*words.accused_asks, *words.inspected_asks)
    if about == "whose" and len(text) <= _SHORT and entry.department in hotline.knowledge.departments:
        return Reply("utter_rule_is_theirs" if is_theirs else "utter_rule_is_whose", {"department": hotline.knowledge.name_of_body(entry.department)})
    if about != "fine" or is_same:
        return None
    return Reply("utter_fine_of_the_accused" if is_theirs else "utter_fine_not_in_rule", choices=_ASK_A_PERSON)


def _not_written(conversation: Conversation, entry: FaqEntry, found: Sequence[Tuple[str, float]], may_be_another: bool, text: str, hotline) -> Reply:
    """像另一条的说明了是哪一问再答；都不像的承认没写，列出相近的。"""
    is_vague = hotline.knowledge.aspect_words.names_nothing(text)
    alone = hotline.answers.find(text, limit=1) if len(text) > _SHORT and not is_vague else []
    if alone and alone[0][0] != entry.faq_id and alone[0][1] >= SURE_OF_ANSWER:
        return faq_reply(alone[0][0], hotline)
    score = found[0][1] if found else 0.0
    if may_be_another and score >= _LIKE_ANOTHER:
        return faq_reply(found[0][0], hotline, score=0.0)
    both = hotline.answers.find(f"{(conversation.last_question or {}).get('text', '')} {text}", limit=1)  # “网购生鲜……”“那坏的呢”：连起来像另一条
    if both and both[0][0] != entry.faq_id and both[0][1] >= SURE_OF_ANSWER:
        return faq_reply(both[0][0], hotline, score=0.0)
    near = [] if is_vague else [one for one, like in found if one != entry.faq_id and like >= max(WORTH_OFFERING, WORTH_BESIDE * score)]
    choices = (Choice(hotline.knowledge.faq[one].question, "choose_answer", {"faq_id": one}) for one in near)
    return Reply("utter_not_in_rule", choices=(*choices, *_ASK_A_PERSON))


def _told(conversation: Conversation, reply: Reply) -> Turn:
    return Turn(conversation.settled(), [reply])


def _of_its_item(conversation: Conversation, entry: FaqEntry, heard: Understanding, text: str, hotline) -> Optional[Turn]:
    """那一条里没有，光问了办事的一个方面（“然后到你们那办啥”“带啥”“怎么领”）：说的是那一条牵着的那件事；牵着几件的列出来。"""
    aspects, words = hotline.knowledge.aspect_words, hotline.knowledge.answer_words
    items = _planned(conversation, hotline) or tuple(one for one in entry.related_items if one in hotline.knowledge.items)
    asks_how = len(text) <= _SHORT and re.search(any_of(words.asks_how_to_get), text) is not None
    if not items or not (aspects.names_nothing(text) or asks_how):
        return None
    aspect = next(iter(aspects.asked(text)), "overview")
    if len(items) > 1:
        return tell_of_each(conversation, heard, aspect, hotline, items[:3]) or ask_which_item(conversation, heard, aspect, hotline, items[:3])
    return answer_item(conversation, hotline.knowledge.item(items[0]), aspect, heard, hotline)


def _named_of_its_items(entry: FaqEntry, text: str, hotline) -> Optional[ServiceItem]:
    """答了商标被抢注，“那我自己注册要多久”：问的是那一条牵着的、名称里有“注册”的那件。不是、不止一件返回 None。"""
    aspects = hotline.knowledge.aspect_words
    parts = aspects.left_over(text) if aspects.asked(text) else ()
    items = [hotline.knowledge.items[one] for one in entry.related_items if one in hotline.knowledge.items]
    named = [item for item in items if parts and all(part in item.name for part in parts)]
    return named[0] if len(named) == 1 else None


def _asks_on(conversation: Conversation, heard: Understanding, text: str, hotline) -> bool:
    """在问，没有点名是哪件事项，也不是在说一件投诉举报。“修了两次还坏呢”是接着问。"""
    if heard.item_id and any(name in text for name in (hotline.knowledge.item(heard.item_id).name, *hotline.knowledge.item(heard.item_id).asked_as)):
        return False
    is_doubt = re.search("(?:是|算|不会).{1,8}吧$", text) is not None and not any(word in text for word in hotline.knowledge.intake_words.demand_verbs)  # “这是骗人的吧”
    is_of_the_accused = (conversation.last_question or {}).get("faq_id") in hotline.knowledge.intake_words.accused_asks  # 店家接着问“能不能拉黑他”
    if heard.kind not in (RequestKind.INQUIRY, RequestKind.OTHER) and not (is_of_the_accused or is_doubt) and not text.endswith(hotline.knowledge.answer_words.follows_on_at_end):
        return False
    is_fine_asked = is_of_the_accused and asked_about(text, hotline) == "fine"  # “我不给他会举报 罚我多少”
    is_told = not (is_doubt or is_fine_asked) and telling_part(heard.text, hotline.knowledge.answer_words) and not text.endswith(hotline.knowledge.answer_words.follows_on_at_end)
    return bool(text) and not is_told  # “那我办个体户吧”不是在问


def _goes_on(heard: Understanding, text: str, hotline) -> bool:
    """只说了半句：“那……”“要是……”“……呢”，或者整句没点名是什么（“罚多少”“他不赔咋整”）。"""
    words = hotline.knowledge.answer_words
    opens, ends = any_of(words.follows_on), any_of(words.follows_on_at_end)
    is_half = bool(re.match(opens, text) or re.search(f"(?:{ends})$", text)) or hotline.knowledge.aspect_words.names_nothing(text)
    is_half = is_half or heard.in_context or len(text) <= _SHORT or not hotline.knowledge.asides.names_an_item(text)
    return is_half and not hotline.knowledge.half_said.offers(text)


def _planned(conversation: Conversation, hotline) -> Tuple[str, ...]:
    """问了规矩，又分几句说了想做的买卖（“我自己养蜂的”“想装瓶子卖”）：办的是说的那门买卖的，不是那一条牵着的。没说想做什么返回空。"""
    words, told = hotline.knowledge.answer_words, (conversation.last_question or {}).get("text", "")
    said = [clause for clause, _ in clauses(told)]
    at = next((at for at, clause in enumerate(said) if words.said(words.plans_a_trade, clause)), None)
    if at is None:
        return ()
    (ranking,) = hotline.linker.link(["，".join(said[max(at - 1, 0) :])])
    return tuple(item_id for item_id, score in ranking[:_MOST_PLANNED] if score >= _WORTH_NAMING)
