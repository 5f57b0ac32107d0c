"""听到一件诉求：说清是什么、归谁办、走哪条路、要准备什么。登记成工单是后面的事。"""

from __future__ import annotations

from bot.hotline.conversation import Choice, Conversation, Reply, Turn
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.refuse import find_refusal, refuse

# 说法在 domain.yml；这里只决定用哪一条。
_NAMES = {
    RequestKind.COMPLAINT: "投诉",
    RequestKind.TIP_OFF: "举报",
    RequestKind.HELP_REQUEST: "求助",
}
_NEEDED = {
    # 总局令第121号第十条
    RequestKind.COMPLAINT: "投诉要有：您的真实姓名、电话和通讯地址；商家的名称和地址；您的具体请求和事实依据。",
    # 第二十八条：举报不要求身份，可以匿名
    RequestKind.TIP_OFF: "举报要有具体线索和事实依据；不要求您表明身份，可以匿名，您的信息会保密。",
    RequestKind.HELP_REQUEST: "请说清时间、地点和希望解决的事。",
}


def take_request(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """接住一件诉求。不替人决定受理不受理，也不许诺结果。"""
    offer = (Choice("请工作人员联系我", "request_callback"),)
    conversation = conversation.settled()
    refusal = find_refusal(heard, hotline)
    if refusal:
        return refuse(conversation, refusal[0])
    if heard.intent == "check_ticket":
        return Turn(conversation, [Reply("utter_ticket_lookup", choices=offer)])
    if heard.kind is RequestKind.CONDUCT_COMPLAINT:
        return Turn(conversation, [Reply("utter_request_conduct", choices=offer)])
    if heard.kind in (RequestKind.SUGGESTION, RequestKind.COMMENDATION):
        is_ours = heard.department in hotline.knowledge.departments
        department = hotline.knowledge.name_of_body(heard.department if is_ours else "general_office")
        return Turn(conversation, [Reply("utter_suggestion_noted", {"department": department}, offer)])
    body = hotline.knowledge.external_bodies.get(heard.department or "")
    if body:
        fields = {
            "body": body.short_name,
            "advice": body.advice or "",
            "ours_part": f"其中归我们管的是：{body.ours_part}" if body.ours_part else "",
        }
        return Turn(conversation, [Reply("utter_request_not_ours", fields, offer)])
    fields = {
        "kind": _NAMES.get(heard.kind, "诉求"),
        "department": hotline.knowledge.name_of_body(heard.department or "consumer_protection"),
        "system": "全国12315平台" if heard.ticket_system == "12315" else "12345热线",
        "needed": _NEEDED.get(heard.kind, ""),
        "caution": "能不能受理由工作人员依法决定，我不能替他们答复。" if heard.kind is RequestKind.COMPLAINT else "",
    }
    return Turn(conversation, [Reply("utter_request_ours", fields, offer)])
