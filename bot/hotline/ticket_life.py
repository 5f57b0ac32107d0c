"""工单的一生：有哪些状态、能走哪一步、经过里记哪些事、哪些事要由人做、要写理由。"""

from __future__ import annotations

from enum import Enum
from typing import FrozenSet, Mapping, Optional, Tuple


class TicketStatus(str, Enum):
    REGISTERED = "registered"  # 已登记，在坐席手里
    DISPATCHED = "dispatched"  # 已派单，待签收
    RETURNED = "returned"  # 已退单，待坐席重新派单
    IN_HAND = "in_hand"  # 已签收，办理中
    PAUSED = "paused"  # 停表：等检测，或等补充材料
    RESOLVED = "resolved"  # 已办结，待答复
    REPLIED = "replied"  # 已答复，待回访
    DECLINED = "declined"  # 不予受理，已说明理由和其他途径
    MERGED = "merged"  # 已并入另一张工单，随它一起答复
    ARCHIVED = "archived"  # 已归档


_S = TicketStatus

# 读作「左边状态的工单只能变为右边的状态之一」。
MAY_BECOME: Mapping[TicketStatus, FrozenSet[TicketStatus]] = {
    # 坐席当场能答的直接答复；不归热线管的由人说明不予受理
    _S.REGISTERED: frozenset({_S.DISPATCHED, _S.REPLIED, _S.DECLINED, _S.MERGED}),
    # 退单只能退回坐席，不能自行转给别的科室（总局令第121号第四十一条）
    _S.DISPATCHED: frozenset({_S.DISPATCHED, _S.IN_HAND, _S.RETURNED, _S.MERGED}),
    _S.RETURNED: frozenset({_S.DISPATCHED, _S.REPLIED, _S.DECLINED, _S.MERGED}),
    _S.IN_HAND: frozenset({_S.RETURNED, _S.PAUSED, _S.RESOLVED, _S.DECLINED, _S.MERGED}),
    _S.PAUSED: frozenset({_S.IN_HAND, _S.DECLINED}),
    _S.RESOLVED: frozenset({_S.REPLIED, _S.IN_HAND}),
    # 回访不满意退回重办
    _S.REPLIED: frozenset({_S.ARCHIVED, _S.IN_HAND}),
    _S.DECLINED: frozenset({_S.ARCHIVED}),
    # 并错了可以拆出来，回到坐席手里重新派
    _S.MERGED: frozenset({_S.REPLIED, _S.RETURNED}),
    # 归档以后再有情况，另开一张连上这一张
    _S.ARCHIVED: frozenset(),
}

OPEN = frozenset({_S.REGISTERED, _S.DISPATCHED, _S.RETURNED, _S.IN_HAND, _S.PAUSED, _S.RESOLVED, _S.REPLIED, _S.MERGED})
BEING_HANDLED = frozenset({_S.IN_HAND, _S.PAUSED})


class Fact(str, Enum):
    """经过里的一件事，过去时。time_limits.yml 用这些名字起表、停表。"""

    FILED = "TicketFiled"
    TRANSFER_RECEIVED = "TransferReceived"  # 12345 转来
    DISPATCHED = "TicketDispatched"
    ACCEPTED = "TicketAccepted"  # 签收
    RETURNED = "TicketReturned"
    COMPLAINT_ACCEPTED = "ComplaintAccepted"  # 受理决定（第十五条）
    DECLINED = "TicketDeclined"
    CONTACTED = "CitizenContacted"
    EXTENDED = "ClockExtended"
    PAUSED = "TicketPaused"
    RESUMED = "TicketResumed"
    SUPPLEMENTED = "TicketSupplemented"
    NEW_FACTS = "NewFactsReported"  # 举报补充了新的事实，期限重算（第三十五条）
    CONTACT_CHANGED = "ContactChanged"  # 市民换了联系电话
    WITHDRAWAL_ASKED = "WithdrawalAsked"  # 市民要求撤回，由人定
    CLUE_FOUND = "ClueFound"  # 调解中发现违法线索（第二十七条）
    MEDIATION_ENDED = "MediationEnded"
    RESOLVED = "TicketResolved"
    REPLIED = "TicketReplied"
    FOLLOWED_UP = "CitizenFollowedUp"
    REOPENED = "TicketReopened"
    ARCHIVED = "TicketArchived"
    URGED = "TicketUrged"
    LINKED = "TicketLinked"
    MERGED = "TicketMerged"
    SEPARATED = "TicketSeparated"
    CORRECTED = "TicketCorrected"  # 改正登记的内容
    WORDS_SEEN = "CitizenWordsSeen"  # 市民又说的话，有人看过了
    WORDS_SETTLED = "CitizenWordsSettled"  # 处理完了
    REVEALED = "PersonRevealed"  # 有人看了个人信息
    PLATFORM_STATUS = "PlatformStatusReceived"
    DEADLINE_NEAR = "DeadlineNear"
    DEADLINE_MISSED = "DeadlineMissed"
    CLOCK_COMPUTED = "ClockComputed"  # 放假安排公布后补算


# 每件事只能在哪些状态发生，发生后变为什么状态（None 是不变）。
STEPS: Mapping[Fact, Tuple[FrozenSet[TicketStatus], Optional[TicketStatus]]] = {
    # 派了、没有人签收的，坐席可以改派：科室不理，不能让市民一直等。
    Fact.DISPATCHED: (frozenset({_S.REGISTERED, _S.RETURNED, _S.DISPATCHED}), _S.DISPATCHED),
    Fact.ACCEPTED: (frozenset({_S.DISPATCHED}), _S.IN_HAND),
    Fact.RETURNED: (frozenset({_S.DISPATCHED, _S.IN_HAND}), _S.RETURNED),
    Fact.COMPLAINT_ACCEPTED: (frozenset({_S.IN_HAND}), None),
    Fact.DECLINED: (frozenset({_S.REGISTERED, _S.RETURNED, _S.IN_HAND, _S.PAUSED}), _S.DECLINED),
    Fact.CONTACTED: (OPEN, None),
    Fact.EXTENDED: (BEING_HANDLED, None),
    Fact.PAUSED: (frozenset({_S.IN_HAND}), _S.PAUSED),
    Fact.RESUMED: (frozenset({_S.PAUSED}), _S.IN_HAND),
    Fact.SUPPLEMENTED: (OPEN, None),
    Fact.NEW_FACTS: (OPEN, None),
    Fact.CONTACT_CHANGED: (OPEN, None),
    Fact.WITHDRAWAL_ASKED: (OPEN, None),
    Fact.CLUE_FOUND: (BEING_HANDLED, None),
    Fact.MEDIATION_ENDED: (frozenset({_S.IN_HAND}), None),
    Fact.RESOLVED: (frozenset({_S.IN_HAND}), _S.RESOLVED),
    Fact.REPLIED: (frozenset({_S.REGISTERED, _S.RETURNED, _S.RESOLVED, _S.MERGED}), _S.REPLIED),
    Fact.FOLLOWED_UP: (frozenset({_S.REPLIED}), None),
    Fact.REOPENED: (frozenset({_S.RESOLVED, _S.REPLIED}), _S.IN_HAND),
    Fact.ARCHIVED: (frozenset({_S.REPLIED, _S.DECLINED}), _S.ARCHIVED),
    Fact.URGED: (OPEN, None),
    Fact.CORRECTED: (OPEN, None),
    Fact.WORDS_SEEN: (frozenset(TicketStatus), None),
    Fact.WORDS_SETTLED: (frozenset(TicketStatus), None),
    Fact.REVEALED: (frozenset(TicketStatus), None),
    Fact.MERGED: (frozenset({_S.REGISTERED, _S.DISPATCHED, _S.RETURNED, _S.IN_HAND}), _S.MERGED),
    Fact.SEPARATED: (frozenset({_S.MERGED}), _S.RETURNED),
}
# 记下就是，任何状态都可以：不改状态的旁证。
NOTES = frozenset(
    {Fact.LINKED, Fact.PLATFORM_STATUS, Fact.DEADLINE_NEAR, Fact.DEADLINE_MISSED, Fact.CLOCK_COMPUTED}
)
# 只能由人来做的（个人信息保护法第二十四条：程序不单独作出对人有重大影响的决定）。
BY_A_PERSON = frozenset(
    {
        Fact.DECLINED, Fact.COMPLAINT_ACCEPTED, Fact.EXTENDED, Fact.MERGED, Fact.REVEALED, Fact.WORDS_SEEN, Fact.WORDS_SETTLED,
    }
)
# 必须写明理由的。
WITH_REASON = frozenset(
    {
        Fact.RETURNED, Fact.DECLINED, Fact.EXTENDED, Fact.PAUSED, Fact.REOPENED, Fact.MERGED, Fact.SEPARATED,
        Fact.CORRECTED, Fact.REVEALED, Fact.WORDS_SETTLED,
    }
)
