"""登录和退出。成不成都记进审计；口令连错几次，账号锁一阵。"""

from __future__ import annotations

from typing import Optional, Tuple

from bot.errors import SignInError
from bot.hotline.audit import AuditEntry
from bot.hotline.ticket import Actor

_LONGEST_NAME = 64


def sign_in(username: str, password: str, desk, instead_of: Optional[str] = None) -> Tuple[str, Actor]:
    """（新的会话编号，是谁）。不对抛 SignInRefused，锁着抛 AccountLocked。

    instead_of 是浏览器登录前带来的会话编号，登录以后作废，别人塞来的编号用不上。
    """
    now = desk.now()
    try:
        actor = desk.staff.check_password(username, password, now)
    except SignInError as error:
        desk.audit.add(AuditEntry(now, username[:_LONGEST_NAME], "", f"{error.code}"))
        raise
    session_id = desk.sessions.open(actor, now, instead_of)
    desk.audit.add(AuditEntry(now, actor.id, actor.role, "signed_in", department=actor.department))
    return session_id, actor


def sign_out(session_id: str, actor: Actor, desk) -> None:
    """会话当场作废，再拿它来一律不认。"""
    now = desk.now()
    desk.sessions.close(session_id, now)
    desk.audit.add(AuditEntry(now, actor.id, actor.role, "signed_out", department=actor.department))
