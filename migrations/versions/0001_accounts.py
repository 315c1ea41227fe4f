"""Accounts and their roles."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

PARTNERS = "blik-op-werk coa cvte divosa duo gemeente ind nuffic sbb szw taalaanbieder vluchtelingenwerk vng"


def _one_of(name: str, values: str) -> sa.Enum:
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(255), nullable=False, unique=True),
        sa.Column("password", sa.String(255), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("fs_uniquifier", sa.String(64), nullable=False, unique=True),
        sa.Column("partner", _one_of("partner", PARTNERS)),
        sa.Column("demonstration", sa.Boolean, nullable=False),
    )
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "name",
            _one_of("rolename", "panel compiler coordinator partner administrator"),
            nullable=False,
            unique=True,
        ),
    )
    op.create_table(
        "account_roles",
        sa.Column(
            "account_id", sa.Integer, sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("role_id", sa.Integer, sa.ForeignKey("roles.id"), primary_key=True),
    )


def downgrade() -> None:
    for table in ("account_roles", "roles", "accounts"):
        op.drop_table(table)
