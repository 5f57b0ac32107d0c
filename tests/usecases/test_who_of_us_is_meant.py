"""反映工作人员：说过是谁的不再问，自己的店不当成被反映的。"""

from __future__ import annotations

from datetime import date

import pytest

from bot.usecases.reading.read_official import described, own_shops, read_official
from tests import fakes

WORDS = fakes.knowledge().intake_words


@pytest.mark.parametrize(
    ("said", "official"),
    [
        ("你们城关所那个姓李的科长 来我店里查了三回", "城关所那个姓李的科长"), ("北街所的张所长", "北街所的张所长"), ("刘科长收了我两条烟", "刘科长"),
        ("就是姓马的", "姓马的"), ("他叫王建国 是所长", "王建国"), ("他叫啥不晓得", None), ("你们所长收商户红包", None), ("我找你们工作人员说了", None), ("态度特别差", None),
    ],
)  # fmt: skip
def test_the_official_is_taken_as_he_was_told(said, official):
    assert read_official(said, WORDS) == official


@pytest.mark.parametrize(
    ("said", "shop"),
    [("我怕他报复我 我店叫老四烟酒店", True), ("老四烟酒店是我开的", True), ("我是老四烟酒店的老板", True), ("我在老四烟酒店看见他拿烟", False), ("他去老四烟酒店白吃白拿", False)],
)  # fmt: skip
def test_ones_own_shop_is_told_from_another(said, shop):
    assert own_shops(said, ["老四烟酒店"]) == ({"老四烟酒店"} if shop else set())


def test_the_day_and_what_he_does_not_know_describe_nobody():
    assert described("东关所的 两个人 昨天下午三点", WORDS, date(2026, 11, 28)) == "东关所的 两个人"
    assert described("就政务大厅2楼食品那个窗口 短头发", WORDS, date(2026, 11, 28)) == "政务大厅2楼食品那个窗口 短头发"
