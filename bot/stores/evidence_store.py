"""证据：目录在数据库里，文件加密放在 var/evidence/，一份一个。"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any, List, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.errors import EvidenceUnknown
from bot.hotline.evidence import Evidence
from bot.stores.cipher import Cipher
from bot.stores.database import writing
from bot.stores.evidence_cleaning import clean_evidence
from bot.stores.portal_tables import evidence_files as files


class EvidenceFiles:
    def __init__(self, engine: Engine, cipher: Cipher, folder: Path):
        self._engine, self._cipher, self._folder = engine, cipher, folder

    def clean(self, data: bytes) -> tuple[bytes, str]:
        """返回（可以存的内容，类型）；不能收的抛 EvidenceRefused。"""
        return clean_evidence(data)

    def add(self, evidence: Evidence, data: bytes) -> None:
        """先写好文件再记目录：目录里有的，文件一定在。"""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(evidence.evidence_no)
        temporary = path.with_suffix(".part")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(self._cipher.seal_bytes(data))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        row = {
            "evidence_no": evidence.evidence_no,
            "conversation_id": evidence.conversation_id,
            "media_type": evidence.media_type,
            "size": evidence.size,
            "name_sealed": self._cipher.seal(evidence.name),
            "at": evidence.at,
            "is_filed": False,
            "ticket_nos": ",".join(evidence.ticket_nos),
        }
        with self._engine.begin() as connection:
            connection.execute(files.insert().values(**row))

    def get(self, evidence_no: str) -> Optional[Evidence]:
        found = self._read(files.c.evidence_no == evidence_no)
        return found[0] if found else None

    def of_conversation(self, conversation_id: str) -> List[Evidence]:
        return self._read(files.c.conversation_id == conversation_id)

    def unfiled_of(self, conversation_id: str) -> List[Evidence]:
        """还没有随哪张工单保存的；先前那件的证据不带到下一件里。"""
        return self._read(files.c.conversation_id == conversation_id, files.c.is_filed.is_(False))

    def file(self, conversation_id: str, ticket_nos: Sequence[str] = ()) -> None:
        """这次对话登记成了工单：证据随工单保存，到期不删。"""
        with writing(self._engine) as connection:
            mine = sa.select(files.c.evidence_no, files.c.ticket_nos).where(files.c.conversation_id == conversation_id)
            for row in connection.execute(mine).all():
                known = dict.fromkeys([*_split(row.ticket_nos), *ticket_nos])
                this = files.c.evidence_no == row.evidence_no
                connection.execute(files.update().where(this).values(is_filed=True, ticket_nos=",".join(known)))

    def unfiled_before(self, moment: datetime) -> List[str]:
        """这一刻以前交的、没有随工单的编号。"""
        old = sa.select(files.c.evidence_no).where(files.c.at < moment, files.c.is_filed.is_(False))
        with self._engine.connect() as connection:
            return list(connection.execute(old).scalars())

    def content(self, evidence_no: str) -> bytes:
        """文件不在了抛 EvidenceUnknown。"""
        try:
            return self._cipher.open_bytes(self._path(evidence_no).read_bytes())
        except FileNotFoundError:
            raise EvidenceUnknown("没有这份证据。") from None

    def delete(self, evidence_no: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(files.delete().where(files.c.evidence_no == evidence_no))
        self._path(evidence_no).unlink(missing_ok=True)

    def reseal(self) -> int:
        """换钥匙：全部文件用现用的钥匙重新加密，返回换了几份。"""
        changed = 0
        for path in self._folder.glob("E*"):
            sealed = path.read_bytes()
            if path.suffix != ".part" and sealed[:4] != self._cipher.current_key_id:
                temporary = path.with_suffix(".part")
                temporary.write_bytes(self._cipher.seal_bytes(self._cipher.open_bytes(sealed)))
                temporary.chmod(0o600)
                temporary.replace(path)
                changed += 1
        return changed

    def _path(self, evidence_no: str) -> Path:
        return self._folder / evidence_no

    def _read(self, *conditions: Any) -> List[Evidence]:
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(files).where(*conditions).order_by(files.c.at)).all()
        return [
            Evidence(
                row.evidence_no,
                row.conversation_id,
                self._cipher.open(row.name_sealed),
                row.media_type,
                row.size,
                row.at,
                _split(row.ticket_nos),
            )
            for row in rows
        ]


def _split(said: str) -> Tuple[str, ...]:
    return tuple(filter(None, said.split(",")))
