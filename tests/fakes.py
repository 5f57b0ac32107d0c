"""手写的替身：存在内存里的告知书和回电、停住的钟、只认字面的比较。"""

from dataclasses import replace
from datetime import datetime, time
from functools import cache
from pathlib import Path

from bot.bootstrap import Hotline
from bot.errors import DraftUnknown
from bot.hotline.draft import Stage
from bot.hotline.draft_filing import without_content
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.settings import TIME_ZONE
from bot.stores.knowledge_files import load_knowledge

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"


class InMemoryNotices:
    def __init__(self):
        self.kept = {}

    def add(self, notice):
        self.kept[notice.number] = notice

    def get(self, number):
        return self.kept.get(number)


class InMemoryHandOvers:
    def __init__(self):
        self.kept = []

    def add(self, hand_over):
        self.kept.append(hand_over)

    def set_phone(self, number, phone):
        self.kept = [replace(h, phone=phone) if h.number == number else h for h in self.kept]

    def latest(self, limit):
        return self.kept[::-1][:limit]

    def get(self, number):
        return next((h for h in self.kept if h.number == number), None)

    def latest_of(self, conversation_id):
        return next((h for h in self.kept[::-1] if h.conversation_id == conversation_id), None)

    def emergencies_of(self, conversation_id, since):
        return [h for h in self.kept[::-1] if h.conversation_id == conversation_id and h.reason == "emergency" and h.created_at >= since]

    def set_spoken(self, number, at):
        self.kept = [replace(h, spoke_at=at) if h.number == number else h for h in self.kept]

    def waiting(self, limit):
        free = [h for h in self.kept if h.taken_at is None]
        return sorted(free, key=lambda h: h.emergency is None)[:limit]

    def ahead_of(self, hand_over):
        queue = [h.number for h in self.waiting(len(self.kept)) if h.conversation_id != hand_over.conversation_id or h == hand_over]
        return queue.index(hand_over.number) if hand_over.number in queue else 0

    def take(self, number, by, at):
        self.kept = [replace(h, taken_at=at, taken_by=by) if h.number == number and h.taken_at is None else h for h in self.kept]
        return self.get(number)


class InMemoryDrafts:
    def __init__(self):
        self.kept = {}

    def get(self, draft_id):
        if draft_id not in self.kept:
            raise DraftUnknown(draft_id)
        return self.kept[draft_id]

    def save(self, draft):
        self.kept[draft.draft_id] = replace(draft, version=draft.version + 1)
        return self.kept[draft.draft_id]

    def finish(self, draft, ticket_nos):
        self.kept[draft.draft_id] = replace(without_content(draft), stage=Stage.FILED, ticket_nos=tuple(ticket_nos))

    def mark_handed_over(self, draft_id, number):
        is_new = self.kept[draft_id].hand_over_no is None
        self.kept[draft_id] = replace(self.kept[draft_id], hand_over_no=self.kept[draft_id].hand_over_no or number)
        return is_new

    def delete(self, draft_id):
        self.kept.pop(draft_id, None)

    def latest_open(self, conversation_id, besides=""):
        mine = [d for d in self.kept.values() if d.conversation_id == conversation_id and d.is_open and d.draft_id != besides]
        return max((d for d in mine if d.stage is not Stage.OFFERED), key=lambda d: d.updated_at, default=None)


class InMemoryLookups:
    """查进度错过的：（会话，编号，时刻）。"""

    def __init__(self):
        self.failed = []

    def add_failure(self, conversation_id, ticket_no, at):
        self.failed.append((conversation_id, ticket_no, at))

    def failures(self, conversation_id, ticket_no, since):
        recent = [f for f in self.failed if f[2] >= since]
        return max(sum(f[0] == conversation_id for f in recent), sum(f[1] == ticket_no for f in recent))


class NoEntities:
    """一个实体也找不到。"""

    def entities(self, text, received_on):
        return []


class NoAnswers:
    """问答里什么都找不到。"""

    def find(self, text, limit=3):
        return []

    def find_after(self, faq_id, text):
        return []


class SameItem:
    """上文是哪个事项就还是哪个。"""

    def link(self, texts):
        return [[] for _ in texts]


class ExactMatcher:
    """一字不差才算像。"""

    def rank(self, text, groups, at_least=0.0):
        return [float(text in group) for group in groups]


class Log:
    """记下的每一条日志。"""

    def __init__(self):
        self.entries = []

    def __call__(self, event, **ids):
        self.entries.append((event, ids))


@cache
def knowledge():
    """项目里的知识，一个进程读一次：读一遍要一秒，读出来的东西不会变。"""
    return load_knowledge(KNOWLEDGE)


def stopped_clock(today, hour=10):
    """停在那天上午十点。"""
    return lambda: datetime.combine(today, time(hour), TIME_ZONE)


def hotline(today, known=None):
    """不装模型的热线：用例测试用。"""
    return Hotline(
        knowledge=known or knowledge(),
        notices=InMemoryNotices(),
        now=stopped_clock(today),
        hand_overs=InMemoryHandOvers(),
        linker=SameItem(),
        answers=NoAnswers(),
        tickets=None,
        ratings=None,
        ledger=None,
        write_table=None,
        drafts=InMemoryDrafts(),
        lookups=InMemoryLookups(),
        entities=NoEntities(),
        query_codes=lambda ticket_no: ("123456",),
        matcher=ExactMatcher(),
        corrections=None,
        log=Log(),
    )


def heard(text, intent="state_facts", item_id=None, **fields):
    """听到一句话。给了 item_id 就是认准了那个事项。"""
    items = ((item_id, 0.9),) if item_id else fields.pop("items", ())
    decision = ItemDecision.ANSWER if item_id else fields.pop("item_decision", ItemDecision.NONE)
    return Understanding(
        text=text,
        intent=intent,
        kind=fields.pop("kind", RequestKind.INQUIRY),
        kind_confidence=fields.pop("kind_confidence", 1.0),
        items=items,
        item_decision=decision,
        **fields,
    )
