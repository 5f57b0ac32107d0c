"""登记时正问着一样，市民答的一句，和一步步读出来的。"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Dict, Mapping, Sequence

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Conversation
from bot.hotline.draft import Draft
from bot.hotline.intake import IntakeWords
from bot.hotline.understanding import Understanding
from bot.usecases.filing.side_talk import asks
from bot.usecases.reading.read_command import says_none
from bot.usecases.reading.read_demand import leads_with_wish, opens_with_wish
from bot.usecases.reading.read_draft import read_answer_to
from bot.usecases.reading.read_field import read_field


@dataclass(frozen=True)
class Answering:
    """text 开头就是 heard.text，去掉自己是谁、去掉问的半句以后只剩答的；found 是读出来的各样。"""

    conversation: Conversation
    draft: Draft
    heard: Understanding
    hotline: Any
    text: str
    entities: Sequence[Mapping[str, Any]]
    found: Dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """正问的这一样。"""
        return self.draft.asking

    @property
    def words(self) -> IntakeWords:
        return self.hotline.knowledge.intake_words

    @property
    def today(self) -> date:
        return self.hotline.now().date()

    def with_found(self, found: Dict[str, Any]) -> Answering:
        return replace(self, found=found)

    def read(self) -> Answering:
        return self.with_found(read_answer_to(self.name, self.text, self.entities, self.draft, self.words, self.today))

    @property
    def mentions_wish(self) -> bool:
        """正问要怎样，话里有半句是要怎样：“让他把相片给我，多收的不给”不是说没有要求。"""
        return self.name == "demand" and (self._asks_for_a_remedy or leads_with_wish(self.text, self.words) or self._wishes_besides)

    @property
    def is_wish(self) -> bool:
        """“退钱啊，还能要啥”是答话，不是问话。"""
        is_said = opens_with_wish(self.text, self.words) or self._asks_for_a_remedy
        return self.name == "demand" and (is_said or (self.mentions_wish and not asks(self.text, self.hotline)))

    @property
    def _asks_for_a_remedy(self) -> bool:
        """“三包期内能不能换一辆新的”：问着说的要求。“能赔多少”是在问。"""
        is_put_so = re.search("能不能|能否|可不可以|能帮我", self.text) is not None and not re.search("多少|几[倍成天]", self.text)
        return is_put_so and bool(read_field("demand", self.text, self.words, self.today, is_asked=False))

    @property
    def _wishes_besides(self) -> bool:
        """“给我修好就行，不用退”。"""
        pieces = [piece for piece in re.split(r"[，,。；;！!\s]", self.text) if piece]
        return len(pieces) > 1 and any(re.search(any_of(self.words.demand_verbs), piece) and not says_none(piece, self.words) for piece in pieces)
