"""把各个分类头和检索的结果合成一份理解，每个判断写一句为什么。"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Dict, List, Mapping, Optional, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.aspect_words import AspectWords
from bot.hotline.knowledge import Knowledge
from bot.hotline.understanding import ItemDecision, RequestKind, TicketSystem, Understanding
from bot.nlu.entities.entity import Entity
from bot.nlu.heads import Ranking
from bot.nlu.neighbours import EMERGENCY_NEARBY
from bot.nlu.normalise import Reading

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
_ASKING = ("ask_guide", "ask_regulation")
ABOUT_ITEMS = ("ask_guide", "ask_regulation", "have_materials", "state_facts")
_REQUESTS = (RequestKind.COMPLAINT, RequestKind.TIP_OFF)
# 说的是什么问题，求助和建议也听：险情、“没人管吗”、“建议你们查查”说的常是同样的事。
_ABOUT_PROBLEMS = (*_REQUESTS, RequestKind.HELP_REQUEST, RequestKind.SUGGESTION)
NO_EMERGENCY = "none"
# 近邻里一句险情也没有，也给它留这么多：说法再少见，两个头都有把握就还是险情。
_NEVER_SILENT = 0.15
# 一句话里一起问的方面：头一个之外，像到什么程度也算，最多几个。
_ALSO_ASKED = 0.15
_MOST_ASPECTS = 4
# 字面上明说了的方面，像到最像的那样的一成就听字面的。
_AS_SAID = 0.1


@dataclass(frozen=True)
class Thresholds:
    """各个判断的门槛，在交叉验证上定，写在 config.yml。"""

    emergency: float = 0.26
    understood: float = 0.2
    answer: float = 0.6
    clarify: float = 0.2
    not_ours: float = 0.38
    elsewhere: float = 0.3
    in_context: float = 0.5
    # 问规则比问办事像到这个程度，就是问规则，再像哪个事项也不当成办那件事。
    rule: float = 0.8
    # 最像的事项和部门都不到这么像，就是没说哪件事（“要什么材料”）。
    names_something: float = 0.3
    conduct_elsewhere: float = 0.4


def judge(
    reading: Reading,
    rankings: Mapping[str, Ranking],
    items: Ranking,
    entities: List[Entity],
    knowledge: Knowledge,
    thresholds: Thresholds,
) -> Understanding:
    """合成一份理解。rankings 的键：wish、kind、aspect、scope、department、problem、urgency、emergency。"""
    reasons: List[str] = []
    emergency, told_as = _emergency(reading.text, rankings, thresholds, knowledge, reasons)
    kind, kind_confidence, wish = kind_and_wish(rankings, emergency)
    if told_as:
        kind, wish = KIND_OF_WISH[told_as], told_as
    if wish == "ask_regulation" and knowledge.aspect_words.names_nothing(reading.text):
        wish = "ask_guide"  # “什么时候截止”：问的是手头那件事
    decision, in_context = ItemDecision.NONE, False
    if wish in ABOUT_ITEMS:
        decision, in_context = _decide_item(reading.text, rankings, items, thresholds, knowledge, reasons)
    aspects = _aspects(rankings["aspect"], reading.text, knowledge.aspect_words) if wish in ABOUT_ITEMS else ()
    aspect = aspects[0] if aspects else None
    department, departments = (None, ()) if in_context and wish == "ask_guide" else _department(wish, kind, decision, items, rankings, knowledge, emergency, thresholds, reasons)
    system = _ticket_system(kind, wish, department, knowledge, reasons)
    problem, problems = None, ()
    if kind in _ABOUT_PROBLEMS and department in knowledge.departments:
        problems = tuple(rankings["problem"][:3])
        problem = problems[0][0]
    return Understanding(
        text=reading.original,
        intent=f"ask_{aspect}" if wish == "ask_guide" else wish,
        kind=kind,
        kind_confidence=kind_confidence,
        aspect=aspect,
        aspects=aspects,
        items=tuple(items) if wish in ABOUT_ITEMS else (),
        item_decision=decision,
        in_context=in_context,
        ticket_system=system,
        department=department,
        departments=departments,
        problem=problem,
        problems=problems,
        urgency="emergency" if emergency else _urgency(kind, rankings),
        emergency=emergency,
        danger=danger_of(rankings),
        entities=tuple(entity.as_dict() for entity in entities),
        reasons=tuple(reasons),
    )


def danger_of(rankings: Mapping[str, Ranking]) -> float:
    """像紧急情况到什么程度，0–1，取几何平均：都像才像，误报少得多。

    两个头各看各的：一个只分险情，一个看市民想要什么。还有近邻的，意思最近的话里几成是险情，是第三个见证。
    """
    witnesses = [_in_danger(rankings["emergency"]), dict(rankings["wish"])["report_emergency"]]
    if rankings.get(EMERGENCY_NEARBY):
        witnesses.append(min(_in_danger(rankings[EMERGENCY_NEARBY]) + _NEVER_SILENT, 1.0))
    return math.prod(witnesses) ** (1 / len(witnesses))


def _in_danger(ranking: Ranking) -> float:
    return max(1 - dict(ranking).get(NO_EMERGENCY, 0.0), 0.0)


def _emergency(
    text: str, rankings, thresholds: Thresholds, knowledge: Knowledge, reasons: List[str]
) -> Tuple[Optional[str], Optional[str]]:
    """（哪一种险情，不算险情时改当成什么意图）"""
    danger = danger_of(rankings)
    kind = next(name for name, _ in rankings["emergency"] if name != NO_EMERGENCY)
    if danger < thresholds.emergency:
        return None, None
    hardly = knowledge.emergency_hearing.hardly(text, kind)
    if hardly and danger < hardly.below:
        return None, hardly.becomes
    name = knowledge.emergencies[kind].name if kind in knowledge.emergencies else kind
    reasons.append(f"像是正在发生的紧急情况（{name}，{danger:.0%}），先说电话")
    return kind, None


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
    wrongdoing = [pair for pair in heard if pair[0] in _REQUESTS]
    other = next((pair for pair in heard if pair[0] not in _REQUESTS), None)
    return other if other and other[1] > sum(p for _, p in wrongdoing) else wrongdoing[0]


def _aspects(ranking: Ranking, text: str, words: AspectWords) -> Tuple[str, ...]:
    """问的哪几方面，最像的在前。“要啥材料多少钱几天能办”一句问三样，都留下。字面上说了几样、没说别的，照字面。"""
    said = words.asked(text)
    if words.names_nothing(text):
        return said[:_MOST_ASPECTS]
    if len(said) > 1:
        return tuple(dict.fromkeys((ranking[0][0], *said)))[:_MOST_ASPECTS]
    if words.is_decisive(said) and dict(ranking).get(said[0], 0.0) >= _AS_SAID * ranking[0][1]:
        ranking = sorted(ranking, key=lambda pair: pair[0] != said[0])
    return (ranking[0][0], *(name for name, p in ranking[1:_MOST_ASPECTS] if p >= _ALSO_ASKED))


def _wish_within(kind: RequestKind, wishes: Ranking) -> str:
    """这一类里最想要的。问办事和问规则合起来比：一句问话分在两处，单比哪一处都吃亏。"""
    within = [(name, p) for name, p in wishes if KIND_OF_WISH.get(name, RequestKind.OTHER) is kind]
    asking = [(name, p) for name, p in within if name in _ASKING]
    others = [(name, p) for name, p in within if name not in _ASKING]
    if asking and (not others or sum(p for _, p in asking) >= others[0][1]):
        return asking[0][0]
    return others[0][0]


def _decide_item(
    text: str, rankings, items: Ranking, thresholds: Thresholds, knowledge: Knowledge, reasons: List[str]
) -> Tuple[ItemDecision, bool]:
    scope = dict(rankings["scope"])
    best, body = items[0][1] if items else 0.0, rankings["department"][0][1]
    # 说得出是哪件事的（“我要开饭馆”），再像省略的话也不是省略。
    is_elliptic = scope.get("context", 0.0) >= thresholds.in_context and best < thresholds.answer
    if is_elliptic or knowledge.aspect_words.names_nothing(text) or max(best, body) < thresholds.names_something:
        reasons.append("话里没有说办哪件事，要接着上文")
        return ItemDecision.NONE, True
    external = sum(p for name, p in rankings["department"] if name in knowledge.external_bodies)
    # 两样都像才算：只像“要办什么证”的问法，部门却都是本局的，不是别人的事。
    is_elsewhere = external >= thresholds.elsewhere and math.sqrt(scope.get("other_body", 0.0) * external) >= thresholds.not_ours
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


def _department(
    wish: str,
    kind: RequestKind,
    decision: ItemDecision,
    items: Ranking,
    rankings,
    knowledge: Knowledge,
    emergency: Optional[str],
    thresholds: Thresholds,
    reasons: List[str],
) -> Tuple[Optional[str], Tuple[Tuple[str, float], ...]]:
    if kind is RequestKind.CONDUCT_COMPLAINT:
        # 作风的话几乎都教成了机关党委，先把它放一边，看剩下的最像谁。
        rest = [(name, p) for name, p in rankings["department"] if name != "party_committee"]
        body, share = rest[0][0], rest[0][1] / sum(p for _, p in rest)
        if body in knowledge.external_bodies and share >= thresholds.conduct_elsewhere:
            reasons.append(f"反映的是{knowledge.name_of_body(body)}的人（{share:.0%}），经12345转过去，不走12315")
            return body, ((body, share),)
        reasons.append("反映工作人员，归机关党委（本局《意见》二（七）），不走12315")
        return "party_committee", (("party_committee", 1.0),)
    if kind is RequestKind.OTHER:
        return None, ()
    if wish in ABOUT_ITEMS and decision is not ItemDecision.NONE:
        department = knowledge.items[items[0][0]].responsible_department
        reasons.append(f"事项由{knowledge.name_of_body(department)}负责")
        return department, ((department, items[0][1]),)
    if emergency and emergency in knowledge.emergencies:
        department = knowledge.emergencies[emergency].department
        return department, ((department, 1.0),)
    ranking = rankings["department"]
    if wish == "ask_guide":  # 目录里没有的办事问话，只可能是别的部门的
        ranking = [(name, p) for name, p in ranking if name in knowledge.external_bodies] or ranking
    best, probability = ranking[0]
    reasons.append(f"说的事像归{knowledge.name_of_body(best)}管（{probability:.0%}）")
    return best, tuple(ranking[:5])


def _ticket_system(
    kind: RequestKind, wish: str, department: Optional[str], knowledge: Knowledge, reasons: List[str]
) -> TicketSystem:
    if kind in (RequestKind.INQUIRY, RequestKind.OTHER):
        return TicketSystem.NONE
    if kind in _REQUESTS and department in knowledge.departments:
        reasons.append("市场监管职责内的投诉举报走全国12315平台（总局令第121号第四十条）")
        return TicketSystem.PLATFORM_12315
    reasons.append("不是市场监管职责内的投诉举报，走12345")
    return TicketSystem.HOTLINE_12345


def _urgency(kind: RequestKind, rankings) -> str:
    if kind in (RequestKind.INQUIRY, RequestKind.OTHER):
        return "normal"
    return "urgent" if rankings["urgency"][0][0] == "urgent" else "normal"
