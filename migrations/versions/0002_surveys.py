"""Surveys as data; the database itself refuses to change a published version."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

FINAL = {
    "survey_versions": ("UPDATE", "DELETE"),
    "survey_questions": ("INSERT", "UPDATE", "DELETE"),
    "survey_options": ("INSERT", "UPDATE", "DELETE"),
    "survey_wordings": ("UPDATE OF text", "DELETE"),
}
MESSAGE = "a published survey version never changes"


def upgrade() -> None:
    op.create_table(
        "survey_versions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("survey", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("published_on", sa.Date),
        sa.UniqueConstraint("survey", "number"),
    )
    op.create_table(
        "survey_questions",
        sa.Column("version_id", sa.Integer, sa.ForeignKey("survey_versions.id"), primary_key=True),
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "scale", "choice", "text", name="kind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("max_length", sa.Integer),
    )
    op.create_table(
        "survey_options",
        sa.Column("version_id", sa.Integer, primary_key=True),
        sa.Column("question_code", sa.String(64), primary_key=True),
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id", "question_code"], ["survey_questions.version_id", "survey_questions.code"]
        ),
    )
    op.create_table(
        "survey_wordings",
        sa.Column("version_id", sa.Integer, sa.ForeignKey("survey_versions.id"), primary_key=True),
        sa.Column("language", sa.String(8), primary_key=True),
        sa.Column("key", sa.String(96), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("checked_by", sa.String(120), nullable=False),
    )
    _refuse_changes(op.get_bind().dialect.name)


def _refuse_changes(dialect: str) -> None:
    if dialect == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
        )
        # a trigger's WHEN may not hold a query on PostgreSQL, so the look-up is a function
        op.execute(
            "CREATE FUNCTION is_published(integer) RETURNS boolean LANGUAGE sql AS "
            "$$ SELECT published_on IS NOT NULL FROM survey_versions WHERE id = $1 $$"
        )
    for table, events in FINAL.items():
        for event in events:
            verb = event.split()[0].lower()
            row = "NEW" if verb == "insert" else "OLD"
            key = f"{row}.id" if table == "survey_versions" else f"{row}.version_id"
            name = f"{table}_{verb}_refused"
            if dialect == "postgresql":
                _postgresql_trigger(name, event, table, key)
            else:
                _sqlite_trigger(name, event, table, key)


def _sqlite_trigger(name: str, event: str, table: str, key: str) -> None:
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
        f"WHEN (SELECT published_on FROM survey_versions WHERE id = {key}) IS NOT NULL "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    )


def _postgresql_trigger(name: str, event: str, table: str, key: str) -> None:
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW "
        f"WHEN (is_published({key})) EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    for table in reversed(FINAL):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change")
        op.execute("DROP FUNCTION is_published")
