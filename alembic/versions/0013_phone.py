"""What the phone sends once, versions that crossed, where and when photos were taken, the code shown at the door."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _word(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32)


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    op.create_table(
        "sending",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("outcome", _word(("done", "kept"), "outcome"), nullable=False),
        sa.Column("typed_at", UTCDateTime(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        _refers("sending", "account_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending")),
        sa.UniqueConstraint("number", name=op.f("uq_sending_number")),
    )
    op.create_index("ix_sending_account_id_kind_about", "sending", ["account_id", "kind", "about"], unique=False)
    op.create_table(
        "crossedversion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("mission_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("text", "base", "other")),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("typed_at", UTCDateTime(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("choice", _word(("field", "office"), "choice"), nullable=True),
        sa.Column("chosen_by", sa.String(), nullable=False),
        sa.Column("chosen_at", UTCDateTime(), nullable=True),
        _refers("crossedversion", "dossier_id", "dossier"),
        _refers("crossedversion", "mission_id", "mission"),
        _refers("crossedversion", "author_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crossedversion")),
    )
    op.create_index("ix_crossedversion_dossier_id", "crossedversion", ["dossier_id"], unique=False)
    op.create_table(
        "photofact",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", UTCDateTime(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("accuracy", sa.Integer(), nullable=True),
        _refers("photofact", "file_id", "dossierfile"),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_photofact")),
    )
    op.create_table(
        "personalcode",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(length=300), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("kept_at", UTCDateTime(), nullable=False),
        _refers("personalcode", "account_id", "account"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_personalcode")),
    )


def downgrade() -> None:
    op.drop_table("personalcode")
    op.drop_table("photofact")
    op.drop_index("ix_crossedversion_dossier_id", table_name="crossedversion")
    op.drop_table("crossedversion")
    op.drop_index("ix_sending_account_id_kind_about", table_name="sending")
    op.drop_table("sending")
