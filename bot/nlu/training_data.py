"""data/nlu/ 的标注，摊平成一句一行。"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, Iterator, List, Optional, Tuple

import yaml

from bot.nlu.normalise import normalise

# 事项一栏里两个不是事项的写法：none 不归本局，context 省略了、要看上文。
NOT_OURS, IN_CONTEXT = "none", "context"


@dataclass(frozen=True)
class Example:
    """一句训练语料。没有的标注是 None。"""

    text: str  # 整理过的
    intent: str
    item: Optional[str] = None
    department: Optional[str] = None
    problem: Optional[str] = None
    urgency: Optional[str] = None
    emergency: Optional[str] = None

    @property
    def is_guide_question(self) -> bool:
        return self.intent.startswith("ask_") and self.item is not None

    @property
    def wish(self) -> str:
        """市民想要什么；问办事的十四种方面合成 ask_guide，方面另有一个头。"""
        return "ask_guide" if self.is_guide_question else self.intent

    @property
    def aspect(self) -> Optional[str]:
        return self.intent[len("ask_") :] if self.is_guide_question else None

    @property
    def scope(self) -> Optional[str]:
        """问办事时：catalogue 说到了目录里的事项、context 省略了、other_body 别的部门的事。"""
        if not self.is_guide_question:
            return None
        return {NOT_OURS: "other_body", IN_CONTEXT: "context"}.get(self.item, "catalogue")


def example(text: str, intent: str, metadata: Optional[dict]) -> Example:
    """由 Rasa 的一条训练语料做成。metadata 是 Rasa 合并好的 {"intent": …, "example": …}。"""
    labels = {**((metadata or {}).get("intent") or {}), **((metadata or {}).get("example") or {})}
    return Example(
        text=normalise(text).text,
        intent=intent,
        item=labels.get("item"),
        department=labels.get("department"),
        problem=labels.get("problem"),
        urgency=labels.get("urgency"),
        emergency=labels.get("emergency"),
    )


def read_examples(folder: Path) -> List[Example]:
    """直接读 data/nlu/ 的 YAML，不经过 Rasa；给检查、实验和测试用。"""
    return [example for block in read_blocks(folder) for example in block]


def read_blocks(folder: Path) -> List[List[Example]]:
    """一块一块地读：同一块是同一个人一口气写的，句子彼此像，交叉验证时不该拆到两边。"""
    return list(_read(sorted(folder.rglob("*.yml"))))


def _read(paths: Iterable[Path]) -> Iterable[List[Example]]:
    for intent, shared, examples in labelled_blocks(paths):
        yield [example(text, intent, {"intent": shared, "example": own}) for text, own in examples]


def labelled_blocks(paths: Iterable[Path]) -> Iterator[Tuple[str, Optional[dict], List[Tuple[str, Optional[dict]]]]]:
    """每一块：意图，整块共同的标注，各句和它自己的标注。标注没有就是 None。"""
    for path in paths:
        for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            intent, examples = block.get("intent"), block["examples"]
            if intent is None:
                continue
            if isinstance(examples, str):
                examples = [{"text": line[2:]} for line in examples.splitlines() if line.startswith("- ")]
            yield intent, block.get("metadata"), [(e["text"].strip(), e.get("metadata")) for e in examples]
