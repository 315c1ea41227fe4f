"""Signals, meetings, and what was done; the database itself refuses to change a signal's history.

It refuses as well to publish what nobody can read in Dutch.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

STATES = ("raised", "weighed", "scheduled", "discussed", "returned", "acting", "closed")
MEETINGS = ("deeloverleg", "schakeloverleg", "stelseloverleg")
NO_DUTCH = "NOT EXISTS (SELECT 1 FROM outcome_texts WHERE outcome_id = NEW.id AND language = 'nl')"
PUBLISHED = "EXISTS (SELECT 1 FROM outcomes WHERE id = OLD.outcome_id AND published_on IS NOT NULL)"
LOSES_DUTCH = f"OLD.language = 'nl' AND {PUBLISHED}"
STAYS_DUTCH = "NEW.language = 'nl' AND NEW.outcome_id = OLD.outcome_id"
TRIGGERS = {
    "signal_changes_update_refused": ("UPDATE", "signal_changes", "1 = 1", "history never changes"),
    "signal_changes_delete_refused": ("DELETE", "signal_changes", "1 = 1", "history never changes"),
    "outcomes_insert_refused": (
        "INSERT", "outcomes", f"NEW.published_on IS NOT NULL AND {NO_DUTCH}", "there is no Dutch text",
    ),
    "outcomes_update_refused": (
        "UPDATE", "outcomes", f"NEW.published_on IS NOT NULL AND {NO_DUTCH}", "there is no Dutch text",
    ),
    "outcome_texts_update_refused": (
        "UPDATE", "outcome_texts", f"{LOSES_DUTCH} AND NOT ({STAYS_DUTCH})", "there is no Dutch text",
    ),
    "outcome_texts_delete_refused": (
        "DELETE", "outcome_texts", LOSES_DUTCH, "there is no Dutch text",
    ),
}  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Uuid, primary_key=True),
        _one_of("kind", "meetingkind", *MEETINGS, "expertpanel"),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.UniqueConstraint("kind", "held_on"),
    )
    _make_signals()
    op.create_index("ix_signals_status", "signals", ["status"])
    _make_changes()
    _make_outcomes()
    op.create_index("ix_outcomes_published_on", "outcomes", ["published_on"])
    make = _postgresql_trigger if op.get_bind().dialect.name == "postgresql" else _sqlite_trigger
    for name, (event, table, condition, message) in TRIGGERS.items():
        make(name, event, table, condition, message)


def downgrade() -> None:
    for table in ("outcome_texts", "outcomes", "signal_changes", "signals", "meetings"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for name in TRIGGERS:
            op.execute(f"DROP FUNCTION {name}()")


def _one_of(column: str, name: str, *codes: str, nullable: bool = False) -> sa.Column[str]:
    kind = sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(column, kind, nullable=nullable)


def _make_signals() -> None:
    op.create_table(
        "signals",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False, unique=True),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("description", sa.String(2000), nullable=False),
        _one_of("source", "source", "theme", "text", "meeting", "partner"),
        sa.Column("theme", sa.String(32), sa.ForeignKey("themes.code")),
        sa.Column("evidence", sa.Text),
        sa.Column("advice", sa.String(32), nullable=False),
        _one_of("decision", "nature", "incident", "trend", nullable=True),
        sa.Column("weighing", sa.JSON, nullable=False),
        _one_of("level", "level", "uitvoering", "schakel", "stelsel", nullable=True),
        _one_of("destination", "destination", *MEETINGS, nullable=True),
        sa.Column("owner", sa.String(80)),
        sa.Column("meeting_id", sa.Uuid, sa.ForeignKey("meetings.id")),
        _one_of("status", "status", *STATES),
        sa.Column("status_since", sa.Date, nullable=False),
        sa.Column("raised_on", sa.Date, nullable=False),
        sa.Column("demonstration", sa.Boolean, nullable=False),
        sa.CheckConstraint("number > 0", name="numbers_begin_at_one"),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 120", name="title_is_short"),
        sa.CheckConstraint("length(description) <= 2000", name="description_is_short"),
        sa.CheckConstraint(
            "advice IN ('', 'beyond-chance', 'no-demonstrable-change', 'too-few')", name="advice_is_known"
        ),
        sa.CheckConstraint("source <> 'theme' OR theme IS NOT NULL", name="of_a_theme_names_it"),
        sa.CheckConstraint("status = 'raised' OR decision IS NOT NULL", name="weighed_is_decided"),
        sa.CheckConstraint(
            "status NOT IN ('scheduled', 'discussed', 'acting') OR (level IS NOT NULL"
            " AND destination IS NOT NULL AND owner IS NOT NULL AND meeting_id IS NOT NULL)",
            name="scheduled_has_a_place",
        ),
    )


def _make_changes() -> None:
    op.create_table(
        "signal_changes",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("signal_id", sa.Uuid, sa.ForeignKey("signals.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id")),
        _one_of("status_before", "status_before", *STATES, nullable=True),
        _one_of("status_after", "status_after", *STATES),
        sa.Column("changed", sa.JSON, nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.UniqueConstraint("signal_id", "number"),
        sa.CheckConstraint("(number = 1) = (status_before IS NULL)", name="the_first_raises"),
        sa.CheckConstraint("length(note) <= 500", name="note_is_short"),
    )


def _make_outcomes() -> None:
    op.create_table(
        "outcomes",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("signal_id", sa.Uuid, sa.ForeignKey("signals.id")),
        sa.Column("theme", sa.String(32), sa.ForeignKey("themes.code")),
        _one_of("status", "outcomestatus", "heard", "looking", "changed", "not-possible"),
        sa.Column("published_on", sa.Date),
        sa.Column("demonstration", sa.Boolean, nullable=False),
        sa.CheckConstraint("(signal_id IS NULL) <> (theme IS NULL)", name="is_about_one_thing"),
    )
    op.create_table(
        "outcome_texts",
        sa.Column("outcome_id", sa.Uuid, sa.ForeignKey("outcomes.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("language", sa.String(8), primary_key=True),
        sa.Column("text", sa.String(400), nullable=False),
        sa.Column("checked_by", sa.String(120), nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 400", name="text_is_short"),
    )


def _sqlite_trigger(name: str, event: str, table: str, condition: str, message: str) -> None:
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _postgresql_trigger(name: str, event: str, table: str, condition: str, message: str) -> None:
    # a trigger's WHEN may not hold a query on PostgreSQL, so the look-up stands in its function
    row = "OLD" if event == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{message}'; END IF; RETURN {row}; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
