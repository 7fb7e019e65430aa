"""Where termites, noise, radon and risks are known, commune by commune; and the pace of public doors."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "zoneimport",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("covers", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("taken_at", UTCDateTime(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoneimport")),
    )
    op.create_index("ix_zoneimport_kind", "zoneimport", ["kind"], unique=False)
    op.create_table(
        "zonefact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("extent", sa.String(length=32), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["zoneimport.id"], name=op.f("fk_zonefact_import_id_zoneimport")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zonefact")),
        sa.UniqueConstraint("place", "kind", name=op.f("uq_zonefact_place_kind")),
    )
    op.create_index("ix_zonefact_kind", "zonefact", ["kind"], unique=False)
    op.create_index("ix_zonefact_import_id", "zonefact", ["import_id"], unique=False)
    op.create_table(
        "pace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=40), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("hour", UTCDateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pace")),
        sa.UniqueConstraint("door", "origin", "hour", name=op.f("uq_pace_door_origin_hour")),
    )
    op.create_index("ix_pace_hour", "pace", ["hour"], unique=False)


def downgrade() -> None:
    for table in ("pace", "zonefact", "zoneimport"):
        op.drop_table(table)
