"""匿名还是实名、号码是谁的：只有举报人自己明说才算。"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.filing.hide_reporter import wants_anonymity, wants_his_name
from bot.usecases.reading.read_numbers import is_own_phone, is_their_phone
from tests import fakes

KNOWLEDGE = fakes.knowledge()
WORDS = KNOWLEDGE.intake_words
PHONE = "13800000012"

NAMED = [
    "不能匿名，我就要实名举报，我叫何军", "这次我不想匿名，我叫何军", "不用匿名", "我不匿名", "我不匿名了，留个名",
    "不需要匿名，写我名字", "我要实名举报福满楼", "没必要匿名", "我不怕，我实名，我叫李大海",
]  # fmt: skip
HIDING = [
    "别让我老公知道是我举报的",
    "匿名举报福满楼", "我怕她知道是我，我们住对门", "我怕老师知道是我说的", "别告诉他们是我", "千万别告诉他是我举报的",
    "不能说是我，我还在那干", "别说是我说的", "别跟老板说是我", "实名怕报复，还是匿名吧", "不能让人知道是我", "能不能匿名", "我不敢说我是谁",
]  # fmt: skip
NEITHER = [
    "我不想让妈妈知道",
    "别让我爸妈晓得",
    "不想实名举报", "不敢实名举报", "不匿名会怎么样", "要是不匿名，你们会保密吗", "他怕顾客知道，把日期撕了",
    "别让顾客知道这是过期的", "我怕人家不知道", "我怕他们不给退", "要实名吗",
]  # fmt: skip


@pytest.mark.parametrize("said", NAMED)
def test_who_says_he_will_be_named_is_named(said):
    assert wants_his_name(said, WORDS) and not wants_anonymity(said, WORDS)


@pytest.mark.parametrize("said", HIDING)
def test_who_wants_to_stay_unknown_is_anonymous(said):
    assert wants_anonymity(said, WORDS) and not wants_his_name(said, WORDS)


@pytest.mark.parametrize("said", NEITHER)
def test_a_question_or_another_matter_changes_nothing(said):
    assert not wants_anonymity(said, WORDS) and not wants_his_name(said, WORDS)


@given(st.sampled_from(NAMED + HIDING + NEITHER), st.sampled_from(NAMED + HIDING + NEITHER))
def test_nobody_is_both(one, other):
    said = f"{one}，{other}"
    assert not (wants_anonymity(said, WORDS) and wants_his_name(said, WORDS))


@pytest.mark.parametrize("said", ["老板叫刘芳，她电话{}", "她叫刘芳，电话{}", "店里电话{}", "老板电话是{}", "法人姓马，他手机号{}", "举报好运来，老板姓刘 {}"])
def test_the_phone_of_the_one_reported_is_theirs_and_never_lifts_anonymity(said):
    text = said.format(PHONE)
    assert not is_own_phone(text, text.index(PHONE), WORDS)


@pytest.mark.parametrize("said", ["她叫刘芳，电话{}", "老板叫刘芳，她电话{}", "店里电话{}"])
def test_the_phone_of_the_one_reported_is_known_as_theirs(said):
    text = said.format(PHONE)
    assert is_their_phone(text, text.index(PHONE), WORDS)


@pytest.mark.parametrize("said", ["我的电话{}", "要不我留个电话吧{}", "老板叫刘芳，我电话{}", "我叫何军，电话{}", "本人手机{}"])
def test_his_own_phone_is_his(said):
    text = said.format(PHONE)
    assert is_own_phone(text, text.index(PHONE), WORDS) and not is_their_phone(text, text.index(PHONE), WORDS)


def test_a_bare_number_is_nobodys_yet():
    text = f"电话{PHONE}"
    assert not is_own_phone(text, text.index(PHONE), WORDS) and not is_their_phone(text, text.index(PHONE), WORDS)


def test_every_question_reporters_ask_has_an_answer():
    for asides in (WORDS.asides, WORDS.draft_asides, WORDS.conduct_asides):
        assert asides and set(asides) <= set(KNOWLEDGE.faq)
