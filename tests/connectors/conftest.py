"""模拟器进程全场共用，各测之前清空；发件箱各测一份。"""

import pytest
from platform_simulator import Simulator

from bot.stores.cipher import Cipher, new_key
from bot.stores.database import connect, migrate
from bot.stores.delivery_store import DeliveryStore


@pytest.fixture(scope="session")
def simulator_process(tmp_path_factory):
    simulator = Simulator(tmp_path_factory.mktemp("simulator"))
    yield simulator
    simulator.stop()


@pytest.fixture
def simulator(simulator_process):
    simulator_process.clear()
    return simulator_process


@pytest.fixture
def database(tmp_path):
    engine = connect(f"sqlite:///{tmp_path / 'hotline.db'}")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def outbox(database):
    return DeliveryStore(database, Cipher([new_key()]))
