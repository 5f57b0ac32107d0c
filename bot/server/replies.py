"""按 domain.yml 的说法说话：一行里要填的全是空的，那一行就不说。"""

from __future__ import annotations

import string
from typing import Any, Dict, Optional, Text

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.trackers import DialogueStateTracker

_parser = string.Formatter()


class ReplyGenerator(TemplatedNaturalLanguageGenerator):
    """说法取第一条，同样的话每次一样，测试才能说得准。"""

    async def generate(
        self, utter_action: Text, tracker: DialogueStateTracker, output_channel: Text, **fields: Any
    ) -> Optional[Dict[Text, Any]]:
        variations = self.responses.get(utter_action)
        if not variations:
            return None
        reply = dict(variations[0])
        reply["text"] = fill(reply.get("text") or "", fields)
        return reply


def fill(template: str, fields: Dict[str, Any]) -> str:
    """把字段填进说法。一行的字段全空时整行去掉；句中空字段只是不说。"""
    said = []
    for line in template.split("\n"):
        names = [name for _, name, _, _ in _parser.parse(line) if name]
        if names and not any(str(fields.get(name) or "") for name in names):
            continue
        said.append(line.format(**{name: fields.get(name) or "" for name in names}) if names else line)
    return "\n".join(line for line in said if line.strip())
