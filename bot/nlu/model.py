"""训练和核对模型。只装自己训练的、摘要对得上的模型。"""

from __future__ import annotations

import fcntl
import gc
import hashlib
import json
import os
from contextlib import contextmanager
from pathlib import Path
from tarfile import TarFile
from typing import IO, Any, Iterator, Optional, Type

from bot.errors import ModelUnavailable
from bot.settings import PROJECT

_RECORD = "hotline.json"
_LOCK = "training.lock"
UNPACKED = "unpacked-"


def train(models_folder: Path, project: Path = PROJECT, force: bool = False) -> Path:
    """用 config.yml、domain.yml、data/ 训练，返回模型文件。没有变化时 Rasa 用缓存。

    两个进程同时要训练，后来的等前一个完，用它训练好的：同时往一个文件里写，两个都坏。
    """
    models_folder.mkdir(parents=True, exist_ok=True)
    with (models_folder / _LOCK).open("w") as lock:
        waited = not _try_lock(lock)
        if waited:
            fcntl.flock(lock, fcntl.LOCK_EX)
        if waited and not force and is_up_to_date(models_folder, project):
            return models_folder / _record(models_folder)["model"]
        return _train(models_folder, project, force)


def _try_lock(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _train(models_folder: Path, project: Path, force: bool) -> Path:
    from bot.nlu.lean_rasa import import_lean_rasa

    import_lean_rasa()
    from rasa.engine.storage import local_model_storage
    from rasa.model_training import train as rasa_train

    local_model_storage.TarSafe = _stored(local_model_storage.TarSafe)
    with _without_garbage_collection():
        result = rasa_train(
            domain=str(project / "domain.yml"),
            config=str(project / "config.yml"),
            training_files=[str(project / "data")],
            output=str(models_folder),
            fixed_model_name="hotline",
            force_training=force,
        )
    if not result.model:
        raise ModelUnavailable("训练没有产出模型，请看上面的日志")
    path = Path(result.model)
    record = {"model": path.name, "sha256": _sha256(path), "inputs": inputs_hash(project)}
    (models_folder / _RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """四万句话都是对象，回收一遍遍去翻，读语料要慢三分之二；训练里没有要靠它才放得掉的。"""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _stored(archive: Type[TarFile]) -> Type[TarFile]:
    """不压缩的 gzip：大几十兆，训练少压十几秒，每次起服务少解一秒半（Rasa 要解两遍，先查后拆）。"""

    class Stored(archive):
        @classmethod
        def gzopen(cls, name: str, mode: str = "r", fileobj: Any = None, compresslevel: int = 0, **settings: Any) -> TarFile:
            return super().gzopen(name, mode, fileobj, compresslevel=0, **settings)

    return Stored


def candidate_folder(models_folder: Path) -> Path:
    """放待验模型的文件夹，编码器和记住的向量用的是同一份。"""
    folder = models_folder / "candidate"
    folder.mkdir(parents=True, exist_ok=True)
    for shared in [models_folder / "encoder", *models_folder.glob("vectors-*.npz")]:
        link = folder / shared.name
        if shared.exists() and not link.exists():
            link.symlink_to(Path("..") / shared.name)
    return folder


def promote(candidate: Path, models_folder: Path) -> Path:
    """验过的模型换成正式的。先换模型再换记录：中间断了，摘要对不上，不会装错。"""
    record = _record(candidate)
    target = models_folder / record["model"]
    os.replace(candidate / record["model"], target)
    os.replace(candidate / _RECORD, models_folder / _RECORD)
    for vectors in candidate.glob("vectors-*.npz"):
        if not vectors.is_symlink():  # 训练时记住了新的句子
            os.replace(vectors, models_folder / vectors.name)
    return target


def trusted_model(models_folder: Path) -> Path:
    """自己训练的那个模型；没有、或者文件被换过，都抛 ModelUnavailable。"""
    record = _record(models_folder)
    if record is None:
        raise ModelUnavailable("还没有模型，请先运行 python -m bot train")
    path = models_folder / record["model"]
    if unpacked_folder(models_folder).exists():
        return path  # 解开的那份是对过摘要才解的，装的是它
    if not path.exists() or _sha256(path) != record["sha256"]:
        raise ModelUnavailable(f"{path.name} 不是本机训练的那一个（摘要对不上），不装。请重新训练。")
    return path


def unpacked_folder(models_folder: Path) -> Path:
    """记录里的那个模型解开了放在哪里；不一定已经有。"""
    return models_folder / f"{UNPACKED}{(_record(models_folder) or {}).get('sha256', '')[:16]}"


def is_up_to_date(models_folder: Path, project: Path = PROJECT) -> bool:
    """训练用的文件变没变。"""
    record = _record(models_folder)
    return bool(record) and record["inputs"] == inputs_hash(project) and (models_folder / record["model"]).exists()


def inputs_hash(project: Path) -> str:
    """config、domain、data、knowledge 和 bot/nlu 的内容摘要。"""
    digest = hashlib.sha256()
    files = [project / "config.yml", project / "domain.yml", project / "requirements.lock"]
    for folder, pattern in (("data", "*.yml"), ("knowledge", "*.yml"), ("bot/nlu", "*.py"), ("bot/nlu", "*.npz")):
        files += sorted((project / folder).rglob(pattern))
    for path in files:
        digest.update(path.relative_to(project).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _record(models_folder: Path) -> Optional[dict]:
    try:
        return json.loads((models_folder / _RECORD).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()
