"""目录里没有的事：问答里找，别的部门的指路，都不是就承认没听懂。"""

from __future__ import annotations

from bot.hotline.conversation import Choice, Conversation, Reply, Turn
from bot.hotline.understanding import Understanding
from bot.usecases.guide.which_item import LONGEST_ELLIPSIS
from bot.usecases.rules.quote_answer import best_answer, faq_reply
from bot.usecases.talk.misunderstand import ask_which_matter, is_foreign, misunderstand
from bot.usecases.talk.refuse import refuse

# 听着像归哪个别的部门，连一成把握都没有的不指路：指错了白跑一趟。
_WORTH_REFERRING = 0.1
_HOTLINE = "12345"
_LONGEST_ABOUT_A_NUMBER = 12


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
        return Turn(conversation.settled(), [refer_to_body(body, heard.text)])
    if heard.aspect and (len(heard.text) <= LONGEST_ELLIPSIS or heard.aspect == "progress"):
        return ask_which_matter(conversation, heard, heard.aspect, hotline)  # “到底还要什么材料”
    return misunderstand(conversation, heard, hotline)


def body_named(text: str, hotline):
    """话里点了名的别的单位（“那城管电话多少”）；没有、点了两家的返回 None。"""
    named = [body for body in hotline.knowledge.external_bodies.values() if any(name in text for name in body.called)]
    return named[0] if len(named) == 1 else None


def number_asked(text: str, body, hotline):
    """“12300是啥”“12378能打通不”：问的是刚报的一个号码；不是返回 None。"""
    phone = next((phone for phone in body.phones if phone.number in text and phone.number != _HOTLINE), None)
    if phone is None or len(text) > _LONGEST_ABOUT_A_NUMBER:
        return None
    doubt = "" if phone.verified else "这个号码还没有核实，"
    return Reply("utter_whose_number", {"number": phone.number, "body": body.short_name, "note": phone.note, "doubt": doubt})


def refer_to_body(body, text: str = "") -> Reply:
    """不归本局管：说清归谁、打什么电话、哪一部分归本局（首问负责，本局《意见》二（四））。"""
    advice, ours_part = body.words_on(text)
    phones = "、".join(p.number + ("" if p.verified else "（未核实）") for p in body.phones)
    return Reply(
        "utter_not_ours",
        {
            "body": body.short_name,
            "body_id": body.id,
            "advice": advice,
            "phones": phones or "12345",
            "ours_part": f"其中归我们管的是：{ours_part}" if ours_part else "",
        },
        (Choice("登记一下，请人联系我", "request_callback"), Choice("换个问题", "ask_what_you_can_do")),
    )
