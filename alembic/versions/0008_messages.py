"""Reminders, delivery states, answers to invitations."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PURPOSES = ("guest", "technician")
ANSWERS = ("waiting", "accepted", "refused", "withdrawn")
KINDS = ("guest_sms", "guest_mail", "technician_sms", "technician_mail")
REMINDED = ("pending", "sent", "rehearsed", "dropped", "cancelled")


def upgrade() -> None:
    _message()
    _guests()
    _commitments()
    _rules()
    _reminders()


def downgrade() -> None:
    tables = ("reminder", "messagerules", "reminderrule", "appointmentlink", "commitment", "appointmentguest")
    for table in (*tables, "smsnotice"):
        op.drop_table(table)
    for column in ("mask", "delivered_at", "provider_id"):
        op.drop_column("message", column)


def _message() -> None:
    op.add_column("message", sa.Column("provider_id", sa.String(), nullable=False, server_default=""))
    op.add_column("message", sa.Column("delivered_at", UTCDateTime(), nullable=True))
    op.add_column("message", sa.Column("mask", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "smsnotice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        _refers("smsnotice", "message_id", "message"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_smsnotice")),
        sa.UniqueConstraint("provider_id", "status", name=op.f("uq_smsnotice_provider_id_status")),
    )
    op.create_index("ix_smsnotice_message_id", "smsnotice", ["message_id"], unique=False)


def _guests() -> None:
    op.create_table(
        "appointmentguest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "email", "phone", "language")),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("moved_at", UTCDateTime(), nullable=True),
        sa.Column("cancelled_at", UTCDateTime(), nullable=True),
        sa.Column("cancelled_why", sa.String(), nullable=False),
        _refers("appointmentguest", "appointment_id", "appointment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointmentguest")),
        sa.UniqueConstraint("appointment_id", name=op.f("uq_appointmentguest_appointment_id")),
    )


def _commitments() -> None:
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("answer", _word(ANSWERS, "answer"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("settled_at", UTCDateTime(), nullable=True),
        _refers("commitment", "appointment_id", "appointment"),
        _refers("commitment", "account_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint(
            "appointment_id", "account_id", "starts_at", name=op.f("uq_commitment_appointment_id_account_id_starts_at")
        ),
    )
    for column in ("appointment_id", "account_id", "answer"):
        op.create_index(f"ix_commitment_{column}", "commitment", [column], unique=False)
    op.create_table(
        "appointmentlink",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", _word(PURPOSES, "linkfor"), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        _refers("appointmentlink", "appointment_id", "appointment"),
        _refers("appointmentlink", "commitment_id", "commitment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointmentlink")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_appointmentlink_token_hash")),
    )
    op.create_index("ix_appointmentlink_appointment_id", "appointmentlink", ["appointment_id"], unique=False)


def _rules() -> None:
    op.create_table(
        "reminderrule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _word(KINDS, "reminderkind"), nullable=False),
        sa.Column("minutes_before", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminderrule")),
        sa.UniqueConstraint("kind", "minutes_before", name=op.f("uq_reminderrule_kind_minutes_before")),
    )
    op.create_table(
        "messagerules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiet_from_minute", sa.Integer(), nullable=False),
        sa.Column("quiet_to_minute", sa.Integer(), nullable=False),
        sa.Column("quiet_sundays", sa.Boolean(), nullable=False),
        sa.Column("daily_cap", sa.Integer(), nullable=False),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column("on_the_way", sa.Boolean(), nullable=False),
        sa.Column("arrival_minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messagerules")),
    )


def _reminders() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("kind", _word(KINDS, "reminderkind"), nullable=False),
        sa.Column("minutes_before", sa.Integer(), nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("state", _word(REMINDED, "reminderstate"), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        _refers("reminder", "appointment_id", "appointment"),
        _refers("reminder", "message_id", "message"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "appointment_id", "kind", "minutes_before", name=op.f("uq_reminder_appointment_id_kind_minutes_before")
        ),
    )
    for column in ("appointment_id", "due_at", "state"):
        op.create_index(f"ix_reminder_{column}", "reminder", [column], unique=False)


def _word(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32)


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
