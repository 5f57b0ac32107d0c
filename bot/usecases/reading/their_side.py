"""话里哪一截是他们说的、他们肯给的，不是市民要的。"""

from __future__ import annotations

import re

from bot.hotline.intake import IntakeWords


def is_their_offer(wish: str, text: str, words: IntakeWords) -> bool:
    """“只赔三倍运费”没说是谁，也是他们肯给的；“只退我一百就行”是市民要的。"""
    return words.shapes.fits("their_offer", wish) and not re.search(rf"{re.escape(wish)}就[行好成]", text)


def says_they_will(text: str, words: IntakeWords) -> bool:
    """“商家说给我退十块”“他非说从发货那天算”：是他们说的，不是市民要的。"""
    return words.shapes.fits("they_say_so", text)


def refuses(piece: str, words: IntakeWords) -> bool:
    """“老板死活不给退”。"""
    return words.shapes.fits("refuses", piece)
