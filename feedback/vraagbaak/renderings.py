"""A report's figures without a page around them: lines for a CSV file, text for a terminal."""

from collections.abc import Iterator

from flask_babel import gettext as _

from feedback.exporting import Cell
from feedback.vraagbaak.figures import MISSING, Figure, Figures, TableFigures
from feedback.vraagbaak.wording import (
    CAPTIONS,
    name_of,
    no_tables,
    partner_name,
    partner_names,
    provisional,
    signed,
)

CSV_HEADER = ("tabel", "code", "omschrijving", "periode", "waarde", "teken")


def csv_rows(figures: Figures) -> Iterator[tuple[Cell, ...]]:
    """Every figure of a report as a line, below a header; a hidden or missing one has a sign and no value."""
    yield CSV_HEADER
    for one in figures["periods"]:
        yield ("total", "total", _("Questions"), signed(one), *_value_and_sign(one["total"]))
    for one in figures["periods"]:
        for code in sorted(one["delivered"] + one["missing"]):
            figure: Figure = 1 if code in one["delivered"] else MISSING
            yield ("delivered", code, partner_name(code), signed(one), *_value_and_sign(figure))
    for table in figures["tables"]:
        for code, figure in table["rows"]:
            label = name_of(table["name"], code)
            yield (table["name"], code, label, signed(figures["periods"][0]), *_value_and_sign(figure))


def _value_and_sign(figure: Figure) -> tuple[Cell, Cell]:
    return (figure, "") if isinstance(figure, int) else ("", figure)


def as_text(figures: Figures) -> str:
    """The figures as plain tables for a terminal."""
    this = figures["periods"][0]
    delivered, missing = _("Partners that delivered"), _("Partners that did not deliver")
    return "\n\n".join(
        [
            *([] if this["complete"] else [provisional(this)]),
            _text_table(_("Questions"), [(signed(one), one["total"]) for one in figures["periods"]]),
            *([no_tables(this)] if this["total"] == MISSING else map(_named_table, figures["tables"])),
            f"{delivered}: {partner_names(this['delivered'])}",
            f"{missing}: {partner_names(this['missing'])}",
        ]
    )


def _named_table(table: TableFigures) -> str:
    rows = [(name_of(table["name"], code), figure) for code, figure in table["rows"]]
    return _text_table(str(CAPTIONS[table["name"]]), rows)


def _text_table(caption: str, rows: list[tuple[str, Figure]]) -> str:
    width = max(len(label) for label, _figure in rows)
    return "\n".join([caption, *(f"  {label:<{width}}  {figure:>9}" for label, figure in rows)])
