"""换加密钥匙：新钥匙排在最前，旧的留在后面，然后跑这里，把旧密文全部用新钥匙重新加密。

可以边用边换、中途停下再跑：一行一行核对着改，改过的跳过。全部换完才能撤掉旧钥匙。
"""

from __future__ import annotations

import json
from typing import Any, Dict, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.stores.cipher import Cipher
from bot.stores.database import writing
from bot.stores.desk_tables import unanswered_questions
from bot.stores.draft_tables import intake_drafts
from bot.stores.operator_tables import held_answers
from bot.stores.portal_tables import evidence_files, transcript_entries
from bot.stores.rating_tables import ratings
from bot.stores.staff_tables import call_utterances, corrections
from bot.stores.tables import conversations, hand_overs
from bot.stores.ticket_rows import phone_hash
from bot.stores.ticket_tables import deliveries, ticket_history, tickets
from bot.stores.wechat_tables import (
    answer_pages,
    conversation_bindings,
    ticket_followers,
    wechat_addresses,
    wechat_pushes,
)

_BATCH = 200

# 哪张表、主键、密文列。
SEALED: Sequence[Tuple[sa.Table, str, str]] = (
    (hand_overs, "number", "phone_sealed"),
    (hand_overs, "number", "pass_note_sealed"),
    (hand_overs, "number", "outcome_note_sealed"),
    (held_answers, "id", "content_sealed"),
    (conversations, "conversation_id", "state_sealed"),
    (intake_drafts, "draft_id", "content_sealed"),
    (tickets, "id", "private_sealed"),
    (ticket_history, "id", "words_sealed"),
    (deliveries, "id", "payload_sealed"),
    (transcript_entries, "id", "content_sealed"),
    (evidence_files, "evidence_no", "name_sealed"),
    (ratings, "id", "comment_sealed"),
    (call_utterances, "id", "text_sealed"),
    (corrections, "id", "said_sealed"),
    (unanswered_questions, "id", "said_sealed"),
    (wechat_pushes, "key", "content_sealed"),
    (answer_pages, "page_hash", "content_sealed"),
    (ticket_followers, "ticket_no", "address_sealed"),
    (wechat_addresses, "conversation_id", "address_sealed"),
    (conversation_bindings, "scene_hash", "address_sealed"),
)


def rotate_data_keys(engine: Engine, cipher: Cipher) -> Dict[str, int]:
    """返回每张表换了几行；再跑一遍全是 0，就是换完了。"""
    changed: Dict[str, int] = {}
    for table, key, column in SEALED:  # 一张表可以有几列
        changed[table.name] = changed.get(table.name, 0) + _rotate(engine, cipher, table, table.c[key], table.c[column])
    return changed


def _rotate(engine: Engine, cipher: Cipher, table: sa.Table, key, column) -> int:
    changed, last = 0, None
    is_old = sa.func.substr(column, 1, 4) != sa.bindparam("current", cipher.current_key_id, sa.LargeBinary)
    while True:
        query = sa.select(key, column).where(column.isnot(None), is_old).order_by(key).limit(_BATCH)
        if last is not None:
            query = query.where(key > last)
        with writing(engine) as connection:
            rows = connection.execute(query).all()
            for row_key, sealed in rows:
                text = cipher.open(sealed)
                values: Dict[str, Any] = {column.name: cipher.seal(text)}
                if table is tickets:  # 查电话用的摘要也要跟着换
                    values["phone_hash"] = phone_hash(json.loads(text)["phone"], cipher)
                done = connection.execute(table.update().where(key == row_key, column == sealed).values(**values))
                changed += done.rowcount
        if len(rows) < _BATCH:
            return changed
        last = rows[-1][0]
