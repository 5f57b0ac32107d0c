"""重试的间隔：三天十次，不早于应等的时间，不丢，不提前放弃。"""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.platforms.retry import THREE_DAYS, RetrySchedule, parse_delays

NOW = datetime(2026, 5, 11, tzinfo=timezone.utc)
ATTEMPTS = st.integers(1, 9)
CHANCE = st.floats(0, 1, allow_nan=False)


def test_the_schedule_reaches_three_days_in_ten_attempts():
    assert len(THREE_DAYS) == 10
    assert timedelta(days=3) <= timedelta(seconds=sum(THREE_DAYS)) < timedelta(days=3, hours=4)


@pytest.mark.parametrize(
    "attempts, hours", [(1, 5 / 3600), (2, 1 / 12), (3, 0.5), (4, 2), (5, 5), (6, 10), (7, 14), (8, 20), (9, 24)]
)
def test_delays_without_jitter(attempts, hours):
    assert RetrySchedule(jitter=0).next_attempt_at(attempts, NOW, 0.5) == NOW + timedelta(hours=hours)


@given(attempts=st.integers(10, 1000), chance=CHANCE, retry_after=st.none() | st.floats(0, 1e9))
def test_after_the_last_attempt_a_person_is_called(attempts, chance, retry_after):
    assert RetrySchedule().next_attempt_at(attempts, NOW, chance, retry_after) is None


@given(attempts=ATTEMPTS, chance=CHANCE)
def test_jitter_only_delays_and_by_a_tenth_at_most(attempts, chance):
    wait = (RetrySchedule().next_attempt_at(attempts, NOW, chance) - NOW).total_seconds()
    assert THREE_DAYS[attempts] <= wait <= THREE_DAYS[attempts] * 1.1 + 1e-6


@given(attempts=ATTEMPTS, chance=CHANCE, retry_after=st.floats(0, 1e12, allow_nan=False))
def test_retry_after_is_honoured_but_never_for_more_than_a_day(attempts, chance, retry_after):
    wait = (RetrySchedule().next_attempt_at(attempts, NOW, chance, retry_after) - NOW).total_seconds()
    assert wait >= min(retry_after, 86400) - 1e-5
    assert wait <= 86400 * 1.1 + 1e-5


@given(chance=CHANCE)
def test_later_attempts_never_wait_less(chance):
    waits = [RetrySchedule().next_attempt_at(attempts, NOW, chance) for attempts in range(1, 10)]
    assert waits == sorted(waits)


@pytest.mark.parametrize("text", ["", "a", "5,-1", "nan"])
def test_a_badly_written_schedule_is_refused(text):
    with pytest.raises(ValueError):
        parse_delays(text)
