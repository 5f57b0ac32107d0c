"""两边都用的小动作：只说一句。原版经动作服务器，本热线在进程内。"""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action

SAYS = "收到。"


class ActionBench(Action):
    def name(self) -> str:
        return "action_bench"

    def run(self, dispatcher, tracker, domain) -> List[Dict[str, Any]]:
        dispatcher.utter_message(text=SAYS)
        return []
