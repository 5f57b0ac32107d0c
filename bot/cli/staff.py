"""python -m bot staff …：在服务器上管账号和令牌，和管理员页面走同一套用例，一样记审计。"""

from __future__ import annotations

from typing import Optional

import typer

staff = typer.Typer(no_args_is_help=True, help="工作人员账号：开、停、换角色、换口令、发令牌、收令牌")


@staff.command()
def add(
    username: str,
    role: str = typer.Argument(..., help="operator、ticket_staff、shift_lead、knowledge_editor、auditor、admin"),
    department: Optional[str] = typer.Option(None, help="科室承办人的科室"),
) -> None:
    """开一个账号；头一个口令只显示这一次，本人登录后先换。"""
    from bot.usecases.office.administer_staff import open_account

    first = open_account(username, role, _checked(department), **_at_the_command_line())
    typer.echo(f"开好了：{username}（{role}），头一个口令 {first}")


@staff.command(name="list")
def list_staff() -> None:
    """有哪些账号。"""
    from bot.bootstrap import get_staff

    for one in get_staff().accounts():
        typer.echo(f"{one.username}\t{one.role}\t{one.department or ''}\t{'在用' if one.is_active else '已停用'}")


@staff.command()
def role(
    username: str,
    role: str = typer.Argument(..., help="换成哪个角色"),
    department: Optional[str] = typer.Option(None, help="科室承办人的科室"),
    reason: str = typer.Option(..., help="为什么换，记进审计"),
) -> None:
    """换角色、换科室：他登录着的、令牌都作废。"""
    from bot.usecases.office.administer_staff import change_role

    change_role(username, role, _checked(department), reason, **_at_the_command_line())
    typer.echo(f"换好了：{username}（{role}）")


@staff.command()
def close(username: str, reason: str = typer.Option(..., help="为什么停用，记进审计")) -> None:
    """停用：登不进来，在用的会话和令牌都作废。"""
    from bot.usecases.office.administer_staff import close_account

    close_account(username, reason, **_at_the_command_line())
    typer.echo(f"停用了：{username}")


@staff.command()
def reopen(username: str) -> None:
    """重新启用。"""
    from bot.usecases.office.administer_staff import reopen_account

    reopen_account(username, **_at_the_command_line())
    typer.echo(f"启用了：{username}")


@staff.command()
def password(
    username: str,
    new: str = typer.Option(..., prompt="新口令", hide_input=True, confirmation_prompt=True),
) -> None:
    """换口令，顺便解锁；别处登录的都要重来。"""
    from bot.usecases.office.administer_staff import reset_password

    reset_password(username, password=new, **_at_the_command_line())
    typer.echo(f"换好了：{username}")


@staff.command()
def token(username: str, purpose: str = typer.Option("", help="给哪个程序、做什么")) -> None:
    """给程序发一个令牌，权限同这个账号；只显示这一次。"""
    from bot.usecases.office.administer_staff import issue_token

    typer.echo(issue_token(username, purpose, **_at_the_command_line())[1])


@staff.command()
def tokens() -> None:
    """发出去的令牌：编号、谁的、做什么用。"""
    from bot.bootstrap import get_tokens

    for one in get_tokens().all():
        typer.echo(f"{one.number}\t{one.username or ''}\t{one.role}\t{one.purpose}")


@staff.command()
def revoke(number: str) -> None:
    """收回一个令牌，编号见 tokens。"""
    from bot.usecases.office.administer_staff import revoke_token

    revoke_token(number, **_at_the_command_line())
    typer.echo(f"收回了：{number}")


def _at_the_command_line() -> dict:
    """在服务器上办的，审计里也这样记。"""
    from bot.bootstrap import get_staff_desk
    from bot.hotline.ticket import Actor

    return {"by": Actor("command_line", "command_line"), "desk": get_staff_desk()}


def _checked(department: Optional[str]) -> Optional[str]:
    from bot.bootstrap import get_settings
    from bot.stores.knowledge_files import load_knowledge

    if department is not None and department not in load_knowledge(get_settings().knowledge_folder).departments:
        raise typer.BadParameter(f"没有 {department} 这个科室")
    return department
