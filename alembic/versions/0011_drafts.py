"""Orders being written, lots, contacts in their roles, what is missing before a visit."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KINDS = ("browser", "link")
ROLES = ("owner", "occupant", "notary", "referrer")


def _word(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32)


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    op.create_table(
        "orderdraft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submit_id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("begun_at", UTCDateTime(), nullable=False),
        sa.Column("touched_at", UTCDateTime(), nullable=False),
        sa.Column("prepared_at", UTCDateTime(), nullable=True),
        sa.Column("prepared_by", sa.String(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        _refers("orderdraft", "account_id", "account"),
        _refers("orderdraft", "client_id", "client"),
        _refers("orderdraft", "order_id", "order"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orderdraft")),
        sa.UniqueConstraint("submit_id", name=op.f("uq_orderdraft_submit_id")),
    )
    for column in ("account_id", "client_id", "prepared_at", "order_id", "origin"):
        op.create_index(f"ix_orderdraft_{column}", "orderdraft", [column], unique=False)
    op.create_index("ix_orderdraft_touched_at_id", "orderdraft", ["touched_at", "id"], unique=False)
    op.create_table(
        "orderdraftkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("kind", _word(KINDS, "keykind"), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        _refers("orderdraftkey", "draft_id", "orderdraft"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orderdraftkey")),
    )
    op.create_index("ix_orderdraftkey_draft_id", "orderdraftkey", ["draft_id"], unique=False)
    op.create_index("ix_orderdraftkey_token_hash_draft_id", "orderdraftkey", ["token_hash", "draft_id"], unique=True)
    op.create_table(
        "orderperson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("role", _word(ROLES, "personrole"), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        _refers("orderperson", "order_id", "order"),
        _refers("orderperson", "client_id", "client"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orderperson")),
    )
    op.create_index("ix_orderperson_order_id_role", "orderperson", ["order_id", "role"], unique=True)
    op.create_index("ix_orderperson_client_id", "orderperson", ["client_id"], unique=False)
    op.create_table(
        "orderlot",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("first_order_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        _refers("orderlot", "order_id", "order"),
        _refers("orderlot", "first_order_id", "order"),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_orderlot")),
    )
    op.create_index("ix_orderlot_first_order_id", "orderlot", ["first_order_id"], unique=False)
    op.create_table(
        "orderneed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=False),
        _refers("orderneed", "order_id", "order"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orderneed")),
    )
    op.create_index("ix_orderneed_order_id_code", "orderneed", ["order_id", "code"], unique=True)


def downgrade() -> None:
    for table in ("orderneed", "orderlot", "orderperson", "orderdraftkey", "orderdraft"):
        op.drop_table(table)
