"""市民想要什么，是哪一类诉求。"""

from __future__ import annotations

from typing import Dict, Mapping, Optional, Tuple

from bot.hotline.understanding import RequestKind
from bot.nlu.heads import Ranking

# 市民想要什么 → 诉求类型。没列的都是 other。
KIND_OF_WISH = {
    "ask_guide": RequestKind.INQUIRY,
    "ask_regulation": RequestKind.INQUIRY,
    "check_ticket": RequestKind.INQUIRY,
    "have_materials": RequestKind.INQUIRY,
    "state_facts": RequestKind.INQUIRY,
    "file_complaint": RequestKind.COMPLAINT,
    "file_tip_off": RequestKind.TIP_OFF,
    "complain_about_conduct": RequestKind.CONDUCT_COMPLAINT,
    "ask_for_help": RequestKind.HELP_REQUEST,
    "report_emergency": RequestKind.HELP_REQUEST,
    "suggest": RequestKind.SUGGESTION,
    "commend": RequestKind.COMMENDATION,
}
ASKING = ("ask_guide", "ask_regulation")
ABOUT_ITEMS = ("ask_guide", "ask_regulation", "have_materials", "state_facts")
ACCUSATIONS = (RequestKind.COMPLAINT, RequestKind.TIP_OFF)


def kind_and_wish(rankings: Mapping[str, Ranking], emergency: Optional[str]) -> Tuple[RequestKind, float, str]:
    """（诉求类型，把握，想要什么）。

    先看是不是闲谈：各种想要什么按类型合起来，哪一类最像。不是闲谈的，类型听专门分类型的头，
    它不用管问办事还是问规则，诉求和问话分得更清；这一类里想要什么，再听分得细的头。
    """
    wishes = rankings["wish"]
    if emergency:
        return KIND_OF_WISH["report_emergency"], dict(wishes)["report_emergency"], "report_emergency"
    # 不到紧急的程度，就看除此以外最像什么。
    calm = [(name, p) for name, p in wishes if name != "report_emergency"]
    by_kind: Dict[RequestKind, float] = {}
    for name, p in calm:
        kind = KIND_OF_WISH.get(name, RequestKind.OTHER)
        by_kind[kind] = by_kind.get(kind, 0.0) + p
    if max(by_kind, key=by_kind.get) is RequestKind.OTHER:
        kind, confidence = RequestKind.OTHER, by_kind[RequestKind.OTHER]
    else:
        kind, confidence = _likeliest_kind(rankings["kind"])
    return kind, min(confidence, 1.0), _wish_within(kind, calm)


def _likeliest_kind(ranking: Ranking) -> Tuple[RequestKind, float]:
    """投诉还是举报说不准，不等于像问话：两样合起来和别的比，再从里面挑像的那样。"""
    heard = [(RequestKind(name), p) for name, p in ranking]
    wrongdoing = [pair for pair in heard if pair[0] in ACCUSATIONS]
    other = next((pair for pair in heard if pair[0] not in ACCUSATIONS), None)
    return other if other and other[1] > sum(p for _, p in wrongdoing) else wrongdoing[0]


def _wish_within(kind: RequestKind, wishes: Ranking) -> str:
    """这一类里最想要的。问办事和问规则合起来比：一句问话分在两处，单比哪一处都吃亏。"""
    within = [(name, p) for name, p in wishes if KIND_OF_WISH.get(name, RequestKind.OTHER) is kind]
    asking = [(name, p) for name, p in within if name in ASKING]
    others = [(name, p) for name, p in within if name not in ASKING]
    if asking and (not others or sum(p for _, p in asking) >= others[0][1]):
        return asking[0][0]
    return others[0][0]
