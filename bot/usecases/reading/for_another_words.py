"""听出是替谁投诉的。"""

from __future__ import annotations

import re
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords


def represents_in(text: str, words: IntakeWords) -> Optional[str]:
    """“替我妈投诉”“我妈让我帮她投诉”里的“我妈”。"""
    text = text.replace("俺", "我")
    who, verbs = any_of(words.represented), any_of(words.represent_verbs)
    whom = any_of((*words.represented, *words.employers))
    match = re.search(rf"(?:{any_of(words.represent_leads)})({whom})[^，。]{{0,4}}(?:{verbs})", text)
    match = match or re.fullmatch(rf"我?是?(?:{any_of(words.represent_leads)})({who})(?:的|来的|啊|呀)?", text.strip())  # “我替我妈”
    match = match or re.search(rf"是(?:{any_of(words.represent_leads)})({who})来的", text)  # “我是替我老伴来的 他买了个……”
    match = match or re.search(rf"({who})(?:让|叫|托|委托)我[^，。]{{0,4}}(?:{verbs})", text)
    if match is None and re.search(rf"[替代](?:[他她]|{who})来?说", text):
        match = re.search(rf"({who})", text)  # “是我妈买的 我替她说”
    if match is None and re.search(rf"(?:{any_of(words.represent_leads)})(?:[他她]|老人|老人家)[^，。]{{0,4}}(?:{verbs})", text):
        match = re.search(rf"({who})", text)  # “我爸买了保健品，我代他投诉”
    return match[1] if match else None
