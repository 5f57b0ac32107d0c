"""认举报人的词表。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Tuple


@dataclass(frozen=True)
class ReporterWords:
    """knowledge/lexicon/reporters.yml。每一栏的意思写在那里。"""

    selves: Tuple[str, ...] = ()
    between: Tuple[str, ...] = ()
    relatives: Tuple[str, ...] = ()
    roles: Tuple[str, ...] = ()
    posts: Tuple[str, ...] = ()
    works: Tuple[str, ...] = ()
    informs: Tuple[str, ...] = ()
    heard_from: Tuple[str, ...] = ()
    bosses: Tuple[str, ...] = ()
    told_to: Tuple[str, ...] = ()
    superiors: Tuple[str, ...] = ()
    ways_they_do: Tuple[str, ...] = ()
    what_they_do: Tuple[str, ...] = ()
    runs: Tuple[str, ...] = ()
    theirs: Tuple[str, ...] = ()
    accounts: Tuple[str, ...] = ()
    places: Tuple[str, ...] = ()
    not_works: Tuple[str, ...] = ()
    verbs: Tuple[str, ...] = ()
    not_names: Tuple[str, ...] = ()
    inside: Tuple[str, ...] = ()
    tells: Tuple[str, ...] = ()
    closeness: Tuple[str, ...] = ()
    family: Tuple[str, ...] = ()
    trades: Tuple[str, ...] = ()
    homes: Tuple[str, ...] = ()
    knows: Tuple[str, ...] = ()
    knows_whose: Tuple[str, ...] = ()
    habits: Tuple[str, ...] = ()
    near_home: Tuple[str, ...] = ()
    own_home: Tuple[str, ...] = ()
    own_places: Tuple[str, ...] = ()
    home_parts: Tuple[str, ...] = ()
    by_home: Tuple[str, ...] = ()
    close_to: Tuple[str, ...] = ()
    rivals: Tuple[str, ...] = ()
    leaves: Tuple[str, ...] = ()
    dealings: Tuple[str, ...] = ()
    debts: Tuple[str, ...] = ()
    shop_kinds: Tuple[str, ...] = ()
    lately: Tuple[str, ...] = ()
    feared: Tuple[str, ...] = ()
    pay: Tuple[str, ...] = ()
    neighbours: Tuple[str, ...] = ()
