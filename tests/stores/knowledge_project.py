"""一份小而完好的知识和语料，和把它改坏的各种办法。"""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path

import yaml

from bot.stores.knowledge_check import check
from bot.stores.knowledge_schema import Severity

PROJECT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 25)

ITEM = "knowledge/service_items/food/noodle_permit.yml"
OTHER_ITEM = "knowledge/service_items/food/noodle_renewal.yml"
FAQ = "knowledge/faq/food.yml"
EMERGENCIES = "knowledge/emergencies.yml"
CASES = "knowledge/emergency_cases.yml"
BODIES = "knowledge/external_bodies.yml"
DEPARTMENTS = "knowledge/departments.yml"
REFUSALS = "knowledge/refusals.yml"
CALENDAR = "knowledge/calendar/2026.yml"
NEXT_CALENDAR = "knowledge/calendar/2027.yml"
PROMISES = "knowledge/lexicon/promises.yml"
SHAPES = "knowledge/lexicon/shapes.yml"
HALF_SAID = "knowledge/lexicon/half_said.yml"
ASPECTS = "knowledge/lexicon/aspects.yml"
ASIDES = "knowledge/asides.yml"
INTAKE = "knowledge/intake.yml"
ROUTES = "knowledge/routes.yml"
LIMITS = "knowledge/time_limits.yml"
REPLY_DRAFTS = "knowledge/reply_drafts.yml"
# 条文和名称不随科室变，照真的来。
AS_THEY_ARE = (
    "acceptance.yml",
    "emergency_hearing.yml",
    "emergency_talk.yml",
    "office_hours.yml",
    "operator_desk.yml",
    "points.yml",
    "privacy_notice.yml",
    *(f"lexicon/{name}.yml" for name in ("answering", "dates", "demands", "forms", "intake", "merchants", "money", "names", "places", "products", "second_matters", "shapes")),
    "lexicon/regions.yml",
    "lexicon/reporters.yml",
    "lexicon/respondents.yml",
    "lexicon/self_introductions.yml",
)
TAUGHT = "data/nlu/noodles.yml"
NAMED = "data/names/shops.yml"
ASKED = "tests/nlu/guide_questions.jsonl"
RULES = "data/stories/rules.yml"
DOMAIN = "domain.yml"
CODE = "bot/usecases/answer.py"

ERROR, WARNING = Severity.ERROR, Severity.WARNING


# ── 一份小而完好的知识 ──


def an_item():
    return {
        "item_id": "noodle_permit",
        "name": "面馆许可",
        "asked_as": ["面馆的证", "开面馆", "面馆许可", "面条店的证", "卖面的证", "拉面馆的证"],
        "theme": "food",
        "responsible_department": "licensing",
        "summary": "开面馆先要办这个。",
        "applicant": "面馆的经营者",
        "eligibility": ["有营业执照"],
        "not_accepted": [],
        "situations": [
            {"id": "kind", "ask": "现做还是只卖？", "why": "现做要交流程图", "options": [
                {"id": "cook", "label": "现做", "said_as": ["现煮"]}, {"id": "sell", "label": "只卖"}]},
            {"id": "canteen", "ask": "是不是食堂？", "why": "食堂要交合同", "when": {"kind": ["cook"]}, "options": [
                {"id": "is_canteen", "label": "食堂"}, {"id": "is_shop", "label": "店铺"}]},
        ],
        "materials": [
            {"name": "申请书"},
            {"name": "流程图", "said_as": ["图纸"], "when": {"kind": ["cook"]}},
            {"name": "食堂合同", "when": {"canteen": ["is_canteen"]}},
        ],
        "not_needed": [{"name": "营业执照复印件", "why": "shared", "reason": "系统里能查"}],
        "process": ["提交", "领证"],
        "channels": [{"kind": "counter", "name": "综合窗口"}],
        "place": {},
        "statutory_limit": {"workdays": 10, "starts": "受理之日"},
        "promised_limit": {"workdays": 5, "starts": "受理之日"},
        "fee": {"amount": 0},
        "result": {"name": "许可证"},
        "legal_basis": [{"title": "中华人民共和国食品安全法", "clause": "第三十五条"}],
        "consequences": [],
        "common_questions": [
            {"question": "住宅里能办吗", "answer": "以窗口审查为准。"},
            {"question": "要消防吗", "answer": "消防另问消防部门。"},
            {"question": "先办执照吗", "answer": "先办执照。"},
        ],
        "related_items": [],
        "unverified": [],
        "sources": ["食品安全法（2021）"],
        "version": "2026.11",
        "reviewed_on": date(2026, 11, 20),
        "valid_until": date(2027, 5, 31),
        "verified": True,
    }  # fmt: skip


def another_item():
    return {
        **an_item(),
        "item_id": "noodle_renewal",
        "name": "面馆许可延续",
        "asked_as": ["面馆续证", "面馆证到期", "面馆证延期", "面馆换新证", "面馆证过期"],
    }


def a_faq():
    return {
        "topic": "food",
        "name": "食品",
        "version": "2026.11",
        "reviewed_on": date(2026, 11, 20),
        "valid_until": date(2027, 5, 31),
        "sources": ["食品安全法（2021）"],
        "entries": [{
            "faq_id": "stale_noodles",
            "question": "面条馊了怎么办？",
            "asked_as": ["面馊了"],
            "answer": "先留好小票和照片，找店里协商；协商不成，可以拨打12315投诉。",
            "basis": ["《中华人民共和国食品安全法》第一百四十八条"],
            "department": "licensing",
            "related_items": ["noodle_permit"],
            "verified": True,
        }],
    }  # fmt: skip


def an_emergency(kind):
    return {
        "id": kind,
        "name": kind,
        "call": [{"number": "110", "verified": True}],
        "first_line": "请马上拨打 110。",
        "short": "拨 110。",
        "then": ["离开危险的地方。"],
        "department": "fire",
    }


KINDS = [
    "fire_gas", "lift_trapped", "food_poisoning", "drug_reaction", "special_equipment",
    "violence", "traffic", "self_harm", "missing_person", "public_hazard",
]  # fmt: skip


def sentences():
    nouns = ["汤", "粉", "饺子", "馒头", "包子", "凉皮", "米线", "烩面", "刀削面", "炒饭", "炸酱面", "馄饨"]
    return "".join(f"- 卖{noun}要啥材料\n" for noun in nouns)


def a_project():
    """文件名 → 内容。改坏其中一处，再写到盘上去查。"""
    return copy.deepcopy({
        ITEM: an_item(),
        FAQ: a_faq(),
        DEPARTMENTS: {"departments": [
            {"id": "licensing", "name": "行政许可科", "duties": ["发证"], "handles": ["办证"]},
            {"id": "food", "name": "食品监督管理科", "duties": ["检查"], "handles": ["食品"]},
        ]},
        BODIES: {"external_bodies": [{
            "id": "fire", "name": "消防", "short_name": "消防", "handles": ["着火"],
            "phones": [{"number": "119", "verified": True}, {"number": "96119", "verified": False}],
            "advice": "着火拨 119。",
        }]},
        EMERGENCIES: {"emergencies": [an_emergency(kind) for kind in KINDS]},
        HALF_SAID: {"fillers": ["办"], "matters": [], "twins": [], "twin_fillers": []},
        ASIDES: {"longest": 20, "asides": [], "naming_an_item": ["证"], "not_naming": []},
        ASPECTS: {"said": {"fee": ["多少钱"]}, "plain": ["要"]},
        CASES: {"emergency_cases": [{**{k: v for k, v in an_emergency("swallowed").items() if k != "department"}, "said": [["吞了"]], "emergency": "food_poisoning"}]},
        REFUSALS: {"refusals": [{"id": "promise_result", "when": "要求打包票", "say": "结果要看调查。"}]},
        CALENDAR: {
            "year": 2026,
            "holidays": [{"name": "元旦", "from": date(2026, 1, 1), "to": date(2026, 1, 3)}],
            "makeup_workdays": [date(2026, 1, 4)],
        },
        NEXT_CALENDAR: {"year": 2027, "holidays": [{"name": "元旦", "from": date(2027, 1, 1), "to": date(2027, 1, 3)}], "makeup_workdays": []},
        ROUTES: {"routes": [
            {"id": "not_sure", "when": {}, "to": "licensing", "needs_person": True, "reason": "人来派", "basis": "《意见》"},
        ]},
        LIMITS: {
            "moves_off_weekends": True, "warn_workdays_before": 1, "escalation": [{"workdays_after": 0, "to": "shift_lead"}],
            "time_limits": [{"id": "reply", "name": "答复", "length": 7, "unit": "workdays", "starts": "收到",
                "basis": "《意见》", "verified": True, "starts_on": ["TicketFiled"], "met_by": ["TicketReplied"]}],
        },
        REPLY_DRAFTS: {
            "version": "1", "reviewed_on": date(2026, 1, 1), "valid_until": date(2027, 1, 1), "responsible_department": "food",
            "verified": False, "sources": ["《意见》"],
            "drafts": [{"id": "handled", "name": "已处理", "kinds": ["complaint"], "text": "您好！{title}（{ticket_no}）已由{department}办理。"}],
            "over_promises": [{"words": ["一定"], "why": "不能打包票。", "say_instead": "依法核查。"}],
        },
        **{f"knowledge/{name}": (PROJECT / "knowledge" / name).read_text(encoding="utf-8") for name in AS_THEY_ARE},
        INTAKE: {**_real_intake(), "grounds_of_refusals": {}, "offers_item": {}, "files_anyway": ["promise_result"]},
        PROMISES: {"forbidden": ["保证", "包过"], "allowed": ["不保证", "保证金"]},
        TAUGHT: {"version": "3.1", "nlu": [
            {"intent": "ask_materials", "metadata": {"item": "noodle_permit"}, "examples": sentences()},
            {"intent": "file_complaint", "examples": [
                {"text": f"面里有{what}要退钱", "metadata": {"problem": "food_safety", "department": "food"}}
                for what in ("头发", "虫子", "铁丝")]},
        ]},
        ASKED: [{"text": "弄个面摊得拿啥", "kind": "inquiry", "item_id": "noodle_permit", "aspect": "materials"}],
        DOMAIN: {
            "intents": ["ask_materials", "file_complaint"],
            "responses": {"utter_hello": [{"text": "您好"}], "utter_materials": [{"text": "{m}"}]},
            "actions": ["action_answer"],
        },
        RULES: {"rules": [
            {"rule": "问办事", "steps": [{"intent": "ask_materials"}, {"action": "action_answer"}]},
            {"rule": "投诉", "steps": [{"intent": "file_complaint"}, {"action": "utter_hello"}]},
        ]},
        CODE: 'def answer(aspect):\n    return Reply("utter_hello"), Reply(f"utter_{aspect}")\n',
    })  # fmt: skip


def _real_intake():
    """真的登记问话；里面点名的单位这里没有，去掉。"""
    intake = yaml.load((PROJECT / INTAKE).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for question in (one for questions in intake["questions"].values() for one in questions):
        question.pop("bodies", None)
        question.pop("not_bodies", None)
    return intake


def write(files, root):
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".jsonl"):
            lines = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in content)
            content = "\n".join(lines)
        elif not isinstance(content, str):
            content = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        path.write_text(content, encoding="utf-8")


def problems_of(files, root):
    write(files, root)
    return check(root / "knowledge", TODAY, root)


# ── 改坏的办法 ──


def item(**changes):
    return lambda files: files[ITEM].update(changes)


def faq(**changes):
    return lambda files: files[FAQ].update(changes)


def entry(**changes):
    return lambda files: files[FAQ]["entries"][0].update(changes)


def fire(**changes):
    """改第一种紧急情况。"""
    return lambda files: files[EMERGENCIES]["emergencies"][0].update(changes)


def material(number, **changes):
    return lambda files: files[ITEM]["materials"][number - 1].update(changes)


def add_material(**fields):
    return lambda files: files[ITEM]["materials"].append(fields)


def common_answer(text):
    return lambda files: files[ITEM]["common_questions"][0].update(answer=text)


def put(name, content):
    return lambda files: files.update({name: content})


def reply_draft(**changes):
    return lambda files: files[REPLY_DRAFTS]["drafts"][0].update(changes)


def calendar(**changes):
    return lambda files: files[CALENDAR].update(changes)


def taught(intent, text, **metadata):
    block = {"intent": intent, "metadata": metadata, "examples": f"- {text}\n"}
    return lambda files: files[TAUGHT]["nlu"].append(block)


def asked(**line):
    return lambda files: files[ASKED].append(line)


def both(*changes):
    def change(files):
        for one in changes:
            one(files)

    return change


def with_other_item(**changes):
    """再加一个完好的事项，教过也考过，只改 changes。"""

    def change(files):
        files[OTHER_ITEM] = {**another_item(), **changes}
        block = {"intent": "ask_materials", "metadata": {"item": "noodle_renewal"}}
        files[TAUGHT]["nlu"].append({**block, "examples": sentences().replace("卖", "接着卖")})
        files[ASKED].append({"text": "面馆的证要换了", "kind": "inquiry", "item_id": "noodle_renewal"})

    return change


def registration(*materials):
    """一个登记类事项，材料清单里有 materials。"""

    def change(files):
        name = "knowledge/service_items/registration/noodle_permit.yml"
        files[name] = {**files.pop(ITEM), "theme": "registration"}
        files[name]["materials"] += [{"name": material} for material in materials]

    return change


REGISTRATION_ITEM = "knowledge/service_items/registration/noodle_permit.yml"
LAW_AND_PROMISE_SWAPPED = item(statutory_limit={"workdays": 5}, promised_limit={"workdays": 10})
