"""
热线的错误，按「谁应当知道」分。

HotlineError
├── Refusal                    要向市民说明并告诉去处
│   ├── UtteranceUnreadable        来话为空、过长或不是文字
│   └── NoticeUnknown              没有这个编号的告知书
├── KnowledgeGap               知识没有准备好，要提醒知识负责人
│   ├── ServiceItemUnknown
│   ├── SituationOpen              情形没问全就要出告知书
│   ├── CalendarNotPublished
│   └── KnowledgeInvalid
└── NotReady                   运行条件不具备，要告诉维护人员
    ├── SettingsIncomplete
    └── ModelUnavailable
"""


class HotlineError(Exception):
    """热线里一切可预见的错误。`code` 是对外接口里稳定的英文代码。"""

    code = "hotline_error"


class Refusal(HotlineError):
    """不能照办，要向市民说明白。消息本身就是可以说给市民的话。"""

    code = "refused"


class UtteranceUnreadable(Refusal):
    code = "utterance_unreadable"


class NoticeUnknown(Refusal):
    code = "notice_unknown"


class KnowledgeGap(HotlineError):
    """知识缺口，提醒知识负责人。"""

    code = "knowledge_gap"


class ServiceItemUnknown(KnowledgeGap):
    code = "service_item_unknown"


class SituationOpen(KnowledgeGap):
    """还有会改变清单的问题没有回答，此时出告知书就可能漏材料。"""

    code = "situation_open"


class CalendarNotPublished(KnowledgeGap):
    """没有这一年的放假安排，期限不能猜。"""

    code = "calendar_not_published"


class KnowledgeInvalid(KnowledgeGap):
    code = "knowledge_invalid"


class NotReady(HotlineError):
    """运行条件不具备，告诉维护人员。"""

    code = "not_ready"


class SettingsIncomplete(NotReady):
    code = "settings_incomplete"


class ModelUnavailable(NotReady):
    code = "model_unavailable"
