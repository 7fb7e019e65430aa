"""What an appointment asks for: the things its missions need, which instrument serves what, how many must be there."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("appointment", sa.Column("needs", sa.String(), nullable=False, server_default=""))
    op.add_column("resource", sa.Column("serves", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "staffing",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_staffing")),
    )


def downgrade() -> None:
    op.drop_table("staffing")
    op.drop_column("resource", "serves")
    op.drop_column("appointment", "needs")
