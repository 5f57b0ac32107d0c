"""听到可能不予受理的情形（总局令第121号第十六、十七条）：先跟市民说清，照样登记，由人审。"""

from __future__ import annotations

from dataclasses import replace
from typing import List, Tuple

from bot.hotline.acceptance import years_later
from bot.hotline.conversation import Reply
from bot.hotline.draft import Draft
from bot.hotline.draft_filing import as_day
from bot.hotline.said_day import is_said_years_ago
from bot.usecases.talk.refuse import refusal_reply, said_refusal

# 说得出口的几条；缺材料、不归我们管的，另有说法。
_SPOKEN = ("art16_2", "art16_3", "art16_4", "art17_1")
_LATE, _YEARS = "art16_4", 3


def tell_grounds(draft: Draft, hotline) -> Tuple[Draft, List[Reply]]:
    """看说过的话里有没有这些情形，记到草稿上；头一回看到的说一声，不替人决定。"""
    if draft.kind != "complaint" or draft.is_other_body:
        return draft, []
    acceptance, said = hotline.knowledge.acceptance, "\n".join(draft.said)
    heard = [ground.id for ground in acceptance.grounds if ground.id in _SPOKEN and ground.is_said_in(said)]
    if _is_late(draft, said, hotline):
        heard.append(_LATE)
    seen = tuple(dict.fromkeys((*draft.grounds, *heard)))
    new = [ground for ground in seen if ground in _SPOKEN and ground not in draft.told_grounds]
    if not new:
        return replace(draft, grounds=seen), []
    after = replace(draft, grounds=seen, told_grounds=(*draft.told_grounds, *new))
    plain = said_refusal("".join(draft.said[-1:]), hotline)
    if plain and hotline.knowledge.intake.grounds_of_refusals.get(plain.id) in new:
        return after, [refusal_reply(plain).without_choices()]  # “就是个人卖家”：照婉拒的话说，条文他听不懂
    lines = [f"· {acceptance.ground(one).text}（{acceptance.ground(one).basis}）" for one in new]
    reply = Reply("utter_draft_may_be_declined", {"grounds": "\n".join(lines), "routes": "、".join(acceptance.other_routes)})
    return after, [reply]


def _is_late(draft: Draft, said: str, hotline) -> bool:
    """事情过了三年的。哪天知道权益受损的，话里多半没有，所以只提示人审。"""
    today, day = hotline.now().date(), as_day(draft.values.get("event_on"))
    if day is not None:
        return today > years_later(day, _YEARS)
    return is_said_years_ago(f"{said}\n{draft.values.get('event_on') or ''}", _YEARS, today)
