"""登记到一半、核对时说起另一件：单开一份，手上这件干干净净；已经混进来的挪出去。"""

import pytest

from bot.hotline.understanding import RequestKind


@pytest.fixture
def told(ready):
    def say(text, **fields):
        return ready.say(text, **{"kind": RequestKind.COMPLAINT, "kind_confidence": 0.95, **fields})

    return say


def kept(citizen):
    return citizen.hotline.drafts.latest_open(citizen.memory.id, besides=citizen.memory.draft_id)


@pytest.mark.parametrize("another", [
    "对了还有一件 我买的考研资料也是盗版 不是一家店 拼多多 学习书屋 35块",
    "还有一件事 我上个月在网上买的鞋开胶了",
    "另外一家也坑人 卖肉的少称",
    "还有我在淘宝买的手机壳坏了 28块",
])  # fmt: skip
def test_another_matter_is_kept_apart(told, ready, another):
    before = ready.draft
    told(another)
    assert "utter_draft_another_kept" in ready.said
    assert (ready.draft.said, ready.draft.values) == (before.said, before.values) and kept(ready)


@pytest.mark.parametrize("same", ["还有一件事忘了说 他们还骂我", "还有他家上次卖我的酸奶也是坏的", "还有一点 老板说爱告哪告哪去"])
def test_more_of_the_same_matter_stays_in_it(told, ready, same):
    told(same)
    assert same in ready.draft.said and kept(ready) is None


@pytest.mark.parametrize("takes_out", ["不对 那是另外一件 不要写到这里面", "这跟刚才那家是两码事 分开登", "那是另一家的 别混在一起"])
def test_what_got_in_is_taken_out_again(ready, takes_out):
    before = ready.draft
    ready.say("洗车店一次收我80 卡里的钱不给退")
    assert len(ready.draft.said) == 2
    ready.say(takes_out)
    assert (ready.draft.said, ready.draft.values) == (before.said, before.values)
    assert kept(ready).said == ("洗车店一次收我80 卡里的钱不给退",)


def test_asked_for_his_address_it_is_no_address(asked_for_the_name):
    asked_for_the_name.say("李建国").say("13800000002").say("那是另外一件 不要写到这里面")
    assert asked_for_the_name.draft.asking == "citizen_address" and not asked_for_the_name.draft.knows("citizen_address")
