"""
热线的错误，按「谁应当知道」分。

HotlineError
├── Refusal                    要向市民说明并告诉去处
│   ├── UtteranceUnreadable        来话为空、过长或不是文字
│   ├── NoticeUnknown              没有这个编号的告知书
│   ├── EvidenceRefused            这份证据收不了：类型、大小、内容
│   ├── EvidenceUnknown            没有这份证据（或者不是您的）
│   └── ElementsMissing            投诉举报缺法定内容，一次列全（总局令第121号第十条、第二十八条）
├── SignInError                进不了门，要告诉正在登录的人
│   ├── SignInRefused              账号或口令不对（不说是哪样不对）
│   └── AccountLocked              口令连错太多次，过一会儿再来
├── TicketError                工单办不成这一步，要告诉正在操作的人
│   ├── TicketUnknown              没有这张工单（或者看不到）
│   ├── StepNotAllowed             工单现在的状态不能走这一步
│   ├── TicketChangedMeanwhile     别人刚改过，看一眼再来
│   ├── TicketNumberTaken          编号撞上了，换一个再登记
│   ├── KeyUsedForAnotherBody      同一个幂等键配了另一份内容
│   ├── NotYourTicket              不是派给这个科室的，或者没有这个权限
│   ├── PersonMustDecide           只能由人来定的，程序不能定（个人信息保护法第二十四条）
│   ├── ReasonMissing              要写明理由、批准人或者依据
│   ├── FormInvalid                提交的内容写法不对，一次列全
│   ├── DifferentComplainants      不是同一个人的投诉不能并单
│   ├── DraftUnknown               没有这份草稿（登记完了、删了或者过期了）
│   ├── DraftStepNotAllowed        草稿现在的状态不能走这一步
│   ├── HandOverUnknown            没有这件等着回电的事
│   ├── PassNotPossible            转不过去：对方不在线、已经在转
│   ├── HeldAnswerGone             扣着的答复已经发出去了
│   ├── CitizenOutOfReach          市民在微信里，太久没来，发不过去
│   ├── DeliveryUnknown            发件箱里没有这一件
│   ├── RatedThingUnknown          评价的工单、告知书、事项没有
│   ├── RatingUnknown              没有这个编号的评价
│   ├── FollowUpClosed             不是差评，或者已经跟进完了
│   ├── CallUnknown                没有这通来电，或者不是自己接的
│   ├── CallTaken                  别的坐席先接了
│   ├── AccountInvalid             账号、角色、科室写得不对
│   ├── AccountUnknown             没有这个账号
│   ├── LastAdmin                  最后一位管理员，停用、换角色都不行
│   ├── NotOnOneself               不能停用自己、改自己的角色
│   ├── TokenUnknown               没有这个令牌，或者已经收回
│   ├── KnowledgeFileUnknown       没有这个知识文件，或者不能在页面上改
│   ├── ChangeUnknown              没有这号改动
│   ├── ChangeInvalid              改成这样知识就不对了，毛病一次说全
│   ├── ChangeStale                提了以后文件又被改过，要重提
│   ├── ChangeReviewed             已经有人看过了
│   ├── NotYourReview              自己提的改动不能自己批
│   ├── PeriodUnreadable           周、月的写法不对
│   └── LedgerTooLong              台账行数太多，要按科室分开取
├── KnowledgeGap               知识没有准备好，要提醒知识负责人
│   ├── ServiceItemUnknown
│   ├── SituationOpen              情形没问全就要出告知书
│   ├── CalendarNotPublished
│   ├── TimeLimitUnknown           time_limits.yml 里没有这种期限
│   └── KnowledgeInvalid
├── NotReady                   运行条件不具备，要告诉维护人员
│   ├── SettingsIncomplete
│   ├── ModelUnavailable
│   └── LockLost                   会话的锁丢了，这一轮作废
└── PlatformTrouble            和 12345、12315 平台之间的事，件都留在发件箱里
    ├── PlatformUnavailable        暂时送不到，稍后补送
    ├── PlatformGone               对方说接口永久停用
    ├── PlatformRefused            对方说内容不对，改好再补送
    ├── ReceiptInvalid             回执验不过，不能算送达
    ├── MappingGap                 字段对照表译不出来
    ├── SignatureInvalid           来信的签名验不过
    └── CallbackUnreadable         来信看不懂
"""

from typing import Mapping, Optional, Sequence


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


class EvidenceRefused(Refusal):
    code = "evidence_refused"


class EvidenceUnknown(Refusal):
    code = "evidence_unknown"


class ElementsMissing(Refusal):
    """缺的全部要素一次说完。missing 是要素编号，消息是给市民的话。"""

    code = "elements_missing"

    def __init__(self, message: str, missing: Sequence[str]):
        super().__init__(message)
        self.missing = tuple(missing)


class SignInError(HotlineError):
    code = "sign_in_error"


class SignInRefused(SignInError):
    code = "sign_in_refused"


class AccountLocked(SignInError):
    code = "account_locked"


class TicketError(HotlineError):
    """工单办不成这一步。消息是说给正在操作的人的。"""

    code = "ticket_error"


class TicketUnknown(TicketError):
    code = "ticket_unknown"


class StepNotAllowed(TicketError):
    """现在的状态不能走这一步。status、fact 是编号，界面上换成名称说。"""

    code = "step_not_allowed"

    def __init__(self, message: str, status: Optional[str] = None, fact: Optional[str] = None):
        super().__init__(message)
        self.status, self.fact = status, fact


class TicketChangedMeanwhile(TicketError):
    code = "ticket_changed"


class TicketNumberTaken(TicketError):
    code = "ticket_number_taken"


class KeyUsedForAnotherBody(TicketError):
    code = "idempotency_key_reused"


class NotYourTicket(TicketError):
    code = "not_your_ticket"


class PersonMustDecide(TicketError):
    code = "person_must_decide"


class ReasonMissing(TicketError):
    code = "reason_missing"


class FormInvalid(TicketError):
    """提交的内容写法不对。errors 是 {字段: 哪里不对}，一次列全。"""

    code = "form_invalid"

    def __init__(self, errors: Mapping[str, str]):
        super().__init__("；".join(f"{name}：{wrong}" for name, wrong in errors.items()))
        self.errors = dict(errors)


class DifferentComplainants(TicketError):
    code = "different_complainants"


class DraftUnknown(TicketError):
    code = "draft_unknown"


class DraftStepNotAllowed(TicketError):
    code = "draft_step_not_allowed"


class HandOverUnknown(TicketError):
    code = "hand_over_unknown"


class PassNotPossible(TicketError):
    code = "pass_not_possible"


class HeldAnswerGone(TicketError):
    code = "held_answer_gone"


class CitizenOutOfReach(TicketError):
    code = "citizen_out_of_reach"


class DeliveryUnknown(TicketError):
    code = "delivery_unknown"


class RatedThingUnknown(TicketError):
    code = "rated_thing_unknown"


class RatingUnknown(TicketError):
    code = "rating_unknown"


class FollowUpClosed(TicketError):
    code = "follow_up_closed"


class CallUnknown(TicketError):
    code = "call_unknown"


class CallTaken(TicketError):
    code = "call_taken"


class AccountInvalid(TicketError):
    code = "account_invalid"


class AccountUnknown(TicketError):
    code = "account_unknown"


class LastAdmin(TicketError):
    code = "last_admin"


class NotOnOneself(TicketError):
    code = "not_on_oneself"


class TokenUnknown(TicketError):
    code = "token_unknown"


class KnowledgeFileUnknown(TicketError):
    code = "knowledge_file_unknown"


class WorkbookRefused(TicketError):
    """传上来的不是能导入的 Excel。"""

    code = "workbook_refused"


class QuestionUnknown(TicketError):
    code = "question_unknown"


class ViewUnknown(TicketError):
    code = "view_unknown"


class ViewNameTaken(TicketError):
    code = "view_name_taken"


class TooManyViews(TicketError):
    code = "too_many_views"


class ChangeUnknown(TicketError):
    code = "change_unknown"


class ChangeInvalid(TicketError):
    code = "change_invalid"


class ChangeStale(TicketError):
    code = "change_stale"


class ChangeReviewed(TicketError):
    code = "change_reviewed"


class NotYourReview(TicketError):
    code = "not_your_review"


class PeriodUnreadable(TicketError):
    code = "period_unreadable"


class LedgerTooLong(TicketError):
    code = "ledger_too_long"


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


class TimeLimitUnknown(KnowledgeGap):
    code = "time_limit_unknown"


class KnowledgeInvalid(KnowledgeGap):
    code = "knowledge_invalid"


class NotReady(HotlineError):
    """运行条件不具备，告诉维护人员。"""

    code = "not_ready"


class SettingsIncomplete(NotReady):
    code = "settings_incomplete"


class ModelUnavailable(NotReady):
    code = "model_unavailable"


class LockLost(NotReady):
    code = "lock_lost"


# 和上级平台之间。消息里只有编号和对方的错误代码，没有市民的话：它会进日志和 last_error。


class PlatformTrouble(HotlineError):
    """和 12345、12315 平台来往出了问题。"""

    code = "platform_trouble"


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
    code = "signature_invalid"


class CallbackUnreadable(PlatformTrouble):
    code = "callback_unreadable"
