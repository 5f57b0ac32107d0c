"""导入 Excel 办事指南：全对得上才提成知识改动，另一个人看过才生效；有一处对不上，一个也不提。"""

from __future__ import annotations

from typing import List, Tuple

from bot.errors import ReasonMissing
from bot.hotline.guide_import import Guides, misfit_in, read_guides
from bot.hotline.guide_row import Misfit
from bot.hotline.knowledge_change import KnowledgeChange
from bot.hotline.ticket import Actor

_MOST_ITEMS = 50


def import_guides(data: bytes, why: str, by: Actor, departments, desk) -> Tuple[List[KnowledgeChange], List[Misfit]]:
    """返回（提的改动，对不上的）：一边有，另一边就是空的。departments 是科室编号到科室。

    不是 Excel、带宏、太大、缺表缺栏的抛 WorkbookRefused。
    """
    if not why.strip():
        raise ReasonMissing("导入要写明凭什么")
    guides = read_guides(desk.read_workbook(data), {one.name: one.id for one in departments.values()})
    if len(guides.items) > _MOST_ITEMS:
        guides.misfits.append(Misfit("事项", 0, "", f"一次最多导入 {_MOST_ITEMS} 个事项", "分几次导入"))
    if guides.misfits:
        return [], guides.misfits
    paths = {item_id: f"service_items/{item['theme']}/{item_id}.yml" for item_id, item in guides.items.items()}
    taken = [item_id for item_id in guides.items if desk.folder.has_item(item_id)]
    if taken:
        return [], [_already(guides, item_id) for item_id in taken]
    texts = {path: desk.folder.written(guides.items[item_id]) for item_id, path in paths.items()}
    problems = desk.folder.new_problems(texts, desk.now().date())
    if problems:
        of_path = {f"knowledge/{path}": item_id for item_id, path in paths.items()}
        return [], [misfit_in(guides, of_path.get(one.path), one.field, one.message) for one in problems]
    proposed = [(path, "", text, why.strip()) for path, text in texts.items()]
    return desk.changes.add_all(proposed, by.id, desk.now()), []


def _already(guides: Guides, item_id: str) -> Misfit:
    sheet, row, _ = guides.place_of(item_id, "item_id")
    return Misfit(sheet, row, "事项编号", f"已经有 {item_id} 这个事项", "在知识页上改它，或者换一个编号")
