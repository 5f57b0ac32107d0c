"""用例要用的外界，一处一个接口。实现在 stores/ 与 nlu/，由 bootstrap/ 选定。别处一概从 bot.ports 拿，不管它住在哪个文件。"""

from bot.ports.conversations import (  # noqa: F401
    BindingStore,
    DraftStore,
    EvidenceStore,
    LookupStore,
    NoticeStore,
    TranscriptStore,
)
from bot.ports.hand_overs import (  # noqa: F401
    HandOver,
    HandOverStore,
    HeldAnswer,
    HeldAnswerStore,
    Offer,
)
from bot.ports.reckoning import (  # noqa: F401
    FiguresStore,
    LedgerStore,
    RatingStore,
)
from bot.ports.tickets import (  # noqa: F401
    Change,
    Filed,
    FollowerStore,
    Outgoing,
    RequestKey,
    TicketFilter,
    TicketPage,
    TicketStore,
)
from bot.ports.understanding import (  # noqa: F401
    AnswerFinder,
    AsSpelt,
    CorrectionStore,
    EntityFinder,
    ItemLinker,
    PhraseMatcher,
    Speller,
    UnansweredStore,
)
