"""一句话说的是哪件事：还是手头这件，话里点了名的，还是接着上文省略了的。"""

from __future__ import annotations

from typing import Optional, Sequence, Tuple

from bot.hotline.conversation import Awaiting, Conversation
from bot.hotline.square_metres import without_sizes
from bot.hotline.understanding import ItemDecision, Understanding
from bot.usecases.guide.answer_about_notice import names_material
from bot.usecases.guide.stay_with_item import stays_with_item
from bot.usecases.reading.read_phrase import bare, says_any
from bot.usecases.rules.quote_answer import common_question

# 省略了事项的话都很短；长话里没提到的事项，不去上文里猜。
LONGEST_ELLIPSIS = 14
# 要换一件事，话里总得点出来；这么短的话多半没有。
_SHORTEST_CHANGE = 12
# 上文事项加这句话，像到什么程度才算换成了同一家的另一个事项。
_SURE_OF_SIBLING = 0.5
_SURE_WHEN_NAMED = 0.9
_SURELY_ANOTHER = 0.98
_LIKE_ITS_NAME = 0.5
# 话里一字不差说了事项的名称，像到这样就是它：知识里新加的事项，学来的头没见过，分数低些。
_LIKELY_WHEN_NAMED = 0.5
_LONG_NAME = 6
_AMONG_SEVERAL = 0.2


def still_about(conversation: Conversation, heard: Understanding, hotline) -> Optional[str]:
    """正说着一件事，短短一句没有点名别的事，放在这件事里也说得通（歇业时问“延期要提前几天”）：还是这件事。"""
    half, text = hotline.knowledge.half_said, bare(heard.text)
    twin = _twin_asked(conversation, text, hotline)
    if twin is not None:
        return twin
    offered = half.offers(text)
    if offered and conversation.item_id and (conversation.item_id in offered or half.is_half_of(hotline.knowledge.item(conversation.item_id).name, text) or _asked_in_passing(conversation, offered, hotline)):
        return conversation.item_id
    if conversation.item_id and len(text) <= LONGEST_ELLIPSIS and says_any(hotline.knowledge.answer_words.its_new_paper, text):
        return conversation.item_id
    if conversation.item_id and _among_several(conversation, heard, hotline):
        return conversation.item_id
    if not conversation.item_id or not heard.item_id or heard.item_id == conversation.item_id:
        return None
    if says_any(hotline.knowledge.answer_words.plans, heard.text):
        return None  # 说着执照，“我想弄个面馆”
    other, item = hotline.knowledge.item(heard.item_id), hotline.knowledge.item(conversation.item_id)
    if len(bare(heard.text)) <= LONGEST_ELLIPSIS and common_question(item, heard.text, hotline) is not None:
        return item.item_id  # 说着歇业，问“年报还报吗”：这件事的常见问题里正有
    is_about_paper = heard.items and heard.items[0][1] < _SURE_WHEN_NAMED and names_material(heard.text, hotline)  # “法人身份证能用复印件吗”
    if is_about_paper and conversation.awaiting is Awaiting.SITUATION:
        return item.item_id
    if len(bare(heard.text)) > _SHORTEST_CHANGE or any(name in heard.text for name in (other.name, *other.asked_as)):
        return None
    is_named = heard.items and heard.items[0][1] >= _SURELY_ANOTHER and not all(
        part in item.written for part in hotline.knowledge.aspect_words.left_over(bare(heard.text))
    )
    if is_named:
        return None  # 说着锅炉登记，问“烧锅炉的师傅要什么证”
    ((best, score), *_), = hotline.linker.link([f"{item.name} {heard.text}"])
    return item.item_id if best == item.item_id and score >= _SURE_OF_SIBLING else None


def _twin_asked(conversation: Conversation, text: str, hotline) -> Optional[str]:
    """说着简易注销，“那走普通的要多久”：问的是差一个字的那一件的这一方面。"""
    aspects = hotline.knowledge.aspect_words
    is_asked = conversation.item_id and len(text) <= LONGEST_ELLIPSIS and aspects.asked(text)
    return hotline.knowledge.half_said.twin(conversation.item_id, bare(aspects.without(text))) if is_asked else None


def _among_several(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """几件都像，手头这件也在里头，又没点别的事项的名：还是手头这件（说着预包装备案，“卖了半年没备案，要紧不”）。"""
    if heard.item_decision is not ItemDecision.CLARIFY or says_any(hotline.knowledge.answer_words.plans, heard.text):
        return False
    likely = heard.items[:3]
    others = [hotline.knowledge.item(item_id) for item_id, _ in likely if item_id != conversation.item_id]
    is_named = any(name in heard.text for other in others for name in (other.name, *other.asked_as))
    return not is_named and any(item_id == conversation.item_id and score >= _AMONG_SEVERAL for item_id, score in likely)


def names_only_things(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """手头有一件，短短一句只点了哪件事都有的东西（“到期提前多久”“店面四十平够吗”）：听着再像另一行当的，也是接着上文。"""
    said, aspects = bare(heard.text), hotline.knowledge.aspect_words
    text = without_sizes(said, hotline.knowledge.answer_words.sizes)
    is_short = bool(conversation.item_id) and len(text) <= LONGEST_ELLIPSIS
    return is_short and (bool(aspects.points_at(text)) or text != said) and not aspects.left_over(text)  # “五十平够吗”


def _asked_in_passing(conversation: Conversation, offered: Sequence[str], hotline) -> bool:
    """正问着小餐饮，光说“证要什么材料”：说的就是它。说“执照要带什么”，是别一类的事。"""
    themes = {hotline.knowledge.item(item_id).theme for item_id in offered}
    return conversation.awaiting is Awaiting.SITUATION and hotline.knowledge.item(conversation.item_id).theme in themes


def named_outright(heard: Understanding, hotline) -> Optional[str]:
    """检索认得准、话里又说了事项名称或者差不多的叫法的，就是它，不管范围判成了什么。"""
    said = bare(heard.text)
    exact = [i.item_id for i in hotline.knowledge.items.values() if said in (i.name, *i.asked_as)]
    if len(exact) == 1:
        return exact[0]
    if not heard.items or heard.items[0][1] < _LIKELY_WHEN_NAMED or heard.in_context:
        return None
    item = hotline.knowledge.item(heard.items[0][0])
    if len(item.name) >= _LONG_NAME and item.name in heard.text:
        return item.item_id
    if heard.items[0][1] < _SURE_WHEN_NAMED:
        return None
    names = (item.name, *item.asked_as)
    named = any(len(name) >= 4 and name in heard.text for name in names)
    return item.item_id if named or hotline.matcher.rank(heard.text, [names])[0] >= _LIKE_ITS_NAME else None


def from_context(conversation: Conversation, heard: Understanding, hotline) -> Optional[Tuple[str, bool]]:
    """接着上文：（事项，是否换成了同一家的另一个事项）。没有上文或不像省略句时返回 None。"""
    if not conversation.item_id:
        return None
    twin = _twin_asked(conversation, bare(heard.text), hotline)
    if twin is not None:
        return twin, True
    is_elsewhere = heard.department in hotline.knowledge.external_bodies
    stays = heard.in_context or stays_with_item(conversation, heard, hotline)
    if not stays and (is_elsewhere or len(heard.text) > LONGEST_ELLIPSIS):
        return None
    item = hotline.knowledge.item(conversation.item_id)
    if hotline.knowledge.aspect_words.names_nothing(bare(heard.text)):
        return item.item_id, False  # “几天 多少钱”换不了事项，不用再比
    family = {item.item_id, *item.related_items}
    (ranking,) = hotline.linker.link([f"{item.name} {heard.text}"])
    for item_id, score in ranking[:1]:
        if item_id != item.item_id and item_id in family and score >= _SURE_OF_SIBLING:
            return item_id, True
    asks_on = conversation.awaiting is Awaiting.SITUATION and hotline.knowledge.aspect_words.asked(bare(heard.text))
    if heard.item_decision is ItemDecision.CLARIFY and not stays and not asks_on:
        return None  # 正问着情形，“平台要我传证 多久能拿”问的是手头这件
    return item.item_id, False
