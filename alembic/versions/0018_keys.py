"""The keys of machines, what was said with clients, and the way to what was sent to one of them."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accesskey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("scopes", sa.String(length=80), nullable=False),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.Column("used_from", sa.String(length=64), nullable=False),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.Column("revoked_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_accesskey_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accesskey")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_accesskey_key_hash")),
    )
    op.create_index(op.f("ix_accesskey_client_id"), "accesskey", ["client_id"])
    op.create_table(
        "talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("call", "mail", "meeting", "note", name="talkkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("written_at", UTCDateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("removed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_talk_author_id_account")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_talk_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
    )
    op.create_index("ix_talk_client_id", "talk", ["client_id"])
    op.create_index("ix_talk_due_on_done_at", "talk", ["due_on", "done_at"])
    op.create_index("ix_message_recipient_id", "message", ["recipient", "id"])


def downgrade() -> None:
    op.drop_index("ix_message_recipient_id", "message")
    op.drop_table("talk")
    op.drop_table("accesskey")
