"""管理员管账号和令牌：每一步都记进审计；角色变了、停用了，那个人的会话、令牌当场作废。"""

from __future__ import annotations

import secrets
from typing import Optional, Tuple

from bot.errors import AccountInvalid, NotOnOneself
from bot.hotline.audit import AuditEntry
from bot.hotline.ticket import Actor

# 念得清、抄不错：没有 0、1、I、O。十六位大约七十八比特。
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_GROUPS, _GROUP = 4, 4


def open_account(username: str, role: str, department: Optional[str], by: Actor, desk) -> str:
    """开一个账号，返回头一个口令：只给看这一次，本人登录后先换。写得不对抛 AccountInvalid。"""
    password = _new_password()
    desk.staff.add_account(username, password, role, department, is_initial=True)
    _note("account_opened", username, _post(role, department), by, desk)
    return password


def change_role(username: str, role: str, department: Optional[str], reason: str, by: Actor, desk) -> None:
    """换角色、换科室。自己的抛 NotOnOneself，最后一位管理员抛 LastAdmin。"""
    _refuse_oneself(username, by, "自己的角色自己不能改，请另一位管理员来改")
    before = desk.staff.change_role(username, role, department)
    _end_all(username, desk)
    change = f"{_post(before.role, before.department)} → {_post(role, department)}"
    _note("account_changed", username, f"{change}；{reason}", by, desk)


def close_account(username: str, reason: str, by: Actor, desk) -> None:
    """停用。自己的抛 NotOnOneself，最后一位管理员抛 LastAdmin。"""
    _refuse_oneself(username, by, "自己的账号自己不能停用，请另一位管理员来停")
    desk.staff.close_account(username)
    _end_all(username, desk)
    _note("account_closed", username, reason, by, desk)


def reopen_account(username: str, by: Actor, desk) -> None:
    """重新启用。停用以前的会话、令牌不会活过来。"""
    desk.staff.reopen_account(username)
    _end_all(username, desk)
    _note("account_reopened", username, "", by, desk)


def unlock_account(username: str, by: Actor, desk) -> None:
    """口令连错锁住的，不等时间到就打开。"""
    desk.staff.unlock(username)
    _note("account_unlocked", username, "", by, desk)


def reset_password(username: str, by: Actor, desk, password: Optional[str] = None) -> str:
    """换一个口令，返回它；没给就造一个，本人登录后先换。别处登录的都要重来。"""
    given = password or _new_password()
    desk.staff.change_password(username, given, is_initial=password is None)
    desk.sessions.close_all_of(username, desk.now())
    _note("password_reset", username, "", by, desk)
    return given


def change_own_password(old: str, new: str, by: Actor, desk) -> str:
    """自己换口令，返回新的会话编号；别处登录的都要重来。旧口令不对抛 SignInRefused，新旧一样抛 AccountInvalid。"""
    desk.staff.check_password(by.id, old, desk.now())
    if old == new:
        raise AccountInvalid("新口令不能和旧的一样")
    desk.staff.change_password(by.id, new)
    desk.sessions.close_all_of(by.id, desk.now())
    _note("password_changed", by.id, "", by, desk)
    return desk.sessions.open(by, desk.now())


def issue_token(username: str, purpose: str, by: Actor, desk) -> Tuple[str, str]:
    """（编号，令牌）：权限同这个账号，只给看这一次。没有这个账号、停用了抛 AccountInvalid。"""
    number, token = desk.tokens.issue(username, purpose, by.id, desk.now())
    _note("token_issued", number, f"{username}：{purpose}", by, desk)
    return number, token


def revoke_token(number: str, by: Actor, desk) -> None:
    """收回。没有抛 TokenUnknown。"""
    token = desk.tokens.revoke(number)
    _note("token_revoked", number, token.username or "", by, desk)


def _refuse_oneself(username: str, by: Actor, why: str) -> None:
    if username == by.id:
        raise NotOnOneself(why)


def _end_all(username: str, desk) -> None:
    desk.sessions.close_all_of(username, desk.now())
    desk.tokens.forget()


def _note(what: str, about: str, reason: str, by: Actor, desk) -> None:
    desk.audit.add(AuditEntry(desk.now(), by.id, by.role, what, about, reason, by.department))


def _post(role: str, department: Optional[str]) -> str:
    return f"{role}/{department}" if department else role


def _new_password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
