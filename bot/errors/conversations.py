"""坐席在对话里、接来电：这一步办不成。"""

from bot.errors.branches import TicketError


class HandOverUnknown(TicketError):
    """没有这件等着回电的事。"""

    code = "hand_over_unknown"


class PassNotPossible(TicketError):
    """转不过去：对方不在线、已经在转。"""

    code = "pass_not_possible"


class HeldAnswerGone(TicketError):
    """扣着的答复已经发出去了。"""

    code = "held_answer_gone"


class CitizenOutOfReach(TicketError):
    """市民在微信里，太久没来，发不过去。"""

    code = "citizen_out_of_reach"


class CallUnknown(TicketError):
    """没有这通来电，或者不是自己接的。"""

    code = "call_unknown"


class CallTaken(TicketError):
    """别的坐席先接了。"""

    code = "call_taken"
