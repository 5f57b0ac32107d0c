"""
热线的错误，按“谁应当知道”分；括号里是各自住的文件，每个错误说明自己。别处一概从 bot.errors 拿。

HotlineError
├── Refusal          要向市民说明并告诉去处（citizens）
├── SignInError      进不了门，要告诉正在登录的人（accounts）
├── TicketError      这一步办不成，要告诉正在操作的人（tickets、conversations、accounts、knowledge）
├── KnowledgeGap     知识没有准备好，要提醒知识负责人（knowledge）
├── NotReady         运行条件不具备，要告诉维护人员（running）
└── PlatformTrouble  和 12345、12315 平台之间的事，件都留在发件箱里（platforms）
"""

from bot.errors.accounts import (  # noqa: F401
    AccountInvalid,
    AccountLocked,
    AccountUnknown,
    LastAdmin,
    NotOnOneself,
    SignInRefused,
    TokenUnknown,
)
from bot.errors.branches import (  # noqa: F401
    HotlineError,
    KnowledgeGap,
    NotReady,
    PlatformTrouble,
    Refusal,
    SignInError,
    TicketError,
)
from bot.errors.citizens import (  # noqa: F401
    ElementsMissing,
    EvidenceRefused,
    EvidenceUnknown,
    NoticeUnknown,
    UtteranceUnreadable,
)
from bot.errors.conversations import (  # noqa: F401
    CallTaken,
    CallUnknown,
    CitizenOutOfReach,
    HandOverUnknown,
    HeldAnswerGone,
    PassNotPossible,
)
from bot.errors.knowledge import (  # noqa: F401
    CalendarNotPublished,
    ChangeInvalid,
    ChangeReviewed,
    ChangeStale,
    ChangeUnknown,
    KnowledgeFileUnknown,
    KnowledgeInvalid,
    NotYourReview,
    QuestionUnknown,
    ServiceItemUnknown,
    SituationOpen,
    TimeLimitUnknown,
    WorkbookRefused,
)
from bot.errors.platforms import (  # noqa: F401
    CallbackUnreadable,
    MappingGap,
    PlatformGone,
    PlatformRefused,
    PlatformUnavailable,
    ReceiptInvalid,
    SignatureInvalid,
)
from bot.errors.running import (  # noqa: F401
    LockLost,
    ModelUnavailable,
    SettingsIncomplete,
)
from bot.errors.tickets import (  # noqa: F401
    DeliveryUnknown,
    DifferentComplainants,
    DraftStepNotAllowed,
    DraftUnknown,
    FollowUpClosed,
    FormInvalid,
    KeyUsedForAnotherBody,
    LedgerTooLong,
    NotYourTicket,
    PeriodUnreadable,
    PersonMustDecide,
    RatedThingUnknown,
    RatingUnknown,
    ReasonMissing,
    StepNotAllowed,
    TicketChangedMeanwhile,
    TicketNumberTaken,
    TicketUnknown,
    TooManyViews,
    ViewNameTaken,
    ViewUnknown,
)
