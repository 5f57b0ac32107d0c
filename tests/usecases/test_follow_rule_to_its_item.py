"""刚答完一条规矩，光问办事的一个方面（“然后到你们那办啥”）：说的是那一条牵着的那件事。"""

from datetime import date

from bot.hotline.conversation import Conversation
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.talk.take_turn import take_turn
from tests import fakes

KNOWLEDGE = fakes.knowledge()
ONE = next(faq_id for faq_id, entry in KNOWLEDGE.faq.items() if tuple(entry.related_items) == ("special_equipment_change",))
SEVERAL = next(faq_id for faq_id, entry in KNOWLEDGE.faq.items() if len(entry.related_items) > 1)


def follow(faq_id, text):
    hotline = fakes.hotline(date(2026, 11, 23), KNOWLEDGE)
    conversation = Conversation(id="c", last_question={"faq_id": faq_id, "text": "电梯用了二十年", "at": "2026-11-23"})
    return take_turn(answer_guide_question, conversation, fakes.heard(text, "ask_overview", aspect="overview", in_context=True), hotline)


def test_what_to_do_at_our_window_is_the_item_of_the_rule():
    assert follow(ONE, "然后到你们那办啥").conversation.item_id == "special_equipment_change"


def test_of_several_items_he_chooses():
    assert [reply.name for reply in follow(SEVERAL, "那到你们那办啥").replies] == ["utter_ask_which_item"]
