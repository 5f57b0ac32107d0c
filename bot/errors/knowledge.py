"""知识没有准备好，或者这样改不行。"""

from bot.errors.branches import KnowledgeGap, TicketError


class ServiceItemUnknown(KnowledgeGap):
    """知识里没有这个事项。"""

    code = "service_item_unknown"


class SituationOpen(KnowledgeGap):
    """还有会改变清单的问题没有回答，此时出告知书就可能漏材料。"""

    code = "situation_open"


class CalendarNotPublished(KnowledgeGap):
    """没有这一年的放假安排，期限不能猜。"""

    code = "calendar_not_published"


class TimeLimitUnknown(KnowledgeGap):
    """time_limits.yml 里没有这种期限。"""

    code = "time_limit_unknown"


class KnowledgeInvalid(KnowledgeGap):
    """知识文件写得不对。"""

    code = "knowledge_invalid"


class KnowledgeFileUnknown(TicketError):
    """没有这个知识文件，或者不能在页面上改。"""

    code = "knowledge_file_unknown"


class WorkbookRefused(TicketError):
    """传上来的不是能导入的 Excel。"""

    code = "workbook_refused"


class QuestionUnknown(TicketError):
    """没有这个没答上来的问题，或者删了。"""

    code = "question_unknown"


class ChangeUnknown(TicketError):
    """没有这号改动。"""

    code = "change_unknown"


class ChangeInvalid(TicketError):
    """改成这样知识就不对了，毛病一次说全。"""

    code = "change_invalid"


class ChangeStale(TicketError):
    """提了以后文件又被改过，要重提。"""

    code = "change_stale"


class ChangeReviewed(TicketError):
    """已经有人看过了。"""

    code = "change_reviewed"


class NotYourReview(TicketError):
    """自己提的改动不能自己批。"""

    code = "not_your_review"
