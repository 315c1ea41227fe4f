"""Personal links to a survey."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "invitation_batches",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("survey", sa.String(64), nullable=False),
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("made", sa.Integer, nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("expires_on", sa.Date, nullable=False),
        sa.Column("demonstration", sa.Boolean, nullable=False),
        sa.CheckConstraint("made > 0", name="holds_a_link"),
    )
    op.create_table(
        "invitations",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("batch_id", sa.Uuid, sa.ForeignKey("invitation_batches.id"), nullable=False),
        sa.Column("used", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_invitations_batch_id", "invitations", ["batch_id"])


def downgrade() -> None:
    for table in ("invitations", "invitation_batches"):
        op.drop_table(table)
