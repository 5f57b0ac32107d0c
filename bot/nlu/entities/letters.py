"""一句话里每个字的样子：它和左右的字、所在的词、规则和 LAC 怎么看它。找名字的模型看这些。"""

from __future__ import annotations

from typing import Any, Iterable, List, Sequence, Tuple

from bot.nlu.entities.entity import Worksheet

_EDGE = "^"


def describe(doc: Any, sheet: Worksheet) -> List[List[str]]:
    """每个字的特征；头一个字符是哪种特征。doc 是 spaCy 的词，sheet 上要有规则找到的和 LAC 的词。"""
    text = sheet.text
    padded = _EDGE * 2 + text + _EDGE * 2
    words = _words(doc, len(text))
    found = _places(((f.start, f.end, f.type) for f in sorted(sheet.findings, key=lambda f: f.type != "demand")), len(text))
    tags = _places(((w.start, w.end, w.tag) for w in sheet.words), len(text))
    letters = []
    for i in range(len(text)):
        before2, before, letter, after, after2 = padded[i : i + 5]
        place, word, previous, following = words[i]
        rule, rule_before, rule_after = found[i + 1], found[i], found[i + 2]
        tag, tag_before, tag_after = tags[i + 1], tags[i], tags[i + 2]
        letters.append([
            f"0{letter}", f"1{before}", f"2{after}", f"3{before2}", f"4{after2}",
            f"5{before}{letter}", f"6{letter}{after}", f"7{before2}{before}", f"8{after}{after2}",
            f"9{_kind(before)}{_kind(letter)}{_kind(after)}{i in sheet.gaps:d}{i + 1 in sheet.gaps:d}",
            f"a{place}", f"b{word}", f"c{place}{previous}", f"d{place}{following}",
            f"e{rule}", f"f{rule_before}{rule}", f"g{rule}{rule_after}",
            f"h{tag}", f"i{tag_before}{tag}", f"j{tag}{tag_after}",
        ])  # fmt: skip
    return letters


def _kind(letter: str) -> str:
    """数字、拉丁字母、汉字各算一种，标点各是各。"""
    if letter.isdigit():
        return "0"
    if letter.isascii() and letter.isalpha():
        return "a"
    return "字" if "\u3400" <= letter <= "\u9fff" else letter


def _words(doc: Any, length: int) -> List[Tuple[str, str, str, str]]:
    """每个字：在词里的位置、它的词、前一个词、后一个词。"""
    texts = [_EDGE, *(token.text for token in doc), _EDGE]
    described = [("S", "", _EDGE, _EDGE)] * length
    for number, token in enumerate(doc, 1):
        for i in range(token.idx, token.idx + len(token)):
            place = _place(i, token.idx, token.idx + len(token))
            described[i] = (place, texts[number], texts[number - 1], texts[number + 1])
    return described


def _places(spans: Iterable[Tuple[int, int, str]], length: int) -> Sequence[str]:
    """每个字在哪种段里的什么位置，首尾各多一个；后来的盖住先来的。"""
    marks = ["O"] * (length + 2)
    for start, end, name in spans:
        for i in range(start, end):
            marks[i + 1] = f"{_place(i, start, end)}{name}"
    return marks


def _place(i: int, start: int, end: int) -> str:
    """B 头、I 中、E 尾、S 独字。"""
    if end - start == 1:
        return "S"
    return "B" if i == start else "E" if i == end - 1 else "I"
