"""签名：改一个字节、过了时、换了钥匙、重放，都要看得出来。"""

import base64
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsIncomplete, SignatureInvalid
from connectors.platforms import signature

NOW = datetime(2026, 5, 11, 9, 30, tzinfo=timezone.utc)
KEY, OLD_KEY = b"k" * 32, b"o" * 32
BODY = '{"标题":"短斤少两"}'.encode()


def test_the_published_example_of_standard_webhooks():
    keys = signature.parse_keys("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = datetime.fromtimestamp(1614265330, timezone.utc)

    headers = signature.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}', keys)

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_signed_letter_is_accepted_and_gives_its_id():
    assert signature.verify(signature.sign("D-1", NOW, BODY, [KEY]), BODY, [KEY], NOW) == "D-1"


def test_header_names_may_be_written_in_any_case():
    headers = {name.title(): value for name, value in signature.sign("D-1", NOW, BODY, [KEY]).items()}
    assert signature.verify(headers, BODY, [KEY], NOW) == "D-1"


@pytest.mark.parametrize("late", [timedelta(minutes=-4), timedelta(minutes=4)])
def test_clocks_may_differ_a_little(late):
    assert signature.verify(signature.sign("D-1", NOW, BODY, [KEY]), BODY, [KEY], NOW + late)


@pytest.mark.parametrize("late", [timedelta(minutes=6), timedelta(minutes=-6), timedelta(days=300)])
def test_an_old_letter_is_a_replay(late):
    with pytest.raises(SignatureInvalid, match="重放"):
        signature.verify(signature.sign("D-1", NOW, BODY, [KEY]), BODY, [KEY], NOW + late)


@pytest.mark.parametrize("change", [
    {"webhook-id": "D-2"},
    {"webhook-timestamp": str(int(NOW.timestamp()) + 1)},
    {"webhook-signature": "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="},
    {"webhook-signature": ""},
    {"webhook-signature": "v2,whatever"},
    {"webhook-signature": "v1,签名"},
    {"webhook-id": ""},
    {"webhook-id": "D-1.2"},
    {"webhook-timestamp": "now"},
    {"webhook-timestamp": "-1"},
    {"webhook-timestamp": "１７"},
    {"webhook-signature": " ".join(["v1,AAAA"] * 50)},
])  # fmt: skip
def test_a_changed_header_is_refused(change):
    headers = {**signature.sign("D-1", NOW, BODY, [KEY]), **change}
    with pytest.raises(SignatureInvalid):
        signature.verify(headers, BODY, [KEY], NOW)


@pytest.mark.parametrize("missing", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_missing_header_is_refused(missing):
    headers = signature.sign("D-1", NOW, BODY, [KEY])
    del headers[missing]
    with pytest.raises(SignatureInvalid):
        signature.verify(headers, BODY, [KEY], NOW)


@given(body=st.binary(max_size=200), position=st.integers(0, 199), flip=st.integers(1, 255))
def test_any_changed_byte_of_the_body_is_noticed(body, position, flip):
    if not body:
        return
    headers = signature.sign("D-1", NOW, body, [KEY])
    changed = bytearray(body)
    changed[position % len(body)] ^= flip
    with pytest.raises(SignatureInvalid):
        signature.verify(headers, bytes(changed), [KEY], NOW)


def test_while_keys_rotate_old_and_new_both_work_and_afterwards_only_the_new():
    both = signature.sign("D-1", NOW, BODY, [KEY, OLD_KEY])

    assert signature.verify(both, BODY, [OLD_KEY], NOW)
    assert signature.verify(both, BODY, [KEY], NOW)
    assert signature.verify(signature.sign("D-1", NOW, BODY, [OLD_KEY]), BODY, [KEY, OLD_KEY], NOW)
    with pytest.raises(SignatureInvalid):
        signature.verify(signature.sign("D-1", NOW, BODY, [OLD_KEY]), BODY, [KEY], NOW)


def test_an_id_with_a_dot_cannot_be_signed():
    with pytest.raises(ValueError):
        signature.sign("a.1", NOW, BODY, [KEY])


@pytest.mark.parametrize("text", ["", " , ", "whsec_短", "whsec_" + base64.b64encode(b"short").decode(), "whsec_!!!!"])
def test_an_unusable_key_is_refused_at_the_start(text):
    with pytest.raises(SettingsIncomplete):
        signature.parse_keys(text)


def test_keys_survive_being_written_down():
    assert signature.parse_keys(f"{signature.format_key(KEY)}, {signature.format_key(OLD_KEY)}") == (KEY, OLD_KEY)
