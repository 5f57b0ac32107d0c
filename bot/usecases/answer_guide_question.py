"""答办事问题：认准事项和问的是哪一方面，答全，不答错。"""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional, Sequence, Tuple

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.guide_wording import wording_of
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import ItemDecision, Understanding
from bot.usecases.answer_without_item import answer_without_item, refer_to_body
from bot.usecases.give_notice import note_told, say_what_is_missing, start_notice
from bot.usecases.hear_bare import asks_how, says_what_he_has
from bot.usecases.misunderstand import ask_which_matter
from bot.usecases.quote_answer import best_answer, common_question, faq_reply
from bot.usecases.quote_guide import quote_alike, quote_guide
from bot.usecases.read_phrase import bare, clauses, says_any, says_nothing_asked
from bot.usecases.read_told import option_asked_about
from bot.usecases.refuse import find_refusal, refuse
from bot.usecases.stay_with_item import answer_beside_item, answer_one_point, named_parts
from bot.usecases.which_item import from_context, named_outright, names_only_things, still_about
from bot.usecases.wider_item import wider_item

# 问“怎么办”“要什么材料”直接走一次性告知；其他方面先答那一句，再给清单的按钮。
_NOTICE_ASPECTS = ("overview", "materials")
# 没有上文时，再长的话就该先在问答里找找（“市场监管局办公室电话多少”）。
_LONGEST_ELLIPSIS_ALONE = 7
# 没说哪件事、问在哪和电话的，多半是问局里（“你们中午休息吗”），再短也在问答里找找。
_ABOUT_THE_BUREAU = ("place", "contact")
# 听着像问办事的话，像到什么程度才按婉拒答（“保证能办下来吧”）。
_SURE_ENOUGH_TO_REFUSE = 0.65
_SURE_EVEN_SO = 0.9
_ASKED_ALIKE = 0.9
# 让市民挑的事项，像到什么程度才列出来。
_WORTH_LISTING = 0.08
# 说不出归哪一方面的问话，多半听成这两方面。
_EASILY_MISTAKEN = ("result", "eligibility", "legal_basis")
_TOLD_ASIDE = ("contact", "place", "fee")
_HOW_AND_WHERE = ("online", "place")
# 问这一样的，话里总要说到它。
_SAID_OUTRIGHT = ("fee",)
_ASK_A_PERSON = Choice("请工作人员联系我", "request_callback")


def answer_guide_question(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """回答一句办事问话。

    认准了就答；两三个都像就让市民挑；目录里没有就说清归谁管；
    省略了事项的接着上文答。
    """
    chosen = (heard.choice or {}).get("item_id")
    refusal = None if chosen else find_refusal(heard, hotline)
    is_settled = heard.item_id is not None and not heard.in_context  # 认准了事项的，几乎一字不差才婉拒
    if refusal and refusal[1] >= (_SURE_EVEN_SO if is_settled else _SURE_ENOUGH_TO_REFUSE):
        return refuse(conversation, refusal[0])
    if says_what_he_has(conversation, heard, hotline):
        return say_what_is_missing(conversation, heard, hotline)
    item_id = chosen or still_about(conversation, heard, hotline) or heard.item_id or named_outright(heard, hotline)
    aspect = (heard.choice or {}).get("aspect") or _aspect_asked(heard, hotline)
    if not item_id or ((heard.in_context or names_only_things(conversation, heard, hotline)) and not chosen):
        continued = from_context(conversation, heard, hotline)
        if continued:
            item_id, moved = continued
            if moved and aspect == "overview":
                aspect = conversation.aspect or aspect
    if item_id:
        item = hotline.knowledge.item(item_id)
        item = item if chosen else wider_item(item, heard.text, hotline)
        if not chosen and bare(heard.text) in (item.name, *item.asked_as):
            aspect = "overview"  # 只报了个名字，没有问哪一方面
        return answer_item(conversation, item, aspect, heard, hotline)
    about_us = _asks_our_number(aspect, heard, hotline)
    if about_us:
        return Turn(conversation.settled(), [faq_reply(about_us, hotline)])
    if heard.item_decision is ItemDecision.CLARIFY and not heard.in_context:
        return ask_which_item(conversation, heard, aspect, hotline)
    if heard.in_context:
        is_whole = len(bare(heard.text)) > _LONGEST_ELLIPSIS_ALONE or aspect in _ABOUT_THE_BUREAU
        answer = best_answer(heard.text, hotline) if is_whole else None
        if answer:
            return Turn(conversation.settled(), [faq_reply(answer[0], hotline)])
        return ask_which_matter(conversation, heard, aspect, hotline)
    return answer_without_item(conversation, heard, refusal, hotline)


def _asks_our_number(aspect: str, heard: Understanding, hotline) -> Optional[str]:
    """“你们电话多少 我要问特种设备”：有一小句问的是局里的电话，不用先挑是哪一件。"""
    found = (best_answer(clause, hotline) for clause, _ in clauses(heard.text)) if aspect == "contact" else ()
    return next((answer[0] for answer in found if answer), None)


def answer_item(conversation: Conversation, item: ServiceItem, aspect: str, heard: Understanding, hotline) -> Turn:
    """就一个事项的一个方面作答。"""
    pending = conversation
    conversation = replace(conversation.about(item.item_id), aspect=aspect, misunderstood=0)
    if aspect == "overview" and asks_how(pending, item.item_id, heard, hotline):
        aspect = "process"
    point = answer_one_point(pending, item, heard, hotline) if aspect in _NOTICE_ASPECTS else None
    if point is not None:
        return point
    common = common_question(item, heard.text, hotline) if aspect in _NOTICE_ASPECTS and pending.item_id != item.item_id and heard.choice is None else None
    if common is not None:  # “医院打广告找谁批”“登记证丢了咋补”：头一句问的就是一条常见问题，不从头问情形
        return Turn(note_told(conversation, item, heard, hotline).settled(), [replace(common, choices=next_steps(item, (aspect,)))])
    if aspect in _NOTICE_ASPECTS:
        is_under_way = pending.awaiting is Awaiting.SITUATION and pending.item_id == item.item_id
        started = start_notice(conversation, item, heard, hotline, introduce=not is_under_way)
        is_same = pending.notice_no is not None and started.conversation.notice_no == pending.notice_no and started.conversation.awaiting is Awaiting.NOTHING
        return _same_notice(pending, item, heard, hotline) or started if is_same else started
    if aspect == "time_limit" and not (item.promised_limit or item.statutory_limit):
        is_about_result = any(part in item.result.name for part in hotline.knowledge.aspect_words.points_at(bare(heard.text)))
        aspect = "result" if is_about_result else aspect  # “能保留几天”问的是报下来的名称
    body = _whose_else(pending, item, heard, hotline)
    if body is not None:
        return Turn(pending.settled() if pending.awaiting is Awaiting.SITUATION else conversation.settled(), [refer_to_body(body)])
    said = common_question(item, heard.text, hotline) or _answered_beside(pending, item, heard, hotline)
    said = said or (_whether(pending, item, heard, hotline) if aspect == "eligibility" and pending.item_id == item.item_id and heard.choice is None else None)
    if not said and _asks_beside(pending, item, aspect, heard, hotline):
        said = Reply("utter_not_in_guide", choices=(_ASK_A_PERSON,))
    aspects = (aspect, *_also_asked(aspect, heard, hotline))
    answers = [said] if said else [Reply(f"utter_{asked}", wording_of(item, asked)) for asked in aspects]
    if not said and "materials" in hotline.knowledge.aspect_words.asked(heard.text) and pending.awaiting is not Awaiting.SITUATION:
        listed = start_notice(conversation, item, heard, hotline, introduce=False)  # “多久 多少钱 要带啥”：都答，再出清单
        return Turn(listed.conversation, [*answers, *listed.replies])
    ways = answers[-1].choices or next_steps(item, aspects)  # 承认没写的带着自己的去处
    replies = [*answers[:-1], replace(answers[-1], choices=ways)]
    if pending.awaiting is Awaiting.SITUATION:
        # 问到一半岔开问了一句：手头还是原来那件事，take_turn 接着问。
        return Turn(pending.settled(), replies)
    is_first = heard.choice is None and not conversation.notice_no
    return Turn((note_told(conversation, item, heard, hotline) if is_first else conversation).settled(), replies)


def _same_notice(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline) -> Optional[Turn]:
    """清单出过了，没有变：要再看一遍的才从头念；问还差什么的说还差的；问别的承认没写，只说一样情形的说一声清单不变。"""
    words, text = hotline.knowledge.answer_words, bare(heard.text)
    if says_any(words.asks_missing, text):
        return say_what_is_missing(conversation, heard, hotline)
    aspects, names = hotline.knowledge.aspect_words, (item.name, *item.asked_as)
    is_wanted = "materials" in aspects.asked(text) or aspects.is_all_plain(text) or says_any((*words.repeats, *words.about_notice.whole, *names), text)
    if heard.choice is not None or is_wanted:
        return None
    if says_nothing_asked(heard.text, words):
        return Turn(conversation.settled(), [Reply("utter_fact_changes_nothing")])
    return Turn(conversation.settled(), [Reply("utter_not_in_guide", choices=(_ASK_A_PERSON,))])


def _whose_else(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline):
    """办着一件事，问指南里没写的一样归谁管（“消防谁管”）：清清楚楚是别的部门的，指路。"""
    body = hotline.knowledge.external_bodies.get(heard.department or "")
    is_hand = conversation.item_id == item.item_id and heard.choice is None and heard.item_id is None
    if body is None or not is_hand or not says_any(hotline.knowledge.answer_words.asks_whose, heard.text):
        return None
    named = [part for part in hotline.knowledge.aspect_words.left_over(bare(heard.text)) if part in item.written]
    return None if named else body


def _whether(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline) -> Optional[Reply]:
    """“住宅楼里行不行”：指南里写到它的那几句；没写的承认没写，条件可以点开看。没点哪一样的返回 None，念全部条件。"""
    named, aspects = named_parts(item, heard, hotline), hotline.knowledge.aspect_words
    is_again = says_any(hotline.knowledge.answer_words.repeats, heard.text)
    if is_again or "eligibility" in aspects.asked(heard.text) or aspects.is_all_plain(bare(heard.text)):
        return None
    quoted = quote_guide(item, named) or quote_alike(item, named)
    if quoted:
        return quoted
    option = option_asked_about(conversation, item, heard, hotline)
    if option:
        return Reply("utter_is_an_option", {"option": option})
    conditions = Choice("看看办理条件", "choose_item", {"item_id": item.item_id, "aspect": "eligibility"})
    return Reply("utter_not_in_guide", choices=(conditions, _ASK_A_PERSON))


def _asks_beside(conversation: Conversation, item: ServiceItem, aspect: str, heard: Understanding, hotline) -> bool:
    """“原来的章还能用吗”听着像问拿到什么，字面上一点不沾，指南里又没有这一样：承认没写。"""
    words, is_hand = hotline.knowledge.aspect_words, conversation.item_id == item.item_id and heard.choice is None
    if not is_hand or aspect not in _EASILY_MISTAKEN or words.hints_at(aspect, heard.text):
        return False
    named = words.left_over(bare(heard.text))
    return bool(named) and not all(part in item.written for part in named)


def _answered_beside(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline) -> Optional[Reply]:
    """手头这件事的问话点了一样具体的，问答里正有：“能保留多久”问的是名称，不是几天办好。头一句就问得和一条问答一样的，也是。"""
    if heard.choice is None and conversation.item_id != item.item_id:
        is_plain = heard.aspect in hotline.knowledge.aspect_words.asked(heard.text)  # “办下来要几天”问的就是几天
        found = [] if is_plain else hotline.answers.find(heard.text, limit=1)
        is_asked = bool(found) and found[0][1] >= _ASKED_ALIKE and item.item_id in hotline.knowledge.faq[found[0][0]].related_items
        return faq_reply(found[0][0], hotline) if is_asked else None  # “年报填错了咋改”问的不是年报怎么报
    is_specific = heard.choice is None and conversation.item_id == item.item_id and hotline.knowledge.aspect_words.left_over(bare(heard.text))
    return answer_beside_item(item, heard.text, hotline) if is_specific else None


def ask_which_item(
    conversation: Conversation, heard: Understanding, aspect: str, hotline, options: Tuple[str, ...] = ()
) -> Turn:
    """几个事项都像，列出来让市民挑；一句话只问一次。"""
    options = options or _likely(heard)
    choices = [
        Choice(hotline.knowledge.item(item_id).name, "choose_item", {"item_id": item_id, "aspect": aspect})
        for item_id in options
    ]
    waiting = replace(conversation, awaiting=Awaiting.ITEM, options=options, aspect=aspect)
    return Turn(waiting, [Reply("utter_ask_which_item", choices=(*choices, Choice("都不是", "none_of_these")))])


def _likely(heard: Understanding) -> Tuple[str, ...]:
    """分数太低的不列出来凑数。"""
    return tuple(item_id for item_id, score in heard.items[:4] if score >= _WORTH_LISTING) or (heard.items[0][0],)


def _aspect_asked(heard: Understanding, hotline) -> str:
    """问的是哪一方面；字面上看不出的，没在问的（“没开过张 没欠债”听着像问后果）、像问收费却没说到钱的（“登报不”），当作要办它。"""
    aspect, words = heard.aspect or "overview", hotline.knowledge.aspect_words
    if says_any(hotline.knowledge.answer_words.asks_if_ours, heard.text):
        return "place"  # “找你们办吗”：在哪办、由谁办
    if words.meant(aspect, heard.text) != aspect:
        return words.meant(aspect, heard.text)
    is_told = heard.intent == "state_facts" or says_nothing_asked(heard.text, hotline.knowledge.answer_words)
    if says_any(hotline.knowledge.answer_words.decides, heard.text) and bare(heard.text).endswith(hotline.knowledge.answer_words.decides_at_end):
        return "overview"  # “算了还是先歇业吧”的“先”不是问步骤
    if is_told and aspect in _TOLD_ASIDE and aspect not in words.asked(heard.text):
        return "overview"  # “你们打电话没打通 把我公司列异常了”不是在问电话
    return "overview" if (is_told or aspect in _SAID_OUTRIGHT) and not words.hints_at(aspect, heard.text) else aspect


def _also_asked(aspect: str, heard: Understanding, hotline) -> Tuple[str, ...]:
    """“几天、多少钱、在哪办”：一句问了几样的，除头一样以外的。清单里都有的、字面上看不出在问的不用另答。"""
    if heard.choice or aspect != heard.aspect:
        return ()
    words = hotline.knowledge.aspect_words
    others = (other for other in heard.aspects if other != aspect and other not in _NOTICE_ASPECTS)
    is_one = aspect in _HOW_AND_WHERE and len(clauses(heard.text)) == 1  # “网上能办不”里的“能办”问的是网上
    return tuple(other for other in others if words.hints_at(other, heard.text) and not (is_one and other == "eligibility"))


def next_steps(item: ServiceItem, told: Sequence[str]) -> Tuple[Choice, ...]:
    follow = [("materials", "要带什么材料"), ("time_limit", "多久办好"), ("place", "在哪儿办"), ("fee", "收不收费")]
    steps: List[Choice] = [
        Choice(title, "choose_item", {"item_id": item.item_id, "aspect": wanted})
        for wanted, title in follow
        if wanted not in told
    ]
    return tuple(steps[:3])
