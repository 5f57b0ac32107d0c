"""工单、草稿、台账、评价：这一步办不成。"""

from typing import Mapping, Optional

from bot.errors.branches import TicketError


class TicketUnknown(TicketError):
    """没有这张工单（或者看不到）。"""

    code = "ticket_unknown"


class StepNotAllowed(TicketError):
    """现在的状态不能走这一步。status、fact 是编号，界面上换成名称说。"""

    code = "step_not_allowed"

    def __init__(self, message: str, status: Optional[str] = None, fact: Optional[str] = None):
        super().__init__(message)
        self.status, self.fact = status, fact


class TicketChangedMeanwhile(TicketError):
    """别人刚改过，看一眼再来。"""

    code = "ticket_changed"


class TicketNumberTaken(TicketError):
    """编号撞上了，换一个再登记。"""

    code = "ticket_number_taken"


class KeyUsedForAnotherBody(TicketError):
    """同一个幂等键配了另一份内容。"""

    code = "idempotency_key_reused"


class NotYourTicket(TicketError):
    """不是派给这个科室的，或者没有这个权限。"""

    code = "not_your_ticket"


class PersonMustDecide(TicketError):
    """只能由人来定的，程序不能定（个人信息保护法第二十四条）。"""

    code = "person_must_decide"


class ReasonMissing(TicketError):
    """要写明理由、批准人或者依据。"""

    code = "reason_missing"


class FormInvalid(TicketError):
    """提交的内容写法不对。errors 是 {字段: 哪里不对}，一次列全。"""

    code = "form_invalid"

    def __init__(self, errors: Mapping[str, str]):
        super().__init__("；".join(f"{name}：{wrong}" for name, wrong in errors.items()))
        self.errors = dict(errors)


class DifferentComplainants(TicketError):
    """不是同一个人的投诉不能并单。"""

    code = "different_complainants"


class DraftUnknown(TicketError):
    """没有这份草稿（登记完了、删了或者过期了）。"""

    code = "draft_unknown"


class DraftStepNotAllowed(TicketError):
    """草稿现在的状态不能走这一步。"""

    code = "draft_step_not_allowed"


class DeliveryUnknown(TicketError):
    """发件箱里没有这一件。"""

    code = "delivery_unknown"


class RatedThingUnknown(TicketError):
    """评价的工单、告知书、事项没有。"""

    code = "rated_thing_unknown"


class RatingUnknown(TicketError):
    """没有这个编号的评价。"""

    code = "rating_unknown"


class FollowUpClosed(TicketError):
    """不是差评，或者已经跟进完了。"""

    code = "follow_up_closed"


class ViewUnknown(TicketError):
    """没有这个存下的查法，或者不是给自己的。"""

    code = "view_unknown"


class ViewNameTaken(TicketError):
    """自己已经有一个叫这个名字的查法。"""

    code = "view_name_taken"


class TooManyViews(TicketError):
    """存下的查法太多了。"""

    code = "too_many_views"


class PeriodUnreadable(TicketError):
    """周、月的写法不对。"""

    code = "period_unreadable"


class LedgerTooLong(TicketError):
    """台账行数太多，要按科室分开取。"""

    code = "ledger_too_long"
