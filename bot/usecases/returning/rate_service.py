"""好差评：记下评价，差评由办理的科室跟进到底。"""

from __future__ import annotations

from typing import Optional, Tuple

from bot.errors import NotYourTicket, RatedThingUnknown, ReasonMissing, ServiceItemUnknown, TicketUnknown
from bot.hotline.rating import Cause, Finding, FollowUp, Grade, Rating, Subject
from bot.hotline.ticket import Actor
from bot.hotline.visibility import DESK_DEPARTMENT, is_desk
from bot.usecases.tickets.change_ticket import shown


def rate_service(
    subject: Subject,
    about: str,
    grade: Grade,
    hotline,
    comment: str = "",
    cause: Optional[Cause] = None,
    source: str = "portal",
    key: Optional[str] = None,
) -> Tuple[Rating, bool]:
    """返回（评价，是不是重来的）。评的东西不存在抛 RatedThingUnknown。差评自动有一份跟进。"""
    rating = Rating(
        number=hotline.new_number("R"),
        subject=subject,
        about=about,
        grade=grade,
        department=_department_of(subject, about, hotline),
        rated_at=hotline.now(),
        source=source,
        cause=cause,
        comment=_shown_comment(subject, about, comment.strip(), hotline),
    )
    kept, is_repeat = hotline.ratings.add(rating, key)
    if not is_repeat:
        hotline.log("service_rated", rating_no=kept.number, subject=subject.value, grade=grade.value)
    return kept, is_repeat


def close_follow_up(number: str, finding: Finding, note: str, by: Actor, hotline) -> FollowUp:
    """跟进完：查得怎么样、跟评价人说了什么。谁办理谁负责，坐席和班长席也可以。"""
    found = hotline.ratings.get(number)
    if not is_desk(by) and by.department != found.rating.department:
        raise NotYourTicket(f"评价 {number} 不归 {by.department or by.id} 跟进")
    if finding is Finding.MALICIOUS and by.role not in ("shift_lead", "admin"):
        raise NotYourTicket("恶意差评要由班长席复核认定")
    if not note.strip():
        raise ReasonMissing("要写明查得怎么样、跟评价人说了什么")
    closed = hotline.ratings.close(number, finding, note.strip(), by.id, hotline.now())
    hotline.log("poor_rating_closed", rating_no=number, finding=finding.value)
    return closed


def _shown_comment(subject: Subject, about: str, comment: str, hotline) -> str:
    """评举报的话里自报家门的，和正文一样隐去。"""
    return shown(comment, hotline.tickets.get(about).citizen, hotline) if subject is Subject.TICKET else comment


def _department_of(subject: Subject, about: str, hotline) -> str:
    """谁办理谁负责：工单是主办科室，事项和告知书是事项的科室，答话归归口协调的科室。"""
    knowledge = hotline.knowledge
    try:
        if subject is Subject.TICKET:
            return hotline.tickets.get(about).department
        if subject is Subject.SERVICE:
            return knowledge.item(about).responsible_department
        if subject is Subject.NOTICE:
            notice = hotline.notices.get(about)
            if notice is None:
                raise RatedThingUnknown(f"没有编号是 {about} 的告知书")
            item = knowledge.items.get(notice.item_id)
            return item.responsible_department if item else DESK_DEPARTMENT
    except (TicketUnknown, ServiceItemUnknown) as error:
        raise RatedThingUnknown(str(error)) from None
    return DESK_DEPARTMENT
