"""情形：会改变清单的问题，有哪些选项，回答在不在条件里。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterable, List, Mapping, Optional, Tuple

# 情形的回答：问题 id → 选项 id；可以几样一起的问题，几个选项 id 用加号连着。
Answers = Mapping[str, str]
# 适用条件：问题 id → 可以的选项 id。键之间是“且”，列表里是“或”。
Condition = Mapping[str, Tuple[str, ...]]

# 市民不愿或说不清情形时用这个回答：所有可能的材料都列出，各自注明适用情形。
UNSURE = "unsure"
_AND = "+"


def together(options: Iterable[str]) -> str:
    """几个选项 id 合成一个回答。"""
    return _AND.join(options)


def condition_holds(condition: Condition, answers: Answers) -> bool:
    """条件在这些回答下是否成立；回答了“说不清”的问题按可能成立算，宁可多说一句。"""
    return all(
        answers.get(question) == UNSURE or not set(options).isdisjoint(answers.get(question, "").split(_AND))
        for question, options in condition.items()
    )


@dataclass(frozen=True)
class Size:
    """面积，平方米。most 到多大为止（含），over 超过多大；只写一个。"""

    most: Optional[float] = None
    over: Optional[float] = None

    def holds(self, square_metres: float) -> bool:
        return (self.most is None or square_metres <= self.most) and (self.over is None or square_metres > self.over)


@dataclass(frozen=True)
class OtherItem:
    """选了这一项，要办的就是另一件事；answers 是那件事里由此已经知道的回答。"""

    item_id: str
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)  # 和 AnswerWords 一样，按是不是同一个来认，好当缓存的键
class Option:
    """一个情形问题的选项。`said_as` 是市民会怎么说，随时说到都算；`answered_as` 正问着这一问时才算。

    按面积分的写 `size`，说多少平米都认得。

    covers 是它包得住的别的选项：两样都说了的，就是它（“散装的、带包装的都卖”是有散装）。

    note 是选了这一项马上要说的话（“到期前批不下来，到期以后要先停业”），也写进告知书。
    """

    id: str
    label: str
    said_as: Tuple[str, ...] = ()
    answered_as: Tuple[str, ...] = ()
    size: Optional[Size] = None
    note: Optional[str] = None
    leads_to: Optional[OtherItem] = None
    covers: Tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)  # 同上
class Situation:
    """一个会改变清单的问题。several：可以几样一起选（“地址和法人一起变”），几样的材料合在一起。"""

    id: str
    ask: str
    why: str
    options: Tuple[Option, ...]
    when: Condition = field(default_factory=dict)
    several: bool = False

    def options_of(self, answer: Optional[str]) -> List[Option]:
        """这个回答选的是哪几个，按列的次序；说不清的、没有的选项，是空的。"""
        chosen = (answer or "").split(_AND)
        return [option for option in self.options if option.id in chosen]

    def accepts(self, answer: str) -> bool:
        """这个回答选的都是有的选项；不能几样一起的只选了一个。"""
        count = len(answer.split(_AND))
        return answer == UNSURE or (len(self.options_of(answer)) == count and (count == 1 or self.several))

    def option(self, option_id: str) -> Optional[Option]:
        return next((option for option in self.options if option.id == option_id), None)
