"""只说了一半的：剩下的正好是一个叫法才算，说全了的不算。"""

import pytest

from bot.nlu.normalise import normalise
from tests import fakes


@pytest.fixture(scope="module")
def half_said():
    return fakes.knowledge().half_said


@pytest.mark.parametrize(
    "text, among",
    [
        ("我要办营业执照", "company_establishment"),
        ("您好，营业执照。", "individual_business_establishment"),
        ("请问办个证需要啥材料？", "food_operation_license_new"),
        ("许可证快到期了", "food_operation_license_renewal"),
        ("想注销", "simple_deregistration"),
        ("备案怎么弄", "prepackaged_food_filing"),
    ],
)
def test_a_matter_named_by_half_has_several_candidates(half_said, text, among):
    offers = half_said.offers(normalise(text).text)
    assert among in offers and len(offers) > 1


@pytest.mark.parametrize("text", ["公司营业执照怎么办", "食品证到期了", "我的执照丢了", "注销公司", "开饭馆要啥证", "证监会电话", "", "要什么材料", "办个一下" * 3000 + "证啊", "我要办个" * 5 + "好"])
def test_a_matter_named_in_full_is_not_half_said(half_said, text):
    assert half_said.offers(normalise(text).text) == ()


@pytest.mark.parametrize(
    "in_hand, text, twin",
    [
        ("company_change", "我是个体户 不是公司", "individual_business_change"),
        ("individual_business_establishment", "那公司呢", "company_establishment"),
        ("class2_device_filing", "三类呢", "class3_device_license"),
        ("food_production_license", "小作坊", "food_workshop_registration"),
        ("ordinary_deregistration", "简易的吧", "simple_deregistration"),
        ("company_change", "公司", None),
        ("company_change", "我是个体户转过来的公司 股东有三个", None),
        ("trademark_registration", "那公司呢", None),
    ],
)
def test_the_twin_of_the_item_in_hand_is_meant_only_when_nothing_else_is_said(half_said, in_hand, text, twin):
    assert half_said.twin(in_hand, text) == twin
