"""Quotes for several lots, and the part of a deposit that each of them takes."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KNOWN = (
    "SELECT deposit.id AS deposit_id, order_id, gross_cents AS cents, "
    "CASE WHEN deducted_from IS NULL THEN 0 ELSE paid_cents END AS taken_cents, deducted_from, deducted_at "
    "FROM deposit JOIN invoice ON invoice.id = deposit.invoice_id ORDER BY deposit.id"
)


def upgrade() -> None:
    op.create_table(
        "quotelot",
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("discount_cents", sa.Integer(), nullable=False),
        sa.Column("net_cents", sa.Integer(), nullable=False),
        sa.Column("rounding_cents", sa.Integer(), nullable=False),
        sa.Column("mission_sha256", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_quotelot_quote_id_quote")),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_quotelot_order_id_order")),
        sa.ForeignKeyConstraint(
            ["mission_sha256"], ["storedfile.sha256"], name=op.f("fk_quotelot_mission_sha256_storedfile")
        ),
        sa.PrimaryKeyConstraint("quote_id", "order_id", name=op.f("pk_quotelot")),
    )
    op.create_index(op.f("ix_quotelot_order_id"), "quotelot", ["order_id"], unique=False)
    op.add_column("quoteline", sa.Column("lot", sa.Integer(), nullable=False, server_default="0"))
    _deposit_shares()


def _deposit_shares() -> None:
    """A deposit known so far is its only order's: read first, since a table others point to is not rebuilt."""
    known = op.get_bind().execute(sa.text(KNOWN).columns(deducted_at=UTCDateTime())).mappings().all()
    op.drop_index(op.f("ix_deposit_deducted_from"), table_name="deposit")
    op.drop_index(op.f("ix_deposit_order_id"), table_name="deposit")
    with op.batch_alter_table("deposit") as deposit:
        deposit.drop_constraint(op.f("fk_deposit_deducted_from_invoice"), type_="foreignkey")
        deposit.drop_constraint(op.f("fk_deposit_order_id_order"), type_="foreignkey")
        for name in ("deducted_from", "deducted_at", "order_id"):
            deposit.drop_column(name)
    shares = op.create_table(
        "depositshare",
        sa.Column("deposit_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("taken_cents", sa.Integer(), nullable=False),
        sa.Column("deducted_from", sa.Integer(), nullable=True),
        sa.Column("deducted_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["deposit_id"], ["deposit.id"], name=op.f("fk_depositshare_deposit_id_deposit")),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_depositshare_order_id_order")),
        sa.ForeignKeyConstraint(["deducted_from"], ["invoice.id"], name=op.f("fk_depositshare_deducted_from_invoice")),
        sa.PrimaryKeyConstraint("deposit_id", "order_id", name=op.f("pk_depositshare")),
    )
    op.create_index(op.f("ix_depositshare_order_id"), "depositshare", ["order_id"], unique=False)
    op.create_index(op.f("ix_depositshare_deducted_from"), "depositshare", ["deducted_from"], unique=False)
    op.bulk_insert(shares, [dict(one) for one in known])


def downgrade() -> None:
    raise RuntimeError("What clients signed cannot be undone: restore a backup.")
