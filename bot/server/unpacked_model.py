"""解开过的模型留在模型旁边，下回起服务直接用：Rasa 每次都把两百多兆解到临时文件夹，先查一遍再拆一遍。"""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path
from typing import Text, Tuple, Union

from rasa.engine.storage.local_model_storage import MODEL_ARCHIVE_COMPONENTS_DIR, LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata, ModelStorage

from bot.nlu.model import UNPACKED, unpacked_folder

_LOCK = "unpacking.lock"
_UNFINISHED = "unpacking"


class UnpackedModel(LocalModelStorage):
    """模型换了，摘要就变，解到另一个文件夹，旧的删掉。"""

    @classmethod
    def from_model_archive(cls, storage_path: Path, model_archive_path: Union[Text, Path]) -> Tuple[ModelStorage, ModelMetadata]:
        """模型文件夹写不进去的（只读的部署、盘满了），照 Rasa 原来的办法解到 storage_path。"""
        archive = Path(model_archive_path)
        folder = unpacked_folder(archive.parent)
        try:
            cls._unpack(archive, folder)
        except OSError:
            return super().from_model_archive(storage_path, archive)
        return cls(folder / MODEL_ARCHIVE_COMPONENTS_DIR), cls._load_metadata(folder)

    @classmethod
    def _unpack(cls, archive: Path, folder: Path) -> None:
        """解好了才改成正式的名字：解到一半停了，下回从头解。几个进程一起起，一个解，别的等。"""
        if folder.exists():
            return
        with (folder.parent / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if folder.exists():
                return
            for old in (folder.parent / _UNFINISHED, *folder.parent.glob(f"{UNPACKED}*")):
                shutil.rmtree(old, ignore_errors=True)
            cls._extract_archive_to_directory(archive, folder.parent / _UNFINISHED)
            os.rename(folder.parent / _UNFINISHED, folder)
