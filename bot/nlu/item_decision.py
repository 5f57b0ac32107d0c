"""问的是不是目录里的事项：照着答，问一句是哪件，还是都不是。"""

from __future__ import annotations

import math
import re
from typing import List, Mapping, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.knowledge import Knowledge
from bot.hotline.understanding import ItemDecision
from bot.nlu.heads import Ranking
from bot.nlu.thresholds import Thresholds


def decide_item(
    text: str, rankings: Mapping[str, Ranking], items: Ranking, thresholds: Thresholds, knowledge: Knowledge, reasons: List[str]
) -> Tuple[ItemDecision, bool]:
    """（怎么办，是不是没说哪件事、要接着上文）"""
    scope = dict(rankings["scope"])
    best, body = items[0][1] if items else 0.0, rankings["department"][0][1]
    # 说得出是哪件事的（“我要开饭馆”），再像省略的话也不是省略；“星期六能办不”这样的，总有一件最像，不如省略像。
    context = scope.get("context", 0.0)
    is_elliptic = context >= thresholds.in_context and best < max(thresholds.answer, min(context, thresholds.plain_item))
    if is_elliptic or knowledge.aspect_words.names_nothing(text) or max(best, body) < thresholds.names_something:
        reasons.append("话里没有说办哪件事，要接着上文")
        return ItemDecision.NONE, True
    external = sum(p for name, p in rankings["department"] if name in knowledge.external_bodies)
    # 两样都像才算：只像“要办什么证”的问法，部门却都是本局的，不是别人的事。
    is_elsewhere = external >= thresholds.elsewhere and math.sqrt(scope.get("other_body", 0.0) * external) >= thresholds.not_ours
    if items and is_elsewhere and best >= thresholds.answer and knowledge.aspect_words.asks_us(text):
        is_elsewhere = False  # “税务注销了 工商还要来吗”：那一家的办完了，问的是我们这一头
    if is_elsewhere or not items:
        reasons.append("不像本局目录里的事项")
        return ItemDecision.NONE, False
    if _asks_a_rule(text, rankings["wish"], thresholds, knowledge):
        reasons.append("问的是规则，不是要办目录里的哪件事")
        return ItemDecision.NONE, False
    (first, score), *others = items
    name = knowledge.items[first].name
    if score >= thresholds.answer:
        reasons.append(f"最像“{name}”（{score:.0%}）")
        return ItemDecision.ANSWER, False
    if score >= thresholds.clarify:
        rivals = "、".join(knowledge.items[i].name for i, _ in others[:2])
        reasons.append(f"“{name}”和“{rivals}”都有可能，要问一句")
        return ItemDecision.CLARIFY, False
    reasons.append("目录里没有够像的事项")
    return ItemDecision.NONE, False


def _asks_a_rule(text: str, wishes: Ranking, thresholds: Thresholds, knowledge: Knowledge) -> bool:
    """“举报要不要留真名”“餐具费合不合法”：事项里总有一个最像的，可他不是要办那件事。

    “……要退钱，另外想问开饭店办什么证”合在一起像问规则，问的却是办事，不算。
    """
    if re.search(rf"[,，。;；!！?？](?:{any_of(knowledge.entity_words.second_matters.starts)})", text):
        return False
    heard = dict(wishes)
    rule, guide = heard.get("ask_regulation", 0.0), heard.get("ask_guide", 0.0)
    return wishes[0][0] == "ask_regulation" and rule >= thresholds.rule * (rule + guide)
