"""幂等键：同一个键、同样内容来几次都算一次。"""

from __future__ import annotations

import hashlib
from typing import List, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.errors import KeyUsedForAnotherBody
from bot.ports import RequestKey
from bot.stores.cipher import Cipher
from bot.stores.ticket_tables import idempotency_keys
from bot.stores.ticket_writing import if_absent


def take_key(connection: Connection, key: RequestKey, numbers: List[str], cipher: Cipher) -> Optional[List[str]]:
    """占住这个键，返回 None；占过了就核对内容，返回上次的工单编号。同时来的在这里排队。

    同键不同内容抛 KeyUsedForAnotherBody。
    """
    name = hashlib.sha256(key.key.encode()).hexdigest()  # 键是对方起的，里面可能有电话
    hashes = cipher.fingerprints(key.body)
    row = {"scope": key.scope, "key": name, "body_hash": hashes[0], "ticket_nos": numbers}
    taken = connection.execute(if_absent(idempotency_keys), {**row, "created_at": key.created_at})
    if taken.rowcount == 1:
        return None
    found = connection.execute(
        sa.select(idempotency_keys).where(idempotency_keys.c.scope == key.scope, idempotency_keys.c.key == name)
    ).one()
    if found.body_hash not in hashes:
        raise KeyUsedForAnotherBody("这个幂等键已经用于另一份内容，请换一个键")
    return found.ticket_nos
