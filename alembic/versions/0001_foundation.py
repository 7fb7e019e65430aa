"""foundation"""

import sqlalchemy as sa
from sqlmodel.sql.sqltypes import UTCDateTime
from alembic import op
from liciel_app.core.search import index_statements


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "client",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("private", "professional", "agency", "notary", name="clientkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("siret", sa.String(), nullable=False),
        sa.Column("vat_number", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("payment_days", sa.Integer(), nullable=False),
        sa.Column("unpaid_exception", sa.Boolean(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("norm", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
    )
    op.create_index("ix_client_created_at_id", "client", ["created_at", "id"], unique=False)
    op.create_index("ix_client_email", "client", ["email"], unique=False)
    op.create_index("ix_client_norm_id", "client", ["norm", "id"], unique=False)

    op.create_table(
        "journalentry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journalentry")),
    )
    op.create_index("ix_journalentry_action", "journalentry", ["action"], unique=False)
    op.create_index("ix_journalentry_subject", "journalentry", ["subject_kind", "subject_id"], unique=False)

    op.create_table(
        "journalhead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journalhead")),
    )
    op.create_table(
        "loginfailure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loginfailure")),
    )
    op.create_index("ix_loginfailure_at", "loginfailure", ["at"], unique=False)
    op.create_index("ix_loginfailure_email", "loginfailure", ["email"], unique=False)
    op.create_index("ix_loginfailure_origin", "loginfailure", ["origin"], unique=False)

    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("channel", sa.Enum("mail", "sms", name="channel", native_enum=False, length=32), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("attachments", sa.String(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("link_kind", sa.String(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("waiting", "sent", "failed", name="sendingstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("norm", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("key", name=op.f("uq_message_key")),
    )
    op.create_index("ix_message_created_at_id", "message", ["created_at", "id"], unique=False)
    op.create_index("ix_message_state", "message", ["state"], unique=False)

    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("legal_form", sa.String(), nullable=False),
        sa.Column("capital", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("siret", sa.String(), nullable=False),
        sa.Column("rcs", sa.String(), nullable=False),
        sa.Column("vat_number", sa.String(), nullable=False),
        sa.Column("iban", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("insurance", sa.String(), nullable=False),
        sa.Column("mediator", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("presentation", sa.String(), nullable=False),
        sa.Column("opening_hours", sa.String(), nullable=False),
        sa.Column("late_interest", sa.String(), nullable=False),
        sa.Column("unpaid_files", sa.String(), nullable=False),
        sa.Column("mark_always_append", sa.Boolean(), nullable=False),
        sa.Column("deposit_percent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    op.create_table(
        "pricelist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("vat_rate", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("deposit_rate", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("free_km", sa.Integer(), nullable=False),
        sa.Column("uncounted", sa.String(), nullable=False),
        sa.Column("included", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricelist")),
    )
    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("run_after", UTCDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_at", UTCDateTime(), nullable=True),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.Column("given_up_at", UTCDateTime(), nullable=True),
        sa.Column("last_error", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    op.create_index("ix_promise_done_at", "promise", ["done_at"], unique=False)
    op.create_index("ix_promise_run_after", "promise", ["run_after"], unique=False)

    op.create_table(
        "providernotice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("headers", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "stored",
                "accepted",
                "pending",
                "declined",
                "to_check",
                "unmatched",
                "forged",
                name="verdict",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("handled_at", UTCDateTime(), nullable=True),
        sa.Column("checked_at", UTCDateTime(), nullable=True),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_providernotice")),
        sa.UniqueConstraint("provider", "event", name=op.f("uq_providernotice_provider_event")),
    )
    op.create_table(
        "resource",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
    )
    op.create_table(
        "series",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("last_issued_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_series")),
    )
    op.create_table(
        "storedfile",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_storedfile")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("manager", "assistant", "sales", "technician", "client", name="role", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("last_login_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_account_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    op.create_index("ix_account_client_id", "account", ["client_id"], unique=False)

    op.create_table(
        "order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("submit_id", sa.String(length=36), nullable=False),
        sa.Column(
            "state",
            sa.Enum("to_process", "in_progress", "processed", name="orderstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column(
            "contact_kind",
            sa.Enum("private", "professional", "agency", "notary", name="clientkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_email", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("transaction", sa.String(), nullable=False),
        sa.Column("property_kind", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("surface", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("wished_on", sa.Date(), nullable=True),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("price_list_id", sa.Integer(), nullable=True),
        sa.Column("net_cents", sa.Integer(), nullable=False),
        sa.Column("discount_cents", sa.Integer(), nullable=False),
        sa.Column("vat_cents", sa.Integer(), nullable=False),
        sa.Column("gross_cents", sa.Integer(), nullable=False),
        sa.Column("travel_open", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("placed_at", UTCDateTime(), nullable=False),
        sa.Column("placed_by", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("norm", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_order_client_id_client")),
        sa.ForeignKeyConstraint(["price_list_id"], ["pricelist.id"], name=op.f("fk_order_price_list_id_pricelist")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order")),
        sa.UniqueConstraint("number", name=op.f("uq_order_number")),
        sa.UniqueConstraint("submit_id", name=op.f("uq_order_submit_id")),
    )
    op.create_index("ix_order_client_id", "order", ["client_id"], unique=False)
    op.create_index("ix_order_gross_cents_id", "order", ["gross_cents", "id"], unique=False)
    op.create_index("ix_order_norm_id", "order", ["norm", "id"], unique=False)
    op.create_index("ix_order_placed_at_id", "order", ["placed_at", "id"], unique=False)
    op.create_index("ix_order_state_gross_cents_id", "order", ["state", "gross_cents", "id"], unique=False)
    op.create_index("ix_order_state_norm_id", "order", ["state", "norm", "id"], unique=False)
    op.create_index("ix_order_state_placed_at_id", "order", ["state", "placed_at", "id"], unique=False)

    op.create_table(
        "pricecell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("price_list_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("up_to_m2", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column("cents", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["price_list_id"], ["pricelist.id"], name=op.f("fk_pricecell_price_list_id_pricelist")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricecell")),
    )
    op.create_index("ix_pricecell_price_list_id", "pricecell", ["price_list_id"], unique=False)

    op.create_table(
        "pricepack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("price_list_id", sa.Integer(), nullable=False),
        sa.Column("from_count", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.ForeignKeyConstraint(["price_list_id"], ["pricelist.id"], name=op.f("fk_pricepack_price_list_id_pricelist")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricepack")),
    )
    op.create_index("ix_pricepack_price_list_id", "pricepack", ["price_list_id"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("technician_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "on_the_way",
                "arrived",
                "done",
                "cancelled",
                "day_off",
                name="appointmentstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("link_kind", sa.String(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["technician_id"], ["account.id"], name=op.f("fk_appointment_technician_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("uid", name=op.f("uq_appointment_uid")),
    )
    op.create_index("ix_appointment_starts_at", "appointment", ["starts_at"], unique=False)
    op.create_index(
        "ix_appointment_technician_id_starts_at", "appointment", ["technician_id", "starts_at"], unique=False
    )

    op.create_table(
        "certification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_certification_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certification")),
    )
    op.create_index("ix_certification_account_id", "certification", ["account_id"], unique=False)

    op.create_table(
        "loginsession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_loginsession_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loginsession")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_loginsession_token_hash")),
    )
    op.create_index("ix_loginsession_account_id", "loginsession", ["account_id"], unique=False)

    op.create_table(
        "orderfile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("submit_id", sa.String(length=36), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("uploaded_at", UTCDateTime(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_orderfile_order_id_order")),
        sa.ForeignKeyConstraint(["sha256"], ["storedfile.sha256"], name=op.f("fk_orderfile_sha256_storedfile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orderfile")),
    )
    op.create_index("ix_orderfile_order_id", "orderfile", ["order_id"], unique=False)
    op.create_index("ix_orderfile_submit_id", "orderfile", ["submit_id"], unique=False)
    op.create_index("ix_orderfile_uploaded_at", "orderfile", ["uploaded_at"], unique=False)

    op.create_table(
        "orderline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("on_quote", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_orderline_order_id_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orderline")),
    )
    op.create_index("ix_orderline_order_id", "orderline", ["order_id"], unique=False)

    op.create_table(
        "passwordreset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_passwordreset_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passwordreset")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_passwordreset_token_hash")),
    )
    op.create_index("ix_passwordreset_account_id", "passwordreset", ["account_id"], unique=False)

    op.create_table(
        "technician",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("home_city", sa.String(), nullable=False),
        sa.Column("home_lat", sa.Float(), nullable=True),
        sa.Column("home_lon", sa.Float(), nullable=True),
        sa.Column("hue", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("vehicle", sa.String(), nullable=False),
        sa.Column("vehicle_power", sa.Integer(), nullable=False),
        sa.Column("year_km", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_technician_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_technician")),
    )
    op.create_table(
        "dossier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "to_plan",
                "planned",
                "on_site",
                "admin_to_finish",
                "finished",
                "archived",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "delivery", sa.Enum("none", "partial", "all", name="delivery", native_enum=False, length=32), nullable=False
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("transaction", sa.String(), nullable=False),
        sa.Column("property_kind", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("surface", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_email", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("technician_id", sa.Integer(), nullable=True),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("visit_at", UTCDateTime(), nullable=True),
        sa.Column("net_cents", sa.Integer(), nullable=False),
        sa.Column("discount_cents", sa.Integer(), nullable=False),
        sa.Column("vat_percent", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("gross_cents", sa.Integer(), nullable=False),
        sa.Column("invoiced_cents", sa.Integer(), nullable=False),
        sa.Column("paid_cents", sa.Integer(), nullable=False),
        sa.Column("invoiced_at", UTCDateTime(), nullable=True),
        sa.Column("paid_at", UTCDateTime(), nullable=True),
        sa.Column("notified_at", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("norm", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_dossier_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_dossier_client_id_client")),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_dossier_order_id_order")),
        sa.ForeignKeyConstraint(["technician_id"], ["account.id"], name=op.f("fk_dossier_technician_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("order_id", name=op.f("uq_dossier_order_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_dossier_reference")),
    )
    op.create_index("ix_dossier_client_id", "dossier", ["client_id"], unique=False)
    op.create_index("ix_dossier_stage_delivery", "dossier", ["stage", "delivery"], unique=False)
    op.create_index("ix_dossier_stage_updated_at_id", "dossier", ["stage", "updated_at", "id"], unique=False)
    op.create_index("ix_dossier_technician_id", "dossier", ["technician_id"], unique=False)
    op.create_index("ix_dossier_updated_at_id", "dossier", ["updated_at", "id"], unique=False)

    op.create_table(
        "dossierfile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("report", "ddt", "invoice", "attachment", name="filerole", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("mark_plan", sa.String(), nullable=False),
        sa.Column("inspection", sa.String(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.String(), nullable=False),
        sa.Column("uploaded_at", UTCDateTime(), nullable=False),
        sa.Column("replaced_at", UTCDateTime(), nullable=True),
        sa.Column("removed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossierfile_dossier_id_dossier")),
        sa.ForeignKeyConstraint(["sha256"], ["storedfile.sha256"], name=op.f("fk_dossierfile_sha256_storedfile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossierfile")),
    )
    op.create_index("ix_dossierfile_dossier_id", "dossierfile", ["dossier_id"], unique=False)

    op.create_table(
        "ddtrequest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_ddtrequest_dossier_id_dossier")),
        sa.ForeignKeyConstraint(["file_id"], ["dossierfile.id"], name=op.f("fk_ddtrequest_file_id_dossierfile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ddtrequest")),
    )
    op.create_index("ix_ddtrequest_dossier_id", "ddtrequest", ["dossier_id"], unique=False)

    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Enum("unpaid", name="holdreason", native_enum=False, length=32), nullable=False),
        sa.Column("placed_by", sa.String(), nullable=False),
        sa.Column("placed_at", UTCDateTime(), nullable=False),
        sa.Column("lifted_by", sa.String(), nullable=False),
        sa.Column("lifted_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_hold_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index("ix_hold_dossier_id", "hold", ["dossier_id"], unique=False)

    op.create_table(
        "mission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("conclusion", sa.String(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_mission_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission")),
    )
    op.create_index("ix_mission_dossier_id", "mission", ["dossier_id"], unique=False)

    op.create_table(
        "download",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("by_client", sa.Boolean(), nullable=False),
        sa.Column("original", sa.Boolean(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_download_account_id_account")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_download_dossier_id_dossier")),
        sa.ForeignKeyConstraint(["file_id"], ["dossierfile.id"], name=op.f("fk_download_file_id_dossierfile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_download")),
    )
    op.create_index("ix_download_dossier_id", "download", ["dossier_id"], unique=False)
    op.create_index("ix_download_file_id", "download", ["file_id"], unique=False)

    op.create_table(
        "invoice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", UTCDateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("performed_on", sa.Date(), nullable=True),
        sa.Column("seller", sa.String(), nullable=False),
        sa.Column("buyer", sa.String(), nullable=False),
        sa.Column("buyer_name", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("net_cents", sa.Integer(), nullable=False),
        sa.Column("discount_cents", sa.Integer(), nullable=False),
        sa.Column("vat_cents", sa.Integer(), nullable=False),
        sa.Column("gross_cents", sa.Integer(), nullable=False),
        sa.Column("paid_cents", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("issued", "partly_paid", "paid", name="invoicestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("norm", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_invoice_client_id_client")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_invoice_dossier_id_dossier")),
        sa.ForeignKeyConstraint(["file_id"], ["dossierfile.id"], name=op.f("fk_invoice_file_id_dossierfile")),
        sa.ForeignKeyConstraint(["series"], ["series.code"], name=op.f("fk_invoice_series_series")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sa.UniqueConstraint("dossier_id", name=op.f("uq_invoice_dossier_id")),
        sa.UniqueConstraint("number", name=op.f("uq_invoice_number")),
    )
    op.create_index("ix_invoice_client_id", "invoice", ["client_id"], unique=False)
    op.create_index("ix_invoice_due_on", "invoice", ["due_on"], unique=False)
    op.create_index("ix_invoice_issued_at_id", "invoice", ["issued_at", "id"], unique=False)

    op.create_table(
        "invoiceline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column("unit_cents", sa.Integer(), nullable=False),
        sa.Column("net_cents", sa.Integer(), nullable=False),
        sa.Column("vat_rate", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_invoiceline_invoice_id_invoice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoiceline")),
    )
    op.create_index("ix_invoiceline_invoice_id", "invoiceline", ["invoice_id"], unique=False)

    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("provider_event", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("reversed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_payment_invoice_id_invoice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("provider", "provider_event", name=op.f("uq_payment_provider_provider_event")),
    )
    op.create_index("ix_payment_invoice_id", "payment", ["invoice_id"], unique=False)

    op.create_table(
        "paymentattempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("trans_id", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_paymentattempt_account_id_account")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_paymentattempt_invoice_id_invoice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paymentattempt")),
        sa.UniqueConstraint("asked_on", "trans_id", name=op.f("uq_paymentattempt_asked_on_trans_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_paymentattempt_reference")),
    )
    op.create_index("ix_paymentattempt_invoice_id", "paymentattempt", ["invoice_id"], unique=False)

    _search_indexes()
    _seal_journal()
    _seal_invoices()


SEARCHED = ("client", "order", "dossier", "invoice", "message")


def _search_indexes() -> None:
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for table in SEARCHED:
        for statement in index_statements(table, dialect):
            op.execute(statement)


def _seal_journal() -> None:
    """The database itself refuses to change or remove a journal entry."""
    if op.get_bind().dialect.name == "sqlite":
        for gesture in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER journalentry_no_{gesture.lower()} BEFORE {gesture} ON journalentry "
                "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER journalentry_sealed BEFORE UPDATE OR DELETE ON journalentry "
        "FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()"
    )


SEALED_INVOICE_COLUMNS = (
    "id, number, series, dossier_id, client_id, issued_on, issued_at, due_on, performed_on, "
    "seller, buyer, buyer_name, subject, net_cents, discount_cents, vat_cents, gross_cents"
)


def _seal_invoices() -> None:
    """The database itself refuses to change or remove an issued invoice: only its payments' totals may follow."""
    sealed = {"invoice": f"UPDATE OF {SEALED_INVOICE_COLUMNS}", "invoiceline": "UPDATE"}
    if op.get_bind().dialect.name == "sqlite":
        for table, change in sealed.items():
            for name, gesture in (("change", change), ("removal", "DELETE")):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{name} BEFORE {gesture} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'an issued invoice is immutable'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION invoice_is_immutable() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'an issued invoice is immutable'; END $$"
    )
    for table, change in sealed.items():
        op.execute(
            f"CREATE TRIGGER {table}_sealed BEFORE {change} OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION invoice_is_immutable()"
        )


def downgrade() -> None:
    raise RuntimeError("The foundation cannot be undone: restore a backup.")
