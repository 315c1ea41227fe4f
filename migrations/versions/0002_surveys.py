"""Surveys as data; the database itself refuses to change a published version."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

FINAL = {
    "survey_versions": ("UPDATE", "DELETE"),
    "survey_questions": ("INSERT", "UPDATE", "DELETE"),
    "survey_options": ("INSERT", "UPDATE", "DELETE"),
    "survey_wordings": ("INSERT", "UPDATE OF version_id, language, key, text", "DELETE"),
}
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
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
    make_trigger = _postgresql_trigger if dialect == "postgresql" else _sqlite_trigger
    for table, events in FINAL.items():
        for event in events:
            make_trigger(_name(table, event), event, table, _is_final(table, event.split()[0]))


def _name(table: str, event: str) -> str:
    return f"{table}_{event.split()[0].lower()}_refused"


def _is_final(table: str, verb: str) -> str:
    """The condition, of the row before and the row after, under which a change is refused."""
    column = "id" if table == "survey_versions" else "version_id"
    keys = ", ".join(f"{row}.{column}" for row in ROWS[verb])
    published = f"EXISTS (SELECT 1 FROM survey_versions WHERE id IN ({keys}) AND published_on IS NOT NULL)"
    if (table, verb) != ("survey_wordings", "INSERT"):
        return published
    # a translation may come later, one text after the other, but only of texts that the version has
    same = "SELECT 1 FROM survey_wordings AS w WHERE w.version_id = NEW.version_id AND w.key = NEW.key"
    return f"{published} AND NOT EXISTS ({same})"


def _sqlite_trigger(name: str, event: str, table: str, condition: str) -> None:
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    )


def _postgresql_trigger(name: str, event: str, table: str, condition: str) -> None:
    # a trigger's WHEN may not hold a query on PostgreSQL, so the look-up stands in its function
    row = "OLD" if event == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN {row}; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    for table in reversed(FINAL):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table, events in FINAL.items():
            for event in events:
                op.execute(f"DROP FUNCTION {_name(table, event)}")
