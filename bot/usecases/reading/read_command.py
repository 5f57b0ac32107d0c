"""登记到一半时的整句话：取消、先放着、匿名、确认……认的字在 knowledge/lexicon/intake.yml。"""

from __future__ import annotations

import re

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.hotline.made_of import ends_of_run, is_made_of

_MARKS = r"[\s，,。.！!？?～~、…；;：:]"


_LATER = re.compile("[㐀-鿿]{0,4}?(?:等会儿?|等一会儿?|等下|一会儿?|待会儿?|晚点|稍后|过会儿?)再?(?:给|发|说|报|告诉)[你您]?们?(?:吧|啊|哈)?")  # “电话等会给你”


def is_command(name: str, text: str, words: IntakeWords) -> bool:
    """去掉虚字以后，整句话就是这个意思。"""
    return is_made_of(text, words.commands.get(name, ()), words.fillers)


def is_any_command(text: str, words: IntakeWords) -> bool:
    """整句是哪个意思都算：不能当成姓名、店名收下。"""
    return any(is_command(name, text, words) for name in words.commands)


def is_fill_word(text: str, words: IntakeWords) -> bool:
    """只是应了一声，没有内容。"""
    return is_made_of(text, words.fill_words)


def only_agrees(text: str, words: IntakeWords) -> bool:
    """“行吧”“对 就是这样 提交”：每一截都是答应、说完了、催着提交，没有别的内容。"""
    pieces = [piece for piece in re.split(f"{_MARKS}+", text) if piece]
    said = ("confirm", "finished", "file_anyway")
    return bool(pieces) and all(is_fill_word(piece, words) or any(is_command(name, piece, words) for name in said) for piece in pieces)


def asks_to_wait(text: str, words: IntakeWords) -> bool:
    """“等下，我找下小票”“等一下，有人来了”：请等一等，没说别的。"""
    if _LATER.fullmatch(re.sub(_MARKS, "", text)):
        return True
    opening = re.match(rf"{_MARKS}*(?:{any_of(words.waits)})", text)
    rest = re.sub(_MARKS, "", text[opening.end() :]) if opening else ""
    if any(word in rest for word in words.asking_more):
        return False  # “等等 他们会不会找到我”是在问
    return opening is not None and not corrects(rest, words) and (len(rest) < 2 or (len(rest) <= 10 and any(word in rest for word in words.waits_for)))


def lays_down(text: str, words: IntakeWords) -> bool:
    """“先不弄了 孩子哭了”：头一截是要停，后面是缘由。“算了，退钱就行”不是。"""
    first, *more = [piece for piece in re.split(f"{_MARKS}+", text) if piece] or [""]
    if more and more[-1].endswith("再说") and is_command("set_aside", more[-1], words):
        return True  # “我先找平台 回头再说”
    if more and any(is_command(name, first, words) for name in ("declines", "set_aside")) and is_command("set_aside", more[-1], words):
        return True  # “不用了 我再等等吧”
    return bool(more) and first.startswith(words.lays_down) and is_command("set_aside", first, words) and len(text) <= 20


def says_right(text: str, words: IntakeWords) -> bool:
    """核对时说“地址没错”：点名说这一样是对的。"""
    cues = any_of((*words.address, *(cue for cues in words.cues.values() for cue in cues)))
    return re.fullmatch(f"(?:{cues})(?:是|都|也)*(?:没错|没问题|对的|对着|对|正确)(?:呢|的|了|啊)*{_MARKS}*", text.strip()) is not None


def asks_why(text: str, words: IntakeWords) -> bool:
    """反问为什么要这个。长句子里的“为什么”多半是在说商家。"""
    bare = re.sub(_MARKS, "", text)
    return len(bare) <= 20 and any(phrase in bare for phrase in words.asks_why)


def says_none(text: str, words: IntakeWords, longest: int = 14) -> bool:
    """说没有、不知道、不愿意；长句子是在说事。"""
    bare = re.sub(rf"{_MARKS}|有没有|(?:一点儿?|半点|丝毫)(?!印象|办法|记)[㐀-鿿]{{1,5}}?[都也]?没有?|没有(?=怎么|咋)|微信的?(?=转账|付款|支付|聊天|截图|记录)|忘(?:了|记)?(?:说|讲|提)|(?:[他她]们?|老板|店家|商家|客服)[^，。\s]{{0,2}}说?不(?:给|愿意|提供|告诉|方便)|(?:{any_of(words.evidence)})[都也]?不[给开]|不给(?=[换退修赔开办钱货验查测看做装安送发解就])|没有?(?:办|挂|贴|写|穿|戴)?(?={any_of(words.shop_lacks)})", "", text)  # “不给换”“没有执照还卖”“他说不给就来查”说的是店家，“忘了说”是要添，“就一个微信转账记录”是凭据
    bare = re.sub(rf"(?:{any_of(words.others_phone)})的?(?:电话|号码|手机号)", "", re.sub(rf"没[有留存要记]*(?={any_of(words.others_phone)})", "", bare))  # “我没留他电话”说的不是自己的
    return len(bare) <= longest and any(phrase in bare for phrase in words.unknown)


def corrects(text: str, words: IntakeWords) -> bool:
    """是不是在改口。"""
    return any(phrase in text for phrase in words.corrects)


def consents(text: str, words: IntakeWords) -> bool:
    """听着像答应的一句话，是不是一句明白的答应：开头就是“没错、可以”，后面没有再问、再改的字。"""
    confirms = words.commands.get("confirm", ())
    said = tuple(map(str.lower, confirms))
    begins = any(text.lower().startswith(said, end) for end in ends_of_run(text, words.fillers))
    rest = re.sub(any_of(confirms), "", text)
    return begins and "对了" not in text and not any(word in rest for word in words.not_consent)
