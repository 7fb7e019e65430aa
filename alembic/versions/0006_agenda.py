"""Working hours, leave, recurring events, resources and their dates, provisional appointments, what a visit needs."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# One statement for both databases: SQLite would copy a table others point to in order to add a constraint to it.
RECURRENCE_OF_AN_APPOINTMENT = """
ALTER TABLE appointment ADD COLUMN recurrence_id INTEGER
CONSTRAINT fk_appointment_recurrence_id_recurrence REFERENCES recurrence (id)
"""
WHO_CARRIES_IT = """
ALTER TABLE resource ADD COLUMN carried_by INTEGER
CONSTRAINT fk_resource_carried_by_account REFERENCES account (id)
"""
KINDS = ("visit", "meeting", "training", "event")
LEAVES = ("asked", "approved", "refused", "withdrawn")


def upgrade() -> None:
    _time_of_people()
    _leave()
    _appointments()
    for table, other in (("appointmentperson", "account"), ("appointmentresource", "resource")):
        _taken_along(table, other)
    _resources()


def downgrade() -> None:
    for table in ("appointmentresource", "appointmentperson", "leave"):
        op.drop_table(table)
    op.drop_index("ix_appointment_recurrence_id", "appointment")
    columns = ("occurrence_on", "recurrence_id", "warnings", "skills", "window_minutes", "provisional", "kind")
    for column in columns:
        op.drop_column("appointment", column)
    for column in ("carried_by", "closed_at", "notes", "insured_until", "checked_until"):
        op.drop_column("resource", column)
    for column in ("end_lon", "end_lat", "end_city", "insured_until"):
        op.drop_column("technician", column)
    for table in ("recurrence", "agendasettings", "workinghours"):
        op.drop_table(table)


def _time_of_people() -> None:
    op.create_table(
        "workinghours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts_minute", sa.Integer(), nullable=False),
        sa.Column("ends_minute", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_workinghours_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workinghours")),
    )
    op.create_index("ix_workinghours_account_id", "workinghours", ["account_id"], unique=False)
    numbers = ("notice_hours", "working_days", "proposals", "leave_home_minute", "buffer_minutes", "window_minutes")
    costs = ("km_cents", "hour_cents", "client_moves", "client_notice_hours")
    op.create_table(
        "agendasettings",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in numbers),
        sa.Column("holidays_zone", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in costs),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agendasettings")),
    )
    op.create_table(
        "recurrence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("starts_minute", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("written_to", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recurrence_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recurrence")),
    )
    op.create_index("ix_recurrence_account_id", "recurrence", ["account_id"], unique=False)


def _leave() -> None:
    op.create_table(
        "leave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Enum(*LEAVES, name="leavestate", native_enum=False, length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_leave_account_id_account")),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_leave_appointment_id_appointment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    op.create_index("ix_leave_account_id", "leave", ["account_id"], unique=False)


def _appointments() -> None:
    kind = sa.Enum(*KINDS, name="appointmentkind", native_enum=False, length=32)
    op.add_column("appointment", sa.Column("kind", kind, nullable=False, server_default="visit"))
    op.add_column("appointment", sa.Column("provisional", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("appointment", sa.Column("window_minutes", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("appointment", sa.Column("skills", sa.String(), nullable=False, server_default=""))
    op.add_column("appointment", sa.Column("warnings", sa.String(), nullable=False, server_default=""))
    op.execute(RECURRENCE_OF_AN_APPOINTMENT)
    op.add_column("appointment", sa.Column("occurrence_on", sa.Date(), nullable=True))
    op.create_index("ix_appointment_recurrence_id", "appointment", ["recurrence_id"], unique=False)


def _taken_along(table: str, other: str) -> None:
    column = f"{other}_id"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column(column, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f(f"fk_{table}_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("appointment_id", column, name=op.f(f"uq_{table}_appointment_id_{column}")),
    )
    op.create_index(f"ix_{table}_{column}", table, [column], unique=False)


def _resources() -> None:
    op.add_column("resource", sa.Column("checked_until", sa.Date(), nullable=True))
    op.add_column("resource", sa.Column("insured_until", sa.Date(), nullable=True))
    op.add_column("resource", sa.Column("notes", sa.String(), nullable=False, server_default=""))
    op.add_column("resource", sa.Column("closed_at", UTCDateTime(), nullable=True))
    op.execute(WHO_CARRIES_IT)
    op.add_column("technician", sa.Column("insured_until", sa.Date(), nullable=True))
    op.add_column("technician", sa.Column("end_city", sa.String(), nullable=False, server_default=""))
    op.add_column("technician", sa.Column("end_lat", sa.Float(), nullable=True))
    op.add_column("technician", sa.Column("end_lon", sa.Float(), nullable=True))
