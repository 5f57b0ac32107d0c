"""答办事问题：认准事项和问的是哪一方面，答全，不答错。"""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional, Sequence, Tuple

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.guide_wording import wording_of
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import ItemDecision, Understanding
from bot.usecases.give_notice import start_notice
from bot.usecases.misunderstand import ask_which_matter, is_foreign, misunderstand
from bot.usecases.quote_answer import best_answer, common_question, faq_reply
from bot.usecases.read_phrase import bare
from bot.usecases.refuse import find_refusal, refuse
from bot.usecases.stay_with_item import answer_one_point, stays_with_item

# 问“怎么办”“要什么材料”直接走一次性告知；其他方面先答那一句，再给清单的按钮。
_NOTICE_ASPECTS = ("overview", "materials")
# 省略了事项的话都很短；长话里没提到的事项，不去上文里猜。
_LONGEST_ELLIPSIS = 14
# 要换一件事，话里总得点出来；这么短的话多半没有。
_SHORTEST_CHANGE = 12
# 没有上文时，再长的话就该先在问答里找找（“市场监管局办公室电话多少”）。
_LONGEST_ELLIPSIS_ALONE = 7
# 没说哪件事、问在哪和电话的，多半是问局里（“你们中午休息吗”），再短也在问答里找找。
_ABOUT_THE_BUREAU = ("place", "contact")
# 上文事项加这句话，像到什么程度才算换成了同一家的另一个事项。
_SURE_OF_SIBLING = 0.5
_SURE_WHEN_NAMED = 0.9
_LIKE_ITS_NAME = 0.5
# 话里一字不差说了事项的名称，像到这样就是它：知识里新加的事项，学来的头没见过，分数低些。
_LIKELY_WHEN_NAMED = 0.5
_LONG_NAME = 6
# 听着像问办事的话，像到什么程度才按婉拒答（“保证能办下来吧”）。
_SURE_ENOUGH_TO_REFUSE = 0.65
_SURE_EVEN_SO = 0.9
# 听着像归哪个别的部门，连一成把握都没有的不指路：指错了白跑一趟。
_WORTH_REFERRING = 0.1
# 让市民挑的事项，像到什么程度才列出来。
_WORTH_LISTING = 0.08


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
    item_id = chosen or _still_about(conversation, heard, hotline) or heard.item_id or _named_outright(heard, hotline)
    aspect = (heard.choice or {}).get("aspect") or heard.aspect or "overview"
    if not item_id or (heard.in_context and not chosen):
        continued = _from_context(conversation, heard, hotline)
        if continued:
            item_id, moved = continued
            if moved and aspect == "overview":
                aspect = conversation.aspect or aspect
    if item_id:
        item = hotline.knowledge.item(item_id)
        if not chosen and bare(heard.text) in (item.name, *item.asked_as):
            aspect = "overview"  # 只报了个名字，没有问哪一方面
        return answer_item(conversation, item, aspect, heard, hotline)
    if heard.item_decision is ItemDecision.CLARIFY and not heard.in_context:
        return ask_which_item(conversation, heard, aspect, hotline)
    if heard.in_context:
        is_whole = len(bare(heard.text)) > _LONGEST_ELLIPSIS_ALONE or aspect in _ABOUT_THE_BUREAU
        answer = best_answer(heard.text, hotline) if is_whole else None
        if answer:
            return Turn(conversation.settled(), [faq_reply(answer[0], hotline)])
        return ask_which_matter(conversation, heard, aspect, hotline)
    return answer_without_item(conversation, heard, refusal, hotline)


def answer_item(conversation: Conversation, item: ServiceItem, aspect: str, heard: Understanding, hotline) -> Turn:
    """就一个事项的一个方面作答。"""
    pending = conversation
    conversation = replace(conversation.about(item.item_id), aspect=aspect, misunderstood=0)
    point = answer_one_point(pending, item, heard, hotline) if aspect in _NOTICE_ASPECTS else None
    if point is not None:
        return point
    if aspect in _NOTICE_ASPECTS:
        is_under_way = pending.awaiting is Awaiting.SITUATION and pending.item_id == item.item_id
        return start_notice(conversation, item, heard, hotline, introduce=not is_under_way)
    said = common_question(item, heard.text, hotline)
    aspects = (aspect, *_also_asked(aspect, heard))
    answers = [said] if said else [Reply(f"utter_{asked}", wording_of(item, asked)) for asked in aspects]
    if not said and "materials" in hotline.knowledge.aspect_words.asked(heard.text) and pending.awaiting is not Awaiting.SITUATION:
        listed = start_notice(conversation, item, heard, hotline, introduce=False)  # “多久 多少钱 要带啥”：都答，再出清单
        return Turn(listed.conversation, [*answers, *listed.replies])
    replies = [*answers[:-1], replace(answers[-1], choices=next_steps(item, aspects))]
    if pending.awaiting is Awaiting.SITUATION:
        # 问到一半岔开问了一句：手头还是原来那件事，take_turn 接着问。
        return Turn(pending.settled(), replies)
    return Turn(conversation.settled(), replies)


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


def answer_without_item(conversation: Conversation, heard: Understanding, refusal, hotline) -> Turn:
    """目录里没有这件事：问答里有就答，别的部门管就指路，都不是就承认没听懂。refusal 是 find_refusal 找到的。"""
    if is_foreign(heard.text):
        return misunderstand(conversation, heard, hotline)
    answer = best_answer(heard.text, hotline)
    if refusal and not (answer and answer[1] > refusal[1]):
        return refuse(conversation, refusal[0])
    body = hotline.knowledge.external_bodies.get(heard.department or "")
    if body and heard.departments and heard.departments[0][1] < _WORTH_REFERRING:
        body = None
    if answer and not (body and heard.departments and heard.departments[0][1] > answer[1]):
        return Turn(conversation.settled(), [faq_reply(answer[0], hotline)])
    if body:
        return Turn(conversation.settled(), [refer_to_body(body)])
    if heard.aspect and len(heard.text) <= _LONGEST_ELLIPSIS:
        return ask_which_matter(conversation, heard, heard.aspect, hotline)  # “到底还要什么材料”
    return misunderstand(conversation, heard, hotline)


def refer_to_body(body) -> Reply:
    """不归本局管：说清归谁、打什么电话、哪一部分归本局（首问负责，本局《意见》二（四））。"""
    phones = "、".join(p.number + ("" if p.verified else "（未核实）") for p in body.phones)
    return Reply(
        "utter_not_ours",
        {
            "body": body.short_name,
            "advice": body.advice or "",
            "phones": phones or "12345",
            "ours_part": f"其中归我们管的是：{body.ours_part}" if body.ours_part else "",
        },
        (Choice("登记一下，请人联系我", "request_callback"), Choice("换个问题", "ask_what_you_can_do")),
    )


def _still_about(conversation: Conversation, heard: Understanding, hotline) -> Optional[str]:
    """正说着一件事，短短一句没有点名别的事，放在这件事里也说得通（歇业时问“延期要提前几天”）：还是这件事。"""
    offered = hotline.knowledge.half_said.offers(bare(heard.text))
    if offered and (conversation.item_id in offered or conversation.awaiting is Awaiting.SITUATION):
        return conversation.item_id
    if not conversation.item_id or not heard.item_id or heard.item_id == conversation.item_id:
        return None
    other, item = hotline.knowledge.item(heard.item_id), hotline.knowledge.item(conversation.item_id)
    if len(bare(heard.text)) > _SHORTEST_CHANGE or any(name in heard.text for name in (other.name, *other.asked_as)):
        return None
    ((best, score), *_), = hotline.linker.link([f"{item.name} {heard.text}"])
    return item.item_id if best == item.item_id and score >= _SURE_OF_SIBLING else None


def _named_outright(heard: Understanding, hotline) -> Optional[str]:
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


def _from_context(conversation: Conversation, heard: Understanding, hotline) -> Optional[Tuple[str, bool]]:
    """接着上文：（事项，是否换成了同一家的另一个事项）。没有上文或不像省略句时返回 None。"""
    if not conversation.item_id:
        return None
    is_elsewhere = heard.department in hotline.knowledge.external_bodies
    stays = heard.in_context or stays_with_item(conversation, heard, hotline)
    if not stays and (is_elsewhere or len(heard.text) > _LONGEST_ELLIPSIS):
        return None
    item = hotline.knowledge.item(conversation.item_id)
    if hotline.knowledge.aspect_words.names_nothing(bare(heard.text)):
        return item.item_id, False  # “几天 多少钱”换不了事项，不用再比
    family = {item.item_id, *item.related_items}
    (ranking,) = hotline.linker.link([f"{item.name} {heard.text}"])
    for item_id, score in ranking[:1]:
        if item_id != item.item_id and item_id in family and score >= _SURE_OF_SIBLING:
            return item_id, True
    if heard.item_decision is ItemDecision.CLARIFY and not stays:
        return None
    return item.item_id, False


def _likely(heard: Understanding) -> Tuple[str, ...]:
    """分数太低的不列出来凑数。"""
    return tuple(item_id for item_id, score in heard.items[:4] if score >= _WORTH_LISTING) or (heard.items[0][0],)


def _also_asked(aspect: str, heard: Understanding) -> Tuple[str, ...]:
    """“几天、多少钱、在哪办”：一句问了几样的，除头一样以外的。清单里都有的不用另答。"""
    if heard.choice or aspect != heard.aspect:
        return ()
    return tuple(other for other in heard.aspects if other != aspect and other not in _NOTICE_ASPECTS)


def next_steps(item: ServiceItem, told: Sequence[str]) -> Tuple[Choice, ...]:
    follow = [("materials", "要带什么材料"), ("time_limit", "多久办好"), ("place", "在哪儿办"), ("fee", "收不收费")]
    steps: List[Choice] = [
        Choice(title, "choose_item", {"item_id": item.item_id, "aspect": wanted})
        for wanted, title in follow
        if wanted not in told
    ]
    return tuple(steps[:3])
