"""How somebody came to a survey, the code with which they find their answer again, and marks of suspicion."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_SUSPICIONS = "'too-fast', 'trap', 'burst', 'copy', 'spam'"


def upgrade() -> None:
    # as statements: a table that Alembic makes anew would take the answers that point to it along
    op.execute(
        "ALTER TABLE drafts ADD COLUMN stream VARCHAR(32) DEFAULT 'open' NOT NULL "
        "CONSTRAINT ck_drafts_stream CHECK (stream IN ('open', 'invited', 'assisted'))"
    )
    op.execute("ALTER TABLE drafts ADD COLUMN invitation VARCHAR(64)")
    for table in ("responses", "verbatims"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN receipt VARCHAR(64)")
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN suspicion VARCHAR(32) "
            f"CONSTRAINT ck_{table}_suspicion CHECK (suspicion IN ({_SUSPICIONS}))"
        )
        op.create_index(f"ix_{table}_receipt", table, ["receipt"], unique=True)
        marked = sa.text("suspicion IS NOT NULL")
        op.create_index(
            f"ix_{table}_suspicion", table, ["received_on"], sqlite_where=marked, postgresql_where=marked
        )
    op.create_index(
        "ix_verbatims_response_id", "verbatims", ["response_id"]
    )  # deleting a response looks here


def downgrade() -> None:
    op.drop_index("ix_verbatims_response_id", "verbatims")
    for table in ("verbatims", "responses"):
        op.drop_index(f"ix_{table}_suspicion", table)
        op.drop_index(f"ix_{table}_receipt", table)
        op.execute(f"ALTER TABLE {table} DROP COLUMN suspicion")
        op.execute(f"ALTER TABLE {table} DROP COLUMN receipt")
    for column in ("invitation", "stream"):
        op.execute(f"ALTER TABLE drafts DROP COLUMN {column}")
