"""告知书怎么说给市民听：纯文字渠道也完整。"""

from __future__ import annotations

from typing import Iterable

from bot.hotline.conversation import Choice, Reply
from bot.hotline.guide_wording import lines
from bot.hotline.one_time_notice import BringMaterial, OneTimeNotice, still_missing


def notice_reply(notice: OneTimeNotice) -> Reply:
    """告知书的文字版；没有内容的行不说。"""
    return Reply(
        "utter_notice",
        {
            "item": notice.item_name,
            "situation": "；".join(dict.fromkeys(answer for _, answer in notice.situation)),
            "notes": "；".join(notice.notes),
            "elsewhere": notice.handled_elsewhere or "",
            "materials": say_materials(notice.bring),
            "bring": f"请一次带齐：\n{say_materials(notice.bring)}" if notice.bring else "不用带材料。",
            # 坐席照着念的没有编号；不在我们这里办、又不用带东西的，没有哪个窗口会多要。
            "at_the_desk": "窗口多要材料时，请出示这个编号。" if notice.number and (notice.bring or not notice.handled_elsewhere) else "",
            "not_needed": "；".join(f"{name}（{why}）" for name, why in notice.not_needed),
            "limits": "；".join(
                part
                for part in (
                    notice.promised_limit and f"承诺{notice.promised_limit}",
                    notice.statutory_limit and f"法定{notice.statutory_limit}",
                )
                if part
            )
            or "还没有核实，以窗口答复为准",
            "fee": notice.fee,
            "channels": "、".join(notice.channels),
            "result": notice.result,
            "basis": "；".join(notice.legal_basis),
            "unverified": "；".join(notice.unverified),
            "number": notice.number,
        },
        (
            Choice("多久办好", "choose_item", {"item_id": notice.item_id, "aspect": "time_limit"}),
            Choice("在哪儿办", "choose_item", {"item_id": notice.item_id, "aspect": "place"}),
            Choice("流程怎么走", "choose_item", {"item_id": notice.item_id, "aspect": "process"}),
        ),
        {"type": "notice", **notice.as_record(), "url": f"/notices/{notice.number}"},
    )


def say_materials(bring: Iterable[BringMaterial]) -> str:
    entries = [_say_material(line) for line in bring]
    return lines(entries) if entries else "不需要您带材料"


def _say_material(line: BringMaterial) -> str:
    remarks = [line.form + (f"{line.copies}份" if line.copies else "")]
    if line.any_of:
        remarks.append("任选一样：" + "、".join(line.any_of))
    if line.only_if:
        remarks.append(f"{line.only_if}时才要")
    if line.deferrable:
        remarks.append("可以后补")
    if line.pledge:
        remarks.append("可用书面承诺代替")
    if line.note:
        remarks.append(line.note)
    if not line.verified:
        remarks.append("要求尚未核实")
    return f"{line.name}（{'；'.join(remarks)}）"


def missing_reply(notice: OneTimeNotice, brought: Iterable[str]) -> Reply:
    """还缺哪些，一次说全。市民说的清单上一样都没有时，不说“您已有”。"""
    brought = list(brought)
    missing = still_missing(notice, brought)
    have = [line.name for line in notice.bring if line not in missing]
    fields = {
        "have": "、".join(have),
        "count": len(missing),
        "materials": say_materials(missing),
        "number": notice.number,
    }
    if not missing:
        return Reply("utter_nothing_missing", fields)
    return Reply("utter_missing_materials" if have else "utter_none_listed", fields)
