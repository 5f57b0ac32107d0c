"""对话的记忆：存得进、读得出，转到别的事项时该忘的忘、该留的留。"""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.hotline.conversation import Awaiting, Conversation

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
conversations = st.builds(
    Conversation,
    id=words,
    item_id=st.none() | words,
    aspect=st.none() | words,
    answers=st.dictionaries(words, words, max_size=3),
    brought=st.lists(words, max_size=3).map(tuple),
    awaiting=st.sampled_from(Awaiting),
    asked=st.none() | words,
    options=st.lists(words, max_size=3).map(tuple),
    offered=st.lists(st.fixed_dictionaries({"title": words, "intent": words}), max_size=2).map(tuple),
    notice_no=st.none() | words,
    misunderstood=st.integers(0, 3),
    hand_over_no=st.none() | words,
    asked_phone=st.integers(0, 3),
    set_aside=st.none()
    | st.fixed_dictionaries({"item_id": words, "answers": st.dictionaries(words, words, max_size=2)}),
    in_care=st.booleans(),
    emergency=st.none() | words,
)


@given(conversations)
def test_memory_survives_being_stored(conversation):
    record = json.loads(json.dumps(conversation.as_record()))
    assert Conversation.from_record(record) == conversation


def test_nothing_remembered_is_a_new_conversation():
    assert Conversation.from_record(None) == Conversation.from_record({}) == Conversation()


def test_another_item_forgets_the_answers():
    before = Conversation(item_id="a", answers={"agent": "self"}, brought=("申请书",), notice_no="N1")
    after = before.about("b")
    assert (after.item_id, after.answers, after.brought, after.notice_no) == ("b", {}, (), None)
    assert before.about("a") is before


def test_an_unfinished_item_is_set_aside_and_taken_up_again():
    asking = Conversation(item_id="a", answers={"agent": "self"}, awaiting=Awaiting.SITUATION, asked="area")
    elsewhere = asking.about("b")
    assert elsewhere.set_aside["item_id"] == "a"
    back = elsewhere.settled().about("a")
    assert (back.answers, back.set_aside) == ({"agent": "self"}, None)


def test_going_back_in_the_middle_swaps_the_two():
    asking = Conversation(item_id="a", answers={"x": "1"}, awaiting=Awaiting.SITUATION, asked="q")
    elsewhere = asking.about("b")
    elsewhere = Conversation(**{**vars(elsewhere), "awaiting": Awaiting.SITUATION, "asked": "p", "answers": {"y": "2"}})
    back = elsewhere.about("a")
    assert back.answers == {"x": "1"}
    assert back.set_aside == {"item_id": "b", "answers": {"y": "2"}, "brought": []}


def test_materials_told_before_the_item_is_known_are_kept():
    assert Conversation(brought=("身份证",)).about("a").brought == ("身份证",)
