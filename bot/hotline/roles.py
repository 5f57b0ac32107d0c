"""角色：谁能做什么，看得到哪些。一张表，路由（bot/server）和看得到什么（visibility）都照它。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Mapping, Tuple


@dataclass(frozen=True)
class Role:
    """scope：all 全局的工单；desk 作风投诉以外的；department 本科室主办、协办的；none 不看工单。"""

    name: str
    scope: str


ROLES: Mapping[str, Role] = {
    "operator": Role("坐席", "desk"),
    "ticket_staff": Role("科室承办人", "department"),
    "shift_lead": Role("班长席", "all"),
    "knowledge_editor": Role("知识编辑", "none"),
    "auditor": Role("审计", "all"),
    "admin": Role("管理员", "all"),
}

_DESK = ("operator", "shift_lead")
STAFF = ("operator", "ticket_staff", "shift_lead", "admin")

# 权限 → 有这个权限的角色。工单上的动词各有各的，见 bot/server/ticket_verbs.py。
MAY: Mapping[str, Tuple[str, ...]] = {
    "understand": (*STAFF, "knowledge_editor"),  # 听一句话听成什么
    "get_suggestions": STAFF,  # 坐席帮助
    "file_ticket": STAFF,
    "read_tickets": (*STAFF, "auditor"),
    "correct_ticket": STAFF,
    "reveal_person": ("operator", "ticket_staff", "shift_lead"),  # 写明缘由，留下记录
    "answer_calls": _DESK,
    "join_conversations": (*_DESK, "ticket_staff"),  # 科室的人只接转给自己、转给本科室的
    "read_emergency_notes": _DESK,  # 险情里市民说的话，接下对话的坐席看
    "reassign_conversations": ("shift_lead",),  # 接的人不在了，接过来
    "open_evidence": ("operator", "ticket_staff", "shift_lead", "auditor"),
    "read_ratings": (*STAFF, "auditor"),
    "close_poor_ratings": STAFF,
    "read_ledger": ("ticket_staff", "shift_lead", "auditor", "admin"),
    "read_statistics": ("shift_lead", "auditor", "admin"),
    "read_unanswered": ("knowledge_editor", "ticket_staff", "shift_lead", "auditor", "admin"),  # 市民问了没答上的
    "read_audit": ("auditor", "admin"),
    "read_knowledge": tuple(ROLES),
    "propose_knowledge": ("knowledge_editor", "ticket_staff", "shift_lead", "admin"),
    "review_knowledge": ("knowledge_editor", "shift_lead", "admin"),  # 自己提的不能自己批
    "keep_staff": ("admin",),  # 账号和令牌
    "be_signed_in": tuple(ROLES),
}

# 一类字段 → 写明缘由后能看到原样的角色；平时谁看都是遮住的。
# 举报人、作风投诉人、要求保密的，只有主办科室的承办人能看（总局令第121号第三十七条）。
REVEALED_TO: Mapping[str, Tuple[str, ...]] = {
    "ordinary": MAY["reveal_person"],
    "secret": ("ticket_staff",),
}


def permissions_of(role: str) -> List[str]:
    """这个角色有哪些权限；不认识的角色一样也没有。"""
    return [permission for permission, roles in MAY.items() if role in roles]


def sees_all(role: str) -> bool:
    return role in ROLES and ROLES[role].scope == "all"
