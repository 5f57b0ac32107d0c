"""改口：“不对，电话是……”“金额写错了”“地址改成……”。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.chinese_numbers import parse_amount
from bot.hotline.draft import Draft
from bot.hotline.intake import IntakeWords
from bot.hotline.made_of import ends_of_run
from bot.usecases.filing.hide_reporter import SECRET
from bot.usecases.filing.home_or_shop import home_and_shop, home_not_shop, shop_is_elsewhere
from bot.usecases.reading.beside_shop import put_right
from bot.usecases.reading.place_words import is_on_a_street
from bot.usecases.reading.read_command import corrects
from bot.usecases.reading.read_details import from_entities
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_name import without_spelling
from bot.usecases.reading.read_swap import read_swap
from bot.usecases.reading.sort_answer import without_field

_PLACES = ("respondent_address", "citizen_address")
_SHORT = 30
_FEW_WORDS = 6
_COUNTED = ("citizen_phone", "companions", "event_on")  # 刚说完这几样，改的就是那一样里的数
_SUM_PUT_RIGHT = re.compile(r"(?:不对|不是|错了|说错了|记错了)[，,。\s]*(?:(?P<what>[㐀-鿿]{1,4}?)(?:应该)?[是才]|(?:应该)?(?:是|才)?)(?P<sum>\d{1,7}(?:\.\d{1,2})?|[\d一二两三四五六七八九十]+[百千万][\d一二两三四五六七八九十百千万零]*)(?:块钱|块|元)?")
_AFTER_ALL = re.compile(r"(?:我|想了想|想想|那|[，,\s])*还是(?:给我|让他|让他们|就)?([换退修赔][^，,。\s不了吧]{0,4}?)(?:了?吧|算了|得了|好了|呗)*")  # “还是换吧”
_WISH_PUT_RIGHT = re.compile(r"(?:不是|不对|说错了?|错了)([退换修赔罚][^，,。\s]{0,4})?[，,。\s]*(?:我)?(?:应该)?[是要]((?:把[^，,。\s]{1,6})?([退换修赔罚])[^，,。]{0,16})")  # “不是 是退剩下的1200”“不是退货 是换货”
_DROPPED = re.compile("(?:算了)?(?:我?就|那就)?不(?:用|要|想要|需要|图)[^，。\\s]{1,5}了?")  # “算了不要十倍了”
_THEN_JUST = re.compile("那?(?:我|俺)?(?:就|还是|只)+要?((?:全额|全部)?[退换修赔][^，。\\s不没]{0,4}?)(?:吧|算了|得了|就行|好了)*")  # “退一赔三要打官司吧 那我就退款”
_MY_OWN = re.compile(r"我(?:们|家|自己|爸|妈|哥|姐|[^，。\s买去吃订办]{1,2})?的?$")  # “我表姐的店在它对面”说的不是商家在哪


class Said(NamedTuple):
    """一句话里说到的几样，和说要改、但没说改成什么的几样。"""

    found: Dict[str, Any]
    to_edit: Tuple[str, ...] = ()


def read_correction(
    text: str, entities: Sequence[Mapping[str, Any]], draft: Draft, words: IntakeWords, today: date
) -> Optional[Said]:
    """“不对，电话是……”“金额写错了”“地址改成……”。不是在改口返回 None。"""
    if both := home_and_shop(text, draft, words, today):
        is_kept = draft.kind not in SECRET and not draft.is_anonymous
        return Said({name: value for name, value in both.items() if is_kept or name != "citizen_address"})
    if elsewhere := shop_is_elsewhere(text, draft, words, today):
        return Said(elsewhere)
    if right := put_right(text, entities, draft, words):
        return Said(right)
    swapped = read_swap(text, draft, words, today)
    if swapped:
        return Said({name: value for name, value in swapped.items() if value is not None}, tuple(name for name, value in swapped.items() if value is None))
    if home := home_not_shop(text, draft, words, today):
        return Said({name: value for name, value in home.items() if value is not None}, tuple(name for name, value in home.items() if value is None))
    if on_paper := _name_on_paper(text, draft, words, today):
        return Said({"respondent_name": on_paper})
    if wish := _wish_instead(text, draft, words):
        return Said({"demand": wish})
    if draft.knows("amount") and (draft.latest[-1:] or ("amount",))[0] not in _COUNTED and (put := _SUM_PUT_RIGHT.fullmatch(text.strip(" 。"))) and (sum_ := parse_amount(put["sum"])) is not None and (put["what"] or "") in "".join(draft.said):
        return Said({"amount": sum_})
    if not corrects(text, words):
        return None
    text = without_spelling(text, words)
    cued = _cues_in(text, draft, words)
    found: Dict[str, Any] = {}
    for name, segment in cued:
        value = _read_segment(name, segment, words, today)
        if value is None and name == "citizen_phone":
            value = _new_tail(text, segment, str(draft.values.get(name) or ""), words)
        if value is not None:
            is_named = name not in _PLACES or any(cue in text for cue in words.cues[name])  # 明说了是谁的；只说“地址”的，看是哪条街
            found[name if is_named else _same_street(value, draft) or name] = value
    if not found:
        by_entity = from_entities(text, entities, None, words, today)
        wish = read_field("demand", text, words, today, is_asked=False)
        if wish and draft.knows("amount") and "amount" in by_entity:
            by_entity = {**without_field(by_entity, "amount"), "demand": wish}  # “还是要他赔我一千”是要的数
        wanted = [name for name, _ in cued] or list(by_entity)
        found = {name: by_entity[name] for name in wanted if name in by_entity}
        if not cued and (place := found.get("respondent_address")) and (same := _same_street(place, draft)):
            found = {**without_field(found, "respondent_address"), same: _with_tail(place, str(draft.values[same]))}  # “不对 是泰和苑6号楼”
    if (phone := found.get("citizen_phone")) and (tail := re.search(rf"(?:{any_of(words.phone_tail)})(?:是|为|应该是)?(\d{{1,4}})(?!\d)", text)):
        found["citizen_phone"] = f"{phone[: -len(tail[1])]}{tail[1]}"  # “138……46 不对末尾是47”
    if not found and not cued and draft.knows("citizen_phone") and (tail := re.search(rf"(?:{any_of(words.phone_tail)})(?:[一两二三四几\d]*位)?(?:数字?)?(?:应该)?(?:是|为|改成)(\d{{1,4}})(?!\d)", text)):
        return Said({"citizen_phone": f"{str(draft.values['citizen_phone'])[: -len(tail[1])]}{tail[1]}"})  # “不对 最后一位是2”
    starts_so = any(text.startswith(words.corrects, end) for end in ends_of_run(text, words.fill_words))
    if not found and not cued and starts_so and draft.latest and len(text) <= _SHORT:
        latest = draft.latest[-1]
        value = _read_segment(latest, _without_correction(text, words), words, today)
        found = {latest: value} if value is not None and value != draft.values.get(latest) else {}
    return Said(found, tuple(name for name, _ in cued if name not in found)) if found or cued else None


def _wish_instead(text: str, draft: Draft, words: IntakeWords) -> Sequence[str]:
    """“那个 换就行 不用退了”“算了 就退钱”：前面的要求不要了，换成这一个；没说换成什么的返回空。"""
    if draft.knows("demand") and (put := _WISH_PUT_RIGHT.fullmatch(text.strip(" 。"))):
        wrong = (put[1] or put[3])[0]  # 说错的那几样换掉，别的要求还在
        return (*(wish for wish in draft.values["demand"] if wrong not in wish), put[2])
    if draft.knows("demand") and draft.asking != "demand" and (after_all := _AFTER_ALL.fullmatch(text.strip(" 。"))):
        return (after_all[1],)
    pieces = [piece for piece in re.split(r"[，,。；\s]+", text.strip()) if piece]
    if draft.knows("demand") and len(pieces) > 1 and len(text) <= _SHORT and (just := _THEN_JUST.fullmatch(pieces[-1])):
        return (just[1],)
    dropped = [piece for piece in pieces if (piece.startswith(words.drops_wish) and len(piece) <= _FEW_WORDS) or _DROPPED.fullmatch(piece)]
    if not draft.knows("demand") or not dropped or len(pieces) < 2 or len(text) > _SHORT:
        return ()
    left = [re.sub("^(?:那就|那|就|还是|我就|你们?)+(?=.{2})", "", piece) for piece in pieces if piece not in dropped]
    wishes = [piece for piece in left if re.search(any_of(words.demand_verbs) + "|[退换修赔]", piece) and not re.search("[不没他她]|了$", piece)]
    return tuple(wishes) if len(wishes) == 1 else ()


def _name_on_paper(text: str, draft: Draft, words: IntakeWords, today: date) -> Optional[str]:
    """“合同上写的是某某装饰工程有限公司”：落在纸上的名字写在前头，招牌上的跟在括号里。"""
    papers = any_of((*words.evidence, "执照", "公章", "章", "抬头"))
    said = re.search(rf"(?:{papers})(?:上面|上头|里面|上|里)?(?:写|盖|印|显示|开)的?(?:章|名字|抬头)?(?:就)?是[\s，,]*([^，,。；\s]{{4,30}})$", text.strip(" 。"))
    title = read_field("respondent_name", said[1], words, today) if said and said[1].endswith(words.shops) else None
    known = str(draft.values.get("respondent_name") or "")
    return f"{title}（{known}）" if title and known and known not in (title, title[: len(known)]) else title


def _cues_in(text: str, draft: Draft, words: IntakeWords) -> List[Tuple[str, str]]:
    """改口时提到的几样和后面跟着的话。只说“地址”的，看说的是谁的。"""
    spans: List[Tuple[int, int, str]] = []
    ordered = sorted(((cue, name) for name, cues in words.cues.items() for cue in cues), key=lambda c: -len(c[0]))
    for cue, name in [*ordered, *((word, "address") for word in words.address)]:
        for match in re.finditer(re.escape(cue), text):
            is_mine = (name.startswith("respondent") and _MY_OWN.search(text[: match.start()])) or (name == "platform" and re.match("上|客服|说|不", text[match.end() :]))  # “平台上写的”
            if not is_mine and not any(a < match.end() and match.start() < b for a, b, _ in spans):
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


def _with_tail(right: str, known: str) -> str:
    """“泰和苑6号楼”改的是“泰和苑8号楼2单元”里的楼号，几单元照旧。"""
    same = re.match(re.sub(r"\d+", r"\\d+", re.escape(right)), known) if re.search(r"\d", right) else None
    return right + known[same.end() :] if same else right


def _read_segment(name: str, segment: str, words: IntakeWords, today: date) -> Any:
    later = [piece for piece in re.split(any_of(words.corrects), segment) if re.search(r"[㐀-鿿\d]", piece)]
    segment = later[-1] if later and any(c.isdigit() for c in later[-1]) else segment  # “金额68 不对 86”说的是后一个
    value_text = re.sub(rf"^(?:{any_of(words.links)}|{any_of(words.corrects)}|[:：，,。\s])+", "", segment).strip()
    if not value_text or name == "facts":
        return None
    if name in _PLACES and (where := [piece for piece in value_text.split() if is_on_a_street(piece, words)]) and not is_on_a_street(value_text.split()[0], words):
        value_text = where[-1]  # “卖家地址是平台上写的 建设路88号”
    return read_field(name, value_text, words, today)


def _new_tail(text: str, segment: str, phone: str, words: IntakeWords) -> Optional[str]:
    """“最后两位改成77”：前面的不变。号码还没有、没说是末尾几位，返回 None。"""
    digits = re.findall(r"\d+", segment)
    is_tail = any(word in text for word in words.phone_tail)
    return phone[: -len(digits[-1])] + digits[-1] if is_tail and digits and len(digits[-1]) < len(phone) else None


def _without_correction(text: str, words: IntakeWords) -> str:
    return re.sub(rf"^(?:{any_of(words.corrects)}|[，,。\s])*", "", text)
