"""答复发出以前查一遍。"""

import pytest

from bot.hotline.reply_check import OverPromise, check_reply

PROMISES = (OverPromise(("保证", "一定"), "不能打包票。", "“我们会依法核查。”"),)
BASES = ("总局令第121号第十五条；《中华人民共和国消费者权益保护法》第四十六条", "《中华人民共和国食品安全法》第一百四十八条")


def kinds(reply):
    return [(one.kind, one.found) for one in check_reply(reply, PROMISES, BASES)]


def test_a_plain_reply_gets_no_remark():
    assert kinds("您的投诉已经受理，我们会在期限内告知您结果。") == []


def test_a_promise_nobody_can_keep_is_pointed_out():
    assert kinds("我们保证给您办好，一定") == [("over_promise", "保证"), ("over_promise", "一定")]


@pytest.mark.parametrize("reply", ["依据总局令第121号第十五条", "依据《消费者权益保护法》第四十六条", "依据《中华人民共和国食品安全法》第一百四十八条第二款"])
def test_a_clause_the_knowledge_has_is_fine(reply):
    assert kinds(reply) == []


def test_a_clause_the_knowledge_has_not_is_pointed_out():
    assert kinds("依据《食品安全法》第九百条") == [("unknown_clause", "《食品安全法》第九百条")]
    assert kinds("依据总局令第121号第十五条、第九十九条") == [("unknown_clause", "总局令第121号第九十九条")]


def test_a_law_the_knowledge_never_names_is_pointed_out():
    assert kinds("依据《热线永远正确法》第一条") == [("unknown_clause", "《热线永远正确法》")]


def test_a_phone_number_in_a_reply_is_pointed_out():
    assert [kind for kind, _ in kinds("请打13800001234找他")] == ["personal_data"]
