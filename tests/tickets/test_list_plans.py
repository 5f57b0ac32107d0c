"""几个条件一起找，合起来一张也没有的，只看索引就知道，不一张一张翻表。"""

import pytest
import sqlalchemy as sa

from bot.ports import TicketFilter
from bot.stores.database import connect, migrate
from bot.stores.ticket_query import ticket_ids


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """空库：看的是怎么找，不是找到什么。"""
    engine = connect(f"sqlite:///{tmp_path_factory.mktemp('plans') / 'hotline.db'}")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    "wanted",
    [
        TicketFilter(department="drug", problem="price", statuses=("in_hand", "paused")),
        TicketFilter(problem="price", kinds=("tip_off",), urgency="urgent"),
        TicketFilter(scope="food", urgency="emergency", hides_conduct=True),
        TicketFilter(kinds=("tip_off",), problem="price"),
    ],
)
def test_a_combination_of_filters_is_answered_from_an_index_alone(database, cipher, wanted):
    asked = []

    @sa.event.listens_for(database, "before_cursor_execute")
    def note(connection, cursor, statement, values, context, is_many):
        asked.append((statement, values))

    with database.connect() as connection:
        ticket_ids(connection, wanted, 51, None, cipher)
        sa.event.remove(database, "before_cursor_execute", note)
        statement, values = next(one for one in asked if one[0].startswith("SELECT"))
        plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert "COVERING INDEX tickets_by_" in plan[0], plan
    assert not any("TEMP B-TREE" in line for line in plan), plan  # 索引的次序就是登记的次序，不用排
