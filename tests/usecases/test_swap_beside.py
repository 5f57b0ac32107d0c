"""“不是超市，是超市对面那个大众烘焙”：告的换成后一家，原来那家成了路标。"""

from datetime import date, datetime

import pytest

from bot.hotline.draft import Draft
from bot.settings import TIME_ZONE
from bot.usecases.reading.read_swap import read_swap
from tests import fakes

WORDS, TODAY = fakes.knowledge().intake_words, date(2026, 4, 28)
NOW = datetime(2026, 4, 28, 10, tzinfo=TIME_ZONE)


@pytest.mark.parametrize(
    ("said", "values", "after"),
    [
        ("不是超市 是超市对面那个大众烘焙", {"respondent_name": "大众超市", "respondent_address": "南关"}, {"respondent_name": "大众烘焙", "respondent_address": "南关，大众超市对面"}),
        ("不对 不是万家福超市 是楼下那个小米手机店", {"respondent_name": "小米手机店", "respondent_address": "北大街万家福超市楼下"}, {"respondent_name": "小米手机店"}),
        ("不是好又多，是好又多隔壁的一品香", {"respondent_name": "好又多", "respondent_address": "北街好又多"}, {"respondent_name": "一品香", "respondent_address": "北街好又多隔壁"}),
    ],
)
def test_the_shop_beside_the_one_told_is_the_one_meant(said, values, after):
    draft = Draft("D1", "chat:1", "complaint", "chat", NOW, NOW, values=values, has_facts=True)
    assert read_swap(said, draft, WORDS, TODAY) == after
