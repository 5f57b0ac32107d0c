"""办事说到一半：正问着哪一问，热线说了哪几句。"""

from bot.hotline.conversation import Awaiting, Conversation
from tests import fakes

KNOWLEDGE = fakes.knowledge()


class Finds:
    """问答里总有这一条。"""

    def __init__(self, faq_id, score):
        self.found = [(faq_id, score)]

    def find(self, text, limit=3):
        return self.found

    def find_after(self, faq_id, text):
        return []


def asked(item, situation="", **known):
    """正问着 item 的 situation（不写就是头一问），known 是答过的。"""
    return Conversation(id="c", item_id=item, awaiting=Awaiting.SITUATION, asked=situation or KNOWLEDGE.item(item).situations[0].id, answers=known)


def names(turn):
    return [reply.name for reply in turn.replies]
