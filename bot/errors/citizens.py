"""不能照市民说的办。消息就是说给市民的话。"""

from typing import Sequence

from bot.errors.branches import Refusal


class UtteranceUnreadable(Refusal):
    """来话为空、过长或不是文字。"""

    code = "utterance_unreadable"


class NoticeUnknown(Refusal):
    """没有这个编号的告知书。"""

    code = "notice_unknown"


class EvidenceRefused(Refusal):
    """这份证据收不了：类型、大小、内容。"""

    code = "evidence_refused"


class EvidenceUnknown(Refusal):
    """没有这份证据（或者不是您的）。"""

    code = "evidence_unknown"


class ElementsMissing(Refusal):
    """缺的全部要素一次说完。missing 是要素编号，消息是给市民的话。"""

    code = "elements_missing"

    def __init__(self, message: str, missing: Sequence[str]):
        super().__init__(message)
        self.missing = tuple(missing)
