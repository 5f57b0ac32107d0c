"""脱敏：汉字中间的电话、证件号遮得住；举报人的身份换什么写法都拿得掉。"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hotline.privacy import hide_person, mask, mask_address, mask_name, mask_phone, plain_digits
from bot.hotline.ticket import Citizen

chinese = st.text(alphabet="电话投诉我的是号码在店里家，。：、（）手机一下", max_size=12)
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
id_numbers = st.from_regex(r"[1-6][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9])[0-9]{3}[0-9X]", fullmatch=True)
landlines = st.from_regex(r"0[1-9][0-9]{1,2}-?[2-8][0-9]{6,7}", fullmatch=True)
numbers = st.one_of(mobiles, id_numbers, landlines)


def _full_width(text):
    return "".join(chr(ord(ch) + 0xFEE0) if ch.isdigit() else ch for ch in text)


ways = st.sampled_from([str, _full_width, lambda n: f"{n[:3]} {n[3:7]} {n[7:]}", lambda n: f"{n[:3]}-{n[3:7]}-{n[7:]}"])


@given(chinese, numbers, chinese, ways)
def test_no_seven_consecutive_digits_of_a_phone_or_id_are_left(before, number, after, way):
    masked = mask(f"{before}{way(number)}{after}")
    kept = re.findall(r"[0-9０-９]{7,}", masked)
    assert not [run for run in kept if plain_digits(run) in plain_digits(number)]


@given(chinese, mobiles, id_numbers, chinese)
def test_a_reporters_own_numbers_leave_no_trace(before, phone, id_number, after):
    person = Citizen("王大锤", phone, "东大街7号院", id_number=id_number)
    text = f"{before}{phone}{after}{id_number}，{_full_width(phone)}，王大锤住东大街7号院，{phone[:3]} {phone[3:7]}-{phone[7:]}"
    hidden = hide_person(text, person)
    assert phone not in plain_digits(hidden) and id_number not in plain_digits(hidden)
    assert "王大锤" not in hidden and "东大街7号院" not in hidden


@pytest.mark.parametrize(
    "text",
    [
        "我叫李小明", "李 小 明说的", "电话一三九一一一一二二二二", "电话幺三九 幺幺幺幺 二二二二",
        "１３９１１１１２２２２", "139-1111-2222", "139 1111 2222", "139.1111.2222", "座机0935-2212345", "别人的13700001111",
        "证件62010219900101123X", "证件６２０１０２１９９００１０１１２３Ｘ", "我住西小北街 99号",
    ],
)  # fmt: skip
def test_however_it_is_written_it_is_hidden(text):
    person = Citizen("李小明", "13911112222", "西小北街99号", id_number="62010219900101123X")
    assert "已隐去" in hide_person(text, person)


@pytest.mark.parametrize("evidence", ["条码6901234567890", "订单202604280012345678", "生产日期20260401", "批号20260401A", "价格1280000元"])
def test_barcodes_orders_and_dates_are_evidence_and_stay(evidence):
    assert hide_person(evidence, Citizen("李小明", "13911112222")) == evidence


def test_short_forms_on_screen():
    assert mask_name("张三") == "张*" and mask_name("欧阳小明") == "欧**明"
    assert mask_phone("13800001234") == "138****1234" and mask_phone("0935-2212345").endswith("45")
    assert mask_address("凉州区建设路18号2单元501") == "凉州区****"
    assert mask("身份证620102199001011234投诉") == "身份证620102********1234投诉"
