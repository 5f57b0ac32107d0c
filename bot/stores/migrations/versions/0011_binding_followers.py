"""接到微信的网页：微信那一头怎么通知，网页从第几句看起。"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade():
    op.add_column("conversation_bindings", sa.Column("citizen", sa.String(64)))
    op.add_column("conversation_bindings", sa.Column("address_sealed", sa.LargeBinary))
    op.add_column("conversation_bindings", sa.Column("shown_after", sa.Integer, nullable=False, server_default="0"))


def downgrade():
    with op.batch_alter_table("conversation_bindings") as batch:
        batch.drop_column("shown_after")
        batch.drop_column("address_sealed")
        batch.drop_column("citizen")
