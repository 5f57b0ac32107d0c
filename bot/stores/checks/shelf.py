"""查的时候手边的东西，和说毛病的两种轻重。"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Callable, FrozenSet, Iterable, Iterator, Tuple

from bot.hotline.knowledge import Knowledge
from bot.hotline.service_item import ServiceItem
from bot.stores.knowledge_schema import Problem, Severity

# 一种毛病一个函数；一样东西的毛病合成一组，写在各文件末尾。
Checks = Tuple[Callable[..., Iterator[Problem]], ...]

# 全国统一、已经核实的号码；别的号码要注明尚未核实，同时给出其中之一。
VERIFIED_NUMBERS = ("110", "119", "120", "122", "12345", "12315")

error = partial(Problem, Severity.ERROR)
warning = partial(Problem, Severity.WARNING)


@dataclass(frozen=True)
class Shelf:
    """查的时候手边的东西：读出的知识、放在哪里、今天几号。"""

    knowledge: Knowledge
    folder: Path
    today: date

    @cached_property
    def item_ids(self) -> FrozenSet[str]:
        """知识里的事项，连没读成的文件也算：免得一个文件坏了，到处报“没有这个事项”。"""
        return frozenset(self.knowledge.items) | {p.stem for p in self.folder.glob("service_items/*/*.yml")}

    @property
    def bodies(self) -> FrozenSet[str]:
        return frozenset(self.knowledge.departments) | frozenset(self.knowledge.external_bodies)

    def name(self, path: str) -> str:
        return f"{self.folder.name}/{path}"

    def path_of(self, item: ServiceItem) -> str:
        found = sorted(self.folder.glob(f"service_items/*/{item.item_id}.yml"))
        return self.name(
            found[0].relative_to(self.folder).as_posix() if found else f"service_items/{item.theme}/{item.item_id}.yml"
        )


def is_it(wrong: str, known: Iterable[str]) -> str:
    """“，是不是 …？”；没有像的就不说。"""
    guess = difflib.get_close_matches(str(wrong), sorted(known), n=1)
    return f"，是不是 {guess[0]}？" if guess else ""
