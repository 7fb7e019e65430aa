"""Who drives what, driven tours and their corrections, monthly statements, shared tour sheets."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = (
    "tourlink",
    "mileageline",
    "mileagestatement",
    "tourcorrection",
    "tourday",
    "vehicleuse",
    "vehiclesheet",
)


def upgrade() -> None:
    _vehicles()
    _tours()
    _statements()
    _links()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _vehicles() -> None:
    op.create_table(
        "vehiclesheet",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("category", _words("vehiclecategory", "car", "motorcycle", "moped"), nullable=False),
        sa.Column("power", sa.Integer(), nullable=False),
        sa.Column("electric", sa.Boolean(), nullable=False),
        _to("vehiclesheet", "resource"),
        sa.PrimaryKeyConstraint("resource_id", name=op.f("pk_vehiclesheet")),
    )
    op.create_table(
        "vehicleuse",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("km_before", sa.Integer(), nullable=False),
        _to("vehicleuse", "resource"),
        _to("vehicleuse", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicleuse")),
    )
    _index("vehicleuse", "account_id")
    _index("vehicleuse", "resource_id")


def _tours() -> None:
    op.create_table(
        "tourday",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=False),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("stops", sa.Integer(), nullable=False),
        sa.Column("unlocated", sa.Integer(), nullable=False),
        sa.Column("taken_id", sa.Integer(), nullable=True),
        sa.Column("route", AutoString(length=64), nullable=False),
        sa.Column("legs", AutoString(), nullable=False),
        sa.Column("noted_at", UTCDateTime(), nullable=False),
        _to("tourday", "account"),
        _to("tourday", "resource", "taken_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tourday")),
        sa.UniqueConstraint("account_id", "day", name=op.f("uq_tourday_account_id_day")),
    )
    _index("tourday", "day")
    op.create_table(
        "tourcorrection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tour_id", sa.Integer(), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("made_by", AutoString(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        _to("tourcorrection", "tourday", "tour_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tourcorrection")),
    )
    _index("tourcorrection", "tour_id")


def _statements() -> None:
    op.create_table(
        "mileagestatement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("state", _words("statementstate", "asked", "returned", "approved", "paid"), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("asked_by", AutoString(), nullable=False),
        sa.Column("returned_why", AutoString(), nullable=False),
        sa.Column("approved_at", UTCDateTime(), nullable=True),
        sa.Column("approved_by", AutoString(), nullable=False),
        sa.Column("paid_at", UTCDateTime(), nullable=True),
        sa.Column("paid_by", AutoString(), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=True),
        sa.Column("cents", sa.Integer(), nullable=True),
        sa.Column("paper", AutoString(), nullable=False),
        sa.Column("data_hash", AutoString(length=64), nullable=False),
        _to("mileagestatement", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mileagestatement")),
        sa.UniqueConstraint("account_id", "month", name=op.f("uq_mileagestatement_account_id_month")),
    )
    _index("mileagestatement", "month")
    op.create_table(
        "mileageline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("tenths_before", sa.Integer(), nullable=False),
        sa.Column("tenths_after", sa.Integer(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        _to("mileageline", "mileagestatement", "statement_id"),
        _to("mileageline", "resource"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mileageline")),
    )
    _index("mileageline", "statement_id")


def _links() -> None:
    op.create_table(
        "tourlink",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("token_hash", AutoString(length=64), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", AutoString(), nullable=False),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.Column("revoked_by", AutoString(), nullable=False),
        _to("tourlink", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tourlink")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_tourlink_token_hash")),
    )


def _to(table: str, other: str, column: str = "") -> sa.ForeignKeyConstraint:
    named = column or f"{other}_id"
    return sa.ForeignKeyConstraint([named], [f"{other}.id"], name=op.f(f"fk_{table}_{named}_{other}"))


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32)
