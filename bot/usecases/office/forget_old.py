"""到了期的对话记录、没有用到的证据、接着微信的网页删去（《个人信息保护法》第十九条：保存期限为必要的最短时间）。"""

from __future__ import annotations

from datetime import timedelta

from bot.ports import BindingStore, EvidenceStore, TranscriptStore


def forget_old(transcripts: TranscriptStore, evidence: EvidenceStore, bindings: BindingStore, hotline) -> int:
    """期限写在 knowledge/privacy_notice.yml，和告知市民的是同一个数。返回删了几句、几份、几个接着的网页。

    登记成工单的那次对话里的证据随工单保存，不删。
    """
    before = hotline.now() - timedelta(days=hotline.knowledge.privacy_notice.kept_days)
    forgotten = transcripts.forget_before(before) + bindings.forget_before(before)
    for evidence_no in evidence.unfiled_before(before):
        evidence.delete(evidence_no)
        forgotten += 1
    if forgotten:
        hotline.log("old_records_forgotten", count=forgotten)
    return forgotten
