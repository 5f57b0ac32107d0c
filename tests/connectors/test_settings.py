"""运行环境写错了，启动时就说清楚哪一项。"""

import pytest

from bot.errors import SettingsIncomplete
from connectors.platforms.settings import DeliverySettings
from connectors.platforms.signature import format_key

KEY = format_key(b"k" * 32)


def test_without_an_address_nothing_is_sent_and_nothing_is_wrong():
    assert DeliverySettings.from_environment({}).platforms == {}


def test_everything_comes_from_the_environment():
    settings = DeliverySettings.from_environment({
        "HOTLINE_PLATFORM_12345_URL": "https://gateway.example",
        "HOTLINE_PLATFORM_12345_KEYS": f"{KEY},{format_key(b'o' * 32)}",
        "HOTLINE_DELIVERY_DELAYS": "0,1,2",
        "HOTLINE_DELIVERY_TIMEOUT": "5",
        "HOTLINE_DELIVERY_LEASE": "30",
        "HOTLINE_DELIVERY_JITTER": "0",
    })  # fmt: skip
    assert settings.platforms["12345"].keys == (b"k" * 32, b"o" * 32)
    assert (settings.schedule.delays, settings.schedule.jitter, settings.lease) == ((0.0, 1.0, 2.0), 0.0, 30.0)


@pytest.mark.parametrize("environ, named", [
    ({"HOTLINE_PLATFORM_12315_URL": "https://x"}, "HOTLINE_PLATFORM_12315_KEYS"),
    ({"HOTLINE_PLATFORM_12315_URL": "ftp://x", "HOTLINE_PLATFORM_12315_KEYS": KEY}, "HOTLINE_PLATFORM_12315_URL"),
    ({"HOTLINE_PLATFORM_12315_URL": "https://x", "HOTLINE_PLATFORM_12315_KEYS": "secret"}, "钥匙"),
    ({"HOTLINE_DELIVERY_DELAYS": "soon"}, "HOTLINE_DELIVERY_DELAYS"),
    ({"HOTLINE_DELIVERY_TIMEOUT": "nan"}, "HOTLINE_DELIVERY_TIMEOUT"),
    ({"HOTLINE_DELIVERY_CONCURRENCY": "0"}, "HOTLINE_DELIVERY_CONCURRENCY"),
    ({"HOTLINE_DELIVERY_TIMEOUT": "100"}, "HOTLINE_DELIVERY_LEASE"),
])  # fmt: skip
def test_what_is_badly_set_is_named(environ, named):
    with pytest.raises(SettingsIncomplete, match=named):
        DeliverySettings.from_environment(environ)
