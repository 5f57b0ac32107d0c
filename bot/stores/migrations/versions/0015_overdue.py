"""找超期的只看索引：到期日后面带上状态、科室、类型。"""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade():
    op.drop_index("tickets_by_due", "tickets")
    op.create_index("tickets_by_due", "tickets", ["due_on", "status", "department", "kind", "id"])


def downgrade():
    op.drop_index("tickets_by_due", "tickets")
    op.create_index("tickets_by_due", "tickets", ["due_on"])
