"""一段一段说的：“我昨天买了个手机”“花了一千九”，还没说出了什么事。先存着，请他接着说，说出来时一起登记。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Mapping, Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, fill, hear
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.emergency.stay_with_emergency import CLEAR
from bot.usecases.filing.earlier_words import told_before
from bot.usecases.filing.start_draft import has_substance, new_draft
from bot.usecases.filing.take_request import as_complaint, asks_to_complain, take_request
from bot.usecases.guide.answer_item import answer_item
from bot.usecases.guide.ask_which_item import ask_which_item
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.read_phrase import bare, clauses, says_any, says_nothing_asked
from bot.usecases.reading.read_statement import read_statement
from bot.usecases.rules.hear_accused import is_accused
from bot.usecases.rules.quote_answer import best_answer, faq_reply

_MOST = 3  # 存了这么多句还没说出什么事，就当投诉登记
_A_SCENE = 18
_ONE_THING = 6  # “三百多”“领跑健身”
_DOUBTFUL = 0.55
_SURE_OF_ERRAND = 0.9
_PERHAPS_ONE = 0.2
_LONG_PAST = re.compile("[昨前上刚]|那天|大前|去年|今[早天晚]")
_UNCLEAR = (RequestKind.INQUIRY, RequestKind.OTHER)
_PERHAPS_A_STORY = ("state_facts", "ask_overview")  # “昨天在东街吃的饭”像食品许可，“我办了个卡”像小摊点登记卡


def hear_story(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """不是在说事、说的是别的，返回 None。"""
    told = told_before(conversation, hotline)
    if told and heard.emergency is not None and heard.danger < CLEAR and not hotline.knowledge.emergencies[heard.emergency].hand_to_person:
        heard = replace(heard, intent="state_facts", kind=RequestKind.OTHER, emergency=None)  # 说到一半的“早上吃了”有点像中毒
    if _is_busy(conversation, heard) or is_accused(heard.text, hotline.knowledge.intake_words):
        return None  # “我开网店的 有人老是下单就索赔”是店家来问
    law = best_answer(" ".join(told.said), hotline) if told and says_any(hotline.knowledge.intake_words.asks_the_law, heard.text) else None
    if law is not None:  # “新老板不认”“法律咋规定的”：答了，话留着
        return Turn(conversation, [faq_reply(law[0], hotline, score=0.0).without_choices()])
    if told and asks_to_complain(heard.text):
        return take_request(conversation, as_complaint(heard), hotline)
    if told and (errand := _was_an_errand(conversation, told, heard, hotline)):
        return errand
    if told and len(told.said) >= _MOST:
        return _as_complaint(conversation, heard, hotline)
    begins = _begins(conversation, heard, hotline) or _sets_the_scene(conversation, heard, hotline)
    if not begins and told is None and not _bought_bad(heard, hotline):
        return None
    if (begins and any(word in heard.text for word in hotline.knowledge.intake_words.troubles)) or _bought_bad(heard, hotline):
        return _as_complaint(conversation, heard, hotline)  # “办的卡 1999 现在店关门了”：出了什么事已经说了
    found = read_statement(heard.text, entities_of(heard, hotline), hotline.knowledge.intake_words, hotline.now().date())
    if not begins and not _goes_on(heard, found, hotline):
        return None
    notes = _noted(told, found, conversation, heard, hotline)
    notes = hotline.drafts.save(replace(notes, updated_at=hotline.now()))
    return Turn(replace(conversation.settled(), told_in=notes.draft_id), [Reply("utter_tell_on" if told else "utter_tell_more")])


def _was_an_errand(conversation: Conversation, told: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """“家里做点豆腐卖”接着“要啥证”：先前说的是想办的事，不是出了事。"""
    is_asking = heard.kind is RequestKind.INQUIRY and heard.aspect and hotline.knowledge.aspect_words.names_nothing(bare(heard.text))
    parts = [part for part, _ in clauses(heard.text)]
    others = [part for part in parts if part not in hotline.knowledge.intake_words.not_wanted]
    denies = len(others) < len(parts)  # “不是投诉 我想自己去检”
    said = " ".join((*told.said, *others) if denies else told.said)
    ((item_id, score), *_), = hotline.linker.link([said]) if is_asking or denies else [[("", 0.0)]]
    if denies and _PERHAPS_ONE <= score < _SURE_OF_ERRAND:
        (ranking,) = hotline.linker.link([said])
        return ask_which_item(replace(conversation, told_in=None), replace(heard, items=tuple(ranking)), "overview", hotline)
    if score < _SURE_OF_ERRAND:
        return None
    aspect = heard.aspect if is_asking else "overview"
    return answer_item(replace(conversation, told_in=None), hotline.knowledge.item(item_id), aspect, replace(heard, text=" ".join((*told.said, heard.text))), hotline)


def _as_complaint(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """说了好几句买了什么、花了多少，这一句还是没听出是什么、也不是在问：多半就是出了事。"""
    if heard.kind not in _UNCLEAR or any(word in heard.text for word in hotline.knowledge.answer_words.asking):
        return None
    return take_request(conversation, as_complaint(heard), hotline)


def _is_busy(conversation: Conversation, heard: Understanding) -> bool:
    """手头有别的事，或者说的是险情、按的是按钮。"""
    in_hand = conversation.draft_open or conversation.item_id or conversation.emergency or conversation.in_care or conversation.ticket_no
    is_asked = conversation.awaiting not in (Awaiting.NOTHING, Awaiting.ITEM)
    return bool(in_hand) or is_asked or heard.choice is not None or heard.emergency is not None


def _begins(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """没在问，也没听出投诉哪样，说的是买了、交了钱一类的事。"""
    words = hotline.knowledge.intake_words
    is_clear = not _is_unclear(heard, hotline) or (heard.item_decision is ItemDecision.ANSWER and heard.intent not in _PERHAPS_A_STORY)
    asking = (*hotline.knowledge.answer_words.asking, *words.not_dealings)
    if is_clear or any(word in heard.text for word in asking) or not says_nothing_asked(heard.text, hotline.knowledge.answer_words):
        return False  # “是泡水车 能退不”是在问
    is_after_a_rule = bool((conversation.last_question or {}).get("faq_id")) and len(heard.text) <= _A_SCENE and not any(word in heard.text for word in words.troubles)
    return not is_after_a_rule and any(word in heard.text for word in (*words.bought, *words.bought_there))  # 答完一条规矩接着说“在药店买的”，还是在问那一条


def _sets_the_scene(conversation: Conversation, heard: Understanding, hotline) -> bool:
    """“我上周”“在你们这那个百佳乐超市”：只说了什么时候、哪家店，听着像哪件都还不算。"""
    words, text = hotline.knowledge.intake_words, heard.text
    is_after = conversation.last_question or conversation.filed or conversation.hand_over_no or conversation.options
    says_more = any(word in text for word in (*words.tip_off_words, *words.complaint_words, *words.not_dealings, *hotline.knowledge.answer_words.opens))
    if is_after or says_more or len(text) > _A_SCENE or hotline.knowledge.asides.names_an_item(text):
        return False
    if not says_nothing_asked(text, hotline.knowledge.answer_words):
        return False
    if re.search(rf"(?:那个|那家|这家)[㐀-鿿]{{0,4}}(?:{any_of(words.shops)})$", bare(text)):
        return heard.item_decision is not ItemDecision.ANSWER  # “就是我们小区门口那个菜店”
    entities = entities_of(heard, hotline)
    is_shop = any(e["type"] == "merchant" and e["text"] == bare(text) for e in entities) and not _is_an_item(bare(text), hotline)
    if heard.item_decision is ItemDecision.ANSWER and not is_shop:
        return False  # 光一个“老李包子铺”不是要办证
    is_noise = heard.intent == "noise" and not is_shop and not bare(text).endswith(words.shops)  # “咕噜呜啦飞碟42c6叽里呱啦”里像店名的不是
    told = [e for e in entities if (e["type"] == "merchant" and not is_noise) or (e["type"] == "date" and _LONG_PAST.match(str(e["text"])))]
    rest = text
    for entity in told:
        rest = rest.replace(str(entity["text"]), "")
    rest = re.sub(rf"{any_of((*words.hollow, *words.points_at, *words.places))}|[^㐀-鿿]", "", rest)
    return bool(told) and len(rest) <= 2


def _is_an_item(text: str, hotline) -> bool:
    return any(text in (item.name, *item.asked_as) for item in hotline.knowledge.items.values())


def _bought_bad(heard: Understanding, hotline) -> bool:
    """“超市买了箱奶 到家一看 过期十天了”：买来的不对，听着像哪件事项都不是要办证；自己做买卖要用的不算。"""
    words = hotline.knowledge.intake_words
    is_told = any(word in heard.text for word in words.bought) and any(word in heard.text for word in words.misdeeds)
    is_own = any(word in heard.text for word in (*hotline.knowledge.answer_words.asking, *(word for word in words.not_dealings if word != "单位")))
    return heard.kind in _UNCLEAR and is_told and not is_own and says_nothing_asked(heard.text, hotline.knowledge.answer_words)


def _is_unclear(heard: Understanding, hotline) -> bool:
    """没听出是不是诉求；像投诉又拿不准、没说出一样不对的（“上周买了个手机”），也算。"""
    is_doubtful = heard.kind is RequestKind.COMPLAINT and heard.kind_confidence < _DOUBTFUL
    return heard.kind in _UNCLEAR or (is_doubtful and not any(word in heard.text for word in hotline.knowledge.intake_words.misdeeds))


def _goes_on(heard: Understanding, found: Mapping[str, Any], hotline) -> bool:
    """起了头以后的半句：光是一个数、一家店，没听出是什么的，或者像问话、可是没在问的（“说好的是一级品”）。"""
    if any(word in heard.text for word in hotline.knowledge.intake_words.evidence) and says_nothing_asked(heard.text, hotline.knowledge.answer_words):
        return True  # “我手上就一个微信转账记录”
    is_one_thing = bool(found) and len(heard.text) <= _ONE_THING
    asks = not says_nothing_asked(heard.text, hotline.knowledge.answer_words)
    if heard.kind is RequestKind.INQUIRY and heard.item_decision is not ItemDecision.ANSWER and not asks:
        return True
    return is_one_thing or not has_substance(heard.text, found, hotline) or (heard.kind in _UNCLEAR and heard.intent in ("state_facts", "noise"))


def _noted(told: Optional[Draft], found: Mapping[str, Any], conversation: Conversation, heard: Understanding, hotline) -> Draft:
    if told is None:
        complaint = replace(heard, kind=RequestKind.COMPLAINT, department=None, problem=None)
        notes, before = replace(new_draft(conversation, complaint, hotline, ()), stage=Stage.OFFERED), conversation.last_question or {}
        is_lost = before.get("text") and not {"faq_id", "offered_faq_ids", "body"} & set(before) and says_nothing_asked(before["text"], hotline.knowledge.answer_words)
        return replace(notes, said=(before["text"], *notes.said)) if is_lost else notes  # 前一句没听懂，没丢
    return hear(fill(told, {name: value for name, value in found.items() if not told.knows(name)}), heard.text, True)
