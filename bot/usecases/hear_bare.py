"""只有几个字的话：只开了个头的，光说了一个方面的。认的字在 knowledge/lexicon。"""

from __future__ import annotations

from bot.hotline.understanding import Understanding
from bot.usecases.read_phrase import bare, says_any

_LONGEST = 10


def only_opens(heard: Understanding, hotline) -> bool:
    """“我想问个事”：还没说是什么事，不去猜。"""
    words, text = hotline.knowledge.answer_words, bare(heard.text)
    if heard.choice is not None or len(text) > _LONGEST or not says_any(words.opens, text):
        return False
    for phrase in sorted((*words.opens, *words.opens_around), key=len, reverse=True):
        text = text.replace(phrase, "")
    return not bare(text)


def asks_barely(heard: Understanding, hotline) -> bool:
    """光一个“费用”“地址在哪”，没听成问话，也是在问手头这件的这一样。"""
    is_heard = heard.intent.startswith("ask_") or heard.choice is not None or bool(heard.emergency)
    return not is_heard and hotline.knowledge.aspect_words.names_nothing(bare(heard.text))
