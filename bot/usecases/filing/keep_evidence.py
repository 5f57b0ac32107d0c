"""收一份证据、看一份证据。各个渠道的检查相同：凭内容认类型，限大小，去掉拍摄信息，加密存放。"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Callable, Collection, List

from bot.errors import EvidenceRefused, EvidenceUnknown
from bot.hotline.evidence import MOST_FILES, Evidence, tidy_name
from bot.ports import EvidenceStore

_EVIDENCE_NO = re.compile(r"E\d{8}-[0-9A-Z]{6}")


def keep_evidence(
    data: bytes, name: str, conversation_id: str, new_number: Callable[[str], str], now: datetime, store: EvidenceStore
) -> Evidence:
    """收下一份；不能收的抛 EvidenceRefused，消息是给市民的话。"""
    if len(store.unfiled_of(conversation_id)) >= MOST_FILES:
        raise EvidenceRefused(f"一件事最多收{MOST_FILES}份。先删去用不着的，或者登记以后再补。")
    cleaned, media_type = store.clean(data)
    evidence = Evidence(new_number("E"), conversation_id, tidy_name(name, media_type), media_type, len(cleaned), now)
    store.add(evidence, cleaned)
    return evidence


def evidence_of(evidence_no: str, conversation_id: str, store: EvidenceStore) -> Evidence:
    """这个会话自己交的那份；别人的和没有的一样，抛 EvidenceUnknown。"""
    evidence = store.get(evidence_no) if _EVIDENCE_NO.fullmatch(evidence_no) else None
    if evidence is None or evidence.conversation_id != conversation_id:
        raise EvidenceUnknown("没有这份证据。")
    return evidence


def take_back_evidence(evidence_no: str, conversation_id: str, store: EvidenceStore) -> None:
    """市民撤回一份。已经随工单的不能撤，抛 EvidenceRefused。"""
    evidence = evidence_of(evidence_no, conversation_id, store)
    if evidence not in store.unfiled_of(conversation_id):
        raise EvidenceRefused("这份证据已经随工单交给承办的人，不能删了。要撤回请拨打12345。")
    store.delete(evidence.evidence_no)


def evidence_in(said: Collection[str]) -> List[str]:
    """工单的证据栏里写到的编号。"""
    return list(dict.fromkeys(number for line in said for number in _EVIDENCE_NO.findall(line)))
