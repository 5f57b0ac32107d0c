"""证据随哪几张工单：登记成功时记下，不凭工单里写的字。"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade():
    with op.batch_alter_table("evidence_files") as batch:
        batch.add_column(sa.Column("ticket_nos", sa.Text, nullable=False, server_default=""))


def downgrade():
    with op.batch_alter_table("evidence_files") as batch:
        batch.drop_column("ticket_nos")
