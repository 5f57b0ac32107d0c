"""把一句话切成 E5 的词元：Unigram 词表上分数最高的切法。"""

from __future__ import annotations

from typing import Dict, List, Tuple

from bot.nlu.e5_weights import Vocabulary

_NEVER = float("-inf")


class UnigramTokenizer:
    """与参照引擎同一切法：逐字符归一、合并空格、空格写作 ▁，不认得的字各算一个未知。"""

    def __init__(self, vocabulary: Vocabulary):
        self.sentence_marks = (vocabulary.begin, vocabulary.end)
        self._unknown = vocabulary.unknown
        self._folding, self._scores = vocabulary.folding, vocabulary.scores
        self._unknown_score = min(vocabulary.scores) - 10
        self._ids: Dict[str, int] = {}
        self._longest: Dict[str, int] = {}  # 以某字开头的词元最长几个字
        for index, piece in enumerate(vocabulary.pieces):
            if piece and index != self._unknown:
                self._ids.setdefault(piece, index)
                self._longest[piece[0]] = max(self._longest.get(piece[0], 1), len(piece))

    def sentence(self, text: str) -> List[int]:
        """一句话：带首尾标记，不带 E5 的“query:”前缀。两边都不带，远近分得一样清，少算四个词元。"""
        begin, end = self.sentence_marks
        return [begin, *self.tokens(text), end]

    def tokens(self, text: str) -> List[int]:
        """词元号，不含首尾标记。"""
        return self.pieces(text)[0]

    def pieces(self, text: str) -> Tuple[List[int], List[int]]:
        """词元号，不含首尾标记；和 text 每个字在第几个词元里。"""
        folded, places = self._fold(text)
        path = self._best_path(folded)
        owners = [0] * max(len(text), 1)  # 空话也有一个词元：开头的 ▁
        for number, (start, stop, _) in enumerate(path):
            for place in places[start:stop]:
                owners[place] = number
        return [index for _, _, index in path], owners[: len(text)]

    def _fold(self, text: str) -> Tuple[str, List[int]]:
        """归一后的字，和每个字是 text 里第几个字变来的。"""
        letters, places = ["▁"], [0]
        # 参照引擎按 C 字符串读，到 NUL 为止。
        for place, letter in enumerate(text.split("\0", 1)[0]):
            for folded in self._folding.get(ord(letter), letter):
                if folded == " " and letters[-1] == "▁":
                    continue
                letters.append("▁" if folded == " " else folded)
                places.append(place)
        return "".join(letters), places

    def _best_path(self, text: str) -> List[Tuple[int, int, int]]:
        """各词元的起、止和号。"""
        ids, scores, longest, size = self._ids, self._scores, self._longest, len(text)
        best = [0.0] + [_NEVER] * size
        chosen, origin = [self._unknown] * (size + 1), [0] * (size + 1)
        for start in range(size):
            here = best[start]
            for stop in range(start + 1, min(size, start + longest.get(text[start], 0)) + 1):
                index = ids.get(text[start:stop])
                if index is not None and here + scores[index] > best[stop]:
                    best[stop], chosen[stop], origin[stop] = here + scores[index], index, start
            if here + self._unknown_score > best[start + 1]:
                best[start + 1], chosen[start + 1], origin[start + 1] = here + self._unknown_score, self._unknown, start
        path: List[Tuple[int, int, int]] = []
        while size > 0:
            path.append((origin[size], size, chosen[size]))
            size = origin[size]
        return path[::-1]
