"""笔误：训练时给一部分句子换同音字、形近字，漏字，添口头语。只在训练时做，不存成语料。"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Dict, List, Mapping, Sequence, Tuple

import yaml

from bot.nlu.sounds import syllables
from bot.nlu.training_data import Example

# 五句里添一句。再多，干净的话不见好，训练却慢得多。
_SHARE = 0.2
_SHORTEST = 5  # 再短的句子错一个字就不是原来的意思了
_SAME_SOUND, _LOOK_ALIKE, _LEFT_OUT, _OPENING, _ENDING = 0.09, 0.01, 0.03, 0.12, 0.1
_COMMON = 20  # 语料里见过这么多回的字，才拿来当错字


@dataclass(frozen=True)
class Slips:
    """怎么写错：look_alikes 每个字的形近字，openings、endings 口头语。"""

    look_alikes: Mapping[str, str]
    openings: Sequence[str]
    endings: Sequence[str]

    @classmethod
    def read(cls, path: Path) -> Slips:
        """data/slips.yml；文件不在抛 FileNotFoundError。"""
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        alike = {letter: group.replace(letter, "") for group in data["look_alikes"] for letter in group}
        return cls(alike, tuple(data["openings"]), tuple(data["endings"]))

    def spoil(self, examples: Sequence[Example]) -> List[Tuple[int, Example]]:
        """挑一部分句子，各写错一遍：（第几句，写错了的，标注照旧）。同样的句子每次错得一样。"""
        same_sound = _same_sounds(Counter("".join(example.text for example in examples)))
        spoilt = []
        for number, example in enumerate(examples):
            rng = random.Random(example.text)
            if len(example.text) >= _SHORTEST and rng.random() < _SHARE:
                spoilt.append((number, replace(example, text=self._write(example.text, same_sound, rng))))
        return spoilt

    def _write(self, text: str, same_sound: Mapping[str, str], rng: random.Random) -> str:
        letters = []
        for letter in text:
            chance = rng.random()
            if letter in same_sound and chance < _SAME_SOUND:
                letters.append(rng.choice(same_sound[letter]))
            elif letter in self.look_alikes and chance > 1 - _LOOK_ALIKE:
                letters.append(rng.choice(self.look_alikes[letter]))
            elif not (_is_han(letter) and _SAME_SOUND <= chance < _SAME_SOUND + _LEFT_OUT):
                letters.append(letter)
        opening = rng.choice(self.openings) if rng.random() < _OPENING else ""
        ending = rng.choice(self.endings) if rng.random() < _ENDING else ""
        return f"{opening}{''.join(letters)}{ending}"


def _same_sounds(seen: Counter) -> Dict[str, str]:
    """每个常用字的同音字，也都是常用的。"""
    common = [letter for letter, count in seen.items() if count >= _COMMON and _is_han(letter)]
    groups: Dict[str, List[str]] = defaultdict(list)
    for letter in common:
        groups[syllables(letter)[0]].append(letter)
    return {
        letter: "".join(other for other in group if other != letter)
        for group in groups.values()
        if len(group) > 1
        for letter in group
    }


def _is_han(letter: str) -> bool:
    return "一" <= letter <= "鿿"
