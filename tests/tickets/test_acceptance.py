"""受理建议照第十六、十七条；不知道的不提示，再多情形也只是请人审。"""

from datetime import date

import pytest

from bot.hotline.acceptance import AcceptanceFacts, advise

DAY = date(2026, 4, 28)


@pytest.mark.parametrize(
    "facts, grounds",
    [
        ({}, ()),
        ({"is_ours": False}, ("art16_1",)),
        ({"handled_elsewhere": True}, ("art16_2",)),
        ({"for_daily_living": False}, ("art16_3",)),
        ({"has_real_purchase": False}, ("art16_3", "art17_3")),
        ({"knew_on": date(2023, 4, 28)}, ()),
        ({"knew_on": date(2023, 4, 27)}, ("art16_4",)),
        ({"knew_on": date(2024, 2, 29)}, ()),
        ({"missing": ("citizen_name",)}, ("art16_5",)),
        ({"identity_refused": True}, ("art16_6",)),
        ({"unusual_quantity": True, "same_complaints_lately": 9}, ("art17_1", "art17_2")),
        ({"people_sharing_contact": 3}, ("art17_4",)),
        ({"is_other_procedure": True}, ("art44",)),
    ],
)
def test_grounds_seen_in_the_facts(facts, grounds):
    advice = advise(AcceptanceFacts(DAY, **facts))
    assert advice.grounds == grounds
    assert advice.suggestion == ("review" if grounds else "accept")
