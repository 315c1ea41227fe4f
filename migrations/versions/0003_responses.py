"""Drafts, responses and answers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _one_of(name: str, values: str) -> sa.Enum:
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("version_id", sa.Integer, sa.ForeignKey("survey_versions.id"), nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("expires_on", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "responses",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("version_id", sa.Integer, sa.ForeignKey("survey_versions.id"), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("stream", _one_of("stream", "open invited assisted"), nullable=False),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("submission_key", sa.String(64), unique=True),
        sa.Column("demonstration", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_responses_received_on", "responses", ["received_on"])
    op.create_table(
        "answers",
        sa.Column(
            "response_id", sa.Uuid, sa.ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("question_code", sa.String(64), primary_key=True),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("outcome", _one_of("outcome", "answered not-understood skipped"), nullable=False),
        sa.Column("option_code", sa.String(64)),
        sa.ForeignKeyConstraint(
            ["version_id", "question_code"], ["survey_questions.version_id", "survey_questions.code"]
        ),
        sa.ForeignKeyConstraint(
            ["version_id", "question_code", "option_code"],
            ["survey_options.version_id", "survey_options.question_code", "survey_options.code"],
            name="fk_answers_option",
        ),
        sa.CheckConstraint("outcome = 'answered' OR option_code IS NULL", name="option_only_if_answered"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("answers", "responses", "drafts"):
        op.drop_table(table)
