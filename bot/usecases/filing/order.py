"""登记到一半听到的一句，和照它办要看的几样。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft
from bot.hotline.intake import IntakeWords
from bot.hotline.understanding import Understanding
from bot.usecases.filing.ask_draft import ask_next
from bot.usecases.reading.read_command import is_command

SHORT = 18


@dataclass(frozen=True)
class Order:
    """听到的一句，和听这一句要看的几样。"""

    conversation: Conversation
    draft: Draft
    heard: Understanding
    hotline: Any

    @property
    def text(self) -> str:
        return self.heard.text

    @property
    def words(self) -> IntakeWords:
        return self.hotline.knowledge.intake_words

    @property
    def is_short(self) -> bool:
        return len(self.text) <= SHORT

    def says(self, name: str) -> bool:
        """整句就是 intake.yml 里 commands 的这一个。"""
        return is_command(name, self.text, self.words)

    def ask_on(self, *replies: Reply, draft: Optional[Draft] = None) -> Turn:
        """先说这几句，没问完的接着问。"""
        return ask_next(self.conversation, draft or self.draft, self.hotline, list(replies))
