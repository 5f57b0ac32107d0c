"""好差评：五档，差评必有人跟进到底。评了就不能改、不能删，评价人可以再评。

依据：国办发〔2019〕51号；《甘肃省政务服务“好差评”管理办法（试行）》（甘政办发〔2021〕60号，整改期限未见原文）。
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Optional


class Grade(str, Enum):
    VERY_SATISFIED = "very_satisfied"  # 非常满意
    SATISFIED = "satisfied"  # 满意
    BASICALLY_SATISFIED = "basically_satisfied"  # 基本满意
    DISSATISFIED = "dissatisfied"  # 不满意
    VERY_DISSATISFIED = "very_dissatisfied"  # 非常不满意

    @property
    def is_poor(self) -> bool:
        return self in (Grade.DISSATISFIED, Grade.VERY_DISSATISFIED)


class Subject(str, Enum):
    """评的是什么。"""

    ANSWER = "answer"  # 热线答的话
    NOTICE = "notice"  # 一次性告知书
    TICKET = "ticket"  # 一张工单的办理
    SERVICE = "service"  # 一个办事事项的服务


class Cause(str, Enum):
    """差在哪里：答得不对，服务不好，还是对结果不满意。"""

    ANSWER = "answer"
    SERVICE = "service"
    OUTCOME = "outcome"


class Finding(str, Enum):
    """差评跟进的结论。"""

    RECTIFIED = "rectified"  # 属实，已整改
    EXPLAINED = "explained"  # 一时改不了，已说明
    NO_BASIS = "no_basis"  # 要求没有依据，已解释
    MISTAKEN = "mistaken"  # 评错了
    MALICIOUS = "malicious"  # 恶意差评，经申诉复核


@dataclass(frozen=True)
class Rating:
    """一次评价。about 是工单编号、告知书编号、事项编号，评答话时是那段会话的编号。comment 是评价人的原话。"""

    number: str
    subject: Subject
    about: str
    grade: Grade
    department: str
    rated_at: datetime
    source: str
    cause: Optional[Cause] = None
    comment: str = ""


@dataclass(frozen=True)
class FollowUp:
    """差评的跟进：谁办理谁负责。closed_at 空着就是还没跟进完。"""

    rating: Rating
    closed_at: Optional[datetime] = None
    closed_by: Optional[str] = None
    finding: Optional[Finding] = None
    note: str = ""

    @property
    def is_open(self) -> bool:
        return self.rating.grade.is_poor and self.closed_at is None
