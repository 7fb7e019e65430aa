"""What the foundation still owed: asks for a new password counted apart, the legal notice, whose a file is."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# One statement for both databases: SQLite would copy a table others point to in order to add a constraint to it.
WHOSE_A_FILE_IS = """
ALTER TABLE dossierfile ADD COLUMN uploaded_by_id INTEGER
CONSTRAINT fk_dossierfile_uploaded_by_id_account REFERENCES account (id)
"""
FILES_OF_PEOPLE_WITHOUT_NAMESAKE = """
UPDATE dossierfile SET uploaded_by_id = (SELECT min(id) FROM account WHERE name = dossierfile.uploaded_by)
WHERE (SELECT count(*) FROM account WHERE name = dossierfile.uploaded_by) = 1
"""
GIVEN_UP = """
SELECT last_error FROM promise WHERE promise.job = 'messaging.deliver' AND promise.subject_id = message.id
AND promise.done_at IS NULL AND promise.given_up_at IS NOT NULL
"""
MESSAGES_THAT_WERE_GIVEN_UP = f"""
UPDATE message SET state = 'failed', error = coalesce(({GIVEN_UP} ORDER BY promise.id DESC LIMIT 1), '')
WHERE state = 'waiting' AND EXISTS ({GIVEN_UP})
"""  # noqa: S608 no value in it


def upgrade() -> None:
    op.create_table(
        "resetask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asker", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resetask")),
    )
    op.create_index("ix_resetask_asker_at", "resetask", ["asker", "at"], unique=False)
    op.execute("DELETE FROM loginfailure WHERE email LIKE 'reset#%'")
    op.create_index("ix_journalentry_subject_kind_seq", "journalentry", ["subject_kind", "seq"], unique=False)
    op.add_column("office", sa.Column("publication_director", sa.String(), nullable=False, server_default=""))
    op.add_column("office", sa.Column("host", sa.String(), nullable=False, server_default=""))
    op.execute(WHOSE_A_FILE_IS)
    op.execute(FILES_OF_PEOPLE_WITHOUT_NAMESAKE)
    op.execute(MESSAGES_THAT_WERE_GIVEN_UP)
    _lists()
    _dossier_people()


def downgrade() -> None:
    for table in ("dossiernote", "recipient", "listlayout", "savedview"):
        op.drop_table(table)
    op.drop_column("dossierfile", "uploaded_by_id")
    op.drop_column("office", "host")
    op.drop_column("office", "publication_director")
    op.drop_index("ix_journalentry_subject_kind_seq", "journalentry")
    op.drop_index("ix_resetask_asker_at", "resetask")
    op.drop_table("resetask")


def _lists() -> None:
    op.create_table(
        "savedview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("list_name", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("kept_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_savedview_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_savedview")),
        sa.UniqueConstraint("account_id", "list_name", "name", name=op.f("uq_savedview_account_id_list_name_name")),
    )
    op.create_index("ix_savedview_account_id", "savedview", ["account_id"], unique=False)
    op.create_table(
        "listlayout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("list_name", sa.String(length=40), nullable=False),
        sa.Column("hidden", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_listlayout_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listlayout")),
        sa.UniqueConstraint("account_id", "list_name", name=op.f("uq_listlayout_account_id_list_name")),
    )


def _dossier_people() -> None:
    op.create_table(
        "recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.Column("removed_at", UTCDateTime(), nullable=True),
        sa.Column("told_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_recipient_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
    )
    op.create_index("ix_recipient_dossier_id", "recipient", ["dossier_id"], unique=False)
    op.create_table(
        "dossiernote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("written_at", UTCDateTime(), nullable=False),
        sa.Column("removed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossiernote_dossier_id_dossier")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_dossiernote_author_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossiernote")),
    )
    op.create_index("ix_dossiernote_dossier_id", "dossiernote", ["dossier_id"], unique=False)
