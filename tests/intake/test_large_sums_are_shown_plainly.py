"""大数目照平常写，不写成 1e+07。"""

from types import SimpleNamespace

import pytest

from bot.usecases.filing.say_draft import shown_value


@pytest.mark.parametrize("amount, shown", [(10000000.0, "10000000元"), (1899.0, "1899元"), (12.5, "12.5元"), (100, "100元")])
def test_a_sum_is_shown_plainly(amount, shown):
    draft = SimpleNamespace(values={"amount": amount}, value=lambda name: amount, is_anonymous=False)
    assert shown_value(draft, "amount") == shown
