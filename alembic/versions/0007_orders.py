"""Prospects, what people ask through the site, orders that were called off."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from liciel_app.core.search import index_statements

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATES = ("to_answer", "taken", "answered", "closed")
WORDS = ("name", "email", "phone", "town", "message", "language", "consent")


def upgrade() -> None:
    op.add_column("client", sa.Column("prospect", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("order", sa.Column("cancelled_at", UTCDateTime(), nullable=True))
    op.add_column("order", sa.Column("cancelled_why", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "officesecret",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_officesecret")),
    )
    op.create_table(
        "siterequest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submit_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.Enum(*STATES, name="requeststate", native_enum=False, length=32), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        *(sa.Column(word, sa.String(), nullable=False) for word in WORDS),
        sa.Column("placed_at", UTCDateTime(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("closed_why", sa.String(), nullable=False),
        sa.Column("norm", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_siterequest_client_id_client")),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name=op.f("fk_siterequest_owner_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_siterequest")),
        sa.UniqueConstraint("submit_id", name=op.f("uq_siterequest_submit_id")),
    )
    op.create_index("ix_siterequest_placed_at_id", "siterequest", ["placed_at", "id"], unique=False)
    op.create_index("ix_siterequest_state_placed_at_id", "siterequest", ["state", "placed_at", "id"], unique=False)
    op.create_index("ix_siterequest_norm_id", "siterequest", ["norm", "id"], unique=False)
    op.create_index("ix_siterequest_client_id", "siterequest", ["client_id"], unique=False)
    op.create_index("ix_siterequest_origin", "siterequest", ["origin"], unique=False)
    for statement in index_statements("siterequest", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE siterequest_fts")
    op.drop_table("siterequest")
    op.drop_table("officesecret")
    op.drop_column("order", "cancelled_why")
    op.drop_column("order", "cancelled_at")
    op.drop_column("client", "prospect")
