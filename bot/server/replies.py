"""按 domain.yml 的说法说话：一行里要填的全是空的，那一行就不说。"""

from __future__ import annotations

from typing import Any, Dict, Optional, Text

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.trackers import DialogueStateTracker

from bot.server.wording import fill


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
