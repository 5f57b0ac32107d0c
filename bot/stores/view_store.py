"""存下来的查法落库；谁正开着哪张工单。"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import List, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.errors import TooManyViews, ViewNameTaken, ViewUnknown
from bot.hotline.ticket import Actor
from bot.hotline.ticket_view import MOST_VIEWS, Presence, TicketView, circle_of
from bot.stores.database import writing
from bot.stores.desk_tables import ticket_presence, ticket_views
from bot.stores.ticket_writing import if_absent

# 页面十五秒报一次到，错过两次就当走了。
PRESENT_FOR = timedelta(seconds=40)


class DatabaseViews:
    def __init__(self, engine: Engine):
        self._engine = engine

    def add(self, name: str, filters: Mapping[str, str], is_shared: bool, by: Actor) -> TicketView:
        """自己已有这个名字的抛 ViewNameTaken，存满了的抛 TooManyViews。"""
        values = {"owner": by.id, "name": name, "filters": dict(filters), "shared_with": circle_of(by) if is_shared else None}
        mine = sa.select(sa.func.count()).select_from(ticket_views).where(ticket_views.c.owner == by.id)
        try:
            with writing(self._engine) as connection:
                if connection.execute(mine).scalar() >= MOST_VIEWS:
                    raise TooManyViews(f"最多存 {MOST_VIEWS} 个查法，请先删掉用不着的")
                number = connection.execute(ticket_views.insert().values(**values)).inserted_primary_key[0]
        except IntegrityError:
            raise ViewNameTaken(f"您已经有一个叫“{name}”的查法，请换个名字") from None
        return TicketView(number, name, by.id, dict(filters), values["shared_with"])

    def seen_by(self, actor: Actor) -> List[TicketView]:
        """自己存的在前，然后是同一圈的人分享的。"""
        is_mine = ticket_views.c.owner == actor.id
        query = sa.select(ticket_views).where(sa.or_(is_mine, ticket_views.c.shared_with == circle_of(actor)))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(ticket_views.c.name)).all()
        found = [TicketView(row.id, row.name, row.owner, row.filters, row.shared_with) for row in rows]
        return sorted(found, key=lambda view: view.owner != actor.id)

    def delete(self, number: int, by: Actor) -> None:
        """只删得了自己存的；别人的、没有的抛 ViewUnknown。"""
        with self._engine.begin() as connection:
            mine = ticket_views.c.id == number, ticket_views.c.owner == by.id
            if not connection.execute(ticket_views.delete().where(*mine)).rowcount:
                raise ViewUnknown(f"您没有存第 {number} 号查法")


class DatabasePresence:
    def __init__(self, engine: Engine):
        self._engine = engine

    def note(self, ticket_no: str, by: Actor, at: datetime) -> List[Presence]:
        """报个到，返回正开着这一张的别人；不报到的过一会儿就不算。"""
        here = ticket_presence.c.ticket_no == ticket_no
        mine = {"role": by.role, "department": by.department, "seen_at": at}
        with writing(self._engine) as connection:
            connection.execute(ticket_presence.delete().where(ticket_presence.c.seen_at < at - PRESENT_FOR))
            done = connection.execute(ticket_presence.update().where(here, ticket_presence.c.by == by.id).values(**mine))
            if not done.rowcount:
                connection.execute(if_absent(ticket_presence), {"ticket_no": ticket_no, "by": by.id, **mine})
            rows = connection.execute(sa.select(ticket_presence).where(here, ticket_presence.c.by != by.id)).all()
        return [Presence(row.by, row.role, row.department, row.seen_at) for row in rows]

    def leave(self, ticket_no: str, by: Actor) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                ticket_presence.delete().where(ticket_presence.c.ticket_no == ticket_no, ticket_presence.c.by == by.id)
            )
