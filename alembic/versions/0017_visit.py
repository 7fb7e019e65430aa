"""What comes back from a visit: checks, rooms, hours, signatures; what to know of a site; proofs of kilometres."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None


def _refers(table: str, column: str, other: str, key: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    op.create_table(
        "checklisttick",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        _refers("checklisttick", "dossier_id", "dossier"),
        _refers("checklisttick", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklisttick")),
    )
    op.create_index("ix_checklisttick_dossier_id_item", "checklisttick", ["dossier_id", "item"], unique=True)
    op.create_table(
        "visitroom",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("visited", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("why", "note", "by")),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("removed_at", UTCDateTime(), nullable=True),
        _refers("visitroom", "dossier_id", "dossier"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitroom")),
    )
    op.create_index("ix_visitroom_dossier_id", "visitroom", ["dossier_id"], unique=False)
    op.create_table(
        "visithours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("arrived_at", UTCDateTime(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("break_minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        _refers("visithours", "dossier_id", "dossier"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visithours")),
    )
    op.create_index("ix_visithours_dossier_id", "visithours", ["dossier_id"], unique=False)
    op.create_table(
        "visitsignature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("quality", sa.String(length=20), nullable=False),
        sa.Column("signature_sha256", sa.String(), nullable=False),
        sa.Column("signed_at", UTCDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("by", "manifest", "manifest_sha256")),
        sa.Column("file_id", sa.Integer(), nullable=True),
        _refers("visitsignature", "dossier_id", "dossier"),
        _refers("visitsignature", "signature_sha256", "storedfile", "sha256"),
        _refers("visitsignature", "by_id", "account"),
        _refers("visitsignature", "file_id", "dossierfile"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitsignature")),
    )
    op.create_index("ix_visitsignature_dossier_id", "visitsignature", ["dossier_id"], unique=False)
    op.create_table(
        "tourevidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tour_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("media_type", "by")),
        sa.Column("at", UTCDateTime(), nullable=False),
        _refers("tourevidence", "tour_id", "tourday"),
        _refers("tourevidence", "sha256", "storedfile", "sha256"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tourevidence")),
    )
    op.create_index("ix_tourevidence_tour_id", "tourevidence", ["tour_id"], unique=False)
    op.create_table(
        "sitewarning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.Column("noted_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitewarning")),
        sa.UniqueConstraint("place", name=op.f("uq_sitewarning_place")),
    )


def downgrade() -> None:
    for table in ("sitewarning", "tourevidence", "visitsignature", "visithours", "visitroom", "checklisttick"):
        op.drop_table(table)
