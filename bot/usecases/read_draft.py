"""听一句话里说到了诉求的哪几样。认得准的才收；剩下的是经过，原样留着。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from bot.hotline.draft import Draft
from bot.hotline.intake import PERSONAL, IntakeWords
from bot.hotline.said_day import said_day
from bot.usecases.read_command import any_of, corrects
from bot.usecases.read_field import has_surname, read_field

_BREAKS = re.compile(r"[，,。；;！!？?、\n\t ：:（）()]+")
_CLAUSE = r"[^，。；;！!？?\n]{1,80}"
_LINKS = r"[:：\s]|是|叫做|叫|改成|改为|换成|应该是|应当是|写错了|错了|不对|，|,"
# 必须有“是、叫、：”连着才算说了名字，不然“商家不退钱”也成了名字。
_NAMED = ("respondent_name", "citizen_name", "product")
_SELF_NAME = 12  # 自我介绍离电话、句末不会太远
_SHORT = 30
_PLACES = ("respondent_address", "citizen_address")


class Said(NamedTuple):
    """一句话里说到的几样，和说要改、但没说改成什么的几样。"""

    found: Dict[str, Any]
    to_edit: Tuple[str, ...] = ()


def read_statement(text: str, entities: Sequence[Mapping[str, Any]], words: IntakeWords, today: date) -> Dict[str, Any]:
    """没有问的时候说的一句话：实体、带名头的（“姓名：王小明”）、请求、网购、替谁、几个人。"""
    found = _labelled_and_entities(text, entities, None, words, today)
    demand = None if "demand" in found else read_field("demand", text, words, today, is_asked=False)
    if demand:
        found["demand"] = demand
    platform = next((name for name in words.platforms if name in text), None)
    if platform:
        found["platform"] = platform
    represents = _represents(text, words)
    if represents:
        found["represents"] = represents
    evidence = _evidence(text, words)
    if evidence:
        found["evidence"] = evidence
    if found.get("respondent_name") and found["respondent_name"] in (*words.platforms, found.get("citizen_name")):
        found.pop("respondent_name")
    return found


def read_answer_to(
    name: str, text: str, entities: Sequence[Mapping[str, Any]], draft: Draft, words: IntakeWords, today: date
) -> Dict[str, Any]:
    """正问着 name 时说的一句话。可能一口气答了几样，也可能答的是别的。"""
    labelled = read_labelled(text, words, today)
    # 刚说完姓名电话，接着说的地址多半是自己的。
    whose = draft.latest[-1] if draft.latest and draft.latest[-1] in PERSONAL and name not in PERSONAL else name
    found = {
        key: value
        for key, value in _labelled_and_entities(text, entities, whose, words, today).items()
        if key == name or key in labelled or not draft.knows(key)  # 没有名头的，不改已经知道的
    }
    if "respondent_address" in found and "citizen_address" not in labelled and name not in PERSONAL:
        found.pop("citizen_address", None)
    if name in PERSONAL and "citizen_phone" not in found and (phone := read_field("citizen_phone", text, words, today)):
        found["citizen_phone"] = phone
    platform = next((p for p in words.platforms if p in text), None)
    if platform and name.startswith("respondent") and not draft.knows("platform"):
        found["platform"] = platform
    if name == "respondent_name" and (where := re.search(r"在([^，。；\s]{2,20})$", text)) and _on_a_street(where[1], words):
        found.setdefault("respondent_address", where[1])
    if name == "respondent_name" and not _on_a_street(found.get("respondent_address"), words):
        found.pop("respondent_address", None)
    if name in _PLACES:
        return _answer_to_place(name, text, entities, found, words, today, draft.values.get("respondent_name"))
    if name in found:
        return found
    if name == "demand":
        value = read_field(name, text, words, today)
        return {**found, name: value} if value else found
    taken = [e for e in entities if e["type"] in ("phone", "person", "address") and _field_of(e, text, name, words) in found]
    taken = [e for e in taken if _field_of(e, text, name, words) != name]
    on_street = [e for e in taken if e["type"] == "address"]
    if name == "respondent_name" and on_street and not re.search(any_of(words.shops), _without(text, [str(e["text"]) for e in taken])):
        return _whole_place(text, found, words, today)  # “西关市场东门第三家”整个是地点
    rest = _without(text, [str(e["text"]) for e in taken])
    for piece in [p for p in _BREAKS.split(rest) if p] if name != "citizen_phone" else [text]:
        value = read_field(name, piece, words, today)
        if name == "respondent_name" and value in words.platforms and draft.values.get("platform") != value:
            found["platform"] = value
        elif value is not None and name not in found:
            found[name] = value
        elif name == "respondent_name" and "respondent_address" not in found:
            place = read_field("respondent_address", piece, words, today, is_asked=False)
            found.update({"respondent_address": place} if _on_a_street(place, words) else {})
    return found


def _whole_place(text: str, found: Dict[str, Any], words: IntakeWords, today: date) -> Dict[str, Any]:
    place = read_field("respondent_address", text, words, today) if len(text) <= _SHORT else None
    return {**found, "respondent_address": place} if place and "respondent_address" in found else found


def _on_a_street(place: Optional[str], words: IntakeWords) -> bool:
    return bool(place) and any(street in place for street in words.streets)


def _answer_to_place(name: str, text: str, entities, found: Dict[str, Any], words: IntakeWords, today: date, shop):
    """正问地址：整句就是，“北大街口，建设银行对面”不拆；别的实体先拿掉。"""
    if name in read_labelled(text, words, today):
        return found
    own = ("address", "merchant", "product", "amount", "person")
    rest = _without(text, [str(e["text"]) for e in entities if e["type"] not in own])
    whole = read_field(name, rest, words, today)
    others = {k: v for k, v in found.items() if k not in (*_PLACES, "respondent_name", "product", "amount")}
    if whole and len(rest) <= _SHORT:
        return others if whole == shop else {**others, name: whole}
    return found


def read_correction(
    text: str, entities: Sequence[Mapping[str, Any]], draft: Draft, words: IntakeWords, today: date
) -> Optional[Said]:
    """“不对，电话是……”“金额写错了”“地址改成……”。不是在改口返回 None。"""
    if not corrects(text, words):
        return None
    cued = _cues_in(text, draft, words)
    found: Dict[str, Any] = {}
    for name, segment in cued:
        value = _read_segment(name, segment, words, today)
        if value is not None:
            found[_same_street(value, draft) or name if name in _PLACES else name] = value
    if not found:
        by_entity = _from_entities(text, entities, None, words, today)
        wanted = [name for name, _ in cued] or list(by_entity)
        found = {name: by_entity[name] for name in wanted if name in by_entity}
    starts_so = re.match(rf"\s*(?:哦|啊|噢|等等|，)*(?:{any_of(words.corrects)})", text)
    if not found and not cued and starts_so and draft.latest and len(text) <= _SHORT:
        latest = draft.latest[-1]
        value = _read_segment(latest, _without_correction(text, words), words, today)
        found = {latest: value} if value is not None and value != draft.values.get(latest) else {}
    return Said(found, tuple(name for name, _ in cued if name not in found)) if found or cued else None


def read_labelled(text: str, words: IntakeWords, today: date) -> Dict[str, Any]:
    """带名头的几样：“姓名：王小明，电话138……，我住建设路18号”。"""
    return {name: value for name, (value, _) in _labelled(text, words, today).items()}


def _labelled_and_entities(text, entities, asked: Optional[str], words: IntakeWords, today: date) -> Dict[str, Any]:
    """名头说清是谁的，比实体准：同一段话不再当成别的。"""
    labelled = _labelled(text, words, today)
    spans = [span for _, span in labelled.values()]
    free = [e for e in entities if not any(a < e["end"] and e["start"] < b for a, b in spans)]
    return {**_from_entities(text, free, asked, words, today), **{name: value for name, (value, _) in labelled.items()}}


def _labelled(text: str, words: IntakeWords, today: date) -> Dict[str, Tuple[Any, Tuple[int, int]]]:
    """每一样的值和它在话里的位置。"""
    found: Dict[str, Tuple[Any, Tuple[int, int]]] = {}
    for name in ("citizen_name", "citizen_phone", "citizen_address", "respondent_name", "respondent_address"):
        link = r"(?:[:：]\s*|\s+|是|叫做|叫)" if name in _NAMED else r"[:：\s]*(?:是|在)?"
        cues = [c for c in words.cues.get(name, ()) if name != "citizen_name" or c not in ("我叫", "我姓", "本人叫")]
        for match in re.finditer(rf"(?:{any_of(cues)}){link}({_CLAUSE})", text):
            value = read_field(name, match[1], words, today, is_asked=False)
            if value is not None and (name != "citizen_address" or _is_home(value, words)):
                found.setdefault(name, (value, match.span(1)))
    bare = re.search(rf"(?<![家店讯的])(?:{any_of(words.address)})[:：\s]+({_CLAUSE})", text)
    if bare and not {"citizen_address", "respondent_address"} & set(found):
        mine = {"citizen_name", "citizen_phone"} & set(found)
        found["citizen_address" if mine else "respondent_address"] = (bare[1].strip(), bare.span(1))
    introduced = re.search(r"(?:我叫|我姓名|本人叫|我是|本人)([㐀-鿿]{2,4})(?=[^㐀-鿿]|电话|手机|住|家住|要|想|$)", text)
    if introduced and has_surname(introduced[1], words) and "citizen_name" not in found:
        found["citizen_name"] = (introduced[1], introduced.span(1))
    return found


def _is_home(value: str, words: IntakeWords) -> bool:
    """“我家楼下的电梯老是卡”不是住址。"""
    return "的" not in value and (_on_a_street(value, words) or any(c.isdigit() for c in value))


def _from_entities(text, entities, asked: Optional[str], words: IntakeWords, today: date) -> Dict[str, Any]:
    found: Dict[str, Any] = {}
    for entity in entities:
        name = _field_of(entity, text, asked, words)
        if name is None or name in found:
            continue
        value = entity["value"] if entity["value"] is not None else entity["text"]
        if name == "event_on":
            day = said_day(str(value), today)
            value = day.isoformat() if day else None
        elif name == "demand":
            value = (str(value),)
        if value is not None:
            found[name] = value
    return found


def _field_of(entity: Mapping[str, Any], text: str, asked: Optional[str], words: IntakeWords) -> Optional[str]:
    """这个实体说的是哪一样：地址、电话、人名要看上下文是谁的。"""
    before = text[max(0, entity["start"] - 6) : entity["start"]]
    type_ = entity["type"]
    if type_ == "address":
        if not _on_a_street(entity["text"], words) and str(entity["text"]).endswith(words.shops):
            return "respondent_name"  # “惠民超市”是店名，不是地址
        mine = any(cue in before for cue in words.cues.get("citizen_address", ())) or asked in PERSONAL
        return "citizen_address" if mine else "respondent_address"
    if type_ == "phone":
        beside = (asked or "").startswith("respondent") and len(text) > len(str(entity["text"])) + 3 and "我" not in text
        theirs = beside or re.search(r"(?:他|她|店|商家|老板|对方|卖家|客服|公司)[^，。]{0,3}$", before)
        return None if theirs and asked not in PERSONAL else "citizen_phone"
    if type_ == "person":
        introduced = re.search(r"(?:我叫|本人|我是|姓名[:：是]?|名字[叫是]?)$", before)
        return "citizen_name" if introduced or asked == "citizen_name" else None
    names = {"merchant": "respondent_name", "product": "product", "amount": "amount", "date": "event_on", "demand": "demand"}
    return names.get(type_)


def _cues_in(text: str, draft: Draft, words: IntakeWords) -> List[Tuple[str, str]]:
    """改口时提到的几样和后面跟着的话。只说“地址”的，看说的是谁的。"""
    spans: List[Tuple[int, int, str]] = []
    ordered = sorted(((cue, name) for name, cues in words.cues.items() for cue in cues), key=lambda c: -len(c[0]))
    for cue, name in [*ordered, *((word, "address") for word in words.address)]:
        for match in re.finditer(re.escape(cue), text):
            if not any(a < match.end() and match.start() < b for a, b, _ in spans):
                spans.append((match.start(), match.end(), _whose(name, draft)))
    spans.sort()
    ends = [*(start for start, _, _ in spans[1:]), len(text)]
    return [(name, text[end:until]) for (_, end, name), until in zip(spans, ends, strict=False)]


def _whose(name: str, draft: Draft) -> str:
    """“地址改成……”：最近记下的那个地址；都没有就是商家的。"""
    if name != "address":
        return name
    # 只说“地址”两个字，看最近说的是哪个。
    both = [n for n in ("citizen_address", "respondent_address") if n in draft.latest or draft.asking == n]
    known = [n for n in ("citizen_address", "respondent_address") if draft.knows(n)]
    return (both or known[:1] or ["respondent_address"])[0]


def _same_street(value: str, draft: Draft) -> Optional[str]:
    """“北大街6号”改的是“北大街5号”那个地址。"""
    same = [n for n in _PLACES if str(draft.values.get(n) or "")[:2] == value[:2]]
    return same[0] if len(same) == 1 else None


def _read_segment(name: str, segment: str, words: IntakeWords, today: date) -> Any:
    value_text = re.sub(rf"^(?:{_LINKS}|也|{any_of(words.corrects)}|[，,。\s])+", "", segment).strip()
    if not value_text or name == "facts":
        return None
    return read_field(name, value_text, words, today)


def _without_correction(text: str, words: IntakeWords) -> str:
    return re.sub(rf"^(?:{any_of(words.corrects)}|[，,。\s])*", "", text)


def _without(text: str, parts: Sequence[str]) -> str:
    for part in parts:
        text = text.replace(part, "，")
    return text


def _represents(text: str, words: IntakeWords) -> Optional[str]:
    """“替我妈投诉”“我妈让我帮她投诉”里的“我妈”。"""
    who, verbs = any_of(words.represented), any_of(words.represent_verbs)
    match = re.search(rf"(?:{any_of(words.represent_leads)})({who})[^，。]{{0,4}}(?:{verbs})", text)
    match = match or re.search(rf"({who})(?:让|叫|托|委托)我[^，。]{{0,4}}(?:{verbs})", text)
    return match[1] if match else None


def _evidence(text: str, words: IntakeWords) -> Tuple[str, ...]:
    """手上有的凭据：“有小票”“拍了照片”。“没有小票”不算。"""
    have = any_of(words.evidence_have)
    return tuple(e for e in words.evidence if re.search(rf"(?<![没])(?:{have})[^，。没]{{0,4}}{re.escape(e)}", text))
