"""六类错误，按谁应当知道分。"""


class HotlineError(Exception):
    """热线里一切可预见的错误。`code` 是对外接口里稳定的英文代码。"""

    code = "hotline_error"


class Refusal(HotlineError):
    """不能照办，要向市民说明白。消息本身就是可以说给市民的话。"""

    code = "refused"


class SignInError(HotlineError):
    """进不了门，要告诉正在登录的人。"""

    code = "sign_in_error"


class TicketError(HotlineError):
    """工单办不成这一步。消息是说给正在操作的人的。"""

    code = "ticket_error"


class KnowledgeGap(HotlineError):
    """知识缺口，提醒知识负责人。"""

    code = "knowledge_gap"


class NotReady(HotlineError):
    """运行条件不具备，告诉维护人员。"""

    code = "not_ready"


class PlatformTrouble(HotlineError):
    """和 12345、12315 平台来往出了问题。"""

    code = "platform_trouble"
