from alembic import context

from bot.stores import draft_tables, portal_tables, rating_tables, staff_tables, ticket_tables, wechat_tables  # noqa: F401  各处的表都在 metadata 里
from bot.stores.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
