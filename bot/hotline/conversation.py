"""一次对话里要记住的事，和热线这一轮要说的话。"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Dict, List, Optional, Tuple


class Awaiting(str, Enum):
    """热线刚问了什么，正等市民答什么。"""

    NOTHING = "nothing"
    SITUATION = "situation"  # 会改变清单的问题
    ITEM = "item"  # 您要办的是哪一件
    CALLBACK_PHONE = "callback_phone"  # 留个电话
    DRAFT = "draft"  # 登记诉求时问的一样，或者请市民核对
    LODGE = "lodge"  # 归别的单位管，要不要登记 12345 工单
    TICKET = "ticket"  # 工单编号和电话后四位，或者是哪一张
    SUPPLEMENT = "supplement"  # 给登记好的工单补充什么
    NEW_PHONE = "new_phone"  # 登记好的工单换成哪个电话
    WITHDRAWAL = "withdrawal"  # 是不是真要撤回


@dataclass(frozen=True)
class Conversation:
    """对话的记忆，整个存成一个 Rasa 槽位；都是编号和选项，不存市民原话（只有 last_question 留一轮）。"""

    id: str = ""  # 会话编号
    item_id: Optional[str] = None
    aspect: Optional[str] = None
    answers: Dict[str, str] = field(default_factory=dict)
    brought: Tuple[str, ...] = ()  # 市民说已有的材料
    for_another: bool = False  # 替家里人、别人问的：“我婆婆的摊子，她那个要啥证”，再说“我去”就是代办
    awaiting: Awaiting = Awaiting.NOTHING
    asked: Optional[str] = None  # 正问着的情形问题
    last_put: Optional[str] = None  # 上一回问的是哪件事的哪一问
    times_put: int = 0  # 那一问连着问了几遍
    wants_list: bool = False  # 没问完就要过清单
    options: Tuple[str, ...] = ()  # 正让市民挑的事项
    offered: Tuple[Dict[str, Any], ...] = ()  # 上一轮给的选项，市民回数字时用
    notice_no: Optional[str] = None
    misunderstood: int = 0  # 连续没听懂几次
    hand_over_no: Optional[str] = None
    asked_phone: int = 0  # 请市民留电话请了几次
    set_aside: Optional[Dict[str, Any]] = None  # 问到一半放下的事项：编号、回答、已有材料
    in_care: bool = False  # 说过不想活一类的话，已经交给人
    draft_id: Optional[str] = None  # 诉求草稿的编号；内容有个人信息，存在自己的库里
    draft_open: bool = False  # 正在登记；放下了的是 False
    ticket_no: Optional[str] = None  # 刚登记的、正在查的工单
    filed: Tuple[str, ...] = ()  # 这次来话里登记的工单，再说起不用核对后四位
    proved: Tuple[str, ...] = ()  # 这次来话里对过后四位的工单
    returning: Optional[Dict[str, str]] = None  # 认出工单以后要办什么；words 是市民那句话存着的草稿编号
    last_question: Optional[Dict[str, str]] = None  # 刚答了不归我们管或者一条规矩的那句问话，接着说“帮我反映”时用；只留一轮
    emergency: Optional[str] = None  # 正在里头的险情；平安了、说起别的事了才去掉
    emergency_case: Optional[str] = None  # 这件险情里具体的一种（吞了电池、人在电梯外面）
    emergency_ended: Optional[str] = None  # 刚过去的险情：接着又说还有人没出来，就回到它
    emergency_turns: int = 0  # 险情里答过几句，轮着说该做的
    emergency_notes: Optional[str] = None  # 险情里说的话存在哪份草稿里
    cautioned: Tuple[str, ...] = ()  # 登记到一半提醒过的险情，一种只提醒一次
    told_in: Optional[str] = None  # 一段一段说、还没说出什么事的话，存在哪份草稿里
    said_fine: bool = False  # 说过不想活以后，又说没事了
    asked_number: bool = False  # 刚问过一种险情打哪个电话，接着说“食物中毒呢”也是在问；只留一轮

    def about(self, item_id: str) -> Conversation:
        """转到另一个事项：上一个事项的回答不带过来；回到放下的那个，接着原来的回答。"""
        if item_id == self.item_id:
            return self
        kept, set_aside = self.set_aside or {}, self.set_aside
        if self.awaiting is Awaiting.SITUATION and self.item_id:
            set_aside = {"item_id": self.item_id, "answers": self.answers, "brought": list(self.brought)}
        if kept.get("item_id") != item_id:
            kept = {}
        elif set_aside is self.set_aside:
            set_aside = None
        return replace(
            self,
            item_id=item_id,
            answers=dict(kept.get("answers", {})),
            brought=tuple(kept.get("brought", () if self.item_id else self.brought)),
            notice_no=None,
            awaiting=Awaiting.NOTHING,
            asked=None,
            wants_list=False,
            set_aside=set_aside,
        )

    def settled(self) -> Conversation:
        """不再等回答，也听懂了。"""
        return replace(self, awaiting=Awaiting.NOTHING, asked=None, options=(), misunderstood=0, asked_phone=0)

    def as_record(self) -> Dict[str, Any]:
        record = dict(vars(self))
        record["awaiting"] = self.awaiting.value
        return {key: value for key, value in record.items() if value not in (None, (), {}, [], False)}

    @classmethod
    def from_record(cls, record: Optional[Dict[str, Any]]) -> Conversation:
        if not record:
            return cls()
        fields = dict(record)
        fields["awaiting"] = Awaiting(fields.get("awaiting", "nothing"))
        for name in ("brought", "options", "offered", "filed", "proved", "cautioned"):
            fields[name] = tuple(fields.get(name, ()))
        return cls(**fields)


@dataclass(frozen=True)
class Choice:
    """一个按钮：显示什么，按下去是什么意思。不能按的渠道说“回复 1”。"""

    title: str
    intent: str
    choice: Dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """热线的一句话：domain.yml 里的哪条说法，填什么，给哪些选项，附什么卡片。"""

    name: str
    fields: Dict[str, Any] = field(default_factory=dict)
    choices: Tuple[Choice, ...] = ()
    card: Optional[Dict[str, Any]] = None

    def without_choices(self) -> Reply:
        """同一句话，后面还有话要说，不带按钮。"""
        return replace(self, choices=())


@dataclass(frozen=True)
class Turn:
    """一轮的结果：对话记忆变成什么样，说哪几句。"""

    conversation: Conversation
    replies: List[Reply]
