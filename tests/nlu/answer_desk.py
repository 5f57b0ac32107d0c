"""一句回答听对没有：真的 Agent 问到那一问，市民说这一句，和按下该按的按钮比，对话记住的是不是一样。"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Tuple

from bot.hotline.conversation import Conversation
from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import UNSURE, Situation
from connectors.channels.exchange import exchange

RIGHT = "right"
ASKED_AGAIN = "asked again"  # 没听出来，或者两样只听出一样：再问一次，清单不会错
ELSEWHERE = "elsewhere"  # 当成了别的事
WRONG = "wrong"  # 记下了市民没说的：清单会错

Told = Tuple[Optional[str], Dict[str, str]]  # （事项，记下的回答）


class Example(NamedTuple):
    """一句回答。asked 是正问着的，没有就是开口第一句；answers 是 None 表示不是回答。"""

    item_id: str
    asked: Optional[str]
    text: str
    answers: Optional[Dict[str, str]]

    @property
    def group(self) -> str:
        if self.asked is None:
            return "opening"
        if self.answers is None:
            return "not an answer"
        return "two at once" if len(self.answers) > 1 else "answer"


class Heard(NamedTuple):
    example: Example
    outcome: str
    told: Told


def read_examples(path: Path) -> List[Example]:
    return [Example(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]


class AnswerDesk:
    """同一个 Agent，一句话一个新的对话。"""

    def __init__(self, agent, items: Dict[str, ServiceItem]):
        self._agent = agent
        self._items = items
        self._conversations = 0
        self._press = lru_cache(maxsize=None)(self._pressed)

    def hear(self, example: Example) -> Heard:
        before, after = self._say(self._asking(example) if example.asked else [], example.text)
        return Heard(example, self._judge(example, before, after), after)

    def _judge(self, example: Example, before: Told, after: Told) -> str:
        if example.answers is None:
            question = self._items[example.item_id].situation(example.asked)
            options = [self._press(self._start(example), ((example.asked, o),)) for o in (*(o.id for o in question.options), UNSURE)]
            return WRONG if after in options else RIGHT
        wanted = self._press(self._start(example), tuple(example.answers.items()))
        if after == wanted:
            return RIGHT
        if after[0] == before[0]:
            known = {**before[1], **example.answers}
        elif after[0] == wanted[0]:
            known = wanted[1]
        else:
            return WRONG if after[0] in self._led_to(example) else ELSEWHERE
        return ASKED_AGAIN if all(known.get(k, v) == v and (k in known or v == UNSURE) for k, v in after[1].items()) else WRONG

    def _led_to(self, example: Example) -> List[str]:
        options = (o for s in self._items[example.item_id].situations for o in s.options)
        return [option.leads_to.item_id for option in options if option.leads_to]

    def _start(self, example: Example) -> Tuple[str, ...]:
        if example.asked:
            return tuple(self._asking(example))
        return (_button("choose_item", item_id=example.item_id, aspect="materials"),)

    def _asking(self, example: Example) -> List[str]:
        """按哪些按钮才会问到这一问。"""
        item = self._items[example.item_id]
        pressed, answers = [_button("choose_item", item_id=item.item_id, aspect="materials")], {}
        needed = _needed(item, item.situation(example.asked))
        while (question := item.next_question(answers)).id != example.asked:
            option = needed.get(question.id) or next(o.id for o in question.options if not o.leads_to)
            answers[question.id] = option
            pressed.append(_button("answer_situation", situation=question.id, option=option))
        return pressed

    def _pressed(self, start: Tuple[str, ...], answers: Tuple[Tuple[str, str], ...]) -> Told:
        buttons = [_button("answer_situation", situation=s, option=o) for s, o in answers]
        _, after = self._say([*start, *buttons[:-1]], buttons[-1])
        return after

    def _say(self, before: List[str], text: str) -> Tuple[Told, Told]:
        self._conversations += 1
        conversation_id = f"answers:{self._conversations}"
        for button in before:
            asyncio.run(exchange(self._agent.handle_message, button, conversation_id, "answers"))
        then = self._told(conversation_id)
        asyncio.run(exchange(self._agent.handle_message, text, conversation_id, "answers"))
        return then, self._told(conversation_id)

    def _told(self, conversation_id: str) -> Told:
        tracker = asyncio.run(self._agent.tracker_store.retrieve(conversation_id))
        conversation = Conversation.from_record(tracker and tracker.get_slot("conversation"))
        return conversation.item_id, dict(conversation.answers)


def rates(heard: List[Heard]) -> Dict[str, Dict[str, float]]:
    """哪一类话 → 各种结果各占几成。"""
    groups = defaultdict(list)
    for one in heard:
        groups[one.example.group].append(one.outcome)
    return {
        group: {o: outcomes.count(o) / len(outcomes) for o in (RIGHT, ASKED_AGAIN, ELSEWHERE, WRONG)}
        for group, outcomes in groups.items()
    }


def report(heard: List[Heard]) -> str:
    lines = []
    for group, shares in rates(heard).items():
        count = sum(one.example.group == group for one in heard)
        lines.append(f"{group:<14} {count:4d}  " + "  ".join(f"{name} {share:.3f}" for name, share in shares.items()))
    return "\n".join(lines)


def _needed(item: ServiceItem, question: Situation) -> Dict[str, str]:
    """要问到这一问，前面的问题该怎么答。"""
    needed: Dict[str, str] = {}
    for earlier, options in question.when.items():
        needed.update(_needed(item, item.situation(earlier)))
        needed[earlier] = options[0]
    return needed


def _button(intent: str, **choice: str) -> str:
    return f"/{intent}{json.dumps(choice, ensure_ascii=False)}"
