"""答办事问题：认准事项和问的是哪一方面，答全，不答错。"""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional, Tuple

from bot.hotline.conversation import Awaiting, Choice, Conversation, Reply, Turn
from bot.hotline.guide_wording import wording_of
from bot.hotline.service_item import ServiceItem
from bot.hotline.understanding import ItemDecision, Understanding
from bot.usecases.give_notice import continue_notice, start_notice
from bot.usecases.misunderstand import misunderstand
from bot.usecases.quote_answer import best_answer, common_question, faq_reply

# 问“怎么办”“要什么材料”直接走一次性告知；其他方面先答那一句，再给清单的按钮。
_NOTICE_ASPECTS = ("overview", "materials")
# 省略了事项的话都很短；长话里没提到的事项，不去上文里猜。
_LONGEST_ELLIPSIS = 14
# 上文事项加这句话，像到什么程度才算换成了同一家的另一个事项。
_SURE_OF_SIBLING = 0.5


def answer_guide_question(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """回答一句办事问话。

    认准了就答；两三个都像就让市民挑；目录里没有就说清归谁管；
    省略了事项的接着上文答。
    """
    chosen = (heard.choice or {}).get("item_id")
    item_id = chosen or heard.item_id
    aspect = (heard.choice or {}).get("aspect") or heard.aspect or "overview"
    if not item_id or (heard.in_context and not chosen):
        continued = _from_context(conversation, heard, hotline)
        if continued:
            item_id, moved = continued
            if moved and aspect == "overview":
                aspect = conversation.aspect or aspect
    if item_id:
        return answer_item(conversation, hotline.knowledge.item(item_id), aspect, heard, hotline)
    if heard.item_decision is ItemDecision.CLARIFY:
        return ask_which_item(conversation, heard, aspect, hotline)
    return answer_without_item(conversation, heard, hotline)


def answer_item(
    conversation: Conversation, item: ServiceItem, aspect: str, heard: Understanding, hotline
) -> Turn:
    """就一个事项的一个方面作答。"""
    conversation = replace(conversation.about(item.item_id), aspect=aspect, misunderstood=0)
    if aspect in _NOTICE_ASPECTS:
        return start_notice(conversation, item, heard, hotline)
    reply = Reply(f"utter_{aspect}", wording_of(item, aspect), _next_steps(item, aspect))
    replies = [reply]
    detail = common_question(item, heard.text, hotline)
    if detail:
        replies.insert(0, detail)
    if conversation.awaiting is Awaiting.SITUATION and conversation.asked:
        # 问到一半岔开问了一句，答完接着问，不用市民重来。
        resumed = continue_notice(conversation, item, hotline)
        return Turn(resumed.conversation, replies + resumed.replies)
    return Turn(conversation.settled(), replies)


def ask_which_item(
    conversation: Conversation, heard: Understanding, aspect: str, hotline
) -> Turn:
    """几个事项都像，列出来让市民挑；一句话只问一次。"""
    options = tuple(item_id for item_id, _ in heard.items[:4])
    choices = tuple(
        Choice(hotline.knowledge.item(item_id).name, "choose_item", {"item_id": item_id, "aspect": aspect})
        for item_id in options
    ) + (Choice("都不是", "none_of_these"),)
    waiting = replace(conversation, awaiting=Awaiting.ITEM, options=options, aspect=aspect)
    return Turn(waiting, [Reply("utter_ask_which_item", choices=choices)])


def answer_without_item(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """目录里没有这件事：问答里有就答，别的部门管就指路，都不是就承认没听懂。"""
    answer = best_answer(heard.text, hotline)
    body = hotline.knowledge.external_bodies.get(heard.department or "")
    if answer and not (body and heard.departments and heard.departments[0][1] > answer[1]):
        return Turn(conversation.settled(), [faq_reply(answer[0], hotline)])
    if body:
        return Turn(conversation.settled(), [refer_to_body(body)])
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


def _from_context(
    conversation: Conversation, heard: Understanding, hotline
) -> Optional[Tuple[str, bool]]:
    """接着上文：（事项，是否换成了同一家的另一个事项）。没有上文或不像省略句时返回 None。"""
    if not conversation.item_id:
        return None
    is_elsewhere = heard.department in hotline.knowledge.external_bodies
    if not heard.in_context and (is_elsewhere or len(heard.text) > _LONGEST_ELLIPSIS):
        return None
    item = hotline.knowledge.item(conversation.item_id)
    family = {item.item_id, *item.related_items}
    (ranking,) = hotline.linker.link([f"{item.name} {heard.text}"])
    for item_id, score in ranking[:1]:
        if item_id != item.item_id and item_id in family and score >= _SURE_OF_SIBLING:
            return item_id, True
    if heard.item_decision is ItemDecision.CLARIFY and not heard.in_context:
        return None
    return item.item_id, False


def _next_steps(item: ServiceItem, aspect: str) -> Tuple[Choice, ...]:
    follow = [("materials", "要带什么材料"), ("time_limit", "多久办好"), ("place", "在哪儿办"), ("fee", "收不收费")]
    steps: List[Choice] = [
        Choice(title, "choose_item", {"item_id": item.item_id, "aspect": wanted})
        for wanted, title in follow
        if wanted != aspect
    ]
    return tuple(steps[:3])
