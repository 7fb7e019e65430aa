"""Price lists kept whole as one text, their families; terms agreed with clients; lists being prepared."""

import hashlib
import json
from decimal import Decimal

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LIST = sa.table(
    "pricelist",
    *[sa.column(name) for name in ("id", "name", "vat_rate", "deposit_rate", "free_km", "uncounted", "included")],
    sa.column("valid_from", sa.Date()),
    sa.column("content"),
    sa.column("sha256"),
)
CELL = sa.table("pricecell", *[sa.column(name) for name in ("price_list_id", "code", "up_to_m2", "cents")])
PACK = sa.table("pricepack", *[sa.column(name) for name in ("price_list_id", "from_count", "percent")])
# What a list's minutes on site were before each list had its own.
MINUTES = {
    **{"DPE": 45, "CREP": 40, "AMIANTE": 25, "DAPP": 25, "TERMITES": 25, "GAZ": 15, "ELEC": 15, "CARREZ": 20},
    **{"BOUTIN": 15, "AUDIT": 60, "ERP": 0, "BRUIT": 0},
}
STRETCHES = [{"above": 110, "factor": "1.25"}, {"above": 150, "factor": "1.5"}]


def upgrade() -> None:
    op.add_column("pricelist", sa.Column("family", sa.String(), nullable=False, server_default=""))
    op.add_column("pricelist", sa.Column("taxed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("pricelist", sa.Column("content", sa.String(), nullable=False, server_default=""))
    op.add_column("pricelist", sa.Column("sha256", sa.String(length=64), nullable=False, server_default=""))
    write_whole()
    op.create_index("ix_pricelist_family_valid_from", "pricelist", ["family", "valid_from"], unique=False)
    for column in ("free_km", "uncounted", "included"):
        op.drop_column("pricelist", column)
    op.drop_table("pricepack")
    op.drop_table("pricecell")
    agree()


def write_whole() -> None:
    """Each list's rows become its text."""
    db = op.get_bind()
    for kept in db.execute(sa.select(LIST)).mappings().all():
        cells = db.execute(sa.select(CELL).where(CELL.c.price_list_id == kept["id"])).mappings().all()
        packs = db.execute(sa.select(PACK).where(PACK.c.price_list_id == kept["id"]).order_by(PACK.c.from_count))
        told = whole(kept, cells, packs.mappings().all())
        content = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        seal = hashlib.sha256(content.encode()).hexdigest()
        db.execute(sa.update(LIST).where(LIST.c.id == kept["id"]).values(content=content, sha256=seal))


def whole(kept, cells, packs) -> dict:
    bounds = sorted({Decimal(str(cell["up_to_m2"])) for cell in cells if cell["up_to_m2"] is not None})
    banded = sorted({cell["code"] for cell in cells if cell["up_to_m2"] is not None})
    rows = [{"code": code, "kind": "", "by": "surface", "cents": by_band(cells, code, bounds)} for code in banded]
    flat = sorted({cell["code"] for cell in cells} - set(banded))
    rows += [{"code": code, "kind": "", "by": "flat", "cents": by_band(cells, code, [])} for code in flat]
    return {
        "name": kept["name"],
        "valid_from": kept["valid_from"].isoformat(),
        "family": "",
        "taxed": False,
        "bands": [str(bound) for bound in bounds],
        "room_bands": [],
        "rows": rows,
        "packs": [{"from_count": pack["from_count"], "percent": str(pack["percent"])} for pack in packs],
        "bundles": [],
        "supplements": [],
        "travel": [{"up_to_km": str(kept["free_km"]), "cents": 0}] if kept["free_km"] else [],
        "uncounted": sorted(kept["uncounted"].split()),
        "included": json.loads(kept["included"]),
        "durations": {"minutes": MINUTES, "stretches": STRETCHES, "step": 15},
        "floor_cents": 0,
        "vat_rate": str(kept["vat_rate"]),
        "deposit_rate": str(kept["deposit_rate"]),
    }


def by_band(cells, code, bounds) -> list:
    known = {
        None if cell["up_to_m2"] is None else Decimal(str(cell["up_to_m2"])): cell["cents"]
        for cell in cells
        if cell["code"] == code
    }
    return [known.get(bound) for bound in (*bounds, None)]


def agree() -> None:
    op.create_table(
        "priceterms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("discount", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("commission_percent", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("commission_cents", sa.Integer(), nullable=False),
        sa.Column("agreed_at", UTCDateTime(), nullable=False),
        sa.Column("agreed_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_priceterms_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priceterms")),
    )
    op.create_index("ix_priceterms_client_id_valid_from", "priceterms", ["client_id", "valid_from"], unique=False)
    op.create_table(
        "pricedraft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("tables", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_pricedraft_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricedraft")),
    )
    op.create_index("ix_pricedraft_account_id", "pricedraft", ["account_id"], unique=False)
    op.create_index("ix_pricedraft_created_at", "pricedraft", ["created_at"], unique=False)


def downgrade() -> None:
    """The rows are not written back: a list kept whole cannot always be told in the old tables."""
    op.drop_table("pricedraft")
    op.drop_table("priceterms")
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
    op.drop_index("ix_pricelist_family_valid_from", table_name="pricelist")
    for column in ("family", "taxed", "content", "sha256"):
        op.drop_column("pricelist", column)
    op.add_column("pricelist", sa.Column("free_km", sa.Integer(), nullable=False, server_default="30"))
    op.add_column("pricelist", sa.Column("uncounted", sa.String(), nullable=False, server_default=""))
    op.add_column("pricelist", sa.Column("included", sa.String(), nullable=False, server_default="{}"))
