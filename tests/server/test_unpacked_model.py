"""解开过的模型下回直接用；换了模型、解到一半停了、文件夹写不进去，都装得对。"""

import json
import os
import tarfile

import pytest

from bot.errors import ModelUnavailable
from bot.nlu import model
from bot.nlu.lean_rasa import import_lean_rasa


@pytest.fixture(scope="module")
def metadata(trained_model):
    with tarfile.open(trained_model / "hotline.tar.gz") as real:
        return real.extractfile("metadata.json").read()


@pytest.fixture
def pack(tmp_path, metadata):
    """pack("甲")：在 models/ 里放一个只有一个组件的模型，组件里写着“甲”，记录也对得上。"""
    folder = tmp_path / "models"

    def packed(content):
        (tmp_path / "content").write_text(content)
        (tmp_path / "metadata").write_bytes(metadata)
        folder.mkdir(exist_ok=True)
        with tarfile.open(folder / "hotline.tar.gz", "w:gz") as archive:
            archive.add(tmp_path / "content", "components/head/content")
            archive.add(tmp_path / "metadata", "metadata.json")
        record = {"model": "hotline.tar.gz", "sha256": model._sha256(folder / "hotline.tar.gz"), "inputs": ""}
        (folder / "hotline.json").write_text(json.dumps(record))
        return folder

    return packed


def read(folder, tmp_path):
    """照起服务的办法装一遍，读出组件里写的。"""
    import_lean_rasa()
    from rasa.engine.storage.resource import Resource

    from bot.server.unpacked_model import UnpackedModel

    elsewhere = tmp_path / f"storage-{len(list(tmp_path.iterdir()))}"
    elsewhere.mkdir()
    storage, metadata = UnpackedModel.from_model_archive(elsewhere, model.trusted_model(folder))
    assert metadata.rasa_open_source_version
    with storage.read_from(Resource("head")) as component:
        return (component / "content").read_text()


def test_the_second_start_does_not_open_the_archive(pack, tmp_path):
    folder = pack("甲")
    assert read(folder, tmp_path) == "甲"
    (folder / "hotline.tar.gz").write_bytes(b"swapped by somebody")
    assert read(folder, tmp_path) == "甲"


def test_a_new_model_is_unpacked_anew_and_the_old_one_goes(pack, tmp_path):
    read(pack("甲"), tmp_path)
    folder = pack("乙")
    assert read(folder, tmp_path) == "乙"
    assert len(list(folder.glob(f"{model.UNPACKED}*"))) == 1


def test_a_model_that_was_swapped_before_it_was_unpacked_is_refused(pack):
    folder = pack("甲")
    (folder / "hotline.tar.gz").write_bytes(b"swapped by somebody")
    with pytest.raises(ModelUnavailable):
        model.trusted_model(folder)


def test_what_was_half_unpacked_is_not_used(pack, tmp_path):
    folder = pack("甲")
    (folder / "unpacking" / "components" / "head").mkdir(parents=True)
    (folder / "unpacking" / "components" / "head" / "content").write_text("半")
    assert read(folder, tmp_path) == "甲"
    assert not (folder / "unpacking").exists()


def test_a_folder_that_cannot_be_written_is_no_hindrance(pack, tmp_path, monkeypatch):
    folder = pack("甲")
    monkeypatch.setattr(os, "rename", _refuse)
    assert read(folder, tmp_path) == "甲"


def _refuse(*_):
    raise PermissionError("read-only")
