"""python -m bot keys：造一把新钥匙，把存着的换过去，旧的就能撤掉。"""

import os
import subprocess
import sys
from datetime import datetime

import pytest

from bot.hotline.evidence import Evidence
from bot.settings import PROJECT, TIME_ZONE
from bot.stores.cipher import Cipher
from bot.stores.database import connect, migrate
from bot.stores.evidence_store import EvidenceFiles

PHOTO = b"\x89PNG a photo of a label"


@pytest.fixture
def kept(tmp_path):
    """kept(钥匙)：这一台的证据库，用这几把钥匙开。"""
    engine = connect(f"sqlite:///{tmp_path}/hotline.db")
    migrate(engine)
    return lambda *keys: EvidenceFiles(engine, Cipher(keys), tmp_path / "evidence")


def keys(tmp_path, *command, data_key=""):
    environment = {**os.environ, "HOTLINE_VAR_FOLDER": str(tmp_path), "HOTLINE_DATABASE_URL": f"sqlite:///{tmp_path}/hotline.db", "HOTLINE_DATA_KEY": data_key}
    done = subprocess.run([sys.executable, "-m", "bot", "keys", *command], cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_after_rotation_the_old_key_is_needed_no_more(tmp_path, kept):
    old, new = keys(tmp_path, "new").strip(), keys(tmp_path, "new").strip()
    received = Evidence("E20260518-AAAAAA", "c", "标签.png", "image/png", len(PHOTO), datetime(2026, 5, 18, 9, tzinfo=TIME_ZONE))
    kept(old).add(received, PHOTO)

    first = keys(tmp_path, "rotate", data_key=f"{new},{old}")
    again = keys(tmp_path, "rotate", data_key=f"{new},{old}")

    assert "共换了 2 份" in first  # 文件名和文件
    assert "旧的可以从 HOTLINE_DATA_KEY 里撤掉了" in again
    assert kept(new).get(received.evidence_no).name == "标签.png"
    assert kept(new).content(received.evidence_no) == PHOTO
