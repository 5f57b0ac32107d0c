"""卡片怎么说成文字。"""

import pytest
import yaml

from bot.settings import PROJECT
from connectors.channels.wechat.incoming import Grant, read_message
from connectors.channels.wechat.menu import Menu
from connectors.channels.wechat.speech import Speech

WORDING = yaml.safe_load((PROJECT / "knowledge" / "wechat" / "wording.yml").read_text(encoding="utf-8"))


@pytest.fixture
def speech():
    return Speech(WORDING, "https://hotline.example/")


def card(**fields):
    return {"text": fields.pop("text", "说法"), "custom": fields}


def test_a_notice_has_a_link_to_print(speech):
    said = speech.say([card(type="notice", url="/notices/N1")])

    assert said.text.endswith("https://hotline.example/notices/N1")
    assert said.page == "https://hotline.example/notices/N1"


def test_the_number_to_call_comes_first_in_an_emergency(speech):
    calls = [{"number": "119", "note": "火警"}, {"number": "120", "note": "有人受伤"}]

    assert speech.say([card(type="emergency", call=calls, text="请先离开。")]).text.startswith("拨打 119（火警）\n拨打 120")
    already = speech.say([card(type="emergency", call=calls, text="请拨打 119。\n别进去。")]).text
    assert already.startswith("请拨打 119。") and already.endswith("拨打 120（有人受伤）")


def test_a_draft_being_confirmed_is_read_out_in_full(speech):
    fields = [
        {"id": "respondent_name", "label": "商家的名称", "value": "好再来烧烤店", "status": "filled"},
        {"id": "citizen_phone", "label": "您的电话号码", "value": "138****0000", "status": "filled"},
    ]

    text = speech.say([card(type="request_draft", stage="confirming", fields=fields, text="对不对？")]).text

    assert text == "商家的名称：好再来烧烤店\n您的电话号码：138****0000\n\n对不对？"


def test_a_draft_says_what_is_still_missing_but_not_what_it_is_asking(speech):
    fields = [{"id": name, "label": name, "value": None, "status": "missing"} for name in ("商家", "电话", "事情")]

    text = speech.say([card(type="request_draft", stage="collecting", asking="商家", fields=fields)]).text

    assert text.endswith("还差：电话、事情")


def test_a_filed_ticket_says_its_number_and_the_code_given_once(speech):
    tickets = [{"ticket_no": "T1", "kind_name": "举报", "department_name": "食品科", "query_code": "7Q2M"}]

    said = speech.say([card(type="ticket_filed", tickets=tickets, text="登记好了。")])

    assert "工单编号 T1（举报，食品科）" in said.text and "7Q2M" in said.text
    assert said.filed == ("T1",)


def test_progress_says_the_steps(speech):
    steps = [{"name": "登记", "at": "2026-04-28T10:00:00+08:00"}, {"name": "派单", "at": "2026-04-28T10:05:00+08:00"}]

    assert "2026-04-28 派单" in speech.say([card(type="ticket_progress", steps=steps, text="办理中")]).text


def test_an_unknown_card_is_just_its_text(speech):
    assert speech.say([card(type="没见过", text="照说")]).text == "照说"


def test_the_last_piece_leaves_room_for_the_link(speech):
    pieces = speech.pieces("一句话。" * 4000, 3, "https://hotline.example/p")

    assert len(pieces) == 3
    assert all(len(piece.encode()) <= 2048 for piece in pieces)
    assert pieces[-1].endswith("https://hotline.example/p")


@pytest.mark.parametrize(
    "fields, grant",
    [
        ({"MsgType": "text", "Content": "话", "MsgId": "1"}, Grant(5, 48 * 3600)),
        ({"MsgType": "event", "Event": "CLICK", "EventKey": "k"}, Grant(3, 60)),
        ({"MsgType": "event", "Event": "subscribe"}, Grant(3, 60)),
        ({"MsgType": "event", "Event": "SCAN", "EventKey": "1"}, Grant(3, 60)),
        ({"MsgType": "event", "Event": "VIEW", "EventKey": "u"}, Grant(0, 0)),
    ],
)
def test_how_many_messages_each_thing_allows(fields, grant):
    assert read_message({"ToUserName": "gh", "FromUserName": "o1", "CreateTime": "1", **fields}).grant == grant


@pytest.mark.parametrize(
    "menu",
    [[], [{"name": "一", "say": "x"}] * 4, [{"name": "名字太长太长太长", "say": "x"}], [{"name": "空"}],
     [{"name": "一", "items": [{"name": "二", "say": "x"}] * 6}]],
)  # fmt: skip
def test_a_menu_weixin_would_refuse_is_refused_here(menu):
    from bot.errors import KnowledgeInvalid

    with pytest.raises(KnowledgeInvalid, match="微信菜单"):
        Menu({"menu": menu}, "https://hotline.example")
