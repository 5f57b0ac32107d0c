"""一份填好的办事指南 Excel，和改它一格的办法。"""

import io
from datetime import datetime

from openpyxl import load_workbook

from bot.stores.guide_workbook import write_template

ITEM = {
    "事项编号": "noodle_stall_notice", "名称": "面摊告知登记", "市民的叫法": "面摊登记；摆面摊；面摊告知；面摊的手续；流动面摊登记；面摊备案",
    "主题": "食品", "责任科室": "食品监督管理科", "简介": "摆面摊先来登记。", "谁来申请": "摆摊的人", "受理条件": "在指定的地方摆；一人一摊",
    "办理步骤": "提交；领证", "窗口": "综合窗口", "法定时限（工作日）": 10, "法定时限从哪天算": "受理之日", "承诺时限（工作日）": 3,
    "承诺时限从哪天算": "受理之日", "收费（元）": 0, "办成得到什么": "登记卡", "没核实的": "登记卡的有效期；办理时限；不用带执照复印件", "出处": "测试用例",
    "版本": "2026.11", "核对日": datetime(2026, 11, 20), "有效期至": "2027-05-31", "全部核实了": "否",
}  # fmt: skip
OTHERS = {
    "情形": [
        {"事项编号": "noodle_stall_notice", "问题编号": "agent", "怎么问": "本人来还是委托别人？", "为什么问": "委托的要带委托书", "选项编号": "self", "选项": "本人", "市民怎么说": "我自己去"},
        {"事项编号": "noodle_stall_notice", "问题编号": "agent", "怎么问": "本人来还是委托别人？", "为什么问": "委托的要带委托书", "选项编号": "agent", "选项": "委托", "市民怎么说": "找人代办"},
    ],
    "材料": [
        {"事项编号": "noodle_stall_notice", "材料名称": "摆摊人身份证", "形式": "原件核验", "份数": 1, "市民的叫法": "身份证", "依据": "测试用例"},
        {"事项编号": "noodle_stall_notice", "材料名称": "授权委托书", "市民的叫法": "委托书", "什么情形才要": "agent=agent"},
    ],
    "不用带的": [{"事项编号": "noodle_stall_notice", "名称": "营业执照复印件", "为什么不用": "部门共享", "说明": "系统里能查"}],
    "渠道": [{"事项编号": "noodle_stall_notice", "方式": "窗口", "名称": "综合窗口"}],
    "依据": [{"事项编号": "noodle_stall_notice", "文件名": "中华人民共和国食品安全法", "条款": "第三十六条"}],
    "问答": [
        {"事项编号": "noodle_stall_notice", "问题": "要钱吗", "答案": "不收费。"},
        {"事项编号": "noodle_stall_notice", "问题": "能换地方吗", "答案": "换地方要重新登记。"},
        {"事项编号": "noodle_stall_notice", "问题": "多久办好", "答案": "以窗口为准。"},
    ],
}  # fmt: skip


def a_workbook(**changed):
    """填好的一份；changed 是“表_行_栏”到新的值，行从 3 起：a_workbook(事项_3_主题="吃的")。"""
    book = load_workbook(io.BytesIO(write_template()))
    for name, rows in {"事项": [ITEM], **OTHERS}.items():
        sheet = book[name]
        headings = [cell.value for cell in sheet[1]]
        for line, row in enumerate(rows, 3):
            for heading, value in row.items():
                sheet.cell(line, headings.index(heading) + 1, value)
    for where, value in changed.items():
        name, line, heading = where.split("_", 2)
        headings = [cell.value for cell in book[name][1]]
        book[name].cell(int(line), headings.index(heading) + 1).value = value
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
