"""钱数和号码：汉字旁边、全角、夹空格、语音听成的汉字都要认得。"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.hotline.chinese_numbers import parse_amount, parse_chinese_integer

DIGITS, UNITS = "零一二三四五六七八九", ("", "十", "百", "千")


def in_chinese(number: int) -> str:
    """58 → 五十八，10300 → 一万零三百。"""
    if number >= 10_000:
        rest = number % 10_000
        return in_chinese(number // 10_000) + "万" + ("零" if 0 < rest < 1000 else "") + (in_chinese(rest) if rest else "")
    text, pending_zero = "", False
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
        if not digit:
            pending_zero = bool(text)
            continue
        text += ("零" if pending_zero else "") + DIGITS[digit] + UNITS[place]
        pending_zero = False
    return text


@given(st.integers(1, 99_999_999))
def test_every_chinese_number_reads_back(number):
    assert parse_chinese_integer(in_chinese(number)) == number


@given(st.integers(1, 9_999_999), st.sampled_from(["元", "块", "块钱"]))
def test_every_sum_reads_the_same_in_chinese_and_in_arabic(yuan, unit):
    assert parse_amount(in_chinese(yuan) + unit) == parse_amount(f"{yuan}{unit}") == parse_amount(f"{yuan:,}{unit}") == float(yuan)


@given(st.integers(0, 999_999), st.integers(0, 99))
def test_cents_are_kept(yuan, cents):
    assert parse_amount(f"{yuan}.{cents:02}元") == pytest.approx(yuan + cents / 100)


@settings(deadline=None)  # 头一次要装词典和模型
@given(st.integers(10, 99_999))
def test_a_sum_is_found_where_it_is_said(entities, yuan):
    text = f"在店里花了{in_chinese(yuan)}元买的"
    (amount,) = [e for e in entities(text) if e.type == "amount"]
    assert amount.value == yuan and text[amount.start : amount.end] == amount.text


@pytest.mark.parametrize(
    "text, yuan",
    [
        ("五十八块", [58.0]), ("花了1.2万", [12000.0]), ("三千多", [3000.0]), ("收了我两百八", [280.0]), ("1299.9元", [1299.9]),
        ("标价99", [99.0]), ("花了388", [388.0]), ("¥1,299.00", [1299.0]), ("三块八毛五一斤", [3.85]), ("59块9买的", [59.9]),
        ("１２８元", [128.0]), ("充500送200", [500.0, 200.0]), ("押金三千六没了", [3600.0]), ("一块钱一根", [1.0]),
        ("2元一支", [2.0]), ("一百块三贴", [100.0]), ("定金2000，说好送货", [2000.0]), ("羽绒服，698，掉毛", [698.0]), ("十万块", [100000.0]),
        ("贰仟叁佰元整", [2300.0]), ("壹万元", [10000.0]), ("欠我1.2亿", [120000000.0]), ("首付15w5", [155000.0]), ("九块九包邮", [9.9]), ("满200减30", [200.0, 30.0]),
        ("门票120一张", [120.0]), ("苹果5块8一斤", [5.8]), ("菜单写六十八，结账八十八", [68.0, 88.0]), ("误工费2000医药费864", [2000.0, 864.0]),
        ("月租从18变成58", [18.0, 58.0]), ("大概2000左右", [2000.0]), ("剩下的三万二一直拖着", [32000.0]), ("交了三千五两年了", [3500.0]), ("299￥", [299.0]),
        ("已消费1260元 店铺关门了", [1260.0]),
        ("买了个电饭锅159 煮饭冒烟", [159.0]), ("充值500 号被封了", [500.0]), ("交了8000 三个月了不来装", [8000.0]), ("差8两 60块钱 要他补", [60.0]),
        ("一箱牛奶65 喝着有味", [65.0]), ("烂了一半 39.9 店铺叫果农小张", [39.9]), ("团购的火锅套餐 99 去了不让用", [99.0]), ("买了3980的床垫", [3980.0]),
        ("换胎120 两天就爆了", [120.0]), ("苹果14 3899 卖的是翻新机", [3899.0]), ("我打了12315 没人接", []), ("住在302 没暖气", []), ("我妈 65 让人骗了", []),
        ("充电一块八一度", [1.8]), ("电费一块二一度", [1.2]), ("交了四千六 回来喝了半个月", [4600.0]),
        ("前年办的卡 1999 现在店关门了", [1999.0]), ("买了个锅 268 用了两回就糊", [268.0]), ("报的舞蹈班 3680 老师走了", [3680.0]),
    ],
)  # fmt: skip
def test_money(values, text, yuan):
    assert values("amount", text) == yuan


@pytest.mark.parametrize(
    "text",
    [
        "建设路18号3单元502", "用了三天", "凌晨3点", "200克装", "85岁", "打了八折", "扣了2分", "少了百分之30", "第388期", "住十二楼",
        "等了40分钟", "一块蛋糕", "我打了12315，没人管", "血压180，头晕", "门牌是302，天天吵", "找10086，说没办法", "报了110，警察来了", "大家合到一块", "千万别说是谁举报的", "退一赔三", "电话13800000012", "三百多个会员", "国庆节", "元旦那天",
        "没收一分钱", "万元", "百十来块", "几百块", "两三百块", "十几万", "一两千", "37.5度", "2026年5月18日", "身份证620102199001011234",
        "3号楼1单元102 一楼的住户", "阳光公寓1802，天天吵", "剩三十一节没上",
        "打了 12315 没人管", "住在阳光公寓 1802 天天吵", "那个型号 5200 早停产了", "一共来了 300 个人", "我手机尾号 8812 记一下",
    ],
)  # fmt: skip
def test_what_is_not_money(values, text):
    assert values("amount", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "打13800000012找我", "电话１３８００００００１２", "138 0000 0012", "138-0000-0012", "+8613800000012", "一三八零零零零零零幺二",
        "138零零零零0012", "手机号13800000012，姓王", "我的号码13800000012急", "联系人 李四 13800000012",
        "13800000012一直打不通",
    ],
)  # fmt: skip
def test_a_mobile_however_it_is_written(values, text):
    assert values("phone", text) == ["13800000012"]


def test_other_phones(values):
    assert values("phone", "座机0935-2210000") == ["0935-2210000"]
    assert values("phone", "客服400-000-1234没人接") == ["400-000-1234"]
    assert values("phone", "订单号138000000123456") == []


@pytest.mark.parametrize(
    "type_, text, value",
    [
        ("id_number", "身份证号620102199001011234", "620102199001011234"),  # 校验位不对，写的是身份证就还是
        ("id_number", "我是62010219900101123x", "62010219900101123X"),
        ("credit_code", "统一社会信用代码91620602MA71ABCD0X的公司", "91620602MA71ABCD0X"),
        ("ticket_no", "T20260518-7K4MPQ办得怎么样了", "T20260518-7K4MPQ"),
        ("ticket_no", "告知书n20260518-7k4mpq", "N20260518-7K4MPQ"),
        ("ticket_no", "12345给的250912101108115409", "250912101108115409"),
        ("ticket_no", "12315的编号1620602002026051812345678", "1620602002026051812345678"),
        ("order_no", "订单号：SF1234567890123", "SF1234567890123"),
        ("order_no", "单号是3456789012345678901", "3456789012345678901"),
    ],
)
def test_numbers_of_papers(values, type_, text, value):
    assert values(type_, text) == [value]
    assert values("phone", text) == [] and values("amount", text) == []
