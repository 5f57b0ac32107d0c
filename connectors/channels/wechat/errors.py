"""和微信之间会出的事，按「接下来怎么办」分。

WeChatTrouble
├── WeChatUnavailable     连不上、系统繁忙：过会儿再试
├── CallLimitReached      调用次数到顶：等一等再试
├── TokenRejected         凭证不认：换一张再试一次
├── QuotaSpent            这位市民这一轮的客服消息用完了、或过了四十八小时：等他下次来
├── CitizenUnreachable    取消关注、拒收：不用再发
└── WeChatRefused         内容不对、没有这个权限：再发也没有用，叫人

消息里只有错误码，没有市民的话，也没有 openid：它会进日志。
"""

from __future__ import annotations

from typing import Optional

from bot.errors import HotlineError


class WeChatTrouble(HotlineError):
    code = "wechat_trouble"

    def __init__(self, errcode: object, retry_after: Optional[float] = None):
        super().__init__(str(errcode))
        self.errcode, self.retry_after = errcode, retry_after


class WeChatUnavailable(WeChatTrouble):
    code = "wechat_unavailable"


class CallLimitReached(WeChatTrouble):
    code = "wechat_call_limit"


class TokenRejected(WeChatTrouble):
    code = "wechat_token_rejected"


class QuotaSpent(WeChatTrouble):
    code = "wechat_quota_spent"


class CitizenUnreachable(WeChatTrouble):
    code = "wechat_citizen_unreachable"


class WeChatRefused(WeChatTrouble):
    code = "wechat_refused"


class NotFromWeChat(HotlineError):
    """验不出是微信发来的：签名不对、过时、重放。reason 是英文代码，给日志看。"""

    code = "not_from_wechat"

    def __init__(self, reason: str):
        super().__init__("这个请求不是微信发来的，或者已经过时。")
        self.reason = reason


class MessageUnreadable(HotlineError):
    """签名对，正文看不懂。"""

    code = "message_unreadable"

    def __init__(self) -> None:
        super().__init__("消息的 XML 看不懂。")


# 错误码 → 哪一类。没列的是 WeChatRefused。
_KINDS = {
    -1: WeChatUnavailable,
    40001: TokenRejected,
    40014: TokenRejected,
    42001: TokenRejected,
    45009: CallLimitReached,
    45011: CallLimitReached,
    45015: QuotaSpent,
    45047: QuotaSpent,
    40003: CitizenUnreachable,
    43004: CitizenUnreachable,
    43101: CitizenUnreachable,
    50005: CitizenUnreachable,
}
# 45009 是一天的次数用完，零点才恢复；45011 是一分钟的。
_WAIT_SECONDS = {45009: 3600.0, 45011: 60.0}


def trouble(errcode: int) -> WeChatTrouble:
    return _KINDS.get(errcode, WeChatRefused)(errcode, _WAIT_SECONDS.get(errcode))
