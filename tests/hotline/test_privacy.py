"""脱敏：该遮的遮住，别的字一个不动。"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hotline.privacy import mask, mask_name

prose = st.text(st.sampled_from("我要投诉，电话是地址在。abcXYZ-— \n"), max_size=30)
phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@given(prose, phones, prose)
def test_no_phone_shows_through_whatever_is_around_it(before, phone, after):
    masked = mask(before + phone + after)
    assert phone not in masked
    assert masked == before + phone[:3] + "****" + phone[-4:] + after


@given(
    prose,
    st.from_regex(r"[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|2[0-8])[0-9]{3}[0-9X]", fullmatch=True),
    prose,
)
def test_no_id_number_shows_through(before, number, after):
    masked = mask(before + number + after)
    assert number not in masked
    assert number[6:14] not in masked


@given(st.text(st.characters(blacklist_categories=("Nd", "Cs"))))
def test_text_without_digits_is_left_alone(text):
    assert mask(text) == text


@given(prose, phones)
def test_masking_twice_changes_nothing_more(text, phone):
    assert mask(mask(text + phone)) == mask(text + phone)


@pytest.mark.parametrize(
    "text", ["买了2斤肉，花了58元", "2026年11月23日", "拨打12345或12315", "告知书N20261123-7K4MPQ"]
)
def test_ordinary_numbers_stay(text):
    assert mask(text) == text


def test_a_spaced_phone_is_masked_too():
    assert not re.search(r"\d{8}", mask("138 0000 0000"))


@pytest.mark.parametrize("name, shown", [("张三", "张*"), ("欧阳小明", "欧**明"), ("李", "李"), ("王小二", "王*二")])
def test_names_keep_only_their_ends(name, shown):
    assert mask_name(name) == shown
