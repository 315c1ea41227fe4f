"""Themes as rows, so that one can be added; sentence vectors; the lot of the audit sample."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

THEMES = (
    "obligation start-waiting plan-route course knm-map-pvt exam-registration exam-content exam-results "
    "deadline-extension exemption fine-objection costs-loan guidance-contact information-digital "
    "work-education residence-nationality living-conditions other"
)
_HOLDERS = ("predictions", "decisions", "delivery_rows")
"""The tables with a column `theme`; no other table points to them."""
_LISTED = "theme IN ({})".format(", ".join(f"'{code}'" for code in THEMES.split()))


def upgrade() -> None:
    themes = op.create_table(
        "themes",
        sa.Column("code", sa.String(32), primary_key=True),
        sa.Column("name_nl", sa.String(80), unique=True),
        sa.Column("name_en", sa.String(80)),
        sa.Column("definition", sa.String(400)),
        sa.Column("keywords", sa.JSON, nullable=False),
        sa.Column("added_on", sa.Date),
        sa.Column("added_by", sa.Integer, sa.ForeignKey("accounts.id")),
        sa.CheckConstraint(
            "(name_nl IS NULL) = (name_en IS NULL) AND (name_nl IS NULL) = (definition IS NULL)"
            " AND (name_nl IS NULL) = (added_on IS NULL)",
            name="added_themes_are_described",
        ),
    )
    op.bulk_insert(themes, [{"code": code, "keywords": []} for code in THEMES.split()])
    op.create_table(
        "vectors",
        sa.Column(
            "verbatim_id", sa.Uuid, sa.ForeignKey("verbatims.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("encoder", sa.String(64), primary_key=True),
        sa.Column("numbers", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    _draw_lots()
    op.execute(
        "ALTER TABLE decisions ADD COLUMN occasion VARCHAR(32) DEFAULT 'queue' NOT NULL "
        "CONSTRAINT ck_decisions_occasion CHECK (occasion IN ('queue', 'audit'))"
    )
    for table in _HOLDERS:
        _exchange(table, _listed(table), _pointing(table))


def downgrade() -> None:
    for table in _HOLDERS:
        # what somebody added is no theme of the version before
        op.execute(f"UPDATE {table} SET theme = 'other' WHERE NOT ({_LISTED})")
        _exchange(table, _pointing(table), _listed(table))
    op.execute("ALTER TABLE decisions DROP COLUMN occasion")
    op.drop_index("ix_verbatims_lot", "verbatims")
    op.execute("ALTER TABLE verbatims DROP COLUMN lot")
    op.drop_table("vectors")
    op.drop_table("themes")


def _draw_lots() -> None:
    op.execute("ALTER TABLE verbatims ADD COLUMN lot BIGINT DEFAULT 0 NOT NULL")
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    lot = "abs(random() / 2)" if on_sqlite else "floor(random() * 4611686018427387904)::bigint"
    op.execute(f"UPDATE verbatims SET lot = {lot}")
    op.create_index("ix_verbatims_lot", "verbatims", ["lot"])


def _listed(table: str) -> tuple[str, str]:
    return f"ck_{table}_theme", f"CHECK ({_LISTED})"


def _pointing(table: str) -> tuple[str, str]:
    return f"fk_{table}_theme", "FOREIGN KEY(theme) REFERENCES themes (code)"


def _exchange(table: str, old: tuple[str, str], new: tuple[str, str]) -> None:
    """One constraint in the place of another, each with its name and what it says."""
    if op.get_bind().dialect.name == "sqlite":
        _make_anew(table, " ".join(("CONSTRAINT", *old)), " ".join(("CONSTRAINT", *new)))
    else:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {old[0]}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {new[0]} {new[1]}")


def _make_anew(table: str, old: str, new: str) -> None:
    """The table as SQLite describes it but for one constraint, with its rows and indexes.

    Alembic's own way of making a table anew forgets its checks.
    """
    connection = op.get_bind()
    described = sa.text(
        "SELECT sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL ORDER BY type DESC"
    )
    made, *indexes = connection.scalars(described, {"table": table}).all()
    changed = made.replace(old, new)
    if changed == made:
        raise ValueError(f"{table} has no constraint {old}")
    op.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    op.execute(changed)
    op.execute(f"INSERT INTO {table} SELECT * FROM old_{table}")
    op.execute(f"DROP TABLE old_{table}")
    for index in indexes:
        op.execute(index)
