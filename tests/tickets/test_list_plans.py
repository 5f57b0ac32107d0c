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


def plans_of(database, cipher, wanted, having):
    """找这一页的每一句怎么走；having 是只看哪几句。"""
    asked = []

    @sa.event.listens_for(database, "before_cursor_execute")
    def note(connection, cursor, statement, values, context, is_many):
        asked.append((statement, values))

    with database.connect() as connection:
        ticket_ids(connection, wanted, 51, None, cipher)
        sa.event.remove(database, "before_cursor_execute", note)
        found = [(statement, values) for statement, values in asked if statement.startswith("SELECT") and having in statement]
        assert found
        return [[row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", values)] for one, values in found]


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
    plan = plans_of(database, cipher, wanted, "SELECT")[0]
    assert "COVERING INDEX tickets_by_" in plan[0], plan
    assert not any("TEMP B-TREE" in line for line in plan), plan  # 索引的次序就是登记的次序，不用排


@pytest.mark.parametrize(
    "wanted, index",
    [
        (TicketFilter(scope="food", statuses=("registered", "dispatched", "in_hand")), "tickets_by_department"),
        (TicketFilter(department="drug"), "tickets_by_department"),
        (TicketFilter(statuses=("paused", "merged"), hides_conduct=True), "tickets_by_status"),
    ],
)
def test_a_small_department_is_not_found_by_turning_over_every_ticket(database, cipher, wanted, index):
    for plan in plans_of(database, cipher, wanted, "tickets.status = ?"):
        assert plan[0].startswith("SEARCH tickets USING") and index in plan[0], plan
        assert not any("TEMP B-TREE" in line for line in plan), plan


@pytest.mark.parametrize(
    "wanted",
    [
        TicketFilter(has_words=True),
        TicketFilter(has_words=True, hides_conduct=True, statuses=("in_hand", "paused")),
        TicketFilter(has_words=True, department="drug", problem="price"),
    ],
)
def test_tickets_with_new_words_are_found_among_those_alone(database, cipher, wanted):
    (plan,) = plans_of(database, cipher, wanted, "words_since")
    assert any("COVERING INDEX tickets_with_words" in line for line in plan), plan
    assert not any("INDEX tickets_by_" in line for line in plan), plan


@pytest.mark.parametrize("wanted", [TicketFilter(has_words=True, scope="food"), TicketFilter(has_words=True, text="烧烤店")])
def test_a_department_and_a_search_look_only_at_tickets_with_new_words(database, cipher, wanted):
    (plan,) = plans_of(database, cipher, wanted, "words_since")
    assert any("COVERING INDEX tickets_with_words" in line for line in plan), plan
    assert not any("INDEX tickets_by_" in line for line in plan), plan
