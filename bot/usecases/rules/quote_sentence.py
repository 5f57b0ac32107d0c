"""接着问的半句，答案里哪一句答得上：问罚的念说罚的那一句，问多久的念有日子的，别的念最像的。"""

from __future__ import annotations

import re
from typing import List, Optional

from bot.hotline.any_of import any_of
from bot.usecases.reading.read_phrase import says_any

_SHORT = 6
_LIKE_A_SENTENCE = 0.2  # 字面、意思各一半；短话对上一句，比到别的条里猜准；长些的话要再像一点
_LIKE_WHEN_LONG, _LONG = 0.25, 8
_LIKE_A_CASE = 0.22  # 说自己的情形的（“我写的是订金”）
_AS_LIKE = 0.85
_AT_MOST = 2
_PREPARE = "prepare"
_SHORTEST_SENTENCE = 5  # “不合规。”不算一句


def tells_the_fine(answer: str) -> bool:
    """写了罚多少；“按行政处罚程序核查”不算。"""
    return re.search("罚款|没收|吊销|不罚|免罚|不予处罚|罚[^，。；]{0,10}[元倍]", answer) is not None


def sentence_asked(text: str, answer: str, hotline, has_item: bool = False, is_asking: bool = True, least: float = 0.0) -> str:
    """返回那一句，两句一样像的连着念；都不像返回空。has_item：那一条牵着要办的事项，问带什么是问那件事的清单；is_asking：在问，不是在说自己的情形；least：至少要这么像。"""
    words, sentences = hotline.knowledge.answer_words, _sentences(answer)
    if (told := sum_or_time_in(text, answer, hotline)):
        return told
    about = None if not is_asking else next((told for name, told in words.asked_in_a_rule.items() if says_any(told["asked"], text) and not (has_item and name == _PREPARE)), None)
    if about is not None:
        sentences = [one for one in sentences if says_any(about["told"], one)]
    elif hotline.knowledge.aspect_words.names_nothing(text):
        return ""  # “有效期几年”“多少钱”：没有那样的一句，就是没写
    if not sentences:
        return ""
    scores = hotline.matcher.rank(text, [(one,) for one in sentences])
    best = max(scores)
    least = max(least, _LIKE_A_CASE if not is_asking else _LIKE_A_SENTENCE if len(text) <= _LONG else _LIKE_WHEN_LONG)
    if best < least and about is None:
        return ""
    least_like = max(sorted(scores)[-_AT_MOST:][0], best * _AS_LIKE, 1e-6)  # 句句都差不多像的，只念最像的两句
    return "；".join(one for one, score in zip(sentences, scores) if score >= least_like or (best == 0 and one is sentences[0]))


def sum_or_time_in(text: str, answer: str, hotline) -> str:
    """光问多少、多久的（“多少”“那几天呢”）：答案里头一句说了钱数、日子的；没有返回空。"""
    words = hotline.knowledge.answer_words
    if len(text) > _SHORT and not hotline.knowledge.aspect_words.names_nothing(text):
        return ""
    units = words.amounts if says_any(words.asks_an_amount, text) else words.times if says_any(words.asks_a_time, text) else ()
    about = asked_about(text, hotline)  # “罚多少”不念写着赔多少的那一句
    told = words.asked_in_a_rule[about]["told"] if about else ()
    return next((one for one in _sentences(answer) if units and (not told or says_any(told, one)) and re.search(f"[0-9一二三四五六七八九十百千万半]({any_of(units)})", one)), "")


def asked_about(text: str, hotline) -> Optional[str]:
    """半句话问的是 asked_in_a_rule 里的哪一样（fine 罚多少、whose 归谁）；都不是返回 None。"""
    return next((name for name, told in hotline.knowledge.answer_words.asked_in_a_rule.items() if says_any(told["asked"], text)), None)


def _sentences(answer: str) -> List[str]:
    pieces = (piece.strip().rstrip("。；") for piece in re.split("(?<=[。；])", answer))
    return [piece for piece in pieces if len(piece) >= _SHORTEST_SENTENCE]
