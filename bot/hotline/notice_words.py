"""出了告知书以后接着问其中一样，会用哪些字。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Tuple


@dataclass(frozen=True)
class NoticeWords:
    """knowledge/lexicon/answering.yml 的 about_notice 一栏。"""

    how_many: Tuple[str, ...]  # 一共几样
    last: Tuple[str, ...]  # 最后那个
    units: Tuple[str, ...]  # 第二“个”
    form: Tuple[str, ...]  # 原件、复印件
    need: Tuple[str, ...]  # 要不要带、是什么
    filler: Tuple[str, ...]  # 去掉了不变意思的
    enough: Tuple[str, ...]  # 光带这一样够不够
    has_all: Tuple[str, ...]  # 都有了
    whole: Tuple[str, ...]  # 整张清单
    demanded: Tuple[str, ...]  # 窗口另外要
    gives_back: Tuple[str, ...]  # 旧的要不要交回去
    paper_endings: Tuple[str, ...]  # 一样材料的名字多半这样收尾
    telling_endings: Tuple[str, ...]  # 收尾的字就说得清是哪一样
    old_papers: Tuple[str, ...]  # 没点名的旧证
    writes_back: Tuple[str, ...]  # 指南里写着要交回去
    changes: Tuple[str, ...]  # 要不要改
    hearsay: Tuple[str, ...]  # 听说不用带了
    hearsay_around: Tuple[str, ...]  # 听说的话里带的字
    number: Tuple[str, ...]  # 告知书编号
    number_around: Tuple[str, ...]  # 问编号时带的字
    same: Tuple[Tuple[str, ...], ...]  # 同一样材料的各种叫法
