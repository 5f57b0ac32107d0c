"""和 12345、12315 平台来往。消息里只有编号和对方的错误代码，没有市民的话：它会进日志和 last_error。"""

from typing import Optional

from bot.errors.branches import PlatformTrouble


class PlatformUnavailable(PlatformTrouble):
    """暂时送不到。retry_after 是对方要我们等的秒数。"""

    code = "platform_unavailable"

    def __init__(self, message: str, retry_after: Optional[float] = None):
        super().__init__(message)
        self.retry_after = retry_after


class PlatformGone(PlatformTrouble):
    """对方答 410：这个接口不再用了，再送也没有用，要有人去问新地址。"""

    code = "platform_gone"


class PlatformRefused(PlatformTrouble):
    """对方说内容不对，原样再送还是不收。"""

    code = "platform_refused"


class ReceiptInvalid(PlatformTrouble):
    """答了「收到」，但回执验不过：可能是代理的网页，可能是别件的回执。不能算送达。"""

    code = "receipt_invalid"


class MappingGap(PlatformTrouble):
    """对照表里没有这个值，或者必填的字段是空的。改好对照表再补送。"""

    code = "mapping_gap"


class SignatureInvalid(PlatformTrouble):
    """来信的签名验不过。"""

    code = "signature_invalid"


class CallbackUnreadable(PlatformTrouble):
    """来信看不懂。"""

    code = "callback_unreadable"
