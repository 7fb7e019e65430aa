"""Quotes, mission orders, their acceptance and its evidence."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from liciel_app.core.search import index_statements

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SEALED_QUOTE_COLUMNS = (
    "id, number, version, order_id, state, vat_rate, discount_cents, net_cents, vat_cents, gross_cents, "
    "deposit_cents, valid_until, paper, data_hash, pdf_sha256, sent_at, sent_to"
)
SEALED_ACCEPTANCE_COLUMNS = (
    "id, quote_id, accepted_at, name, email, place, ademe, withdrawal, withdrawal_until, options, net_cents, "
    "vat_cents, gross_cents, deposit_cents, origin, signature_sha256, manifest, manifest_sha256"
)


def upgrade() -> None:
    op.create_table(
        "officepaper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("deposited_at", UTCDateTime(), nullable=False),
        sa.Column("deposited_by", sa.String(), nullable=False),
        sa.Column("replaced_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["storedfile.sha256"], name=op.f("fk_officepaper_sha256_storedfile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officepaper")),
    )
    op.create_index("ix_officepaper_kind_replaced_at", "officepaper", ["kind", "replaced_at"], unique=False)
    op.create_table(
        "quote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("vat_rate", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("discount_cents", sa.Integer(), nullable=False),
        sa.Column("net_cents", sa.Integer(), nullable=False),
        sa.Column("vat_cents", sa.Integer(), nullable=False),
        sa.Column("gross_cents", sa.Integer(), nullable=False),
        sa.Column("deposit_cents", sa.Integer(), nullable=False),
        sa.Column("valid_days", sa.Integer(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("data_hash", sa.String(), nullable=False),
        sa.Column("pdf_sha256", sa.String(), nullable=True),
        sa.Column("mission_sha256", sa.String(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("sent_to", sa.String(), nullable=False),
        sa.Column("norm", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_sha256"], ["storedfile.sha256"], name=op.f("fk_quote_mission_sha256_storedfile")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_quote_order_id_order")),
        sa.ForeignKeyConstraint(["pdf_sha256"], ["storedfile.sha256"], name=op.f("fk_quote_pdf_sha256_storedfile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sa.UniqueConstraint("number", "version", name=op.f("uq_quote_number_version")),
    )
    op.create_index("ix_quote_created_at_id", "quote", ["created_at", "id"], unique=False)
    op.create_index(op.f("ix_quote_number"), "quote", ["number"], unique=False)
    op.create_index(op.f("ix_quote_order_id"), "quote", ["order_id"], unique=False)
    op.create_index("ix_quote_state_created_at_id", "quote", ["state", "created_at", "id"], unique=False)
    op.create_table(
        "quoteline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column("unit_cents", sa.Integer(), nullable=True),
        sa.Column("optional", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_quoteline_quote_id_quote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quoteline")),
    )
    op.create_index(op.f("ix_quoteline_quote_id"), "quoteline", ["quote_id"], unique=False)
    op.create_table(
        "quotelink",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("sent_to", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_quotelink_quote_id_quote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotelink")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_quotelink_token_hash")),
    )
    op.create_index(op.f("ix_quotelink_quote_id"), "quotelink", ["quote_id"], unique=False)
    op.create_table(
        "quoteacceptance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("accepted_at", UTCDateTime(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("ademe", sa.Boolean(), nullable=False),
        sa.Column("withdrawal", sa.String(length=32), nullable=False),
        sa.Column("withdrawal_until", sa.Date(), nullable=True),
        sa.Column("options", sa.String(), nullable=False),
        sa.Column("net_cents", sa.Integer(), nullable=False),
        sa.Column("vat_cents", sa.Integer(), nullable=False),
        sa.Column("gross_cents", sa.Integer(), nullable=False),
        sa.Column("deposit_cents", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("signature_sha256", sa.String(), nullable=False),
        sa.Column("manifest", sa.String(), nullable=False),
        sa.Column("manifest_sha256", sa.String(), nullable=False),
        sa.Column("evidence_sha256", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["evidence_sha256"], ["storedfile.sha256"], name=op.f("fk_quoteacceptance_evidence_sha256_storedfile")
        ),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_quoteacceptance_quote_id_quote")),
        sa.ForeignKeyConstraint(
            ["signature_sha256"], ["storedfile.sha256"], name=op.f("fk_quoteacceptance_signature_sha256_storedfile")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quoteacceptance")),
        sa.UniqueConstraint("quote_id", name=op.f("uq_quoteacceptance_quote_id")),
    )
    op.create_table(
        "quoterefusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("refused_at", UTCDateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_quoterefusal_quote_id_quote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quoterefusal")),
        sa.UniqueConstraint("quote_id", name=op.f("uq_quoterefusal_quote_id")),
    )
    op.create_table(
        "quotereminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_quotereminder_quote_id_quote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotereminder")),
        sa.UniqueConstraint("quote_id", "level", name=op.f("uq_quotereminder_quote_id_level")),
    )
    op.create_index(op.f("ix_quotereminder_quote_id"), "quotereminder", ["quote_id"], unique=False)
    op.create_index(op.f("ix_quotereminder_sent_at"), "quotereminder", ["sent_at"], unique=False)
    op.create_table(
        "missionorder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_missionorder_order_id_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missionorder")),
        sa.UniqueConstraint("number", name=op.f("uq_missionorder_number")),
        sa.UniqueConstraint("order_id", name=op.f("uq_missionorder_order_id")),
    )
    op.create_table(
        "depositrule",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("percent", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("cents", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_depositrule")),
    )
    op.create_table(
        "deposit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("deducted_from", sa.Integer(), nullable=True),
        sa.Column("deducted_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["deducted_from"], ["invoice.id"], name=op.f("fk_deposit_deducted_from_invoice")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_deposit_invoice_id_invoice")),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_deposit_order_id_order")),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_deposit_quote_id_quote")),
        sa.ForeignKeyConstraint(["sha256"], ["storedfile.sha256"], name=op.f("fk_deposit_sha256_storedfile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit")),
        sa.UniqueConstraint("invoice_id", name=op.f("uq_deposit_invoice_id")),
        sa.UniqueConstraint("quote_id", name=op.f("uq_deposit_quote_id")),
    )
    op.create_index(op.f("ix_deposit_deducted_from"), "deposit", ["deducted_from"], unique=False)
    op.create_index(op.f("ix_deposit_order_id"), "deposit", ["order_id"], unique=False)

    for statement in index_statements("quote", op.get_bind().dialect.name):
        op.execute(statement)
    _seal("quote", SEALED_QUOTE_COLUMNS, "OLD.state = 'accepted'", "an accepted quote is immutable")
    _seal("quoteacceptance", SEALED_ACCEPTANCE_COLUMNS, "true", "an acceptance is immutable")


def _seal(table: str, columns: str, when: str, words: str) -> None:
    """The database itself refuses to change or remove what a client signed."""
    if op.get_bind().dialect.name == "sqlite":
        for name, gesture in (("change", f"UPDATE OF {columns}"), ("removal", "DELETE")):
            op.execute(
                f"CREATE TRIGGER {table}_no_{name} BEFORE {gesture} ON {table} WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_is_immutable() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
    )
    for name, gesture in (("change", f"UPDATE OF {columns}"), ("removal", "DELETE")):
        op.execute(
            f"CREATE TRIGGER {table}_no_{name} BEFORE {gesture} ON {table} "
            f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {table}_is_immutable()"
        )


def downgrade() -> None:
    raise RuntimeError("Signed quotes cannot be undone: restore a backup.")
