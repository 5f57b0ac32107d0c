"""和市民说话时留下的：对话记录、证据、草稿、告知书，谁试过查进度，谁接到了微信。"""

from __future__ import annotations

from datetime import datetime
from typing import Any, List, Mapping, Optional, Protocol, Sequence, Tuple

from bot.hotline.draft import Draft
from bot.hotline.evidence import Evidence
from bot.hotline.one_time_notice import OneTimeNotice
from bot.hotline.transcript import TranscriptEntry


class TranscriptStore(Protocol):
    """对话记录。hear 返回（这一句，是不是已经答过）。"""

    def hear(
        self, conversation_id: str, content: Mapping[str, Any], at: datetime, key: Optional[str] = None
    ) -> Tuple[TranscriptEntry, bool]: ...

    def answer(
        self, conversation_id: str, said: TranscriptEntry, replies: Sequence[Mapping[str, Any]], at: datetime
    ) -> List[TranscriptEntry]: ...

    def say(self, conversation_id: str, by: str, content: Mapping[str, Any], at: datetime) -> TranscriptEntry: ...

    def answers_to(self, conversation_id: str, said: TranscriptEntry) -> List[TranscriptEntry]: ...

    def after(self, conversation_id: str, number: int = 0) -> List[TranscriptEntry]: ...

    def forget(self, conversation_id: str) -> None: ...

    def forget_before(self, moment: datetime) -> int: ...


class EvidenceStore(Protocol):
    """证据。clean 核对内容、去掉拍摄信息，不能收的抛 EvidenceRefused。"""

    def clean(self, data: bytes) -> Tuple[bytes, str]: ...

    def add(self, evidence: Evidence, data: bytes) -> None: ...

    def get(self, evidence_no: str) -> Optional[Evidence]: ...

    def unfiled_of(self, conversation_id: str) -> List[Evidence]: ...

    def file(self, conversation_id: str, ticket_nos: Sequence[str] = ()) -> None: ...

    def unfiled_before(self, moment: datetime) -> List[str]: ...

    def content(self, evidence_no: str) -> bytes: ...

    def delete(self, evidence_no: str) -> None: ...


class DraftStore(Protocol):
    def get(self, draft_id: str) -> Draft:
        """没有、删了、过期了，抛 DraftUnknown。"""
        ...

    def save(self, draft: Draft) -> Draft:
        """存下一版，返回带新版本号的；别处刚改过的抛 TicketChangedMeanwhile。"""
        ...

    def finish(self, draft: Draft, ticket_nos: Sequence[str]) -> None:
        """登记成了：只留编号。"""
        ...

    def mark_handed_over(self, draft_id: str, number: str) -> bool: ...

    def delete(self, draft_id: str) -> None: ...

    def latest_open(self, conversation_id: str, besides: str = "") -> Optional[Draft]: ...

    def idle_since(self, moment: datetime, limit: int = 100) -> List[Draft]: ...

    def delete_older_than(self, moment: datetime) -> int: ...


class NoticeStore(Protocol):
    def add(self, notice: OneTimeNotice) -> None: ...

    def get(self, number: str) -> Optional[OneTimeNotice]: ...


class LookupStore(Protocol):
    """查进度对错的次数。"""

    def add_failure(self, conversation_id: str, ticket_no: str, at: datetime) -> None: ...

    def failures(self, conversation_id: str, ticket_no: str, since: datetime) -> int: ...


class BindingStore(Protocol):
    """接到微信的网页。"""

    def forget_before(self, moment: datetime) -> int: ...
