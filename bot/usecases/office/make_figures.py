"""一段日子的数，和给人看的各张表。"""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from bot.hotline.figures import Figures, figures_of
from bot.hotline.ledger import Period
from bot.hotline.privacy import mask

# 表的编号 → 名称、各栏（字段，表头）。
TABLES: Mapping[str, Tuple[str, Sequence[Tuple[str, str]]]] = {
    "rates": ("几个率", (("name", "率"), ("percent", "百分比"), ("part", "分子"), ("whole", "分母"), ("how", "怎么算的"))),
    "trend": ("趋势", (("label", "日子"), ("filed", "登记"), ("resolved", "办结"), ("overdue", "超期"))),
    "merchants": ("被反映最多的经营者", (("name", "经营者"), ("times", "件数"), ("open", "没办完"), ("tip_offs", "其中举报"))),
    "problems": ("问题最多的几类", (("name", "问题性质"), ("times", "件数"))),
    "departments": ("各科室", (("name", "科室（单位）"), ("times", "件数"))),
    "districts": ("各区县", (("name", "区县"), ("times", "件数"))),
    "adoption": ("坐席帮助的建议", (("name", "怎么了"), ("times", "次数"))),
}
_USES = {"accepted": "照用", "edited": "改了用", "ignored": "没用"}


def make_figures(period: Period, store, hotline, department: Optional[str] = None) -> Figures:
    """department 给了就只数它主办、协办的。"""
    counts = store.count(period, department, hotline.now())
    places = hotline.knowledge.entity_words.places
    # “小区”“社区”“开发区”也以区结尾，不是区县。
    known = {word for word in (*places.landmarks, *places.generic, *places.regions) if len(word) > 1}
    return figures_of(period, counts, sorted(word for word in known if word.endswith("区")))


def figure_tables(figures: Figures, hotline) -> Dict[str, List[Dict[str, Any]]]:
    """每张表的各行，都是给人看的话。"""
    names, name_of = hotline.knowledge.names, hotline.knowledge.name_of_body
    return {
        "rates": [
            {"id": r.id, "name": r.name, "percent": percent(r.value), "part": r.part, "whole": r.whole, "how": r.how, "value": r.value}
            for r in figures.rates
        ],
        "trend": [
            {"label": label, **{name: counts.get(name, 0) for name in ("filed", "resolved", "overdue")}}
            for label, counts in figures.trend
        ],
        "merchants": [{**vars(one), "name": mask(one.name)} for one in figures.merchants],
        "problems": [{"name": names.problems.get(id_, "没分"), "times": times} for id_, times in figures.problems],
        "departments": [{"name": name_of(id_), "times": times} for id_, times in figures.departments],
        "districts": [{"name": name, "times": times} for name, times in figures.districts],
        "adoption": [{"name": name, "times": figures.adoption.get(id_, 0)} for id_, name in _USES.items()],
    }


def percent(value: Optional[float]) -> str:
    """0.8333 → 83.3%；没有率写“—”。"""
    return "—" if value is None else f"{value * 100:.1f}%"
