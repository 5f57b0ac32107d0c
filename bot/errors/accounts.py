"""登录、账号、令牌。"""

from bot.errors.branches import SignInError, TicketError


class SignInRefused(SignInError):
    """账号或口令不对（不说是哪样不对）。"""

    code = "sign_in_refused"


class AccountLocked(SignInError):
    """口令连错太多次，过一会儿再来。"""

    code = "account_locked"


class AccountInvalid(TicketError):
    """账号、角色、科室写得不对。"""

    code = "account_invalid"


class AccountUnknown(TicketError):
    """没有这个账号。"""

    code = "account_unknown"


class LastAdmin(TicketError):
    """最后一位管理员，停用、换角色都不行。"""

    code = "last_admin"


class NotOnOneself(TicketError):
    """不能停用自己、改自己的角色。"""

    code = "not_on_oneself"


class TokenUnknown(TicketError):
    """没有这个令牌，或者已经收回。"""

    code = "token_unknown"
