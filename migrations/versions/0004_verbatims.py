"""Texts, predictions and decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

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
        "verbatims",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("purpose", _one_of("purpose", "question answer"), nullable=False),
        sa.Column("response_id", sa.Uuid, sa.ForeignKey("responses.id", ondelete="CASCADE")),
        sa.Column("question_code", sa.String(64)),
        sa.Column("asker", _one_of("asker", ASKERS), nullable=False),
        sa.Column("law", _one_of("law", LAWS), nullable=False),
        sa.Column("channel", _one_of("channel", CHANNELS), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("masked", sa.JSON, nullable=False),
        sa.Column("flags", sa.JSON, nullable=False),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("submission_key", sa.String(64), unique=True),
        sa.Column("demonstration", sa.Boolean, nullable=False),
        sa.CheckConstraint(
            "(purpose = 'question') = (response_id IS NULL)", name="answers_belong_to_a_response"
        ),
        sa.CheckConstraint("(response_id IS NULL) = (question_code IS NULL)", name="answers_name_a_question"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_verbatims_received_on", "verbatims", ["received_on"])
    op.create_table(
        "predictions",
        sa.Column(
            "verbatim_id", sa.Uuid, sa.ForeignKey("verbatims.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("model_version", sa.String(64), primary_key=True),
        sa.Column("theme", _one_of("theme", THEMES), nullable=False),
        sa.Column("confidence", sa.Double, nullable=False),
        sa.Column("alternatives", sa.JSON, nullable=False),
        sa.Column("abstained", sa.Boolean, nullable=False),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_is_a_share"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_predictions_uncertain", "predictions", ["abstained", "confidence"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("verbatim_id", sa.Uuid, sa.ForeignKey("verbatims.id", ondelete="CASCADE"), nullable=False),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("theme", _one_of("theme", THEMES), nullable=False),
        sa.Column("decided_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_decisions_verbatim_id", "decisions", ["verbatim_id", "decided_at"])


def downgrade() -> None:
    for table in ("decisions", "predictions", "verbatims"):
        op.drop_table(table)
