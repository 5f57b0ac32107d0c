"""Excel 里的办事指南长什么样：几张表、每张表哪几栏、每一栏填什么、对应事项文件的哪个字段。

模板照它写，导入照它读；改一处，两边一起变。字段的意思见 knowledge/README.md。
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping, Tuple

# 一栏里写几条的，用它们隔开。
SEPARATORS = "；;\n"


@dataclass(frozen=True)
class Column:
    """一栏。into 是事项文件里的字段。kind：text、texts（几条用；隔开）、number、day、yes_no、choice、department、when（情形=选项）。"""

    heading: str
    into: str
    kind: str = "text"
    required: bool = False
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    default: Any = None


@dataclass(frozen=True)
class Sheet:
    """一张表。into 是事项文件里的列表；空的就是事项自己。"""

    name: str
    into: str
    columns: Tuple[Column, ...]

    @property
    def headings(self) -> Tuple[str, ...]:
        return tuple(column.heading for column in self.columns)


THEMES = {
    "登记注册": "registration", "信用监管": "credit", "食品": "food", "药品器械": "drug_device", "特种设备": "special_equipment",
    "质量计量": "quality", "知识产权": "intellectual_property", "消费维权": "consumer",
}  # fmt: skip
_ITEM = Column("事项编号", "item_id", required=True, hint="英文小写和下划线，如 food_operation_license_new")
_FORMS = {name: name for name in ("原件", "复印件", "原件和复印件", "原件核验", "电子件", "现场填写")}
_WHY = {"部门共享": "shared", "本局承诺免交": "waived", "规定已取消": "abolished"}
_CHANNELS = {"网上": "online", "手机": "app", "窗口": "counter", "邮寄": "mail", "自助机": "self_service"}


def _limit(name: str, field: str) -> Tuple[Column, ...]:
    return (
        Column(f"{name}（工作日）", f"{field}.workdays", "number", hint="没有规定就空着"),
        Column(f"{name}从哪天算", f"{field}.starts", hint="如 受理之日"),
        Column(f"{name}依据", f"{field}.basis"),
        Column(f"{name}核实了", f"{field}.verified", "yes_no", default=False),
    )


SHEETS: Tuple[Sheet, ...] = (
    Sheet(
        "事项",
        "",
        (
            _ITEM,
            Column("名称", "name", required=True),
            Column("市民的叫法", "asked_as", "texts", True, "六个以上，用；隔开"),
            Column("主题", "theme", "choice", True, choices=THEMES),
            Column("责任科室", "responsible_department", "department", True, "写全称"),
            Column("简介", "summary", required=True),
            Column("谁来申请", "applicant", required=True),
            Column("受理条件", "eligibility", "texts", True, "一条一句，用；隔开"),
            Column("不予受理", "not_accepted", "texts"),
            Column("办理步骤", "process", "texts", True),
            Column("窗口", "place.counter", hint="不知道就空着，不要编"),
            Column("办公时间", "place.hours"),
            Column("地址", "place.address"),
            Column("电话", "place.phone"),
            *_limit("法定时限", "statutory_limit"),
            *_limit("承诺时限", "promised_limit"),
            Column("收费（元）", "fee.amount", "number", hint="不收费写 0；金额不定就空着，在收费说明里写"),
            Column("收费说明", "fee.note"),
            Column("收费依据", "fee.basis"),
            Column("收费核实了", "fee.verified", "yes_no", default=False),
            Column("办成得到什么", "result.name", required=True),
            Column("有效期", "result.validity"),
            Column("怎么送达", "result.delivery"),
            Column("不办会怎样", "consequences", "texts"),
            Column("相关事项", "related_items", "texts", hint="写事项编号"),
            Column("没核实的", "unverified", "texts", hint="没有全部核实的要写明哪几句"),
            Column("出处", "sources", "texts", True),
            Column("版本", "version", required=True, hint="如 2026.11"),
            Column("核对日", "reviewed_on", "day", True, "如 2026-11-23"),
            Column("有效期至", "valid_until", "day", True, "如 2027-05-31"),
            Column("全部核实了", "verified", "yes_no", True, "是 或 否"),
        ),
    ),
    Sheet(
        "情形",
        "situations",
        (
            _ITEM,
            Column("问题编号", "id", required=True, hint="英文小写，如 agent；同一个问题的几个选项各写一行"),
            Column("怎么问", "ask", required=True),
            Column("为什么问", "why", required=True),
            Column("选项编号", "option.id", required=True, hint="英文小写，如 self"),
            Column("选项", "option.label", required=True),
            Column("市民怎么说", "option.said_as", "texts"),
        ),
    ),
    Sheet(
        "材料",
        "materials",
        (
            _ITEM,
            Column("材料名称", "name", required=True),
            Column("形式", "form", "choice", choices=_FORMS, default="原件"),
            Column("份数", "copies", "number", default=1),
            Column("市民的叫法", "said_as", "texts"),
            Column("什么情形才要", "when", "when", hint="问题编号=选项编号，几个选项用、隔开，几个问题用；隔开；都要的空着"),
            Column("填写提示", "note"),
            Column("可以后补", "deferrable", "yes_no", default=False),
            Column("可以承诺代替", "pledge", "yes_no", default=False),
            Column("依据", "basis"),
            Column("核实了", "verified", "yes_no", default=False),
        ),
    ),
    Sheet(
        "不用带的",
        "not_needed",
        (
            _ITEM,
            Column("名称", "name", required=True),
            Column("为什么不用", "why", "choice", True, choices=_WHY),
            Column("说明", "reason", required=True),
            Column("依据", "basis"),
        ),
    ),
    Sheet("渠道", "channels", (_ITEM, Column("方式", "kind", "choice", True, choices=_CHANNELS), Column("名称", "name", required=True), Column("说明", "note"))),
    Sheet(
        "依据",
        "legal_basis",
        (_ITEM, Column("文件名", "title", required=True), Column("文号", "number"), Column("条款", "clause"), Column("施行日", "effective_on", "day")),
    ),
    Sheet("问答", "common_questions", (_ITEM, Column("问题", "question", required=True), Column("答案", "answer", required=True), Column("依据", "basis"))),
)
