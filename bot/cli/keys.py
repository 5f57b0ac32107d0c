"""python -m bot keys …：个人信息的加密钥匙。"""

from __future__ import annotations

import typer

keys = typer.Typer(no_args_is_help=True, help="加密钥匙：造一把，换一把")


@keys.command()
def new() -> None:
    """造一把新钥匙，只印出来，不存。"""
    from bot.stores.cipher import new_key

    typer.echo(new_key())


@keys.command()
def rotate() -> None:
    """用 HOTLINE_DATA_KEY 的第一把，把存着的个人信息全部重新加密；旧的那把要跟在后面，用逗号隔开。

    服务照开，停下了再跑一遍接着换。换完了才能撤掉旧的。
    """
    from bot.bootstrap import get_cipher, get_engine, get_evidence
    from bot.stores.key_rotation import rotate_data_keys

    changed = {**rotate_data_keys(get_engine(), get_cipher()), "证据文件": get_evidence().reseal()}
    for name, count in changed.items():
        if count:
            typer.echo(f"{name}：换了 {count} 份")
    total = sum(changed.values())
    typer.echo(f"共换了 {total} 份。请再跑一遍，直到是 0。" if total else "都是用现在这把加密的，旧的可以从 HOTLINE_DATA_KEY 里撤掉了。")
