"""Prices carried to the cent, the slot an order chose, quotes signed on paper, credit notes, shared views."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NO = sa.false()
WHOLE = {"rounding_cents": ("order", "quote", "dossier", "invoice"), "outbuildings": ("order",)}
FLAGS = {"order": ("urgent", "saturday", "proposed"), "savedview": ("shared",)}
OPEN = {"order": ("rooms", "appointment_id"), "siterequest": ("order_id",)}


def upgrade() -> None:
    for name, tables in WHOLE.items():
        for table in tables:
            op.add_column(table, sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    for table, names in FLAGS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Boolean(), nullable=False, server_default=NO))
    for table, names in OPEN.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("quoteacceptance", sa.Column("recorded_by", sa.String(), nullable=False, server_default=""))
    op.add_column("quoteacceptance", sa.Column("signed_on", sa.Date(), nullable=True))
    _credit_notes()
    _seal("invoice", "rounding_cents", "an issued invoice is immutable", "invoice_is_immutable")
    _seal("quoteacceptance", "recorded_by, signed_on", "an acceptance is immutable", "quoteacceptance_is_immutable")


def _credit_notes() -> None:
    op.create_table(
        "creditnote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("credits_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_creditnote_invoice_id_invoice")),
        sa.ForeignKeyConstraint(["credits_id"], ["invoice.id"], name=op.f("fk_creditnote_credits_id_invoice")),
        sa.ForeignKeyConstraint(["sha256"], ["storedfile.sha256"], name=op.f("fk_creditnote_sha256_storedfile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creditnote")),
        sa.UniqueConstraint("invoice_id", name=op.f("uq_creditnote_invoice_id")),
        sa.UniqueConstraint("credits_id", name=op.f("uq_creditnote_credits_id")),
    )


def _seal(table: str, columns: str, words: str, function: str) -> None:
    """What these columns say is part of what never changes."""
    body = f"EXECUTE FUNCTION {function}()"
    if op.get_bind().dialect.name == "sqlite":
        body = f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    each = "" if op.get_bind().dialect.name == "sqlite" else "FOR EACH ROW "
    op.execute(f"CREATE TRIGGER {table}_no_late_change BEFORE UPDATE OF {columns} ON {table} {each}{body}")


def downgrade() -> None:
    raise RuntimeError("What clients signed and what was invoiced cannot be undone: restore a backup.")
