"""回电电话落库要加密：数据库文件里找不到它，换了钥匙打不开。"""

from datetime import datetime

import pytest

from bot.errors import SettingsIncomplete
from bot.ports import HandOver
from bot.settings import TIME_ZONE
from bot.stores.cipher import Cipher, new_key
from bot.stores.database import connect, migrate
from bot.stores.hand_over_store import DatabaseHandOvers

PHONE = "13800000000"


@pytest.fixture
def engine(tmp_path):
    engine = connect(f"sqlite:///{tmp_path / 'hotline.db'}")
    migrate(engine)
    return engine


def hand_over(phone=None):
    return HandOver("H20261123-AAAAAA", "c", "asked", datetime(2026, 11, 23, 10, tzinfo=TIME_ZONE), phone)


@pytest.mark.parametrize("at_once", [True, False])
def test_the_phone_is_not_readable_in_the_file(engine, tmp_path, at_once):
    store = DatabaseHandOvers(engine, Cipher([new_key()]))
    store.add(hand_over(PHONE if at_once else None))
    if not at_once:
        store.set_phone("H20261123-AAAAAA", PHONE)
    assert store.latest(1)[0].phone == PHONE
    engine.dispose()
    for path in tmp_path.iterdir():
        assert PHONE.encode() not in path.read_bytes()


def test_another_key_cannot_open_it(engine):
    DatabaseHandOvers(engine, Cipher([new_key()])).add(hand_over(PHONE))
    with pytest.raises(SettingsIncomplete):
        DatabaseHandOvers(engine, Cipher([new_key()])).latest(1)


def test_an_old_key_still_opens_old_entries(engine):
    old, new = new_key(), new_key()
    DatabaseHandOvers(engine, Cipher([old])).add(hand_over(PHONE))
    assert DatabaseHandOvers(engine, Cipher([new, old])).latest(1)[0].phone == PHONE
