"""正问着要怎样时的一句：整句都是要求，说的是别的不算。"""

from __future__ import annotations

import re
from typing import List, Optional, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.usecases.reading.place_words import is_sum
from bot.usecases.reading.read_name import has_surname
from bot.usecases.reading.stripped_answer import MARKS, stripped
from bot.usecases.reading.their_side import refuses, says_they_will

_LONGEST = 300
_NOT_THAT = re.compile("(?:我|俺)?(?:就|也)?不(?:要|用|图)(?:他们?)?[退赔换修]")  # “我不要赔 我要他道歉”


def answered_demand(text: str, words: IntakeWords) -> Optional[Tuple[str, ...]]:
    """text 是答话；答的不是要怎样返回 None。"""
    wish = _from_the_verb(_wishes_only(_without_sums(text.strip(MARKS), words), words), words)
    bare, fits = stripped(wish, "demand", words), words.shapes.fits
    if fits("bare_wish", bare):
        return (bare.lstrip("我要想得"),)
    if fits("no_answer_to_the_wish", bare) or fits("terms_refused", text):
        return None
    is_other = is_sum(bare) or _is_name(bare, words) or says_they_will(bare, words) or all(_is_their_side(piece, words) for piece in _pieces(bare))
    return None if is_other else (bare[:_LONGEST],)


def _pieces(text: str) -> List[str]:
    return [piece for piece in re.split(r"[，,。；;\s]+", text) if piece]


def _demands(piece: str, words: IntakeWords) -> bool:
    return re.search(any_of(words.demand_verbs), piece) is not None


def _wishes(piece: str, words: IntakeWords) -> bool:
    return _demands(piece, words) or re.search(any_of(words.wishes), piece) is not None


def _is_name(bare: str, words: IntakeWords) -> bool:
    return len(bare) <= 3 and has_surname(bare, words) and not re.search("[退换修赔]", bare) and not _demands(bare, words)


def _is_their_side(piece: str, words: IntakeWords) -> bool:
    """这一截没有一个字像要求，或者说的是他们怎么说、不肯怎样。"""
    return not _wishes(piece, words) or says_they_will(piece, words) or refuses(piece, words) or _tells_trouble(piece, words)


def _from_the_verb(text: str, words: IntakeWords) -> str:
    """“我要退一赔三”“叫他给俺换个新的”：从要怎样起，谁去做不写。"""
    text = re.sub("^.*?能(?:不能)?[帮替给][我俺]把?(?=.{2})(.+?)[不吗么嘛]?$", r"\1", text)  # “你们能帮我要回来不”
    who = any_of((*words.others, *words.their_people))
    return re.sub(rf"^(?:我|俺)?(?:就|只|还)*(?:想|要|得|希望|要求)*(?:(?:让|叫|要|请)(?:{who}))?(?=.{{2}})(?={any_of(words.demand_verbs)}|[给把])", "", text)


def _wishes_only(text: str, words: IntakeWords) -> str:
    """“退货 他们说开封了不退”：后一截是他们说的，不是要求；一截要求也没有的原样。"""
    pieces = _pieces(text)
    left = [piece for piece in pieces if not (says_they_will(piece, words) or refuses(piece, words) or _tells_trouble(piece, words) or _NOT_THAT.match(piece))]
    return "，".join(left) if len(left) < len(pieces) and any(_wishes(piece, words) for piece in left) else text


def _tells_trouble(piece: str, words: IntakeWords) -> bool:
    """“主播把我拉黑了”。"""
    return piece.endswith("了") and any(word in piece for word in words.troubles) and not _demands(piece, words)


def _without_sums(text: str, words: IntakeWords) -> str:
    """“一共消费312 要求退开瓶费”里前一半是花了多少；只说了花多少的原样。"""
    pieces, fits = _pieces(text), words.shapes.fits
    is_wished = any(re.search("[退赔补换修]", piece) for piece in pieces)
    left = [piece for piece in pieces if not fits("told_of_money", piece) and not (is_wished and fits("only_counted", piece))]
    return "，".join(left) if left and len(left) < len(pieces) else text
