"""从 Excel 导入办事指南：全对得上才提，另一个人看过才在；对不上的说到哪一格、怎么改，一个也不留下。"""

import io
import shutil
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.errors import NotYourReview, ReasonMissing, WorkbookRefused
from bot.hotline.guide_sheets import SHEETS
from bot.hotline.knowledge_change import ChangeStatus
from bot.hotline.ticket import Actor
from bot.stores.database import connect, migrate
from bot.stores.guide_workbook import read_workbook, write_template
from bot.stores.knowledge_change_store import DatabaseKnowledgeChanges
from bot.stores.knowledge_files import load_knowledge
from bot.stores.knowledge_folder import KnowledgeFolder
from bot.usecases.office.change_knowledge import approve_change
from bot.usecases.office.import_guides import import_guides
from tests import fakes
from tests.guide_builders import a_workbook, saved

EDITOR, LEAD = Actor("editor", "knowledge_editor"), Actor("lead", "shift_lead")
PATH = "service_items/food/noodle_stall_notice.yml"


@dataclass
class Desk:
    folder: KnowledgeFolder
    changes: DatabaseKnowledgeChanges
    read_workbook: Any
    now: Any


@pytest.fixture
def knowledge_folder(tmp_path):
    return shutil.copytree(fakes.KNOWLEDGE, tmp_path / "knowledge")


@pytest.fixture
def desk(tmp_path, knowledge_folder):
    engine = connect(f"sqlite:///{tmp_path / 'hotline.db'}")
    migrate(engine)
    clock = fakes.stopped_clock(date(2026, 11, 25))
    return Desk(KnowledgeFolder(knowledge_folder), DatabaseKnowledgeChanges(engine), read_workbook, clock)


@pytest.fixture(scope="module")
def departments():
    return fakes.knowledge().departments


def imported(desk, departments, data, why="科室报来的"):
    return import_guides(data, why, EDITOR, departments, desk)


def test_a_filled_template_is_proposed_and_answers_after_another_person_approves(desk, departments, knowledge_folder):
    changes, misfits = imported(desk, departments, a_workbook())
    assert misfits == [] and [change.path for change in changes] == [PATH]
    assert changes[0].status is ChangeStatus.PROPOSED and not (knowledge_folder / PATH).exists()
    with pytest.raises(NotYourReview):
        approve_change(changes[0].number, "", EDITOR, desk)
    approve_change(changes[0].number, "核对过", LEAD, desk)
    item = load_knowledge(knowledge_folder).item("noodle_stall_notice")
    assert item.name == "面摊告知登记" and item.promised_limit.workdays == 3 and item.fee.amount == 0
    assert [m.name for m in item.materials_for({"agent": "self"})] == ["摆摊人身份证"]
    assert [m.name for m in item.materials_for({"agent": "agent"})] == ["摆摊人身份证", "授权委托书"]
    assert item.valid_until == date(2027, 5, 31) and item.not_needed[0].why == "shared"


@pytest.mark.parametrize(
    "changed, sheet, row, column, reason",
    [
        ({"事项_3_名称": None}, "事项", 3, "名称", "没有填"),
        ({"事项_3_主题": "吃的"}, "事项", 3, "主题", "不是可以写的"),
        ({"事项_3_责任科室": "食品科"}, "事项", 3, "责任科室", "不是本局的科室"),
        ({"事项_3_收费（元）": "五块"}, "事项", 3, "收费（元）", "不是数字"),
        ({"事项_3_有效期至": "明年"}, "事项", 3, "有效期至", "不是日子"),
        ({"事项_3_全部核实了": "大概"}, "事项", 3, "全部核实了", "是还是否"),
        ({"事项_3_事项编号": "面摊"}, "事项", 3, "事项编号", "不能当编号"),
        ({"材料_4_事项编号": "no_such_item"}, "材料", 4, "事项编号", "没有 no_such_item"),
        ({"材料_4_什么情形才要": "委托"}, "材料", 4, "什么情形才要", "看不懂"),
        ({"情形_4_怎么问": "另一种问法？"}, "情形", 4, "怎么问", "前后问法不一样"),
        ({"事项_3_事项编号": "food_operation_license_new"}, "材料", 3, "事项编号", "没有 noodle_stall_notice"),
        # 下面几样一格一格看都对，合起来才看得出不对
        ({"材料_4_什么情形才要": "agnet=agent"}, "材料", 4, "什么情形才要", "agnet"),
        ({"事项_3_承诺时限（工作日）": 30}, "事项", 3, "", "承诺"),
        ({"事项_3_相关事项": "no_such_item"}, "事项", 3, "相关事项", "no_such_item"),
        ({"问答_4_答案": "包过，保证办下来。"}, "问答", 4, "答案", ""),
        ({"事项_3_没核实的": None}, "事项", 3, "没核实的", "verified"),
        ({"事项_3_有效期至": "2026-01-01"}, "事项", 3, "有效期至", ""),
    ],
)
def test_what_does_not_fit_is_told_by_sheet_row_and_column_and_nothing_is_kept(desk, departments, changed, sheet, row, column, reason):
    changes, misfits = imported(desk, departments, a_workbook(**changed))
    assert changes == [] and desk.changes.latest() == []
    found = [one for one in misfits if (one.sheet, one.row) == (sheet, row) and column in one.column and reason in one.reason]
    assert found, misfits
    assert all(one.remedy for one in misfits)


def test_every_misfit_of_the_workbook_is_told_at_once(desk, departments):
    _, misfits = imported(desk, departments, a_workbook(事项_3_主题="吃的", 材料_3_形式="照片", 渠道_3_方式="飞鸽"))
    assert {(one.sheet, one.column) for one in misfits} == {("事项", "主题"), ("材料", "形式"), ("渠道", "方式")}


def test_an_item_there_already_is_not_overwritten(desk, departments):
    book = load_workbook(io.BytesIO(a_workbook()))
    for sheet in SHEETS:
        for line in range(3, 8):
            if book[sheet.name].cell(line, 1).value:
                book[sheet.name].cell(line, 1, "food_operation_license_new")
    changes, misfits = imported(desk, departments, saved(book))
    assert changes == [] and [(one.row, one.column) for one in misfits] == [(3, "事项编号")]
    assert "已经有" in misfits[0].reason


def test_one_wrong_item_keeps_the_right_one_out_too(desk, departments):
    book = load_workbook(io.BytesIO(a_workbook()))
    sheet = book["事项"]
    for number, cell in enumerate(sheet[3], 1):
        sheet.cell(4, number, cell.value)
    sheet.cell(4, 1, "noodle_stall_other")
    changes, misfits = imported(desk, departments, saved(book))
    assert changes == [] and {one.row for one in misfits} >= {4} and desk.changes.latest() == []


def test_an_empty_template_has_nothing_to_import(desk, departments):
    changes, misfits = imported(desk, departments, write_template())
    assert changes == [] and misfits[0].reason == "一个事项也没有"


def with_part(data, name):
    """同一份，另塞一个文件进去。"""
    packed = io.BytesIO(data)
    with zipfile.ZipFile(packed, "a") as file:
        file.writestr(name, b"x")
    return packed.getvalue()


def a_zip():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("readme.txt", "hello")
    return packed.getvalue()


def a_bomb():
    packed = io.BytesIO(a_workbook())
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/media/big.bin", b"0" * 30_000_000)
    return packed.getvalue()


def without_a_column():
    book = load_workbook(io.BytesIO(a_workbook()))
    book["材料"].delete_cols(2)
    return saved(book)


@pytest.mark.parametrize(
    "data, why",
    [
        (lambda: b"", "不是 .xlsx"),
        (lambda: b"%PDF-1.4 guide.xlsx", "不是 .xlsx"),
        (lambda: "事项编号,名称\n".encode(), "不是 .xlsx"),
        (a_zip, "不是 .xlsx"),
        (lambda: with_part(a_workbook(), "xl/vbaProject.bin"), "宏"),
        (a_bomb, "太大"),
        (lambda: a_workbook()[:-2000], "不是 .xlsx"),
        (without_a_column, "没有这几栏：材料名称"),
    ],
)
def test_what_is_not_the_workbook_it_says_it_is_is_refused(desk, departments, data, why):
    with pytest.raises(WorkbookRefused, match=why):
        imported(desk, departments, data())
    assert desk.changes.latest() == []


def test_importing_needs_a_reason(desk, departments):
    with pytest.raises(ReasonMissing):
        imported(desk, departments, a_workbook(), " ")
