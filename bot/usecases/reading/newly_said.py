"""一句话里说得准、又是新说的几样；地址、店名分清是谁的。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.draft import Draft
from bot.hotline.intake import PERSONAL, IntakeWords
from bot.usecases.reading.place_words import (
    FLOOR,
    is_estate,
    is_on_a_street,
    is_room,
    is_vague_place,
    looks_like_home,
    looks_like_place,
)
from bot.usecases.reading.read_details import read_details
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_purchase import with_purchase

_PLACES = ("respondent_address", "citizen_address")
_WHERE_HE_IS = ("citizen_phone", "citizen_address", "authorization", "representative_identity")
_LONGEST_PLACE = 12
_NAMED_LATE = re.compile(r"(?:店名|招牌|那家店?|他家|它)?(?:好像|应该)?(?:就)?(?:是)?叫(?:做)?([^，,。；\s]{2,20})(?:[，,\s]+在?([^，,。；]{3,30}))?$")


def newly_said(
    name: str, text: str, entities: Sequence[Mapping[str, Any]], labelled: Mapping[str, Any], draft: Draft, words: IntakeWords, today: date
) -> Dict[str, Any]:
    """话里说得准、又是新说的几样；地址分清是谁的。"""
    # 刚说完姓名电话，接着说的地址多半是自己的。
    whose = draft.latest[-1] if draft.latest and draft.latest[-1] in PERSONAL and name not in (*PERSONAL, "respondent_name") else name
    details = read_details(text, entities, whose, words, today)
    if draft.kind == "complaint" and not draft.knows("product"):
        details = with_purchase(details, text, words)  # “办了年卡2680 才去了三次就关门了”
    if wish := read_field("demand", text, words, today, is_asked=False):
        details["demand"] = wish  # “退钱 赔我500”两样都要
        sums = [str(e["text"]) for e in entities if e["type"] == "amount"]
        last = max((text.rfind(one) for one in wish), default=-1)
        is_wished = any(said in text[last:] and re.search(any_of(words.totals), text[last:]) for said in sums if last >= 0)  # “赔治疗费 加起来一万五”
        if sums and (is_wished or all(any(said in one for one in wish) for said in sums)):
            details.pop("amount", None)  # “要不退我三千”是要的数
    if name not in _PLACES and "citizen_phone" in details and draft.knows("respondent_address") and "respondent_address" not in labelled:
        home = details.pop("respondent_address", None)  # “胡兰 138…… 西街5号”：商家在哪说过了，报完电话说的是自己的
        details.update({"citizen_address": home} if home and home != draft.values["respondent_address"] else {})
    known = str(draft.values.get("respondent_address") or "")
    fuller = _fuller_place(text, known, words) if known else None
    if fuller:
        details = {**{key: value for key, value in details.items() if key not in _PLACES}, "respondent_address": fuller}
    elif place := _whose_place(name, text, details, labelled, draft, words):
        details = {**{key: value for key, value in details.items() if key not in _PLACES}, **place}
    if draft.kind == "tip_off" and name not in PERSONAL and "citizen_phone" not in details and not re.search("[我俺咱]|本人", text) and "citizen_address" in details and "citizen_address" not in labelled:
        where = details.pop("citizen_address")  # 举报里说“真名 李燕燕 住锦绣江南”：是被举报的人
        details.setdefault("respondent_address", where)
    is_of_shop = "respondent_address" in labelled or any(word in text for word in words.about_shop)
    if name in _WHERE_HE_IS and draft.knows("respondent_address") and "respondent_address" in details and not is_of_shop:
        home = details.pop("respondent_address")  # 店在哪说过了，正问他的电话、住处：“北环路小区”是他的，不是把店说细了
        details.setdefault("citizen_address", home)
    found = {
        key: value
        for key, value in details.items()
        # 没有名头的，不改已经知道的；说得更细的地址除外
        if key == name or key in labelled or not draft.knows(key) or is_finer(key, value, draft, words) or value == fuller
    }
    is_there = None if draft.knows("respondent_address") else is_shop_place(text, draft)
    if is_there and looks_like_place(is_there[1], words):
        found = {**{key: value for key, value in found.items() if value != is_there[1]}, "respondent_address": is_there[1]}  # 不管正问着什么
    wished, wishes = draft.values.get("demand") or (), details.get("demand") or ()
    if wished and name != "demand":
        found.pop("demand", None)
    if wished and name != "demand" and (more := added_wishes(wished, wishes)) != tuple(wished):
        found["demand"] = more  # 后来又说“退钱三十二”，添在原来的要求后面
    shop_is_at = str(draft.values.get("respondent_address") or "")
    if shop_is_at and (is_of_shop or name not in _WHERE_HE_IS) and shop_is_at in str(found.get("citizen_address", "")) and "citizen_address" not in labelled:
        found["respondent_address"] = found.pop("citizen_address")  # 商家的地址说细了，不管正问着什么
    if name not in PERSONAL and not draft.knows("respondent_name") and "respondent_name" not in found:
        found.update(_named_late(text, draft, words, today))
    if "respondent_address" in found and "citizen_address" not in labelled and name not in PERSONAL:
        found.pop("citizen_address", None)
    return found


def added_wishes(wished: Sequence[str], wishes: Sequence[str]) -> Tuple[str, ...]:
    """后来又说的要求添在后面；“退钱啊”“就是退钱”说的就是前面的“给我退钱”，不写两遍。"""
    wishes = [re.sub(r"^(.{2,}?)\1+$", r"\1", wish) for wish in wishes]  # “退钱退钱退钱”
    bare = {wish: re.sub("^(?:那就是|就是|那就|就|还是|是)+(?=.{2})|[啊呀呗吧嘛]+$", "", wish) for wish in wishes}
    wished = [said for said in wished if len(said) > 1 or not any(said in wish for wish in bare.values())]  # 先只说了“退”，再说“退钱”
    return (*wished, *dict.fromkeys(bare[wish] for wish in wishes if not any(bare[wish] in said for said in wished)))


def _fuller_place(text: str, known: str, words: IntakeWords) -> Optional[str]:
    """先只说了“菜市场门口”，再说“东关菜市场”：连成“东关菜市场门口”。"""
    said = text.strip(" 。，,").lstrip("就在是")
    sides = any_of((*words.near, *words.beside))
    first = re.split(r"[\s，,]+", said)[0]
    if (vague := re.fullmatch(rf"[㐀-鿿]{{2}}({sides})", known)) and first.endswith(vague[1]) and len(first) > len(known) and not re.search("[我俺]", first):
        return first  # 先只说了“学校门口”，再说“就第三小学门口 那个推车的”
    if len(said) > _LONGEST_PLACE or not said.endswith((*words.markets, *words.malls)) or said in known or re.search("[我俺]", said):
        return None
    shared = next((size for size in range(min(len(known), len(said)) - 1, 1, -1) if said.endswith(known[:size])), 0)
    return said + known[shared:] if shared else None


def _whose_place(name: str, text: str, details: Mapping[str, Any], labelled: Mapping[str, Any], draft: Draft, words: IntakeWords) -> Dict[str, Any]:
    """只说了一个地方，不是正问的：问姓名电话时说“在花园路”，店在哪还不知道，是店的；问要怎样时说“翠湖小区3号楼”，像住处，是自己的。"""
    said = next((str(details[key]) for key in _PLACES if key in details), "")
    is_alone = bool(said) and text.strip(" 。，,").lstrip("就在是") == said.lstrip("就在是") and not set(_PLACES) & set(labelled)
    if draft.kind != "complaint" or draft.is_other_body or not is_alone:
        return {}
    street = re.match("[㐀-鿿]{2,8}?(?:路|街|巷|大道|市场|广场|商场)", said)
    if street and not draft.knows("respondent_address") and not draft.is_online and any(street[0] in told for told in draft.said) and name != "citizen_address":
        return {"respondent_address": said}  # 开头说“步行街买的鞋”，再说“步行街18号”
    if name in ("citizen_name", "citizen_phone"):
        is_shops = not draft.knows("respondent_address") and not draft.is_online and not looks_like_home(said, words) and not is_estate(said) and not is_room(said) and re.match("就?[在是]", text.strip())
        return {"respondent_address": said} if is_shops else {}
    is_home = name in ("demand", "event_on") and not draft.knows("citizen_address") and (looks_like_home(said, words) or is_room(said))
    return {"citizen_address": said} if is_home else {}


def floor_of_known(text: str, draft: Draft) -> Optional[str]:
    """商家在哪说过了，又说“二楼B12”：接在后面；不是返回 None。"""
    known, said = str(draft.values.get("respondent_address") or ""), text.strip(" 。，,").lstrip("就在是")
    is_more = known and said not in known and re.fullmatch(FLOOR, said) is not None
    return known + re.sub(r"[\s，,]", "", said) if is_more else None


def is_shop_place(text: str, draft: Draft):
    """“红星家具城在南环路”：说过的那家店在哪里。"""
    shop = draft.values.get("respondent_name")
    return re.fullmatch(rf"{re.escape(str(shop))}[\s，,]*就?在([^，。；\s]{{2,20}})", text.strip()) if shop else None


def _named_late(text: str, draft: Draft, words: IntakeWords, today: date) -> Dict[str, Any]:
    """没问是哪家的时候才说“叫蜀香园，建设路锦绣小区门口”。"""
    called = _NAMED_LATE.match(text.strip())
    title = read_field("respondent_name", called[1], words, today) if called else None
    if title is None:
        return {}
    where = read_field("respondent_address", called[2], words, today, is_asked=False) if called[2] else None
    is_new = where is not None and not draft.knows("respondent_address")
    return {"respondent_name": title, **({"respondent_address": where} if is_new else {})}


def is_finer(name: str, value: Any, draft: Draft, words: IntakeWords) -> bool:
    """说得更细的地址：原来只说了个大概（“中山路国美电器”），现在说了门牌。"""
    known = str(draft.values.get(name))
    is_beside = re.search(any_of(words.near), known) is not None and not is_on_a_street(known, words)  # “老李饺子馆隔壁”
    has_number = re.search(r"\d|[一二三四五六七八九十百]+号", str(value)) is not None
    is_door = (is_vague_place(known, words) or is_beside) and has_number and is_on_a_street(str(value), words)
    return name in _PLACES and (known in str(value) or is_door)
