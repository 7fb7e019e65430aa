"""Calendar feeds and outside calendars."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PROVIDERS = ("caldav", "google", "microsoft")
STATES = ("on", "refused", "closing", "closed")


def _word(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32)


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    op.create_table(
        "calendarfeed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("resource_id", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("everyone", sa.Boolean(), nullable=False),
        sa.Column("details", sa.Boolean(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("read_at", UTCDateTime(), nullable=True),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        _refers("calendarfeed", "account_id", "account"),
        _refers("calendarfeed", "resource_id", "resource"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendarfeed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendarfeed_token_hash")),
    )
    op.create_index("ix_calendarfeed_account_id", "calendarfeed", ["account_id"], unique=False)
    op.create_index("ix_calendarfeed_resource_id", "calendarfeed", ["resource_id"], unique=False)
    op.create_table(
        "calendarlink",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("provider", _word(PROVIDERS, "provider"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("state", _word(STATES, "linkstate"), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        *(sa.Column(name, UTCDateTime(), nullable=True) for name in ("read_until", "running_since")),
        *(sa.Column(name, UTCDateTime(), nullable=True) for name in ("tried_at", "succeeded_at")),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("pause_until", UTCDateTime(), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        _refers("calendarlink", "account_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendarlink")),
    )
    op.create_index("ix_calendarlink_account_id", "calendarlink", ["account_id"], unique=False)
    op.create_table(
        "calendarcopy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=False),
        _refers("calendarcopy", "link_id", "calendarlink"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendarcopy")),
        sa.UniqueConstraint("link_id", "uid", name=op.f("uq_calendarcopy_link_id_uid")),
    )
    op.create_index("ix_calendarcopy_uid", "calendarcopy", ["uid"], unique=False)
    op.create_table(
        "calendarask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("provider", _word(PROVIDERS, "provider"), nullable=False),
        sa.Column("state_hash", sa.String(length=64), nullable=False),
        sa.Column("verifier", sa.String(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        _refers("calendarask", "account_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendarask")),
        sa.UniqueConstraint("state_hash", name=op.f("uq_calendarask_state_hash")),
    )
    op.create_index("ix_calendarask_account_id", "calendarask", ["account_id"], unique=False)


def downgrade() -> None:
    for table in ("calendarask", "calendarcopy", "calendarlink", "calendarfeed"):
        op.drop_table(table)
