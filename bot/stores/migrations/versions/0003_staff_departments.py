"""工作人员属于哪个科室，令牌是谁的。"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.add_column("staff_accounts", sa.Column("department", sa.String(32)))
    op.add_column("staff_tokens", sa.Column("username", sa.String(64)))
    op.add_column("staff_tokens", sa.Column("department", sa.String(32)))


def downgrade():
    with op.batch_alter_table("staff_tokens") as batch:
        batch.drop_column("department")
        batch.drop_column("username")
    with op.batch_alter_table("staff_accounts") as batch:
        batch.drop_column("department")
