"""Counts that partners deliver."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

PARTNERS = "blik-op-werk coa cvte divosa duo gemeente ind nuffic sbb szw taalaanbieder vluchtelingenwerk vng"
ASKERS = "asylum family voluntary relative municipality provider support-org chain-partner resident unknown"
LAWS = "wi2007 wi2013 wi2021 unknown"
CHANNELS = "form phone email desk letter social meeting other unknown"
THEMES = (
    "obligation start-waiting plan-route course knm-map-pvt exam-registration exam-content exam-results "
    "deadline-extension exemption fine-objection costs-loan guidance-contact information-digital "
    "work-education residence-nationality living-conditions other"
)


def _one_of(name: str, values: str) -> sa.Enum:
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("partner", _one_of("partner", PARTNERS), nullable=False),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("delivered_at", sa.DateTime, nullable=False),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("file_digest", sa.String(64), nullable=False),
        sa.Column("demonstration", sa.Boolean, nullable=False),
        sa.UniqueConstraint("partner", "period", "number"),
    )
    op.create_table(
        "delivery_rows",
        sa.Column(
            "delivery_id", sa.Uuid, sa.ForeignKey("deliveries.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("line", sa.Integer, primary_key=True),
        sa.Column("asker", _one_of("asker", ASKERS), nullable=False),
        sa.Column("theme", _one_of("theme", THEMES), nullable=False),
        sa.Column("law", _one_of("law", LAWS), nullable=False),
        sa.Column("channel", _one_of("channel", CHANNELS), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.CheckConstraint("count >= 0", name="count_is_not_negative"),
    )


def downgrade() -> None:
    for table in ("delivery_rows", "deliveries"):
        op.drop_table(table)
