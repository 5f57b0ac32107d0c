"""对账：每一种差都看得出来，没有差的不吵人，跨零点的不误报。"""

from datetime import datetime, timedelta

import pytest

from bot.settings import TIME_ZONE
from bot.stores.platform_tickets import PlatformTicket
from connectors.platforms.gateway import TheirTicket
from connectors.platforms.reconcile import Gap, compare
from connectors.platforms.settings import field_mapping

MIDNIGHT = datetime(2026, 5, 11, tzinfo=TIME_ZONE)
NOON = MIDNIGHT + timedelta(hours=12)
M12345 = field_mapping("12345")


def ours(ticket_no="T1", external_no="N1", status="registered", at=NOON, **more):
    return PlatformTicket(ticket_no, external_no, status, at, **more)


def theirs(ticket_no="T1", external_no="N1", status="待派遣", at=NOON, is_transfer=False):
    return TheirTicket(external_no, ticket_no, status, at, is_transfer)


def compared(our_list, their_list):
    return compare(M12345, our_list, their_list, MIDNIGHT, MIDNIGHT + timedelta(days=1))


@pytest.mark.parametrize("our_list, their_list, gap", [
    ([ours()], [], Gap.OURS_ONLY),
    ([], [theirs()], Gap.THEIRS_ONLY),
    ([ours(external_no="N1")], [theirs(external_no="N2")], Gap.NUMBER_DIFFERS),
    ([ours(status="replied")], [theirs(status="待派遣")], Gap.STATUS_DIFFERS),
    ([ours(heard="已结案")], [theirs(status="待派遣")], Gap.STATUS_DIFFERS),
    ([ours()], [theirs(), theirs(external_no="N2")], Gap.TWICE),
    ([], [theirs(ticket_no="", is_transfer=True)], Gap.THEIRS_ONLY),
    ([ours(is_transfer=True)], [], Gap.OURS_ONLY),
])  # fmt: skip
def test_each_kind_of_difference(our_list, their_list, gap):
    found = compared(our_list, their_list)
    assert [difference.gap for difference in found.differences] == [gap]
    assert gap.value in found.as_text()


@pytest.mark.parametrize("our_list, their_list", [
    ([], []),
    ([ours()], [theirs()]),
    ([ours(is_transfer=True)], [theirs(ticket_no="", is_transfer=True)]),
    ([ours(status="replied", is_settled=False)], [theirs(status="待派遣")]),
    ([ours(heard="待督办")], [theirs(status="待督办")]),  # 对方来信说过
    ([ours(at=None, external_no=None, is_settled=False)], [theirs()]),  # 对方收下了，回执还在路上
    ([ours(at=NOON + timedelta(days=3))], [theirs()]),  # 回执三天后才拿到
    ([ours()], [theirs(at=NOON - timedelta(days=3))]),
    ([ours(at=MIDNIGHT)], [theirs(at=MIDNIGHT - timedelta(seconds=1))]),  # 两边的钟差一秒
])  # fmt: skip
def test_what_is_no_difference(our_list, their_list):
    assert compared(our_list, their_list).is_clean


def test_the_text_is_something_a_clerk_can_act_on():
    found = compared([ours(), ours("T2", "N2"), ours("T4", None, at=None)], [theirs(), theirs("T3", "N3", "待处置")])
    assert found.as_text() == (
        "政务服务便民热线对账单　2026-05-11 00:00 至 2026-05-12 00:00\n"
        "我方 2 张，对方 2 张。\n"
        "另有 1 张还在发件箱里没送到。\n"
        "我方已送达、对方清单没有（1 张）：\n"
        "  工单 T2，平台编号 N2：待派遣\n"
        "对方清单有、我方没有（1 张）：\n"
        "  工单 T3，平台编号 N3：待处置"
    )


def test_no_difference_is_said_plainly():
    assert "两边一致，没有差错。" in compared([ours()], [theirs()]).as_text()
