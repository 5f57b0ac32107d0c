"""管理员在页面上管账号和令牌：头一个口令要换，令牌记着做什么用、谁发的。"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0010"


def upgrade():
    op.add_column("staff_accounts", sa.Column("password_is_initial", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("staff_tokens", sa.Column("purpose", sa.String(200), nullable=False, server_default=""))
    op.add_column("staff_tokens", sa.Column("issued_at", sa.DateTime(timezone=True)))
    op.add_column("staff_tokens", sa.Column("issued_by", sa.String(64)))


def downgrade():
    with op.batch_alter_table("staff_tokens") as batch:
        for name in ("issued_by", "issued_at", "purpose"):
            batch.drop_column(name)
    with op.batch_alter_table("staff_accounts") as batch:
        batch.drop_column("password_is_initial")
