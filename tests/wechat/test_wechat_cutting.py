"""长答复切在哪里。"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.channels.wechat.cutting import LONGEST_BYTES, cut, size


def test_a_short_answer_stays_whole_with_its_blank_lines():
    assert cut("一\n\n二\n三") == ["一\n\n二\n三"]


def test_it_is_cut_between_items_of_a_list_first():
    items = [f"{number}. " + "材料" * 100 for number in range(1, 8)]

    pieces = cut("\n".join(items))

    assert len(pieces) > 1
    assert [line for piece in pieces for line in piece.split("\n")] == items


def test_without_lines_it_is_cut_after_a_sentence():
    pieces = cut("带齐材料再来窗口办理，少一样也办不成。" * 100)

    assert len(pieces) > 1 and all(piece.endswith("。") for piece in pieces)


@pytest.mark.parametrize("whole", ["http://127.0.0.1:8000/notices/N20260518-7K4MPQ", "13800000000", "N20260518-7K4MPQ", "👨‍👩‍👧‍👦", "🇨🇳", "é"])
def test_a_number_an_address_a_character_is_never_cut(whole):
    for before in range(650, 690):
        pieces = cut("字" * before + whole + "字" * 50)
        assert sum(piece.count(whole) for piece in pieces) == 1


@given(st.text(max_size=4000), st.integers(40, 400))
def test_nothing_is_lost_and_no_piece_is_too_long(text, longest):
    pieces = cut(text, longest)

    assert all(0 < size(piece) <= longest for piece in pieces)
    kept = "".join(ch for ch in text if ch in "\n\t" or (ch >= " " and ch not in "\ufffe\uffff"))
    assert "".join("".join(pieces).split()) == "".join(kept.split())


def test_what_xml_cannot_carry_is_left_out():
    assert cut("甲\x00乙\x0b丙\ufffe") == ["甲乙丙"]


def test_a_piece_may_be_exactly_as_long_as_allowed():
    assert [size(piece) for piece in cut("a" * LONGEST_BYTES)] == [LONGEST_BYTES]
